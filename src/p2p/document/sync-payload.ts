import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import { MAX_FEEDS } from '../wire/limits.ts';

/** A y-protocols sync message as this document uses it: a state vector that asks, or an update. */
export interface SyncPayload {
	readonly type: 'question' | 'update';
	readonly content: Uint8Array;
}

/** Step 1: asks for what this state vector lacks. */
export function encodeQuestion(stateVector: Uint8Array): Uint8Array {
	return encode(messageYjsSyncStep1, stateVector);
}

/** An update, asked for or not: step 2 is read and never sent. */
export function encodeUpdatePayload(update: Uint8Array): Uint8Array {
	return encode(messageYjsUpdate, update);
}

function encode(type: number, content: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, type);
	encoding.writeVarUint8Array(encoder, content);
	return encoding.toUint8Array(encoder);
}

/** Reads a sync message; null if it is none. Total; the content is shared with the payload. */
export function readSync(payload: Uint8Array): SyncPayload | null {
	const decoder = decoding.createDecoder(payload);
	try {
		const type = decoding.readVarUint(decoder);
		const content = decoding.readVarUint8Array(decoder);
		if (decoding.hasContent(decoder)) return null;
		if (type === messageYjsSyncStep1) return { type: 'question', content };
		return type === messageYjsSyncStep2 || type === messageYjsUpdate ? { type: 'update', content } : null;
	} catch {
		return null;
	}
}

/** Reads a state vector, client id to length; null if it is none or names more feeds than a document has. */
export function readStateVector(bytes: Uint8Array): Map<number, number> | null {
	const decoder = decoding.createDecoder(bytes);
	try {
		const count = decoding.readVarUint(decoder);
		if (count > MAX_FEEDS) return null;
		const known = new Map<number, number>();
		for (let i = 0; i < count; i++) known.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder));
		return decoding.hasContent(decoder) ? null : known;
	} catch {
		return null;
	}
}
