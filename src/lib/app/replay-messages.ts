import { catalogues, inLanguages, type Messages } from './messages.ts';
import { replay as en } from './messages.replay.en.ts';

/** All words, with those that only recording and the page of recordings need: no other part of the app loads them. */
export type ReplayMessages = Messages & typeof en;

/** The catalogues with the words of recording and of its page. */
export const replayCatalogues = inLanguages<ReplayMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.replay
}));
