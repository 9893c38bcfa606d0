import { SAMPLE_RATE, TICK_SAMPLES } from '../frames.ts';
import { Resampler } from '../resampler.ts';

/** 20 ms of one channel at 48 kHz, as it was captured. */
export interface CapturedBlock {
	readonly samples: Float32Array<ArrayBuffer>;
	/** When the capture clock showed its first sample, seconds. */
	readonly at: number;
}

/** A device whose clock skips more than this (seconds) left something out: the block begins anew. */
const GAP_S = 0.005;

/** Cuts what a device delivers, at any rate and in pieces of any length, into blocks of 20 ms at 48 kHz. */
export class BlockCutter {
	readonly #rate: number;
	readonly #put: (block: CapturedBlock) => void;
	#resampler: Resampler;
	#block = new Float32Array(TICK_SAMPLES);
	#filled = 0;
	#beganAt = 0;
	#expectedAt: number | null = null;

	constructor(rate: number, put: (block: CapturedBlock) => void) {
		this.#rate = rate;
		this.#put = put;
		this.#resampler = new Resampler(rate, SAMPLE_RATE);
	}

	/** Takes the next piece, captured at `at` seconds. Samples that are no numbers become silence. */
	take(piece: Float32Array, at: number): void {
		if (this.#expectedAt !== null && Math.abs(at - this.#expectedAt) > GAP_S) {
			this.#filled = 0;
			this.#resampler = new Resampler(this.#rate, SAMPLE_RATE);
		}
		this.#expectedAt = at + piece.length / this.#rate;
		let passed = 0;
		this.#resampler.feed(piece, (sample) => {
			if (this.#filled === 0) this.#beganAt = at + passed / SAMPLE_RATE;
			passed++;
			this.#block[this.#filled++] = Number.isFinite(sample) ? sample : 0;
			if (this.#filled < TICK_SAMPLES) return;
			this.#put({ samples: this.#block, at: this.#beganAt });
			this.#block = new Float32Array(TICK_SAMPLES);
			this.#filled = 0;
		});
	}
}
