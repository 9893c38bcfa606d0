import { browser } from '$app/env';
import { catalogues, languageFor, languages, type Language, type Messages } from './messages.ts';
import { readPreference, writePreference } from './preferences.ts';

/** The language of the interface. Changing it re-renders the words and reloads nothing. */
export class Speech {
	#language = $state<Language>(browser ? preferredLanguage() : 'en');

	get language(): Language {
		return this.#language;
	}

	/** The catalogue of the language. */
	get words(): Messages {
		return catalogues[this.#language];
	}

	choose(language: Language): void {
		this.#language = language;
		writePreference('language', language);
	}
}

function preferredLanguage(): Language {
	const kept = readPreference<string | null>('language', null);
	return languages.find((language) => language === kept) ?? languageFor(navigator.languages);
}
