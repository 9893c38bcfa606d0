import { describe, expect, it } from 'vitest';
import {
	firstKeys,
	keyLabel,
	keysFrom,
	rebound,
	shortcutOf,
	type KeyStroke,
	type Shortcut
} from '../../src/lib/app/shortcuts.ts';

const stroke = (key: string, more: Partial<KeyStroke> = {}): KeyStroke => ({
	key,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	focus: 'elsewhere',
	...more
});
const allOn = () => true;

describe('Keyboard shortcuts', () => {
	it('mean what the help says', () => {
		expect(
			['m', 'M', 'h', '?', ' ', '1', '9', '0', 'x', 'Escape'].map((key) => shortcutOf(stroke(key), allOn))
		).toEqual(['mute', 'mute', 'hand', 'help', 'talk', 'react', 'react', null, null, null]);
	});

	it('rest while somebody types', () => {
		for (const key of ['m', 'h', '?', ' '])
			expect(shortcutOf(stroke(key, { focus: 'text' }), allOn)).toBeNull();
	});

	it('leave Space to the control that has the focus, and keep the letters', () => {
		expect(shortcutOf(stroke(' ', { focus: 'control' }), allOn)).toBeNull();
		expect(shortcutOf(stroke('m', { focus: 'control' }), allOn)).toBe('mute');
	});

	it('leave combinations to the browser', () => {
		for (const held of ['ctrlKey', 'metaKey', 'altKey'] as const) {
			expect(shortcutOf(stroke('h', { [held]: true }), allOn)).toBeNull();
		}
	});

	it('can be switched off one by one', () => {
		const withoutMute = (shortcut: Shortcut) => shortcut !== 'mute';
		expect(shortcutOf(stroke('m'), withoutMute)).toBeNull();
		expect(shortcutOf(stroke('h'), withoutMute)).toBe('hand');
	});
});

describe('Another key for a shortcut', () => {
	const withKey = (key: string) => {
		const keys = rebound(firstKeys, 'talk', key);
		if (!keys.ok) throw new Error(keys.code);
		return keys.value;
	};

	it('does what the first one did, small or capital, and the first one no longer does', () => {
		const keys = withKey('V');
		expect(['v', 'V', ' '].map((key) => shortcutOf(stroke(key), allOn, keys))).toEqual([
			'talk',
			'talk',
			null
		]);
	});

	it('works on a control where Space would press it, and Space never does', () => {
		expect(shortcutOf(stroke('v', { focus: 'control' }), allOn, withKey('v'))).toBe('talk');
		const keys = { ...firstKeys, talk: 'v', mute: ' ' };
		expect(shortcutOf(stroke(' ', { focus: 'control' }), allOn, keys)).toBeNull();
		expect(shortcutOf(stroke(' '), allOn, keys)).toBe('mute');
	});

	it('rests where it is switched off or somebody types', () => {
		expect(shortcutOf(stroke('v'), (one) => one !== 'talk', withKey('v'))).toBeNull();
		expect(shortcutOf(stroke('v', { focus: 'text' }), allOn, withKey('v'))).toBeNull();
	});

	it('may be a letter, a sign or Space, in any script', () => {
		for (const key of ['v', 'é', 'ж', '`', '0', ' '])
			expect(rebound(firstKeys, 'talk', key).ok, key).toBe(true);
	});

	it('is none that moves, opens or closes something, nor a reaction’s', () => {
		for (const key of ['Tab', 'Enter', 'Escape', 'ArrowUp', 'F5', 'Dead', 'Shift', '4', ''])
			expect(rebound(firstKeys, 'talk', key), key).toEqual({ ok: false, code: 'key-reserved' });
	});

	it('is none that another shortcut has', () => {
		expect(rebound(firstKeys, 'talk', 'M')).toEqual({ ok: false, code: 'key-taken' });
		expect(rebound(firstKeys, 'talk', ' ').ok).toBe(true);
	});

	it('is read from what was kept, and the first ones are back where that is damaged', () => {
		expect(keysFrom({ talk: 'v' })).toEqual({ ...firstKeys, talk: 'v' });
		for (const kept of [null, 'v', [], { talk: 'Enter' }, { talk: 7 }, { talk: 'm' }, { react: 'x' }])
			expect(keysFrom(kept)).toEqual(firstKeys);
		expect(keysFrom({ talk: 'm', mute: ' ' })).toEqual({ ...firstKeys, talk: 'm', mute: ' ' });
	});

	it('is shown as it is written on the keyboard', () => {
		expect([keyLabel(' ', 'Espace'), keyLabel('v', 'Espace'), keyLabel('?', 'Espace')]).toEqual([
			'Espace',
			'V',
			'?'
		]);
	});
});
