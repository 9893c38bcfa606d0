import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrowserSound } from '../../src/p2p/media/browser-sound.ts';
import { SOUND_DEFAULTS, soundSettingsFrom } from '../../src/p2p/media/sound-settings.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';

describe('The sound settings that were kept', () => {
	it('are as at first where nothing was kept', () => {
		for (const nothing of [null, undefined, 'loud', 7, []])
			expect(soundSettingsFrom(nothing)).toEqual(SOUND_DEFAULTS);
	});

	it('hold what an older version kept, and the rest is as at first', () => {
		const older = { inputDevice: 'a', outputDevice: null, pushToTalk: true, whenMuted: 'watch' };
		expect(soundSettingsFrom(older)).toEqual({ ...SOUND_DEFAULTS, ...older });
	});

	it('are read one by one: what is damaged spoils nothing else', () => {
		const kept = { inputDevice: 5, music: 'yes', noiseSuppression: false, whenMuted: 'never', cueVolume: 11 };
		expect(soundSettingsFrom(kept)).toEqual({ ...SOUND_DEFAULTS, noiseSuppression: 'off' });
	});

	it('are whole whatever was kept, and come back as they were kept', () => {
		const names = Object.keys(SOUND_DEFAULTS).sort();
		fc.assert(
			fc.property(fc.dictionary(fc.constantFrom(...names, 'other'), fc.anything()), (kept) => {
				const read = soundSettingsFrom(kept);
				expect(Object.keys(read).sort()).toEqual(names);
				expect(soundSettingsFrom(structuredClone(read))).toEqual(read);
			})
		);
	});

	it('outlive the page', async () => {
		const store = memoryStore();
		const open = () =>
			BrowserSound.open({
				store,
				clock: new VirtualClock(),
				context: () => ({}) as AudioContext,
				changed: () => {}
			});
		const sound = await open();
		await sound.change({ music: true, noiseSuppression: 'rnnoise' });
		expect((await open()).settings).toEqual({ ...SOUND_DEFAULTS, music: true, noiseSuppression: 'rnnoise' });
	});
});
