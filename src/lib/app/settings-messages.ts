import { catalogues, inLanguages, type Messages } from './messages.ts';
import { settings as en } from './messages.settings.en.ts';

/** All words, with those that only the settings of sound and keyboard need: no other part of the app loads them. */
export type SettingsMessages = Messages & typeof en;

/** The catalogues with the words of those settings. */
export const settingsCatalogues = inLanguages<SettingsMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.settings
}));
