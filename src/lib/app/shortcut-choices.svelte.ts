import { browser } from '$app/env';
import { readPreference, writePreference } from './preferences.ts';
import type { Shortcut } from './shortcuts.ts';

/** Which keyboard shortcuts are on; all, until somebody switches one off. */
export class ShortcutChoices {
	#off = $state.raw<readonly string[]>(browser ? readPreference<string[]>('shortcuts-off', []) : []);

	isOn(shortcut: Shortcut): boolean {
		return !this.#off.includes(shortcut);
	}

	set(shortcut: Shortcut, isOn: boolean): void {
		const others = this.#off.filter((name) => name !== shortcut);
		this.#off = isOn ? others : [...others, shortcut];
		writePreference('shortcuts-off', this.#off);
	}
}
