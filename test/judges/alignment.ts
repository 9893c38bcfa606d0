import type { Wave } from './wave.ts';

/** Length of one step of an envelope: a quarter of a frame of sound, so that one lost frame is seen. */
const STEP_MS = 5;
/** Below this share of its loudest step a source is at rest there, and nothing can be missing. */
const AT_REST = 0.1;
/** Less than this share of what was to be expected is a gap. */
const GONE = 0.2;
/** A jitter buffer stretches time a little: expected is the quietest step of the source within this many. */
const TOLERANCE_STEPS = 3;

/** How a recording follows the sound that it is of. */
export interface Alignment {
	/** Correlation coefficient of the two envelopes where they fit best, −1 to 1. */
	readonly correlation: number;
	/** Where the source begins in the recording, milliseconds; negative if it began before. */
	readonly offsetMs: number;
	/** The longest stretch in which the source speaks and the recording does not, milliseconds. */
	readonly longestGapMs: number;
}

/**
 * Finds a sound in a recording of it by the cross-correlation of their envelopes, and what is missing there. At
 * least half of the source must lie inside the recording.
 */
export function align(source: Wave, recording: Wave): Alignment {
	const [sent, heard] = [envelopeOf(source), envelopeOf(recording)];
	const half = Math.floor(sent.length / 2);
	let best = { correlation: -1, shift: 0 };
	for (let shift = -half; shift <= heard.length - half; shift++) {
		const correlation = correlationAt(sent, heard, shift);
		if (correlation > best.correlation) best = { correlation, shift };
	}
	const { correlation, shift } = best;
	return { correlation, offsetMs: shift * STEP_MS, longestGapMs: longestGap(sent, heard, shift) * STEP_MS };
}

/** Energy (RMS) of each step. */
function envelopeOf({ samples, sampleRate }: Wave): Float64Array {
	const length = Math.round((sampleRate * STEP_MS) / 1000);
	const energies = new Float64Array(Math.floor(samples.length / length));
	for (let step = 0; step < energies.length; step++) {
		let sum = 0;
		for (let i = step * length; i < (step + 1) * length; i++) sum += samples[i]! ** 2;
		energies[step] = Math.sqrt(sum / length);
	}
	return energies;
}

/** The stretch of the source that lies inside the recording, as steps of the source. */
function overlap(sent: Float64Array, heard: Float64Array, shift: number): readonly [number, number] {
	return [Math.max(0, -shift), Math.min(sent.length, heard.length - shift)];
}

function correlationAt(sent: Float64Array, heard: Float64Array, shift: number): number {
	const [from, to] = overlap(sent, heard, shift);
	const count = to - from;
	if (count < 2) return -1;
	let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
	for (let i = from; i < to; i++) {
		const [a, b] = [sent[i]!, heard[i + shift]!];
		sumA += a;
		sumB += b;
		squareA += a * a;
		squareB += b * b;
		product += a * b;
	}
	const spread = (squareA - (sumA * sumA) / count) * (squareB - (sumB * sumB) / count);
	// What lies outside is not heard: a fit at the edge must not win for being short.
	return spread > 0
		? ((product - (sumA * sumB) / count) / Math.sqrt(spread)) * Math.sqrt(count / sent.length)
		: -1;
}

function longestGap(sent: Float64Array, heard: Float64Array, shift: number): number {
	const [from, to] = overlap(sent, heard, shift);
	const rest = AT_REST * sent.reduce((most, energy) => Math.max(most, energy), 0);
	const gain = gainAt(sent, heard, shift);
	let [longest, running] = [0, 0];
	for (let i = from; i < to; i++) {
		let expected = Infinity;
		for (let near = i - TOLERANCE_STEPS; near <= i + TOLERANCE_STEPS; near++)
			expected = Math.min(expected, sent[near] ?? 0);
		const isMissing = expected > rest && heard[i + shift]! < GONE * gain * expected;
		running = isMissing ? running + 1 : 0;
		longest = Math.max(longest, running);
	}
	return longest;
}

/** How much louder the recording is: the median ratio, which gaps do not move. */
function gainAt(sent: Float64Array, heard: Float64Array, shift: number): number {
	const [from, to] = overlap(sent, heard, shift);
	const ratios: number[] = [];
	for (let i = from; i < to; i++) if (sent[i]! > 0) ratios.push(heard[i + shift]! / sent[i]!);
	return ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0;
}
