import { catalogues, type Language, type Messages } from './messages.ts';
import { chat as en } from './messages.chat.en.ts';
import { chat as fr } from './messages.chat.fr.ts';

/** All words, with those that only the chat needs: no other part of the app loads them. */
export type ChatMessages = Messages & typeof en;

/** The catalogues with the words of the chat. */
export const chatCatalogues: Readonly<Record<Language, ChatMessages>> = {
	en: { ...catalogues.en, ...en },
	fr: { ...catalogues.fr, ...fr }
};
