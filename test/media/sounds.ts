import { seededRandom } from '../fixtures/random.ts';

const RATE = 48_000;

/** A tone of 20 ms blocks that goes on from block to block. */
export function toneBlock(number: number, { hertz = 440, peak = 0.3 } = {}): Float32Array<ArrayBuffer> {
	return Float32Array.from(
		{ length: 960 },
		(_, i) => peak * Math.sin((2 * Math.PI * hertz * (number * 960 + i)) / RATE)
	);
}

/** White noise of a loudness in dBov, the same for the same number. */
export function noiseBlock(number: number, dbov: number): Float32Array<ArrayBuffer> {
	const random = seededRandom(number + 1);
	// Even between −a and a has a root mean square of a/√3.
	const peak = Math.sqrt(3) * 10 ** (dbov / 20);
	return Float32Array.from({ length: 960 }, () => peak * (2 * random.fraction() - 1));
}

/** Root mean square. */
export function rms(samples: Float32Array): number {
	return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

/** How alike two stretches are, at the best of the shifts up to `most` samples: −1 to 1, and that shift. */
export function likeness(
	heard: Float32Array,
	said: Float32Array,
	most: number
): { readonly likeness: number; readonly shift: number } {
	let best = { likeness: -1, shift: 0 };
	const length = Math.min(said.length, heard.length - most);
	for (let shift = 0; shift <= most; shift++) {
		let [product, a, b] = [0, 1e-12, 1e-12];
		for (let i = 0; i < length; i++) {
			product += heard[i + shift]! * said[i]!;
			a += heard[i + shift]! ** 2;
			b += said[i]! ** 2;
		}
		const likeness = product / Math.sqrt(a * b);
		if (likeness > best.likeness) best = { likeness, shift };
	}
	return best;
}
