import { catalogues, inLanguages, type Messages } from './messages.ts';
import { way as en } from './messages.way.en.ts';

/** All words, with those that only the page of one's path needs: no other page loads them. */
export type WayMessages = Messages & typeof en;

/** The catalogues with the words of that page. */
export const wayCatalogues = inLanguages<WayMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.way
}));
