import { catalogues, type Language, type Messages } from './messages.ts';
import { live as en } from './messages.live.en.ts';
import { live as fr } from './messages.live.fr.ts';

/** All words, with those for who is live and whom one follows: loaded with the first part of the app that needs them. */
export type LiveMessages = Messages & typeof en;

/** The catalogues with those words. */
export const liveCatalogues: Readonly<Record<Language, LiveMessages>> = {
	en: { ...catalogues.en, ...en },
	fr: { ...catalogues.fr, ...fr }
};
