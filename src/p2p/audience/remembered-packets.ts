import type { RoomId, SessionId } from '../base/ids.ts';
import { packetSignature } from '../wire/packet.ts';
import type { VerifyPacket } from './packet-verifier.ts';

/** Packets remembered at least, twice as many at most: some seconds of a stage that talks all at once, under 1 MB. */
const REMEMBERED = 1_024;

/**
 * Packets that were found signed, for several listeners of one process: each is verified once. What is remembered is the
 * very bytes, so nothing passes that was not verified.
 */
export class RememberedPackets {
	#recent = new Map<string, Uint8Array>();
	#older = new Map<string, Uint8Array>();

	/** A verifier for one room, which asks `verify` about what was not seen yet. */
	verifier(room: RoomId, verify: VerifyPacket): VerifyPacket {
		return async (source, raw) => {
			const name = nameOf(room, source, raw);
			const known = this.#recent.get(name) ?? this.#older.get(name);
			if (known && Buffer.compare(known, raw) === 0) return 'signed';
			const verdict = await verify(source, raw);
			if (verdict === 'signed') this.#remember(name, raw);
			return verdict;
		};
	}

	#remember(name: string, raw: Uint8Array): void {
		if (this.#recent.size >= REMEMBERED) {
			this.#older = this.#recent;
			this.#recent = new Map();
		}
		this.#recent.set(name, raw);
	}
}

function nameOf(room: RoomId, source: SessionId, raw: Uint8Array): string {
	return room + source + Buffer.from(packetSignature(raw)).toString('latin1');
}
