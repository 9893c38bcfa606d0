import { catalogues, inLanguages, type Messages } from './messages.ts';
import { live as en } from './messages.live.en.ts';

/** All words, with those for who is live and whom one follows: loaded with the first part of the app that needs them. */
export type LiveMessages = Messages & typeof en;

/** The catalogues with those words. */
export const liveCatalogues = inLanguages<LiveMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.live
}));
