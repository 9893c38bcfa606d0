import { browser } from '$app/env';
import { ok, type Result } from '../../p2p/base/result.ts';
import { readPreference, writePreference } from './preferences.ts';
import {
	firstKeys,
	keysFrom,
	rebound,
	type KeyedShortcut,
	type KeyFault,
	type Shortcut,
	type ShortcutKeys
} from './shortcuts.ts';

/** Which keyboard shortcuts are on, and which keys they have; all and the first ones, until somebody chooses. */
export class ShortcutChoices {
	#off = $state.raw<readonly string[]>(browser ? readPreference<string[]>('shortcuts-off', []) : []);
	#keys = $state.raw(browser ? keysFrom(readPreference<unknown>('shortcut-keys', null)) : firstKeys);

	get keys(): ShortcutKeys {
		return this.#keys;
	}

	isOn(shortcut: Shortcut): boolean {
		return !this.#off.includes(shortcut);
	}

	set(shortcut: Shortcut, isOn: boolean): void {
		const others = this.#off.filter((name) => name !== shortcut);
		this.#off = isOn ? others : [...others, shortcut];
		writePreference('shortcuts-off', this.#off);
	}

	/** Gives a shortcut another key and keeps it, if the key may be had. */
	rebind(shortcut: KeyedShortcut, key: string): Result<void, KeyFault> {
		const keys = rebound(this.#keys, shortcut, key);
		if (!keys.ok) return keys;
		this.#keys = keys.value;
		writePreference('shortcut-keys', keys.value);
		return ok(undefined);
	}

	/** Gives all shortcuts their first keys. */
	resetKeys(): void {
		this.#keys = firstKeys;
		writePreference('shortcut-keys', null);
	}
}
