import { sha256 } from '@noble/hashes/sha2.js';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { bytesOf, type SessionId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { RoomEvent } from '../room/events.ts';
import {
	MAX_EVENT_BYTES,
	MAX_FEED_EVENTS,
	MAX_FEEDS,
	MAX_MESSAGE_BYTES,
	UPDATE_CHUNK_BYTES
} from '../wire/limits.ts';

/** Consecutive entries of one feed, as they stand in a Yjs update. */
export interface FeedRun {
	/** Yjs client id of the feed. */
	readonly client: number;
	/** The root array's name; known only when the run starts at entry 0. */
	readonly root: string | null;
	/** Position of the first entry. */
	readonly from: number;
	/** Raw events, at least one. */
	readonly entries: readonly Uint8Array[];
}

/** Why bytes are not an update this document can take. */
export type UpdateFault = 'update-too-large' | 'update-malformed' | 'update-foreign-form' | 'update-deletes';

/** Yjs struct info bits. Source: yjs 13.6, `structs/Item.js`, `write`. */
const CONTENT_BINARY = 3;
const HAS_ORIGIN = 0x80;
const PARENT_IS_ROOT_NAME = 1;

/** Name of the root array that holds a session's feed. */
export function feedRoot(session: SessionId): string {
	return `feed:${session}`;
}

/** The Yjs client id of a session's feed: the first 53 bits of SHA-256 of its key. */
export function feedClient(session: SessionId): number {
	const hash = sha256(bytesOf(session));
	const view = new DataView(hash.buffer, hash.byteOffset);
	return view.getUint32(0) * 2 ** 21 + (view.getUint32(4) >>> 11);
}

/** Groups events (each feed's in order) into runs of consecutive entries. */
export function runsOf(events: readonly RoomEvent[]): FeedRun[] {
	const runs: (FeedRun & { entries: Uint8Array[] })[] = [];
	const open = new Map<SessionId, FeedRun & { entries: Uint8Array[] }>();
	for (const { session, seq, raw } of events) {
		let run = open.get(session);
		if (!run || seq !== run.from + run.entries.length) {
			run = {
				client: feedClient(session),
				root: seq === 0 ? feedRoot(session) : null,
				from: seq,
				entries: []
			};
			open.set(session, run);
			runs.push(run);
		}
		run.entries.push(raw);
	}
	return runs;
}

/** Events (each feed's in order) as updates of about `UPDATE_CHUNK_BYTES` each. */
export function encodeInChunks(events: readonly RoomEvent[]): Uint8Array[] {
	const updates: Uint8Array[] = [];
	let start = 0;
	let bytes = 0;
	for (const [i, { raw }] of events.entries()) {
		bytes += raw.length;
		if (bytes < UPDATE_CHUNK_BYTES && i < events.length - 1) continue;
		updates.push(encodeUpdate(runsOf(events.slice(start, i + 1))));
		start = i + 1;
		bytes = 0;
	}
	return updates;
}

/**
 * The one V1 update that stands for these runs, byte for byte what Yjs itself writes: clients in
 * descending order, an empty delete set.
 */
export function encodeUpdate(runs: readonly FeedRun[]): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, runs.length);
	for (const run of [...runs].sort((a, b) => b.client - a.client)) {
		encoding.writeVarUint(encoder, run.entries.length);
		encoding.writeVarUint(encoder, run.client);
		encoding.writeVarUint(encoder, run.from);
		run.entries.forEach((entry, i) => writeItem(encoder, run, run.from + i, entry));
	}
	encoding.writeVarUint(encoder, 0);
	return encoding.toUint8Array(encoder);
}

function writeItem(encoder: encoding.Encoder, run: FeedRun, clock: number, entry: Uint8Array): void {
	if (clock === 0) {
		encoding.writeUint8(encoder, CONTENT_BINARY);
		encoding.writeVarUint(encoder, PARENT_IS_ROOT_NAME);
		encoding.writeVarString(encoder, run.root!);
	} else {
		encoding.writeUint8(encoder, CONTENT_BINARY | HAS_ORIGIN);
		encoding.writeVarUint(encoder, run.client);
		encoding.writeVarUint(encoder, clock - 1);
	}
	encoding.writeVarUint8Array(encoder, entry);
}

/**
 * Reads a V1 update strictly: only runs of `ContentBinary` items in the form above, nothing deleted,
 * nothing behind the end. Total; time and memory linear in the length, which is bounded.
 */
export function decodeUpdate(update: Uint8Array): Result<readonly FeedRun[], UpdateFault> {
	if (update.length > MAX_MESSAGE_BYTES) return fail('update-too-large');
	const decoder = decoding.createDecoder(update);
	try {
		const runs = readRuns(decoder);
		if (!runs) return fail('update-foreign-form');
		if (decoding.readVarUint(decoder) !== 0) return fail('update-deletes');
		return decoding.hasContent(decoder) ? fail('update-malformed') : ok(runs);
	} catch {
		return fail('update-malformed');
	}
}

function readRuns(decoder: decoding.Decoder): FeedRun[] | null {
	const count = decoding.readVarUint(decoder);
	if (count > MAX_FEEDS) return null;
	const runs: FeedRun[] = [];
	const clients = new Set<number>();
	for (let i = 0; i < count; i++) {
		const length = decoding.readVarUint(decoder);
		const client = decoding.readVarUint(decoder);
		const from = decoding.readVarUint(decoder);
		if (length === 0 || from + length > MAX_FEED_EVENTS || clients.has(client)) return null;
		clients.add(client);
		const run = readRun(decoder, { length, client, from });
		if (!run) return null;
		runs.push(run);
	}
	return runs;
}

function readRun(
	decoder: decoding.Decoder,
	{ length, client, from }: { length: number; client: number; from: number }
): FeedRun | null {
	let root: string | null = null;
	const entries: Uint8Array[] = [];
	for (let clock = from; clock < from + length; clock++) {
		const info = decoding.readUint8(decoder);
		if (clock === 0) {
			if (info !== CONTENT_BINARY || decoding.readVarUint(decoder) !== PARENT_IS_ROOT_NAME) return null;
			root = decoding.readVarString(decoder);
		} else {
			if (info !== (CONTENT_BINARY | HAS_ORIGIN)) return null;
			if (decoding.readVarUint(decoder) !== client || decoding.readVarUint(decoder) !== clock - 1)
				return null;
		}
		const size = decoding.readVarUint(decoder);
		if (size > MAX_EVENT_BYTES) return null;
		// A copy: the message's buffer must not live as long as the event.
		entries.push(decoding.readUint8Array(decoder, size).slice());
	}
	return { client, root, from, entries };
}
