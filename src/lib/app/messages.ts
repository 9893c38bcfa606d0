import { en } from './messages.en.ts';
import { fr } from './messages.fr.ts';

/** Every word of the interface; English gives the shape. */
export type Messages = typeof en;

/** The languages there are, each with its own catalogue. */
export const catalogues = { en, fr } satisfies Record<string, Messages>;

/** Code of a language of the interface. */
export type Language = keyof typeof catalogues;

/** The languages in the order they are offered. */
export const languages = Object.keys(catalogues) as Language[];

/** The first of the reader's languages (BCP 47, most wanted first) that there is; English otherwise. */
export function languageFor(wanted: readonly string[]): Language {
	for (const tag of wanted) {
		const base = tag.toLowerCase().split('-')[0];
		const found = languages.find((language) => language === base);
		if (found) return found;
	}
	return 'en';
}
