import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JitterBuffer } from '../../src/p2p/media/ear/jitter-buffer.ts';
import { lan, lossy, mobile, sleep, traces, wifi, type Arrival } from '../fixtures/jitter-traces.ts';
import { listenTo, markedFrame, quantile } from './heard.ts';

const soundsIn = (arrivals: readonly Arrival[]) =>
	arrivals.filter(({ isSilent }) => !isSilent).map(({ sequence }) => sequence);

const isRising = (sequences: readonly number[]) =>
	sequences.every((sequence, i) => i === 0 || sequence > sequences[i - 1]!);

const share = (part: number, whole: number) => part / whole;

describe('a jitter buffer', () => {
	it.each(Object.entries(traces))('plays no frame of %s twice or out of order', (_name, trace) => {
		for (const seed of [1, 2, 3]) {
			const arrivals = trace(seed);
			const { heard, mostKept } = listenTo(arrivals);
			expect(isRising(heard), `seed ${seed}`).toBe(true);
			expect(mostKept, `seed ${seed}`).toBeLessThanOrEqual(64);
		}
	});

	it('plays everything on a wired network, less than 42 ms late at first and less than 32 ms after a minute', () => {
		const arrivals = lan(1);
		const { heard, delaysMs, due, missing } = listenTo(arrivals);
		expect(heard).toEqual(soundsIn(arrivals));
		expect({ due, missing }).toEqual({ due: heard.length, missing: 0 });
		expect(Math.max(...delaysMs)).toBeLessThan(46);
		expect(quantile(delaysMs.slice(-100), 0.5)).toBeLessThan(32);
	});

	it('waits longer on a Wi-Fi that holds frames up, so that speech breaks off no more', () => {
		const arrivals = wifi(1);
		const { heard, delaysMs } = listenTo(arrivals);
		expect(share(heard.length, soundsIn(arrivals).length)).toBeGreaterThan(0.998);
		expect(quantile(delaysMs, 0.5)).toBeGreaterThan(45);
		expect(quantile(delaysMs, 0.95)).toBeLessThan(120);
	});

	it('plays what a phone network held up for 400 ms, and is never later than a handover', () => {
		const arrivals = mobile(1);
		const { heard, delaysMs } = listenTo(arrivals);
		expect(share(heard.length, soundsIn(arrivals).length)).toBeGreaterThan(0.998);
		expect(Math.max(...delaysMs)).toBeLessThan(500);
	});

	it('counts as missing what was lost, and neither silence nor what came by the next packet', () => {
		for (const seed of [1, 2, 3]) {
			const arrivals = lossy(seed);
			const { heard, due, missing, delaysMs } = listenTo(arrivals);
			expect(heard, `seed ${seed}`).toEqual(soundsIn(arrivals));
			expect(due, `seed ${seed}`).toBe(heard.length + missing);
			expect(share(missing, due), `seed ${seed}`).toBeGreaterThan(0.004);
			expect(share(missing, due), `seed ${seed}`).toBeLessThan(0.016);
			expect(quantile(delaysMs, 0.95), `seed ${seed}`).toBeLessThan(60);
		}
	});

	it('plays nothing of the backlog after a sleep of ten minutes, and what is said then at once', () => {
		const arrivals = sleep(1);
		const awake = arrivals.filter(({ atMs, sequence }) => atMs >= 610_000 && sequence * 20 >= 610_000);
		const { heard, delaysMs } = listenTo(arrivals);
		const first = heard.findIndex((sequence) => sequence * 20 > 12_000);
		expect(heard.slice(0, first).every((sequence) => sequence * 20 < 10_000)).toBe(true);
		expect(heard.slice(first)).toEqual(soundsIn(awake));
		expect(Math.max(...delaysMs)).toBeLessThan(60);
	});

	it.each([200e-6, -200e-6])('loses nothing in an hour of clocks that drift by %d', (drift) => {
		const arrivals = lan(4, 3600).map((arrival) => ({ ...arrival, atMs: arrival.atMs * (1 + drift) }));
		const { heard, missing, delaysMs } = listenTo(arrivals);
		expect(missing).toBe(0);
		expect(heard).toEqual(soundsIn(arrivals));
		expect(quantile(delaysMs, 1)).toBeLessThan(48);
		expect(quantile(delaysMs.slice(-500), 0.5)).toBeLessThan(32);
	});

	it('follows drifting clocks through ten minutes of a voice that never pauses', () => {
		for (const drift of [200e-6, -200e-6]) {
			const arrivals = Array.from({ length: 30_000 }, (_, sequence) => ({
				sequence,
				isSilent: false,
				isVoice: true,
				atMs: sequence * 20 * (1 + drift)
			}));
			const { heard, missing, delaysMs } = listenTo(arrivals);
			expect({ heard: heard.length, missing }, `drift ${drift}`).toEqual({ heard: 30_000, missing: 0 });
			expect(quantile(delaysMs, 1), `drift ${drift}`).toBeLessThan(52);
			expect(quantile(delaysMs, 0), `drift ${drift}`).toBeGreaterThan(12);
		}
	});

	it('plays frames in order, once, and keeps few, whatever arrives and when', () => {
		const arrival = fc.record({
			sequence: fc.oneof(fc.nat(400), fc.nat(2 ** 32 - 1)),
			isSilent: fc.boolean(),
			isVoice: fc.boolean(),
			atMs: fc.nat(5000)
		});
		fc.assert(
			fc.property(fc.array(arrival, { maxLength: 300 }), (arrivals) => {
				const inTime = arrivals
					.filter(({ sequence }) => sequence < 2 ** 20 || sequence > 2 ** 31)
					.sort((a, b) => a.atMs - b.atMs);
				const { heard, mostKept, due, missing } = listenTo(inTime);
				const small = heard.filter((sequence) => sequence < 2 ** 20);
				expect(isRising(small)).toBe(true);
				expect(mostKept).toBeLessThanOrEqual(64);
				expect(missing).toBeLessThanOrEqual(due);
			}),
			{ numRuns: 150 }
		);
	});

	it('conceals what is late for 60 ms, fading, and is silent after that', () => {
		const buffer = new JitterBuffer();
		const tone = (sequence: number) =>
			Float32Array.from({ length: 960 }, (_, i) =>
				Math.sin((2 * Math.PI * 200 * (sequence * 960 + i)) / 48_000)
			);
		for (let sequence = 0; sequence < 10; sequence++)
			buffer.push({ sequence, samples: tone(sequence), isVoice: true }, sequence * 20);
		const loudness: number[] = [];
		const out = new Float32Array(480);
		for (let nowMs = 190; nowMs < 600; nowMs += 10) {
			buffer.read(out, nowMs);
			loudness.push(Math.max(...out));
		}
		const broken = loudness.findIndex((peak, i) => i > 20 && peak < 0.95);
		const silent = loudness.findIndex((peak, i) => i > 20 && peak === 0);
		expect(silent - broken).toBeGreaterThanOrEqual(4);
		expect(silent - broken).toBeLessThanOrEqual(6);
		expect(loudness.slice(silent).every((peak) => peak === 0)).toBe(true);
	});

	it('does not click where frames of a held tone are missing', () => {
		const buffer = new JitterBuffer();
		const hertz = 440;
		const samples: number[] = [];
		const out = new Float32Array(128);
		let sequence = 0;
		for (let nowMs = 0; nowMs < 4000; nowMs += 128 / 48) {
			for (; sequence * 20 <= nowMs; sequence++) {
				if (sequence % 25 === 24) continue;
				const at = sequence * 960;
				const tone = Float32Array.from(
					{ length: 960 },
					(_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * (at + i)) / 48_000)
				);
				buffer.push({ sequence, samples: tone, isVoice: true }, sequence * 20);
			}
			buffer.read(out, nowMs);
			samples.push(...out);
		}
		const steepest = 0.5 * 2 * Math.sin((Math.PI * hertz) / 48_000);
		const steps = samples.slice(1).map((sample, i) => Math.abs(sample - samples[i]!));
		expect(buffer.stats.missing).toBeGreaterThan(5);
		expect(quantile(steps, 1)).toBeLessThan(2 * steepest);
	});

	it('asks for the next frame before it runs dry, and not when the talkspurt is over', () => {
		const buffer = new JitterBuffer();
		for (let sequence = 0; sequence < 3; sequence++)
			buffer.push({ sequence, samples: markedFrame(sequence), isVoice: true }, sequence * 20);
		const out = new Float32Array(48);
		let shortAt: number | null = null;
		for (let nowMs = 40; nowMs < 110; nowMs++) {
			buffer.read(out, nowMs);
			if (buffer.isShort) shortAt ??= nowMs;
		}
		// It begins at 40 and ends at 100.
		expect(shortAt).toBeGreaterThanOrEqual(85);
		expect(shortAt).toBeLessThanOrEqual(92);
		buffer.push({ sequence: 3, samples: null, isVoice: false }, 110);
		expect(buffer.isShort).toBe(false);
	});
});
