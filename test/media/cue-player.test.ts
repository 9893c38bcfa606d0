import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CuePlayer } from '../../src/p2p/media/cue-player.ts';
import { CUE_NOTES } from '../../src/p2p/media/cue-tones.ts';
import { SOUND_DEFAULTS } from '../../src/p2p/media/sound-settings.ts';
import type { SoundSettings } from '../../src/p2p/ports.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

/** What was started: pitches in hertz, and how loud each note becomes. */
let started: { readonly hz: number; readonly loudness: number }[];

class FakeOscillator {
	onended = null;
	readonly #hz: number;
	constructor(_: unknown, { frequency }: OscillatorOptions) {
		this.#hz = frequency!;
	}
	connect(swell: FakeGain): FakeGain {
		started.push({ hz: this.#hz, loudness: swell.loudness });
		return swell;
	}
	start(): void {}
	stop(): void {}
}

class FakeGain {
	loudness = 0;
	readonly gain = {
		setValueAtTime: () => {},
		linearRampToValueAtTime: (value: number) => (this.loudness = Math.max(this.loudness, value))
	};
	connect(): void {}
	disconnect(): void {}
}

let clock: VirtualClock;
let settings: SoundSettings;
let context: {
	state: string;
	sinkId: string;
	resume: () => Promise<void>;
	setSinkId: (id: string) => Promise<void>;
};
let player: CuePlayer;

beforeEach(() => {
	vi.stubGlobal('OscillatorNode', FakeOscillator);
	vi.stubGlobal('GainNode', FakeGain);
	started = [];
	clock = new VirtualClock();
	settings = SOUND_DEFAULTS;
	context = {
		state: 'running',
		sinkId: '',
		resume: async () => void (context.state = 'running'),
		setSinkId: async (id) => void (context.sinkId = id)
	};
	player = new CuePlayer({
		clock,
		context: () => context as unknown as AudioContext,
		settings: () => settings
	});
	return () => vi.unstubAllGlobals();
});

describe('The sounds of the interface', () => {
	it('are the notes of their cue', async () => {
		await player.play('on-stage');
		expect(started.map(({ hz }) => hz)).toEqual(CUE_NOTES['on-stage'].map(({ hz }) => hz));
	});

	it('are as loud as was chosen, and below a voice', async () => {
		settings = { ...settings, cueVolume: 1 };
		await player.play('joined');
		settings = { ...settings, cueVolume: 0.5 };
		await player.play('joined');
		expect(started.map(({ loudness }) => loudness)).toEqual([0.3, 0.075]);
	});

	it('are silent where they are off, or turned down to nothing', async () => {
		settings = { ...settings, cues: false };
		await player.play('muted');
		settings = { ...settings, cues: true, cueVolume: 0 };
		await player.play('muted');
		expect(started).toEqual([]);
	});

	it('use the loudspeaker that was chosen', async () => {
		settings = { ...settings, outputDevice: 'headset' };
		await player.play('hand');
		expect(context.sinkId).toBe('headset');
		expect(started).toHaveLength(2);
	});

	it('wake a context that slept, where the browser lets them', async () => {
		context.state = 'suspended';
		await player.play('unmuted');
		expect(started).toHaveLength(2);
	});

	it('are left out for good where the browser waits for a click', async () => {
		context.state = 'suspended';
		let click = () => {};
		context.resume = () => new Promise((resolve) => (click = resolve));
		const played = player.play('joined');
		await clock.advance(5000);
		context.state = 'running';
		click();
		await played;
		expect(started).toEqual([]);
	});
});
