import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesOf, type IdentityId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { asRecord, decodeCanonical, encodeCanonical, isBytes, isCount, type Plain } from './canonical.ts';
import {
	MAX_ANNOUNCEMENT_BYTES,
	MAX_DIRECTORY_BYTES,
	MAX_LISTED,
	MAX_PLANNED_OF_HOST,
	MAX_SEALED
} from './directory-limits.ts';

/** What is announced to one host's followers, locked with that host's public key. */
export interface SealedEntry {
	/** By which somebody who knows the key finds it: 8 bytes. */
	readonly tag: Uint8Array;
	readonly box: Uint8Array;
}

/**
 * Everything that is announced at a relay, the same for whoever asks: the relay does not learn whom a reader
 * follows, and a reader does not learn of hosts who speak to their followers alone.
 */
export interface Directory {
	/** Drawn anew for each answer: tags and locks of two answers cannot be compared. 16 bytes. */
	readonly salt: Uint8Array;
	/** The relay's clock, milliseconds since the epoch. It is there to be compared, and decides nothing. */
	readonly now: number;
	/** Announcements for everybody, each as its host signed it; nothing of them is checked. */
	readonly listed: readonly Uint8Array[];
	readonly sealed: readonly SealedEntry[];
}

/** Length of a directory's salt in bytes. */
export const SALT_BYTES = 16;
const TAG_BYTES = 8;
const GCM_TAG_BYTES = 16;
/** A host has fewer rooms that are live than planned ones. */
const MAX_BOXED = MAX_PLANNED_OF_HOST;
const MAX_BOX_BYTES = MAX_BOXED * (MAX_ANNOUNCEMENT_BYTES + 4) + 4 + GCM_TAG_BYTES;
/** A lock's key is used for one box alone, so its nonce may be fixed. Source: NIST SP 800-38D, 8.2. */
const NONCE = new Uint8Array(12);

/** The bytes of an answer. */
export function encodeDirectory({ salt, now, listed, sealed }: Directory): Uint8Array {
	return encodeCanonical({ salt, now, listed, sealed: sealed.map(({ tag, box }) => [tag, box]) });
}

/** Reads an answer strictly, as far as its form goes. Total: any bytes give an answer. */
export function decodeDirectory(bytes: Uint8Array): Result<Directory, 'directory-malformed'> {
	const plain = decodeCanonical(bytes, MAX_DIRECTORY_BYTES);
	const record = plain.ok ? asRecord(plain.value, ['salt', 'now', 'listed', 'sealed']) : null;
	if (!record || !isBytes(record.salt, SALT_BYTES) || !isCount(record.now, Number.MAX_SAFE_INTEGER))
		return fail('directory-malformed');
	const listed = readList(record.listed, MAX_LISTED, readAnnouncement);
	const sealed = readList(record.sealed, MAX_SEALED, readSealed);
	if (!listed || !sealed) return fail('directory-malformed');
	return ok({ salt: record.salt, now: record.now, listed, sealed });
}

/** Locks the announcements of one host, at most `MAX_PLANNED_OF_HOST`, for those who know the host's key. */
export async function sealEntry(
	salt: Uint8Array,
	host: IdentityId,
	announcements: readonly Uint8Array[]
): Promise<SealedEntry> {
	const key = await lockOf(salt, host, 'encrypt');
	const inner = encodeCanonical(announcements) as Uint8Array<ArrayBuffer>;
	const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: NONCE }, key, inner);
	return { tag: tagOf(salt, host), box: new Uint8Array(box) };
}

/**
 * The announcements of one host in a directory, as bytes of which nothing is checked. What does not open is as good
 * as not there.
 */
export async function openSealed(
	directory: Directory,
	hosts: Iterable<IdentityId>
): Promise<readonly Uint8Array[]> {
	const boxes = new Map(directory.sealed.map(({ tag, box }) => [bytesToHex(tag), box]));
	if (boxes.size === 0) return [];
	const opened: Uint8Array[] = [];
	for (const host of hosts) {
		const box = boxes.get(bytesToHex(tagOf(directory.salt, host)));
		if (!box) continue;
		const key = await lockOf(directory.salt, host, 'decrypt');
		const inner = await crypto.subtle
			.decrypt({ name: 'AES-GCM', iv: NONCE }, key, box as Uint8Array<ArrayBuffer>)
			.catch(() => null);
		const plain = inner && decodeCanonical(new Uint8Array(inner), MAX_BOX_BYTES);
		opened.push(...((plain?.ok && readList(plain.value, MAX_BOXED, readAnnouncement)) || []));
	}
	return opened;
}

function derived(purpose: string, salt: Uint8Array, host: IdentityId): Uint8Array {
	return sha256(concatBytes(utf8ToBytes(purpose), Uint8Array.of(0), salt, bytesOf(host)));
}

function tagOf(salt: Uint8Array, host: IdentityId): Uint8Array {
	return derived('hearsay/directory-tag/1', salt, host).slice(0, TAG_BYTES);
}

function lockOf(salt: Uint8Array, host: IdentityId, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
	const raw = derived('hearsay/directory-lock/1', salt, host) as Uint8Array<ArrayBuffer>;
	return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, [use]);
}

function readList<Item>(value: Plain, max: number, read: (item: Plain) => Item | null): Item[] | null {
	if (!Array.isArray(value) || value.length > max) return null;
	const items = value.map(read);
	return items.every((item) => item !== null) ? items : null;
}

function readAnnouncement(value: Plain): Uint8Array | null {
	return value instanceof Uint8Array && value.length <= MAX_ANNOUNCEMENT_BYTES ? value : null;
}

function readSealed(value: Plain): SealedEntry | null {
	if (!Array.isArray(value) || value.length !== 2) return null;
	const [tag, box] = value as readonly Plain[];
	if (!isBytes(tag, TAG_BYTES) || !(box instanceof Uint8Array) || box.length > MAX_BOX_BYTES) return null;
	return { tag, box };
}
