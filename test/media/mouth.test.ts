import { describe, expect, it } from 'vitest';
import { Scope } from '../../src/p2p/base/scope.ts';
import { TICK_SAMPLES, type EncodedFrame } from '../../src/p2p/media/frames.ts';
import { Mouth } from '../../src/p2p/media/mouth.ts';
import { MouthMicrophone } from '../../src/p2p/media/mouth-microphone.ts';
import { readWav } from '../../src/p2p/media/read-wav.ts';
import { writeWave } from '../judges/wave.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

const tone = (length: number) => Float32Array.from({ length }, (_, i) => 0.5 * Math.sin(i / 10));

describe('a mouth', () => {
	it('says one piece after the other, 20 ms at a time, then nothing, and tells when each is said', async () => {
		const mouth = new Mouth();
		const told: string[] = [];
		void mouth.play(tone(TICK_SAMPLES + 100)).then(() => told.push('first'));
		void mouth.play(tone(50)).then(() => told.push('second'));
		expect(mouth.take()).toEqual(tone(TICK_SAMPLES));
		const mixed = mouth.take();
		expect(mixed.subarray(100, 150)).toEqual(tone(50));
		expect(mixed.subarray(150).every((sample) => sample === 0)).toBe(true);
		await Promise.resolve();
		expect(told).toEqual(['first', 'second']);
		expect(mouth.take().every((sample) => sample === 0)).toBe(true);
	});

	it('drops what is not said, and lets nobody wait for it', async () => {
		const mouth = new Mouth();
		const playing = mouth.play(tone(10_000));
		mouth.stop();
		await playing;
		expect(mouth.take().every((sample) => sample === 0)).toBe(true);
	});
});

describe('the microphone of a process', () => {
	async function open() {
		const clock = new VirtualClock();
		/** How far timers are behind: a process that stands still wakes up late. */
		const held = { ms: 0 };
		const late = {
			now: () => clock.now() + held.ms,
			after: clock.after.bind(clock),
			every: clock.every.bind(clock)
		};
		const mouth = new Mouth();
		const microphone = new MouthMicrophone(new Scope(late), mouth);
		expect(await microphone.open()).toEqual({ ok: true, value: undefined });
		const frames: EncodedFrame[] = [];
		const voice = microphone.voiceOf(microphone.track!)!;
		voice.on('frame', (frame) => frames.push(frame));
		/** The codec works beside the clock. */
		const pass = async (ms: number) => {
			for (let at = 0; at < ms; at += 20) {
				await clock.advance(20);
				await new Promise((resolve) => setImmediate(resolve));
			}
		};
		return { held, mouth, microphone, voice, frames, pass };
	}

	it('sends what the mouth says as frames in order, and nothing in silence', async () => {
		const { mouth, frames, pass } = await open();
		await pass(1_000);
		expect(frames).toEqual([]);
		void mouth.play(tone(25 * TICK_SAMPLES));
		await pass(2_000);
		const spoken = frames.filter(({ payload }) => payload.length > 0);
		expect(spoken.length).toBeGreaterThanOrEqual(25);
		expect(spoken.every(({ sequence }, i) => i === 0 || sequence === spoken[i - 1]!.sequence + 1)).toBe(true);
		// The talkspurt has its end.
		expect(frames.at(-1)!.payload).toHaveLength(0);
	});

	it('is closed at once, and has another track when it opens again', async () => {
		const { microphone, mouth, frames, pass } = await open();
		const first = microphone.track!;
		microphone.mute();
		expect([microphone.state, microphone.track]).toEqual(['off', null]);
		expect(microphone.voiceOf(first)).toBeNull();
		await microphone.open();
		expect(microphone.track).not.toBe(first);
		void mouth.play(tone(5 * TICK_SAMPLES));
		await pass(500);
		expect(frames.length).toBeGreaterThan(0);
	});

	it('goes on from now after its process was held up', async () => {
		const { held, mouth, frames, pass } = await open();
		void mouth.play(tone(400 * TICK_SAMPLES));
		await pass(200);
		const before = frames.length;
		held.ms = 10_000;
		await pass(40);
		expect(frames.length - before).toBeLessThan(60);
	});
});

describe('reading a WAV file', () => {
	it('gives one channel at 48 kHz, whatever the rate', () => {
		const read = readWav(writeWave({ sampleRate: 16_000, samples: tone(1_600) }));
		expect(read.ok && read.value.length).toBeGreaterThan(4_700);
		expect(read.ok && Math.max(...read.value)).toBeCloseTo(0.5, 1);
	});

	it('says what is no WAV file, or one that is packed otherwise', () => {
		const file = writeWave({ sampleRate: 16_000, samples: tone(100) });
		for (let length = 0; length < 44; length++) expect(readWav(file.subarray(0, length)).ok).toBe(false);
		expect(readWav(new Uint8Array(1_000))).toEqual({ ok: false, code: 'wav-foreign' });
		const wide = file.slice();
		wide[34] = 24;
		expect(readWav(wide)).toEqual({ ok: false, code: 'wav-unsupported' });
		const endless = file.slice();
		new DataView(endless.buffer).setUint32(40, 0xffffffff, true);
		expect(readWav(endless).ok).toBe(true);
	});
});
