import { captions as en } from './messages.captions.en.ts';
import { captions as fr } from './messages.captions.fr.ts';
import { catalogues, type Language, type Messages } from './messages.ts';

/** All words, with those that only captions need: no other part of the app loads them. */
export type CaptionsMessages = Messages & typeof en;

/** The catalogues with the words of captions. */
export const captionsCatalogues: Readonly<Record<Language, CaptionsMessages>> = {
	en: { ...catalogues.en, ...en },
	fr: { ...catalogues.fr, ...fr }
};
