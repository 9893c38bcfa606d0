import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Scope } from '../../src/p2p/base/scope.ts';
import { BrowserMicrophone } from '../../src/p2p/media/browser-microphone.ts';
import { SOUND_DEFAULTS } from '../../src/p2p/media/sound-settings.ts';
import type { SoundSettings } from '../../src/p2p/ports.ts';
import { FakeDevices, fakeAudioContext, type FakeTrack } from '../fixtures/fake-devices.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

let devices: FakeDevices;
let settings: SoundSettings;
let scope: Scope;
let microphone: BrowserMicrophone;
let tracks: (FakeTrack | null)[];

beforeEach(() => {
	devices = new FakeDevices();
	vi.stubGlobal('navigator', { mediaDevices: devices });
	settings = SOUND_DEFAULTS;
	scope = new Scope(new VirtualClock());
	microphone = new BrowserMicrophone({ scope, context: fakeAudioContext, settings: () => settings });
	tracks = [];
	microphone.on('changed', () => tracks.push(sent()));
});
afterEach(() => {
	scope.close();
	vi.unstubAllGlobals();
});

const sent = () => microphone.track as unknown as FakeTrack | null;
const processing = (track: FakeTrack | undefined | null) => {
	const { echoCancellation, noiseSuppression, autoGainControl } = track!.settings;
	return [echoCancellation, noiseSuppression, autoGainControl].map(
		(asked) => (asked as ConstrainBooleanParameters).exact
	);
};
const change = (part: Partial<SoundSettings>) => {
	settings = { ...settings, ...part };
	return microphone.retune();
};

describe('What the microphone is asked for', () => {
	it('is a voice without echo and noise, unless somebody wants it otherwise', async () => {
		await microphone.open();
		expect(processing(sent())).toEqual([true, true, true]);
	});

	it('leaves the noise in where that was chosen', async () => {
		settings = { ...settings, noiseSuppression: 'off' };
		await microphone.open();
		expect(processing(sent())).toEqual([true, false, true]);
	});

	it('is the sound as it is in music mode, whatever was chosen about noise', async () => {
		settings = { ...settings, music: true, noiseSuppression: 'browser' };
		await microphone.open();
		expect(processing(sent())).toEqual([false, false, false]);
	});
});

describe('A setting that changes while the microphone is open', () => {
	it('takes effect at once: the stage is given the new track before the old one ends', async () => {
		await microphone.open();
		const before = sent()!;
		let wasLive = false;
		microphone.on('changed', () => (wasLive = before.readyState === 'live'));
		await change({ music: true });
		expect(microphone.state).toBe('open');
		expect(processing(sent())).toEqual([false, false, false]);
		expect(wasLive).toBe(true);
		expect(before.readyState).toBe('ended');
		expect(devices.sources.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
		expect(tracks.every((track, i) => i < 1 || track !== null)).toBe(true);
	});

	it('changes to the device that was chosen', async () => {
		await microphone.open();
		await change({ inputDevice: 'headset' });
		expect(sent()!.settings.deviceId).toEqual({ ideal: 'headset' });
	});

	it('asks for nothing where it makes no difference', async () => {
		await microphone.open();
		await change({ outputDevice: 'speaker', whenMuted: 'watch' });
		expect(devices.sources).toHaveLength(1);
	});

	it('asks for nothing while the microphone is off', async () => {
		await change({ music: true });
		expect(devices.sources).toHaveLength(0);
		expect(microphone.state).toBe('off');
	});

	it('holds for a microphone that only watches, which stays silent', async () => {
		settings = { ...settings, whenMuted: 'watch' };
		await microphone.open();
		microphone.mute();
		await change({ music: true });
		expect(microphone.state).toBe('watching');
		expect(sent()).toBeNull();
		expect(processing(devices.sources.at(-1))).toEqual([false, false, false]);
	});

	it('ends in what was chosen last, however fast it is changed', async () => {
		await microphone.open();
		const changes = [change({ music: true }), change({ music: false }), change({ noiseSuppression: 'off' })];
		await Promise.all(changes);
		expect(processing(sent())).toEqual([true, false, true]);
		expect(devices.sources.filter(({ readyState }) => readyState === 'live')).toHaveLength(1);
	});

	it('counts when it comes while the browser is still asking', async () => {
		devices.before = () => {
			devices.before = () => {};
			settings = { ...settings, music: true };
			void microphone.retune();
		};
		await microphone.open();
		await vi.waitFor(() => expect(processing(sent())).toEqual([false, false, false]));
	});

	it('opens nothing for somebody who muted meanwhile', async () => {
		await microphone.open();
		devices.before = () => microphone.mute();
		await change({ music: true });
		expect(microphone.state).toBe('off');
		expect(sent()).toBeNull();
		expect(devices.sources.every(({ readyState }) => readyState === 'ended')).toBe(true);
	});

	it('leaves the old source where a new one cannot be had', async () => {
		await microphone.open();
		const before = sent();
		devices.fault = 'NotReadableError';
		await change({ music: true });
		expect(microphone.state).toBe('open');
		expect(sent()).toBe(before);
		expect(before!.readyState).toBe('live');
	});

	it('is no lost device where a browser ends the old source as the new one opens', async () => {
		await microphone.open();
		const news: string[] = [];
		microphone.on('lost', () => news.push('lost'));
		microphone.on('switched', () => news.push('switched'));
		devices.before = () => devices.sources[0]!.lose();
		await change({ music: true });
		expect(microphone.state).toBe('open');
		expect(news).toEqual([]);
	});
});

describe('A device that cannot be had as it is asked for', () => {
	it('is taken as it can be had', async () => {
		settings = { ...settings, music: true };
		devices.fault = 'OverconstrainedError';
		devices.before = () => {
			devices.before = () => void (devices.fault = null);
		};
		expect((await microphone.open()).ok).toBe(true);
		expect(sent()!.settings.echoCancellation).toEqual({ ideal: false });
	});

	it('is missing where there is none at all', async () => {
		devices.fault = 'NotFoundError';
		expect(await microphone.open()).toEqual({ ok: false, code: 'microphone-missing' });
		expect(microphone.state).toBe('off');
	});
});

describe('RNNoise where it cannot be had', () => {
	it('leaves the noise to the browser and says so, until something else is chosen', async () => {
		const isMissing: boolean[] = [];
		microphone.on('noiseModel', (said) => isMissing.push(said.isMissing));
		settings = { ...settings, noiseSuppression: 'rnnoise' };
		expect((await microphone.open()).ok).toBe(true);
		expect(processing(sent())).toEqual([true, true, true]);
		await change({ noiseSuppression: 'off' });
		expect(processing(sent())).toEqual([true, false, true]);
		expect(isMissing).toEqual([true, false]);
	});

	it('is not even tried in music mode', async () => {
		const said = vi.fn();
		microphone.on('noiseModel', said);
		settings = { ...settings, noiseSuppression: 'rnnoise', music: true };
		await microphone.open();
		expect(said).toHaveBeenCalledExactlyOnceWith({ isMissing: false });
	});
});

describe('A device that goes away', () => {
	it('is followed by another one, taken as the settings say', async () => {
		settings = { ...settings, inputDevice: 'headset', music: true };
		await microphone.open();
		const switched = vi.fn();
		microphone.on('switched', switched);
		devices.sources[0]!.lose();
		await vi.waitFor(() => expect(switched).toHaveBeenCalledWith({ device: 'Fake microphone' }));
		expect(sent()!.settings.deviceId).toBeUndefined();
		expect(processing(sent())).toEqual([false, false, false]);
	});
});
