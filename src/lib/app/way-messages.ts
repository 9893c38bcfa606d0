import { catalogues, type Language, type Messages } from './messages.ts';
import { way as en } from './messages.way.en.ts';
import { way as fr } from './messages.way.fr.ts';

/** All words, with those that only the page of one's path needs: no other page loads them. */
export type WayMessages = Messages & typeof en;

/** The catalogues with the words of that page. */
export const wayCatalogues: Readonly<Record<Language, WayMessages>> = {
	en: { ...catalogues.en, ...en },
	fr: { ...catalogues.fr, ...fr }
};
