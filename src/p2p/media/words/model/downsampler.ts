/** Samples at the higher rate for one at the lower. */
const STEP = 3;
/** Length of the filter; it is late by half of it, 1 ms. */
const TAPS = 96;
/** What is kept, as a share of the higher rate: 7 kHz of 48 kHz. */
const CUTOFF = 7 / 48;

/** Low pass: a sinc under a Hamming window, its sum 1. Source: Smith, The Scientist and Engineer's Guide to DSP, chapter 16. */
const FILTER = Float32Array.from({ length: TAPS }, (_, i) => {
	const at = i - (TAPS - 1) / 2;
	const sinc = Math.sin(2 * Math.PI * CUTOFF * at) / (Math.PI * at);
	return sinc * (0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (TAPS - 1)));
});

/**
 * From 48 kHz to the 16 kHz that speech models take. What the lower rate cannot hold is taken away first: it would come
 * back as other tones.
 */
export class Downsampler {
	/** The end of what came before, which the filter still needs. */
	#before = new Float32Array(TAPS - STEP);

	/** Takes a block whose length is a multiple of three; returns a third as many samples. */
	take(block: Float32Array): Float32Array<ArrayBuffer> {
		const all = new Float32Array(this.#before.length + block.length);
		all.set(this.#before);
		all.set(block, this.#before.length);
		this.#before = all.slice(block.length);
		return Float32Array.from({ length: block.length / STEP }, (_, i) => {
			let sum = 0;
			for (let tap = 0; tap < TAPS; tap++) sum += FILTER[tap]! * all[i * STEP + tap]!;
			return sum;
		});
	}
}
