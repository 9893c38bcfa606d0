import { concatBytes } from '@noble/hashes/utils.js';
import type { SessionId } from '../base/ids.ts';
import type { EpochKeys } from '../wire/epoch-keys.ts';
import { decodeSFrameHeader, decryptSFrame, encryptSFrame } from '../wire/sframe.ts';

/**
 * What an encrypted frame of a track begins with: an Opus packet of no frames at all, which no encoder makes
 * and every decoder refuses. So whoever cannot decrypt hears silence, never noise, and a frame in the clear is
 * never taken for another. Source: RFC 6716 section 3.4, requirement R5.
 */
const MARK = Uint8Array.of(0x03, 0x00);

/** Seals and opens the frames of tracks. One for a page's session: its counter never starts again. */
export class SealedFrames {
	readonly #keys: EpochKeys;
	readonly #me: SessionId;
	#counter = 0;

	constructor(options: { readonly keys: EpochKeys; readonly me: SessionId }) {
		this.#keys = options.keys;
		this.#me = options.me;
	}

	/** An own frame as it may leave the page: as it is in an open room; null if nothing may be said. */
	async seal(frame: Uint8Array): Promise<Uint8Array | null> {
		const key = await this.#keys.newest(this.#me);
		if (!key) return this.#keys.isPrivate ? null : frame;
		return concatBytes(MARK, await encryptSFrame(key, this.#counter++, frame));
	}

	/** A frame of somebody as it may be played; null if it is not to be. */
	async open(from: SessionId, frame: Uint8Array): Promise<Uint8Array | null> {
		if (!MARK.every((byte, i) => frame[i] === byte)) return this.#keys.isPrivate ? null : frame;
		const sealed = frame.subarray(MARK.length);
		const header = decodeSFrameHeader(sealed);
		if (!header) return null;
		for (const key of this.#keys.of(header.keyId, from)) {
			const opened = await decryptSFrame(await key, header.counter, sealed);
			// What is empty ends nothing and says nothing.
			if (opened.ok) return opened.value.length > 0 ? opened.value : null;
		}
		return null;
	}
}
