import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { DenoisedFlow } from '../../src/p2p/media/denoise/denoised-flow.ts';
import { DENOISED_FRAME, openRnnoise, type Denoiser } from '../../src/p2p/media/denoise/rnnoise.ts';
import { Resampler } from '../../src/p2p/media/resampler.ts';
import { likeness, noiseBlock, rms, toneBlock } from './sounds.ts';
import { noisyVoice, pausesOf, recordedVoice } from '../fixtures/noisy-voice.ts';

const wasm = Uint8Array.from(
	readFileSync(fileURLToPath(import.meta.resolve('@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm')))
).buffer;
/** What an audio thread takes at a time. */
const QUANTUM = 128;

/** What comes out of a flow for what goes in. */
function passed(samples: Float32Array, rate: number, denoiser: Denoiser, piece = QUANTUM): Float32Array {
	const flow = new DenoisedFlow(rate, denoiser);
	const out = new Float32Array(samples.length);
	for (let at = 0; at + piece <= samples.length; at += piece)
		flow.pass(samples.subarray(at, at + piece), out.subarray(at, at + piece));
	return out;
}

function resampled(samples: Float32Array, from: number, to: number): Float32Array {
	const out: number[] = [];
	new Resampler(from, to).feed(samples, (sample) => out.push(sample));
	return Float32Array.from(out);
}

describe('RNNoise', () => {
	let rnnoise: Denoiser;
	beforeEach(async () => {
		rnnoise = await openRnnoise(wasm);
	});

	it.each([48_000, 44_100])(
		'leaves less than a quarter of a loud noise in the pauses of a voice, and the voice, at %d Hz',
		(rate) => {
			const [clean, noisy] = [recordedVoice('voice-1'), noisyVoice('voice-1', -32)];
			const out = resampled(passed(resampled(noisy, 48_000, rate), rate, rnnoise), rate, 48_000);
			const seconds = (from: number, to: number) => [from * 48_000, to * 48_000] as const;
			const { likeness: alike, shift } = likeness(
				out.subarray(...seconds(2, 5)),
				clean.subarray(...seconds(2, 4.9)),
				1_500
			);
			const delayMs = shift / 48;
			console.log(`${rate} Hz: likeness ${alike.toFixed(3)}, ${delayMs.toFixed(1)} ms later`);
			expect(alike).toBeGreaterThan(0.9);
			expect(delayMs).toBeLessThan(21);
			const left = (heard: Float32Array) => rms(pausesOf(heard, clean, shift));
			expect(left(out)).toBeLessThan(left(noisy) / 4);
		}
	);

	it('goes on after samples that are no numbers', () => {
		const broken = Float32Array.from(toneBlock(0)).fill(NaN);
		passed(broken, 48_000, rnnoise);
		const out = passed(recordedVoice('voice-1'), 48_000, rnnoise);
		expect(out.every(Number.isFinite)).toBe(true);
		expect(rms(out)).toBeGreaterThan(0.01);
	});

	it('is refused where its module is none', async () => {
		await expect(openRnnoise(new ArrayBuffer(8))).rejects.toThrow();
	});
});

describe('A flow through frames', () => {
	const untouched: Denoiser = { denoise: () => {} };

	it.each([
		{ rate: 48_000, piece: 128 },
		{ rate: 44_100, piece: 128 },
		{ rate: 48_000, piece: 1_024 },
		{ rate: 96_000, piece: 77 },
		{ rate: 8_000, piece: 128 }
	])('gives what it took, whole and some 10 ms later, at $rate Hz by $piece samples', ({ rate, piece }) => {
		const tone = Float32Array.from(
			{ length: piece * Math.ceil(rate / piece) },
			(_, i) => 0.3 * Math.sin((2 * Math.PI * 440 * i) / rate)
		);
		const out = passed(tone, rate, untouched, piece);
		const begun = Math.ceil(rate / 20);
		const { likeness: alike, shift } = likeness(out.subarray(begun), tone.subarray(begun, rate / 2), begun);
		expect(alike).toBeGreaterThan(0.99);
		const periodMs = 1_000 / 440;
		expect(((shift / rate) * 1_000) % periodMs).toBeCloseTo((10 + (4 / rate) * 1_000) % periodMs, 0);
	});

	it('hands on frames of 480 samples, whatever the pieces', () => {
		const lengths = new Set<number>();
		passed(noiseBlock(0, -30), 44_100, { denoise: ({ length }) => void lengths.add(length) }, 60);
		expect([...lengths]).toEqual([DENOISED_FRAME]);
	});
});
