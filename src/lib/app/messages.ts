import { en } from './messages.en.ts';

/** Every word of the interface; English gives the shape. */
export type Messages = typeof en;

/** The languages there are, in the order they are offered, by what each calls itself. */
export const languageNames = { en: 'English', fr: 'Français' } as const;

/** Code of a language of the interface. */
export type Language = keyof typeof languageNames;

/** The languages in the order they are offered. */
export const languages = Object.keys(languageNames) as Language[];

type French = typeof import('./french.ts');
let french: French | null = null;

/** Brings the words of a language; English is always here. Rejects where they cannot be had now. */
export async function loadLanguage(language: Language): Promise<void> {
	if (language === 'fr') french ??= await import('./french.ts');
}

/** Whether the words of a language are here. */
export function isLoaded(language: Language): boolean {
	return language === 'en' || french !== null;
}

/** One catalogue for each language. Of a language that was not loaded the words are English. */
export type Catalogues<Words> = Readonly<Record<Language, Words>>;

/** Catalogues of some words: in English, and where they stand in French. */
export function inLanguages<Words>(en: Words, fr: (french: French) => Words): Catalogues<Words> {
	let words: Words | null = null;
	return {
		en,
		get fr() {
			if (french) words ??= fr(french);
			return words ?? en;
		}
	};
}

/** The words that every page has. */
export const catalogues = inLanguages<Messages>(en, ({ fr }) => fr);

/** The first of the reader's languages (BCP 47, most wanted first) that there is; English otherwise. */
export function languageFor(wanted: readonly string[]): Language {
	for (const tag of wanted) {
		const base = tag.toLowerCase().split('-')[0];
		const found = languages.find((language) => language === base);
		if (found) return found;
	}
	return 'en';
}
