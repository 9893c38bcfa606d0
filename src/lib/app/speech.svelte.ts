import { browser } from '$app/env';
import {
	catalogues,
	isLoaded,
	languageFor,
	languages,
	loadLanguage,
	type Language,
	type Messages
} from './messages.ts';
import { readPreference, writePreference } from './preferences.ts';

/** The language of the interface. Changing it re-renders the words and reloads nothing. */
export class Speech {
	#language = $state<Language>(firstLanguage());

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

	/** Speaks another language from now on; false where its words cannot be had, and nothing changes. */
	async choose(language: Language): Promise<boolean> {
		const isHere = await loadLanguage(language).then(
			() => true,
			() => false
		);
		if (!isHere) return false;
		this.#language = language;
		writePreference('language', language);
		return true;
	}
}

/** The one that is wanted, if its words are here: the root layout loads them before the first page. */
function firstLanguage(): Language {
	const wanted = preferredLanguage();
	return isLoaded(wanted) ? wanted : 'en';
}

/** The language of this browser's person, as they chose it or as their browser says; English outside browsers. */
export function preferredLanguage(): Language {
	if (!browser) return 'en';
	const kept = readPreference<string | null>('language', null);
	return languages.find((language) => language === kept) ?? languageFor(navigator.languages);
}
