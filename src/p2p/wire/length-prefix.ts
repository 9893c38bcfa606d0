import { fail, ok, type Result } from '../base/result.ts';

/** Bytes of the big-endian length in front of every message on a stream. */
export const PREFIX_BYTES = 4;

/** One message with its length in front, ready for a byte stream. */
export function prefixed(message: Uint8Array): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(PREFIX_BYTES + message.length);
	new DataView(bytes.buffer).setUint32(0, message.length);
	bytes.set(message, PREFIX_BYTES);
	return bytes;
}

/**
 * Cuts a byte stream back into whole messages. It holds at most one message of `maxBytes`, however
 * the bytes arrive, and after the first refusal refuses everything.
 */
export class PrefixReader {
	readonly #maxBytes: number;
	readonly #prefix = new Uint8Array(PREFIX_BYTES);
	#prefixFilled = 0;
	#message: Uint8Array | null = null;
	#messageFilled = 0;
	#isBroken = false;

	constructor(maxBytes: number) {
		this.#maxBytes = maxBytes;
	}

	/** The messages that `chunk` completes, in order; `too-long` when one announces more than `maxBytes`. */
	push(chunk: Uint8Array): Result<Uint8Array[], 'too-long'> {
		if (this.#isBroken) return fail('too-long');
		const messages: Uint8Array[] = [];
		let rest = chunk;
		while (rest.length > 0 || this.#isMessageComplete()) {
			if (this.#message === null) {
				rest = this.#readPrefix(rest);
				if (this.#isBroken) return fail('too-long');
				continue;
			}
			const taken = Math.min(rest.length, this.#message.length - this.#messageFilled);
			this.#message.set(rest.subarray(0, taken), this.#messageFilled);
			this.#messageFilled += taken;
			rest = rest.subarray(taken);
			if (!this.#isMessageComplete()) break;
			messages.push(this.#message);
			this.#message = null;
		}
		return ok(messages);
	}

	#isMessageComplete(): boolean {
		return this.#message !== null && this.#messageFilled === this.#message.length;
	}

	#readPrefix(bytes: Uint8Array): Uint8Array {
		const taken = Math.min(bytes.length, PREFIX_BYTES - this.#prefixFilled);
		this.#prefix.set(bytes.subarray(0, taken), this.#prefixFilled);
		this.#prefixFilled += taken;
		if (this.#prefixFilled === PREFIX_BYTES) {
			const length = new DataView(this.#prefix.buffer).getUint32(0);
			this.#prefixFilled = 0;
			if (length > this.#maxBytes) this.#isBroken = true;
			else {
				this.#message = new Uint8Array(length);
				this.#messageFilled = 0;
			}
		}
		return bytes.subarray(taken);
	}
}
