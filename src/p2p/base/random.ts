/** Randomness as the engine sees it, so that tests and the simulator can seed it. */
export interface Random {
	/** `length` bytes fit for keys. */
	bytes(length: number): Uint8Array;
	/** A number in [0, 1), for jitter only. */
	fraction(): number;
}

/** The platform's cryptographic generator. The one place that touches it. */
export const systemRandom: Random = {
	bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
	fraction: () => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32
};
