import { fail, ok, type Result } from '../../p2p/base/result.ts';

/** What a key can do in a room. Esc closes dialogs by the browser's own rule and is not listed. */
export type Shortcut = 'talk' | 'mute' | 'hand' | 'react' | 'help';

/** The shortcuts in the order the help shows them. */
export const shortcuts: readonly Shortcut[] = ['talk', 'mute', 'hand', 'react', 'help'];

/** Shortcuts of one key, which can be another one. Reactions have a digit each. */
export type KeyedShortcut = Exclude<Shortcut, 'react'>;

/** The key of each, as a keyboard event names it, letters small. */
export type ShortcutKeys = Readonly<Record<KeyedShortcut, string>>;

/** The keys until somebody chooses others. */
export const firstKeys: ShortcutKeys = { talk: ' ', mute: 'm', hand: 'h', help: '?' };

/** Why a key is not for a shortcut. */
export type KeyFault =
	/** It writes nothing, or is a reaction's: browsers, screen readers and dialogs need the others. */
	'key-reserved' | 'key-taken';

/** The part of a keyboard event that decides. */
export interface KeyStroke {
	readonly key: string;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
	/** Where the focus is. */
	readonly focus: 'text' | 'control' | 'elsewhere';
}

/**
 * Which shortcut a key stroke means: none in a text field or with a modifier, and Space not on a
 * control, which it presses. (WCAG 2.1.4: each can be switched off, and have another key.)
 */
export function shortcutOf(
	stroke: KeyStroke,
	isOn: (shortcut: Shortcut) => boolean,
	keys: ShortcutKeys = firstKeys
): Shortcut | null {
	if (stroke.focus === 'text' || stroke.ctrlKey || stroke.metaKey || stroke.altKey) return null;
	if (stroke.key === ' ' && stroke.focus === 'control') return null;
	const shortcut = reactionPlace(stroke.key) !== null ? 'react' : keyedShortcut(stroke.key, keys);
	return shortcut && isOn(shortcut) ? shortcut : null;
}

/** The keys with another one for a shortcut. */
export function rebound(
	keys: ShortcutKeys,
	shortcut: KeyedShortcut,
	key: string
): Result<ShortcutKeys, KeyFault> {
	const wanted = key.toLowerCase();
	if (!mayBeKey(wanted)) return fail('key-reserved');
	const holder = keyedShortcut(wanted, keys);
	return holder && holder !== shortcut ? fail('key-taken') : ok({ ...keys, [shortcut]: wanted });
}

/** The keys in what was kept: the first ones where it is damaged, or gives two shortcuts one key. */
export function keysFrom(kept: unknown): ShortcutKeys {
	let keys: ShortcutKeys = firstKeys;
	if (typeof kept !== 'object' || kept === null) return keys;
	for (const shortcut of shortcuts) {
		const key: unknown = (kept as Record<string, unknown>)[shortcut];
		if (shortcut !== 'react' && typeof key === 'string' && mayBeKey(key)) keys = { ...keys, [shortcut]: key };
	}
	return new Set(Object.values(keys)).size < Object.keys(keys).length ? firstKeys : keys;
}

/** What is written on a key; Space has no sign, but a name in each language. */
export function keyLabel(key: string, space: string): string {
	return key === ' ' ? space : key.toUpperCase();
}

/** The place of a reaction's key among `REACTIONS`, from 0; null for another key. */
export function reactionPlace(key: string): number | null {
	return /^[1-9]$/.test(key) ? Number(key) - 1 : null;
}

function keyedShortcut(key: string, keys: ShortcutKeys): KeyedShortcut | null {
	const pressed = key.toLowerCase();
	return (Object.keys(keys) as KeyedShortcut[]).find((shortcut) => keys[shortcut] === pressed) ?? null;
}

/** Whether a key writes one sign and is not a reaction's. */
function mayBeKey(key: string): boolean {
	return /^[^\p{C}]$/u.test(key) && key === key.toLowerCase() && reactionPlace(key) === null;
}

const TYPES_TEXT =
	'textarea, select, [contenteditable]:not([contenteditable="false"]), input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"], [type="file"])';
const PRESSES = 'button, a[href], summary, input, [role="button"], [role="switch"], [role="tab"]';

/** The kind of thing that has the focus. A slider counts as text: it has keys of its own. */
export function focusKind(target: EventTarget | null): KeyStroke['focus'] {
	if (!(target instanceof Element)) return 'elsewhere';
	if (target.closest(TYPES_TEXT)) return 'text';
	return target.closest(PRESSES) ? 'control' : 'elsewhere';
}
