import { SAMPLE_RATE } from '../frames.ts';
import { Resampler } from '../resampler.ts';
import { DENOISED_FRAME, type Denoiser } from './rnnoise.ts';

/** Samples that two resamplers may hold back, and one for rounding. */
const SPARE = 4;

/**
 * One voice through a denoiser, at the rate of a sound device and in pieces of any length: as much comes out as goes
 * in, one frame (10 ms) and four samples later, besides what the denoiser itself holds back.
 */
export class DenoisedFlow {
	readonly #denoiser: Denoiser;
	readonly #toFrames: Resampler;
	readonly #fromFrames: Resampler;
	readonly #frame = new Float32Array(DENOISED_FRAME);
	#filled = 0;
	/** A ring of what is done and not yet given out. */
	readonly #done: Float32Array;
	#put: number;
	#given = 0;

	/** `rate` is the device's, samples a second; no piece is longer than `most` samples. */
	constructor(rate: number, denoiser: Denoiser, most = 2_048) {
		this.#denoiser = denoiser;
		this.#toFrames = new Resampler(rate, SAMPLE_RATE);
		this.#fromFrames = new Resampler(SAMPLE_RATE, rate);
		this.#put = Math.ceil((DENOISED_FRAME * rate) / SAMPLE_RATE) + SPARE;
		this.#done = new Float32Array(2 * this.#put + most);
	}

	/** Takes a piece and fills another of its length. Samples that are no numbers become silence. */
	pass(piece: Float32Array, out: Float32Array): void {
		this.#toFrames.feed(piece, this.#take);
		for (let i = 0; i < out.length; i++) out[i] = this.#done[this.#given++ % this.#done.length]!;
	}

	readonly #take = (sample: number): void => {
		this.#frame[this.#filled++] = Number.isFinite(sample) ? sample : 0;
		if (this.#filled < DENOISED_FRAME) return;
		this.#filled = 0;
		this.#denoiser.denoise(this.#frame);
		this.#fromFrames.feed(this.#frame, this.#keep);
	};

	readonly #keep = (sample: number): void => {
		this.#done[this.#put++ % this.#done.length] = sample;
	};
}
