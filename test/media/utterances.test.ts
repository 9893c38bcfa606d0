import { describe, expect, it } from 'vitest';
import { Downsampler } from '../../src/p2p/media/words/model/downsampler.ts';
import { UtteranceCutter } from '../../src/p2p/media/words/model/utterance-cutter.ts';
import { VoiceActivity, type Activity } from '../../src/p2p/media/voice/activity.ts';
import { loudnessOf } from '../../src/p2p/media/voice/loudness.ts';
import { tones, type Tones } from '../fixtures/speech-model/tones.ts';

const TICK_SAMPLES = 320;
const TICK_MS = 20;

/** Utterances that a cutter makes of so many blocks of each activity, in milliseconds, and how it is left. */
function cut(...parts: readonly (readonly [Activity, ms: number, loudness?: number])[]) {
	const cutter = new UtteranceCutter();
	const lengths: number[] = [];
	for (const [activity, ms, loudness = 30] of parts)
		for (let at = 0; at < ms; at += TICK_MS) {
			const utterance = cutter.take({ samples: new Float32Array(TICK_SAMPLES), loudness, activity });
			if (utterance) lengths.push((utterance.length / TICK_SAMPLES) * TICK_MS);
		}
	return { lengths, cutter };
}

describe('A voice cut into utterances', () => {
	it('an utterance has what came shortly before it, and ends with a pause', () => {
		const { lengths, cutter } = cut(
			['silence', 5_000],
			['voice', 1_000],
			['hangover', 300],
			['silence', 2_000]
		);
		expect(lengths).toEqual([300 + 1_000 + 300 + 300]);
		expect(cutter.openMs).toBe(0);
	});

	it('a short pause within a sentence does not end it', () => {
		const { lengths } = cut(
			['voice', 1_000],
			['hangover', 300],
			['silence', 280],
			['voice', 500],
			['hangover', 300],
			['silence', 300]
		);
		expect(lengths).toEqual([2_680]);
	});

	it('a click is no utterance', () => {
		expect(cut(['voice', 140], ['hangover', 300], ['silence', 2_000]).lengths).toEqual([]);
		expect(cut(['voice', 160], ['hangover', 300], ['silence', 2_000]).lengths).toEqual([760]);
	});

	it('who speaks without a pause is cut at the softest place of the last three seconds', () => {
		const { lengths, cutter } = cut(['voice', 13_000], ['voice', 20, 50], ['voice', 2_000]);
		expect(lengths).toEqual([13_020]);
		expect(cutter.openMs).toBe(2_000);
		expect(cutter.end()).toHaveLength((2_000 / TICK_MS) * TICK_SAMPLES);
	});

	it('holds no more than the longest utterance, however long somebody speaks or is silent', () => {
		for (const activity of ['voice', 'silence'] as const) {
			const { cutter } = cut([activity, 600_000]);
			expect(cutter.open.length / TICK_SAMPLES).toBeLessThanOrEqual(15_000 / TICK_MS);
		}
	});

	it('tells what is being said, and ends it when the microphone closes', () => {
		const { cutter } = cut(['silence', 1_000], ['voice', 500]);
		expect(cutter.openMs).toBe(800);
		expect(cutter.open).toHaveLength((800 / TICK_MS) * TICK_SAMPLES);
		expect(cutter.end()).toHaveLength((800 / TICK_MS) * TICK_SAMPLES);
		expect(cutter.end()).toBeNull();
	});

	it('finds sentences in sound by the same gate as packets', () => {
		const activity = new VoiceActivity();
		const cutter = new UtteranceCutter();
		const spoken: Tones = [
			[0, 1],
			[300, 2],
			[0, 1],
			[500, 1],
			[0, 1]
		];
		const sound = tones(16_000, spoken);
		const lengths: number[] = [];
		for (let at = 0; at < sound.length; at += TICK_SAMPLES) {
			const samples = sound.subarray(at, at + TICK_SAMPLES);
			const loudness = loudnessOf(samples);
			const utterance = cutter.take({ samples, loudness, activity: activity.hear(loudness) });
			if (utterance) lengths.push(utterance.length / 16_000);
		}
		expect(lengths).toEqual([2.9, 1.9]);
	});
});

describe('From 48 to 16 kHz', () => {
	/** How loud a tone is after it, against before, decibels. */
	function gain(hertz: number): number {
		const downsampler = new Downsampler();
		const sound = tones(48_000, [[hertz, 1]]);
		const blocks = Array.from({ length: 50 }, (_, i) =>
			downsampler.take(sound.subarray(i * 960, (i + 1) * 960))
		);
		const level = (samples: ArrayLike<number>) =>
			Math.sqrt(Array.from(samples).reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
		return 20 * Math.log10(level(blocks.slice(1).flatMap((block) => [...block])) / level(sound));
	}

	it('keeps what speech is made of', () => {
		for (const hertz of [100, 300, 1_000, 3_000, 6_000]) expect(Math.abs(gain(hertz))).toBeLessThan(0.5);
	});

	it('takes away what would come back as another tone', () => {
		for (const hertz of [8_500, 10_000, 15_000, 20_000]) expect(gain(hertz)).toBeLessThan(-40);
	});

	it('makes of each block a third, without a seam', () => {
		const downsampler = new Downsampler();
		const sound = tones(48_000, [[300, 0.1]]);
		const parts = [0, 960, 1_920, 2_880, 3_840].map((at) => downsampler.take(sound.subarray(at, at + 960)));
		const whole = new Downsampler().take(sound);
		expect(parts.flatMap((part) => [...part])).toEqual([...whole]);
		expect(parts.map(({ length }) => length)).toEqual([320, 320, 320, 320, 320]);
	});
});
