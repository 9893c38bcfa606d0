/** What a key can do in a room. Esc closes dialogs by the browser's own rule and is not listed. */
export type Shortcut = 'talk' | 'mute' | 'hand' | 'react' | 'help';

/** The shortcuts in the order the help shows them. */
export const shortcuts: readonly Shortcut[] = ['talk', 'mute', 'hand', 'react', 'help'];

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
 * control, which it presses. (WCAG 2.1.4: each can be switched off.)
 */
export function shortcutOf(stroke: KeyStroke, isOn: (shortcut: Shortcut) => boolean): Shortcut | null {
	if (stroke.focus === 'text' || stroke.ctrlKey || stroke.metaKey || stroke.altKey) return null;
	const shortcut = keyMeaning(stroke.key);
	if (shortcut === 'talk' && stroke.focus === 'control') return null;
	return shortcut && isOn(shortcut) ? shortcut : null;
}

/** The place of a reaction's key among `REACTIONS`, from 0; null for another key. */
export function reactionPlace(key: string): number | null {
	return /^[1-9]$/.test(key) ? Number(key) - 1 : null;
}

function keyMeaning(key: string): Shortcut | null {
	if (reactionPlace(key) !== null) return 'react';
	switch (key) {
		case ' ':
			return 'talk';
		case 'm':
		case 'M':
			return 'mute';
		case 'h':
		case 'H':
			return 'hand';
		case '?':
			return 'help';
		default:
			return null;
	}
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
