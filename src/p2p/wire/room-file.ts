import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { sameBytes } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { asRecord, decodeCanonical, encodeCanonical, type Plain } from './canonical.ts';
import { MAX_EVENT_BYTES } from './limits.ts';

/** Longest file of a room: some 20,000 events of the usual length, and a transcript of an evening. */
export const MAX_ROOM_FILE_BYTES = 16 * 1024 * 1024;
/** Longest link of a room, with its relays. */
const MAX_CODE_LENGTH = 2048;
/** Longest transcript, in UTF-16 code units: ten hours of fast speech. */
export const MAX_TRANSCRIPT_LENGTH = 1_000_000;

/** One room as a file holds it. Everything in `events`, `continued` and `lineage` is as its signers signed it; nothing else is signed. */
export interface RoomFile {
	/** The fragment of the room's link: whoever has the file can come to the room's door. */
	readonly code: string;
	/** The document's events, each after its predecessor. */
	readonly events: readonly Uint8Array[];
	/** What the document began with and the proof of who might, if the room went on in a new one. */
	readonly continued: readonly Uint8Array[];
	readonly lineage: readonly Uint8Array[];
	/** What was said, in writing, as the page of whoever made the file had it; empty if they kept none. */
	readonly transcript: string;
}

/** What is wrong with a file that should hold a room. */
export type RoomFileFault =
	/** It is something else. */
	| 'room-file-foreign'
	/** Written by a later version. */
	| 'room-file-newer-version'
	/** Cut short or changed, so that it cannot be read, or holds what nobody signed. */
	| 'room-file-damaged'
	| 'room-file-too-large';

const KIND = utf8ToBytes('hearsay/room/');
/** What every file of this version begins with. */
const HEAD = concatBytes(KIND, utf8ToBytes('1'), Uint8Array.of(0));

/** The bytes of a file. */
export function encodeRoomFile({ code, events, continued, lineage, transcript }: RoomFile): Uint8Array {
	return concatBytes(HEAD, encodeCanonical({ code, events, continued, lineage, transcript }));
}

/** Reads a file's form strictly; nothing in it is verified. Total: any bytes give an answer. */
export function decodeRoomFile(bytes: Uint8Array): Result<RoomFile, RoomFileFault> {
	if (bytes.length > MAX_ROOM_FILE_BYTES) return fail('room-file-too-large');
	if (!sameBytes(bytes.slice(0, KIND.length), KIND)) return fail('room-file-foreign');
	if (!sameBytes(bytes.slice(0, HEAD.length), HEAD)) return fail('room-file-newer-version');
	const plain = decodeCanonical(bytes.subarray(HEAD.length), MAX_ROOM_FILE_BYTES);
	const fields = ['code', 'events', 'continued', 'lineage', 'transcript'] as const;
	const record = plain.ok ? asRecord(plain.value, fields) : null;
	if (!record) return fail('room-file-damaged');
	const { code, transcript } = record;
	const [events, continued, lineage] = [record.events, record.continued, record.lineage].map(eventsIn);
	if (typeof code !== 'string' || code.length > MAX_CODE_LENGTH || !events || !continued || !lineage)
		return fail('room-file-damaged');
	if (typeof transcript !== 'string' || transcript.length > MAX_TRANSCRIPT_LENGTH)
		return fail('room-file-damaged');
	return ok({ code, events, continued, lineage, transcript });
}

function eventsIn(value: Plain): Uint8Array[] | null {
	if (!Array.isArray(value)) return null;
	const isEvent = (one: Plain): one is Uint8Array =>
		one instanceof Uint8Array && one.length > 0 && one.length <= MAX_EVENT_BYTES;
	return value.every(isEvent) ? value : null;
}
