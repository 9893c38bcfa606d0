import { describe, expect, it } from 'vitest';
import { Stretcher } from '../../../src/p2p/media/fast/stretcher.ts';

const RATE = 48_000;

/** A tone with overtones, as a voice has them. */
function tone(hz: number, seconds: number): Float32Array {
	return Float32Array.from({ length: RATE * seconds }, (_, i) => {
		const phase = (2 * Math.PI * hz * i) / RATE;
		return 0.3 * Math.sin(phase) + 0.15 * Math.sin(2 * phase) + 0.1 * Math.sin(3 * phase);
	});
}

/** What comes out for sound that goes in 20 ms at a time. */
function stretched(samples: Float32Array, times: number): Float32Array {
	const stretcher = new Stretcher(times);
	const parts: number[] = [];
	for (let at = 0; at < samples.length; at += 960)
		parts.push(...stretcher.push(samples.subarray(at, at + 960)));
	return Float32Array.from(parts);
}

/** How strong a frequency is in some sound. Source: Goertzel, 1958. */
function strength(samples: Float32Array, hz: number): number {
	const [step, turn] = [(2 * Math.PI * hz) / RATE, { cos: 0, sin: 0 }];
	for (const [i, sample] of samples.entries()) {
		turn.cos += sample * Math.cos(step * i);
		turn.sin += sample * Math.sin(step * i);
	}
	return Math.hypot(turn.cos, turn.sin) / samples.length;
}

describe('Sound made faster', () => {
	it.each([1.5, 2])('is over %s times as soon', (times) => {
		const out = stretched(tone(180, 4), times);
		expect(out.length / RATE).toBeGreaterThan(4 / times - 0.1);
		expect(out.length / RATE).toBeLessThanOrEqual(4 / times);
	});

	it.each([85, 140, 210, 330])('keeps a voice of %s Hz at its pitch and as loud', (hz) => {
		const voice = tone(hz, 3);
		const out = stretched(voice, 1.5).subarray(4800, 48_000);
		expect(strength(out, hz)).toBeGreaterThan(0.8 * strength(voice.subarray(4800, 48_000), hz));
		expect(strength(out, hz * 1.5)).toBeLessThan(0.1 * strength(out, hz));
		const power = (sound: Float32Array) =>
			Math.sqrt(sound.reduce((sum, one) => sum + one * one, 0) / sound.length);
		expect(power(out) / power(voice)).toBeGreaterThan(0.9);
		expect(power(out) / power(voice)).toBeLessThan(1.1);
	});

	it('has no clicks: nothing jumps that did not jump before', () => {
		const jump = (sound: Float32Array) =>
			sound.reduce((most, one, i) => Math.max(most, i === 0 ? 0 : Math.abs(one - sound[i - 1]!)), 0);
		const voice = tone(120, 3);
		expect(jump(stretched(voice, 1.5))).toBeLessThan(2 * jump(voice));
	});

	it('keeps silence silent, and holds on to no more than it needs', () => {
		expect(Math.max(...stretched(new Float32Array(RATE), 1.5))).toBe(0);
	});
});
