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

	/** The reader's own form of the language (BCP 47), for times: en-GB writes them otherwise than en-US. */
	get locale(): string {
		const wanted = browser ? navigator.languages : [];
		return wanted.find((tag) => tag.toLowerCase().split('-')[0] === this.#language) ?? this.#language;
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
