import { catalogues, inLanguages, type Messages } from './messages.ts';
import { tickets as en } from './messages.tickets.en.ts';

/** All words, with those for tickets: no other part of the app loads them. */
export type TicketsMessages = Messages & typeof en;

/** The catalogues with the words for tickets. */
export const ticketsCatalogues = inLanguages<TicketsMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.tickets
}));
