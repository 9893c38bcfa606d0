import { catalogues, type Language, type Messages } from './messages.ts';
import { settings as en } from './messages.settings.en.ts';
import { settings as fr } from './messages.settings.fr.ts';

/** All words, with those that only the settings of sound and keyboard need: no other part of the app loads them. */
export type SettingsMessages = Messages & typeof en;

/** The catalogues with the words of those settings. */
export const settingsCatalogues: Readonly<Record<Language, SettingsMessages>> = {
	en: { ...catalogues.en, ...en },
	fr: { ...catalogues.fr, ...fr }
};
