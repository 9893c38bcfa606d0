import { catalogues, inLanguages, type Messages } from './messages.ts';
import { stage as en } from './messages.stage.en.ts';

/** All words, with those for keeping the stage in order: no other part of the app loads them. */
export type StageMessages = Messages & typeof en;

/** The catalogues with the words for keeping the stage in order. */
export const stageCatalogues = inLanguages<StageMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.stage
}));
