import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate, writeUpdate } from 'y-protocols/sync';
import { fail, ok, type Result } from '../base/result.ts';
import type { RoomEvent } from '../room/events.ts';
import type { Head } from '../wire/messages.ts';
import { MAX_FEEDS, MAX_MESSAGE_BYTES } from '../wire/limits.ts';
import { encodeInChunks } from './update-codec.ts';
import type { GuardFault, RoomDocument } from './room-document.ts';

/** Why a neighbour's sync message was refused. */
export type ExchangeFault = GuardFault | 'sync-malformed' | 'sync-flood';

/** How many updates that leave gaps, or requests for everything, a neighbour may send per second of credit. */
const CREDIT_PER_SECOND = 4;
/** Credit a neighbour starts with: a reload of everybody in a room of 8, twice. */
const CREDIT_MAX = 32;

/** What the exchange asks its owner to send, as payloads of `sync` messages. */
export type SendSync = (payload: Uint8Array) => void;

/**
 * The y-protocols sync conversation with one neighbour, every update through the guard. Both sides
 * open with step 1; answers come in chunks; new events are passed on as updates.
 */
export class Exchange {
	readonly #document: RoomDocument;
	readonly #send: SendSync;
	readonly #now: () => number;
	#credit = CREDIT_MAX;
	#creditAt: number;

	constructor(document: RoomDocument, send: SendSync, now: () => number) {
		this.#document = document;
		this.#send = send;
		this.#now = now;
		this.#creditAt = now();
	}

	/** Asks the neighbour for what this document lacks (sync step 1). */
	ask(): void {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, messageYjsSyncStep1);
		encoding.writeVarUint8Array(encoder, this.#document.stateVector());
		this.#send(encoding.toUint8Array(encoder));
	}

	/** Passes new events on. */
	tell(events: readonly RoomEvent[]): void {
		for (const update of encodeInChunks(events)) this.#send(encodeUpdateMessage(update));
	}

	/** Reads one sync message of the neighbour; the owner drops it on a fault. Total and bounded. */
	receive(payload: Uint8Array): Result<readonly RoomEvent[], ExchangeFault> {
		if (payload.length > MAX_MESSAGE_BYTES) return fail('sync-malformed');
		const decoder = decoding.createDecoder(payload);
		try {
			const type = decoding.readVarUint(decoder);
			const content = decoding.readVarUint8Array(decoder);
			if (decoding.hasContent(decoder)) return fail('sync-malformed');
			if (type === messageYjsSyncStep1) return this.#answer(content);
			if (type === messageYjsSyncStep2 || type === messageYjsUpdate) return this.#take(content);
			return fail('sync-malformed');
		} catch {
			return fail('sync-malformed');
		}
	}

	/** The heads of the neighbour at whose place this document holds another event: its feed has another branch. */
	forkedFeeds(heads: readonly Head[]): Head[] {
		return heads.filter(({ session, seq, event }) => {
			const mine = this.#document.feed(session)[seq];
			return mine !== undefined && mine.id !== event;
		});
	}

	#answer(stateVector: Uint8Array): Result<readonly RoomEvent[], ExchangeFault> {
		const known = readStateVector(stateVector);
		if (!known) return fail('sync-malformed');
		if (!this.#spend()) return fail('sync-flood');
		this.tell(this.#document.eventsSince(known));
		return ok([]);
	}

	#take(update: Uint8Array): Result<readonly RoomEvent[], ExchangeFault> {
		const admitted = this.#document.admit(update);
		// A full document is nobody's fault who passes events on.
		if (!admitted.ok) return admitted.code === 'too-many-feeds' ? ok([]) : admitted;
		if (admitted.value.gaps > 0) {
			if (!this.#spend()) return fail('sync-flood');
			this.ask();
		}
		return ok(admitted.value.fresh);
	}

	#spend(): boolean {
		const now = this.#now();
		this.#credit = Math.min(CREDIT_MAX, this.#credit + ((now - this.#creditAt) / 1000) * CREDIT_PER_SECOND);
		this.#creditAt = now;
		if (this.#credit < 1) return false;
		this.#credit--;
		return true;
	}
}

function encodeUpdateMessage(update: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	writeUpdate(encoder, update);
	return encoding.toUint8Array(encoder);
}

function readStateVector(bytes: Uint8Array): Map<number, number> | null {
	const decoder = decoding.createDecoder(bytes);
	const count = decoding.readVarUint(decoder);
	if (count > MAX_FEEDS) return null;
	const known = new Map<number, number>();
	for (let i = 0; i < count; i++) known.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder));
	return decoding.hasContent(decoder) ? null : known;
}
