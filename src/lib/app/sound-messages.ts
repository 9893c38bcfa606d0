import { catalogues, type Language, type Messages } from './messages.ts';
import { sound as en } from './messages.sound.en.ts';
import { sound as fr } from './messages.sound.fr.ts';

/** All words, with those that only the sound settings need: no other part of the app loads them. */
export type SoundMessages = Messages & typeof en;

/** The catalogues with the words of the sound settings. */
export const soundCatalogues: Readonly<Record<Language, SoundMessages>> = {
	en: { ...catalogues.en, ...en },
	fr: { ...catalogues.fr, ...fr }
};
