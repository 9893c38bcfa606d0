/** Makes Opus of one speaker's blocks. Not shared between speakers: it remembers what it has heard. */
export interface Encoder {
	/**
	 * Encodes 960 samples (20 ms at 48 kHz, mono, −1 to 1). The answers come in the order of the questions;
	 * null where the encoder failed.
	 */
	encode(samples: Float32Array<ArrayBuffer>): Promise<Uint8Array | null>;
	close(): void;
}

/** Makes sound of one speaker's Opus. Not shared between speakers: it remembers what it has said. */
export interface Decoder {
	/**
	 * Decodes one packet to exactly 960 samples. The answers come in the order of the questions; null where
	 * the packet is none, or does not hold 20 ms.
	 */
	decode(payload: Uint8Array): Promise<Float32Array<ArrayBuffer> | null>;
	close(): void;
}

/** One way to speak Opus. */
export interface Codec {
	readonly name: 'webcodecs' | 'wasm';
	encoder(): Encoder;
	decoder(): Decoder;
}

/** Bits in a second: wideband speech without audible loss (RFC 7587, section 3.1.1, says 28 to 40 kbit/s for fullband). */
export const BITRATE = 28_000;
