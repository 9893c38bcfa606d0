import { SAMPLE_RATE } from '../frames.ts';

/** One step of what is put out: 10 ms, half of each piece that is laid over the one before. */
const HOP = SAMPLE_RATE / 100;
/** How far around its place a piece that fits the one before is looked for: more than a period of a deep voice. */
const SEEK = Math.round(SAMPLE_RATE * 0.0075);
/** Places compared are this many samples apart, and so are the samples compared. */
const STEP = 3;

const FADE = Float32Array.from({ length: HOP }, (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / HOP));

/**
 * Makes sound faster without raising its pitch: pieces are taken from further and further on, each where it goes on
 * best from the one before. Source: Verhelst and Roelands, "An overlap-add technique based on waveform similarity
 * (WSOLA)", ICASSP 1993.
 */
export class Stretcher {
	readonly #times: number;
	#input = new Float32Array(0);
	/** Where the next piece lies in the input, before it is looked for. */
	#next = 0;
	/** Where the newest piece goes on in the input: what the next one should be like. Null before the first. */
	#goesOn: number | null = null;

	/** `times` as fast, more than 1 and at most 3. */
	constructor(times: number) {
		this.#times = times;
	}

	/** Takes the next samples; what can be put out by now, one part in `times` of them in the long run. */
	push(samples: Float32Array): Float32Array<ArrayBuffer> {
		const input = new Float32Array(this.#input.length + samples.length);
		input.set(this.#input);
		input.set(samples, this.#input.length);
		const pieces: Float32Array[] = [];
		for (;;) {
			const place = Math.round(this.#next);
			if (place + SEEK + 2 * HOP > input.length) break;
			const before = this.#goesOn;
			const at = before === null ? place : bestPlace(input, place, before);
			pieces.push(Float32Array.from({ length: HOP }, (_, i) => blend(input, { before, at, i })));
			this.#goesOn = at + HOP;
			this.#next += HOP * this.#times;
		}
		const spent = Math.max(0, Math.min(Math.floor(this.#next) - SEEK, this.#goesOn ?? 0));
		this.#input = input.slice(spent);
		this.#next -= spent;
		if (this.#goesOn !== null) this.#goesOn -= spent;
		const out = new Float32Array(pieces.length * HOP);
		for (const [i, piece] of pieces.entries()) out.set(piece, i * HOP);
		return out;
	}
}

/** From what the piece before goes on with to the new one; the very first one comes up out of silence. */
function blend(
	input: Float32Array,
	{ before, at, i }: { readonly before: number | null; readonly at: number; readonly i: number }
): number {
	const rest = before === null ? 0 : input[before + i]! * (1 - FADE[i]!);
	return rest + input[at + i]! * FADE[i]!;
}

/** The place around `place` where the input is most like it is at `before`. */
function bestPlace(input: Float32Array, place: number, before: number): number {
	let [best, most] = [place, -Infinity];
	for (let at = Math.max(0, place - SEEK); at <= place + SEEK; at += STEP) {
		let [product, energy] = [0, 1e-9];
		for (let i = 0; i < HOP; i += STEP) {
			const sample = input[at + i]!;
			product += sample * input[before + i]!;
			energy += sample * sample;
		}
		const likeness = product / Math.sqrt(energy);
		if (likeness > most) [best, most] = [at, likeness];
	}
	return best;
}
