import { describe, expect, it } from 'vitest';
import { shortcutOf, type KeyStroke, type Shortcut } from '../../src/lib/app/shortcuts.ts';

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
