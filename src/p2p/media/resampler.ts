/**
 * Changes the rate of a stream of samples by cubic interpolation (Catmull-Rom), for sound devices that do
 * not run at 48 kHz. Up to 1.5 samples late. Good for speech; equal rates pass through untouched.
 */
export class Resampler {
	readonly #step: number;
	/** The four samples around the place that is read next, oldest first. */
	readonly #around = new Float32Array(4);
	/** Place of the next sample between the two in the middle, 0 to 1. */
	#phase = 0;

	constructor(fromRate: number, toRate: number) {
		this.#step = fromRate / toRate;
	}

	/** Takes samples at the first rate; `put` gets those at the second. */
	feed(samples: Float32Array, put: (sample: number) => void): void {
		if (this.#step === 1) {
			for (const sample of samples) put(sample);
			return;
		}
		const around = this.#around;
		for (const sample of samples) {
			around.copyWithin(0, 1);
			around[3] = sample;
			for (; this.#phase < 1; this.#phase += this.#step) put(cubic(around, this.#phase));
			this.#phase -= 1;
		}
	}
}

/** Value between the second and the third of four samples. Source: Catmull and Rom, 1974. */
export function cubic(around: ArrayLike<number>, t: number, at = 0): number {
	const a = around[at]!;
	const b = around[at + 1]!;
	const c = around[at + 2]!;
	const d = around[at + 3]!;
	return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
