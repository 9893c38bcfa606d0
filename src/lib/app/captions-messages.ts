import { captions as en } from './messages.captions.en.ts';
import { catalogues, inLanguages, type Messages } from './messages.ts';

/** All words, with those that only captions need: no other part of the app loads them. */
export type CaptionsMessages = Messages & typeof en;

/** The catalogues with the words of captions. */
export const captionsCatalogues = inLanguages<CaptionsMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.captions
}));
