import { SAMPLE_RATE } from '../frames.ts';

/** Pitch of human voices: 60 to 400 Hz. */
const SHORTEST_PERIOD = SAMPLE_RATE / 400;
const LONGEST_PERIOD = SAMPLE_RATE / 60;
/** How much of the past is compared with itself to find the pitch, samples. */
const COMPARED = 480;
/** Only each of so many samples is compared: speech has little above 6 kHz that would move the pitch. */
const STRIDE = 4;

/** Samples of the past that a concealment looks at. */
export const HISTORY_SAMPLES = LONGEST_PERIOD + COMPARED;

/** The repetition is as loud as the past for so long, and gone after so long. Nobody should hear a robot. */
const FULL_SAMPLES = SAMPLE_RATE * 0.01;
/** Longest concealment: what follows is silence. */
export const CONCEALED_SAMPLES = SAMPLE_RATE * 0.06;

/**
 * Goes on with a voice that broke off: repeats its last pitch period, fading out. Source of the method:
 * ITU-T G.711 appendix I, with the overlap at the end of the period that is repeated.
 */
export class Concealment {
	readonly #period: Float32Array;
	#at = 0;

	/** `history` ends with the newest sample played; at least `HISTORY_SAMPLES` of it. */
	constructor(history: Float32Array) {
		const lag = pitchPeriod(history);
		const end = history.length;
		this.#period = history.slice(end - lag);
		const overlap = lag >> 2;
		for (let i = 0; i < overlap; i++) {
			const share = (i + 1) / overlap;
			const at = lag - overlap + i;
			// What came before the period leads into its beginning.
			this.#period[at] = this.#period[at]! * (1 - share) + history[end - lag - overlap + i]! * share;
		}
	}

	/** Whether it has faded out. */
	get isOver(): boolean {
		return this.#at >= CONCEALED_SAMPLES;
	}

	/** The next sample; 0 for ever once faded out. */
	next(): number {
		const at = this.#at++;
		if (at >= CONCEALED_SAMPLES) return 0;
		const fade = at < FULL_SAMPLES ? 1 : (CONCEALED_SAMPLES - at) / (CONCEALED_SAMPLES - FULL_SAMPLES);
		return fade * this.#period[at % this.#period.length]!;
	}
}

/** The lag at which the newest samples resemble the past most, by normalised correlation; then to the sample. */
function pitchPeriod(history: Float32Array): number {
	const coarse = bestLag(history, SHORTEST_PERIOD, LONGEST_PERIOD, STRIDE);
	return bestLag(
		history,
		Math.max(SHORTEST_PERIOD, coarse - STRIDE),
		Math.min(LONGEST_PERIOD, coarse + STRIDE),
		1
	);
}

function bestLag(history: Float32Array, from: number, to: number, stride: number): number {
	const end = history.length;
	let best = from;
	let bestScore = -Infinity;
	for (let lag = from; lag <= to; lag += stride) {
		let product = 0;
		let energy = 1e-9;
		for (let i = 1; i <= COMPARED; i += stride) {
			const past = history[end - lag - i]!;
			product += history[end - i]! * past;
			energy += past * past;
		}
		const score = product / Math.sqrt(energy);
		if (score > bestScore) {
			bestScore = score;
			best = lag;
		}
	}
	return best;
}
