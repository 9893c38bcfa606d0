import { browser } from '$app/env';
import { readPreference, writePreference } from './preferences.ts';

/** Light, dark, or as the device says. */
export type Theme = 'system' | 'light' | 'dark';

/** The themes in the order they are offered. */
export const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** The theme of the interface; `static/first-paint.js` applies a kept one before the first paint. */
export class Look {
	#theme = $state<Theme>(browser ? keptTheme() : 'system');

	get theme(): Theme {
		return this.#theme;
	}

	choose(theme: Theme): void {
		this.#theme = theme;
		writePreference('theme', theme === 'system' ? null : theme);
		if (theme === 'system') delete document.documentElement.dataset['theme'];
		else document.documentElement.dataset['theme'] = theme;
	}
}

function keptTheme(): Theme {
	const kept = readPreference<string>('theme', 'system');
	return themes.find((theme) => theme === kept) ?? 'system';
}
