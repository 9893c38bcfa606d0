import { catalogues, inLanguages, type Messages } from './messages.ts';
import { chat as en } from './messages.chat.en.ts';

/** All words, with those that only the chat needs: no other part of the app loads them. */
export type ChatMessages = Messages & typeof en;

/** The catalogues with the words of the chat. */
export const chatCatalogues = inLanguages<ChatMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.chat
}));
