import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../fixtures/random.ts';
import { align } from './alignment.ts';
import { readWave, writeWave, type Wave } from './wave.ts';

const voice = (name: string) =>
	readWave(readFileSync(new URL(`../fixtures/speech/${name}.wav`, import.meta.url)));
const source = voice('voice-1');
const at = (milliseconds: number) => Math.round((milliseconds * source.sampleRate) / 1000);

/** The source as a recording has it: later, quieter, in noise, with silence in some places. */
function recorded(options: {
	lateMs: number;
	gain: number;
	gaps?: readonly (readonly [number, number])[];
}): Wave {
	const noise = seededRandom(11);
	const samples = Float32Array.from(
		{ length: source.samples.length + at(1_000) },
		() => (noise.fraction() - 0.5) * 0.002
	);
	for (const [i, sample] of source.samples.entries()) {
		const target = i + at(options.lateMs);
		if (target >= 0 && target < samples.length) samples[target]! += sample * options.gain;
	}
	for (const [fromMs, lengthMs] of options.gaps ?? [])
		samples.fill(0, at(options.lateMs + fromMs), at(options.lateMs + fromMs + lengthMs));
	return { sampleRate: source.sampleRate, samples };
}

/** The middle of the loudest stretch of the source, milliseconds. */
function loudestMs(): number {
	let best = { ms: 0, energy: 0 };
	for (let ms = 100; ms < 3_000; ms += 10) {
		const energy = source.samples.subarray(at(ms - 75), at(ms + 75)).reduce((sum, s) => sum + s * s, 0);
		if (energy > best.energy) best = { ms, energy };
	}
	return best.ms;
}

describe('the alignment of a recording', () => {
	it.each([0, 85, 640])('finds a sound that came %i ms late, however loud', (lateMs) => {
		const { correlation, offsetMs, longestGapMs } = align(source, recorded({ lateMs, gain: 0.3 }));
		expect(correlation).toBeGreaterThan(0.98);
		expect(Math.abs(offsetMs - lateMs)).toBeLessThanOrEqual(5);
		expect(longestGapMs).toBeLessThanOrEqual(5);
	});

	it('finds a sound whose beginning was missed', () => {
		const { correlation, offsetMs } = align(source, recorded({ lateMs: -400, gain: 1 }));
		expect(correlation).toBeGreaterThan(0.9);
		expect(Math.abs(offsetMs + 400)).toBeLessThanOrEqual(5);
	});

	it.each([20, 60])('measures a gap of %i ms in the middle of a word', (lengthMs) => {
		const gaps = [[loudestMs() - lengthMs / 2, lengthMs]] as const;
		const { longestGapMs } = align(source, recorded({ lateMs: 200, gain: 0.5, gaps }));
		expect(Math.abs(longestGapMs - lengthMs)).toBeLessThanOrEqual(10);
	});

	it('finds no other voice in it, and nothing in silence', () => {
		expect(align(source, voice('voice-2')).correlation).toBeLessThan(0.6);
		expect(align(source, recorded({ lateMs: 0, gain: 0 })).correlation).toBeLessThan(0.3);
	});
});

describe('a WAV file', () => {
	it('is read as it was written, also while its length is unknown', () => {
		const wave = { sampleRate: 48_000, samples: Float32Array.of(0, 0.5, -0.5, 1, -1) };
		const file = writeWave(wave);
		const read = readWave(file);
		expect(read.sampleRate).toBe(48_000);
		for (const [i, sample] of wave.samples.entries()) expect(read.samples[i]).toBeCloseTo(sample, 3);
		new DataView(file.buffer).setUint32(40, 0xffffffff, true);
		expect(readWave(file).samples).toHaveLength(5);
	});

	it('of another kind is refused', () => {
		expect(() => readWave(new Uint8Array(100))).toThrow('not a WAV file');
		const stereo = writeWave({ sampleRate: 8_000, samples: new Float32Array(4) });
		stereo[22] = 2;
		expect(() => readWave(stereo)).toThrow('not mono');
	});
});
