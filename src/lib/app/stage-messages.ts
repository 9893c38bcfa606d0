import { catalogues, type Language, type Messages } from './messages.ts';
import { stage as en } from './messages.stage.en.ts';
import { stage as fr } from './messages.stage.fr.ts';

/** All words, with those for keeping the stage in order: no other part of the app loads them. */
export type StageMessages = Messages & typeof en;

/** The catalogues with the words for keeping the stage in order. */
export const stageCatalogues: Readonly<Record<Language, StageMessages>> = {
	en: { ...catalogues.en, ...en },
	fr: { ...catalogues.fr, ...fr }
};
