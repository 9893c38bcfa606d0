import { TICK_SAMPLES } from '../../src/p2p/media/frames.ts';
import { FrameOrder } from '../../src/p2p/media/ear/frame-order.ts';
import { JitterBuffer } from '../../src/p2p/media/ear/jitter-buffer.ts';
import type { Arrival } from '../fixtures/jitter-traces.ts';

/** One render quantum of an audio thread at 48 kHz. */
const QUANTUM = 128;
const QUANTUM_MS = (QUANTUM / 48_000) * 1000;
/** Where a frame's mark is: after any change-over, and too far from its end to be repeated by a concealment. */
const [MARK_FROM, MARK_UNTIL] = [300, 320];
/** Every so many samples one is looked at: four of a mark, or more than two where it is played faster. */
const STRIDE = 4;

/** A frame that can be told by its sound: silence with a mark as high as its number. */
export function markedFrame(sequence: number): Float32Array {
	const samples = new Float32Array(TICK_SAMPLES);
	samples.fill(sequence + 1, MARK_FROM, MARK_UNTIL);
	return samples;
}

/** What came out of a jitter buffer. */
export interface Listening {
	/** Frames in the order in which they were heard. */
	readonly heard: readonly number[];
	/** Delay of each from its earliest arrival, milliseconds. */
	readonly delaysMs: readonly number[];
	readonly due: number;
	readonly missing: number;
	/** Most stretches that were kept at once. */
	readonly mostKept: number;
}

/** Plays a trace to its end, in render quanta, as the worker and the audio thread do together. */
export function listenTo(arrivals: readonly Arrival[], buffer = new JitterBuffer()): Listening {
	const order = new FrameOrder();
	const out = new Float32Array(QUANTUM);
	const heard: number[] = [];
	const delaysMs: number[] = [];
	let mostKept = 0;
	let next = 0;
	let mark = 0;
	let length = 0;
	let patientUntil = Infinity;
	const endMs = (arrivals.at(-1)?.atMs ?? 0) + 1500;

	const push = (ready: ReturnType<FrameOrder['take']>) => {
		for (const { frame, arrivedAt } of ready) {
			const samples = frame.payload.length === 0 ? null : markedFrame(frame.sequence);
			buffer.push({ sequence: frame.sequence, samples, isVoice: frame.isVoice }, arrivedAt);
		}
	};
	for (let nowMs = arrivals[0]?.atMs ?? 0; nowMs < endMs; nowMs += QUANTUM_MS) {
		for (; next < arrivals.length && arrivals[next]!.atMs <= nowMs; next++) {
			const { sequence, isSilent, isVoice, atMs } = arrivals[next]!;
			const payload = new Uint8Array(isSilent ? 0 : 1);
			push(order.take({ frame: { sequence, payload, isVoice, level: 20 }, arrivedAt: atMs }));
			if (order.isPressing) patientUntil = Math.min(patientUntil, nowMs + 8);
			mostKept = Math.max(mostKept, buffer.kept);
		}
		if (nowMs >= patientUntil) {
			patientUntil = Infinity;
			if (order.isPressing) push(order.giveUp());
		}
		// Nothing happens in a sleep; a test need not wait for its end in quanta.
		if (!buffer.isPlaying && buffer.kept === 0 && (arrivals[next]?.atMs ?? 0) > nowMs + 5000)
			nowMs = arrivals[next]!.atMs - 1000;
		const delayMs = buffer.delayMs(nowMs);
		buffer.read(out, nowMs);
		if (buffer.isShort) push(order.want());
		for (let i = 0; i < out.length; i += STRIDE) {
			const sample = out[i]!;
			if (sample > 0.5) {
				mark = Math.max(mark, sample);
				length++;
			} else if (length > 0) {
				// An edge of a mark is no mark.
				if (length > 1) {
					heard.push(Math.round(mark) - 1);
					if (delayMs !== null) delaysMs.push(delayMs);
				}
				mark = length = 0;
			}
		}
	}
	return { heard, delaysMs, ...buffer.stats, mostKept };
}

/** The value below which this share of them lies. */
export function quantile(values: readonly number[], share: number): number {
	return [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? NaN;
}
