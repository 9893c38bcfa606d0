import type { LettersFault } from '../../p2p/api.ts';
import { catalogues, type Language, type Messages } from './messages.ts';
import { letters as en } from './messages.letters.en.ts';
import { letters as fr } from './messages.letters.fr.ts';

/** All words, with those that only letters need: no other part of the app loads them. */
export type LettersMessages = Messages & typeof en;

/** The catalogues with the words of letters. */
export const lettersCatalogues: Readonly<Record<Language, LettersMessages>> = {
	en: { ...catalogues.en, ...en },
	fr: { ...catalogues.fr, ...fr }
};

/** What became of a letter that was not written, and what to do about it. */
export function lettersFaultText(words: LettersMessages, code: LettersFault): string {
	return { ...words.fault.store, ...words.letters.faults }[code];
}
