import type { LettersFault } from '../../p2p/api.ts';
import { catalogues, inLanguages, type Messages } from './messages.ts';
import { letters as en } from './messages.letters.en.ts';

/** All words, with those that only letters need: no other part of the app loads them. */
export type LettersMessages = Messages & typeof en;

/** The catalogues with the words of letters. */
export const lettersCatalogues = inLanguages<LettersMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.letters
}));

/** What became of a letter that was not written, and what to do about it. */
export function lettersFaultText(words: LettersMessages, code: LettersFault): string {
	return { ...words.fault.store, ...words.letters.faults }[code];
}
