import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A person in one profile: their Ed25519 identity public key, 64 lower-case hex digits. */
export type IdentityId = Branded<'identity'>;
/** One room opened on one page by one person: its Ed25519 session public key, 64 lower-case hex digits. */
export type SessionId = Branded<'session'>;
/** The SHA-256 of an event's raw bytes under the event domain tag, 64 lower-case hex digits. */
export type EventId = Branded<'event'>;
/** The id of a room's first event, which names the room, 64 lower-case hex digits. */
export type RoomId = Branded<'room'>;
/** The public key of a one-use invite, 64 lower-case hex digits. */
export type InviteKey = Branded<'invite'>;
/** An offer of tickets by the name that its host drew for it, 64 lower-case hex digits. */
export type OfferId = Branded<'offer'>;
/** A ticket by the hash of the wish that it answers, 64 lower-case hex digits. */
export type TicketId = Branded<'ticket'>;

type Id = IdentityId | SessionId | EventId | RoomId | InviteKey | OfferId | TicketId;

/** Length of every key, hash and id in bytes. */
export const ID_BYTES = 32;

/** Hex form of 32 bytes under the brand the caller asks for. Throws (a bug) on another length. */
export function idOf<Kind extends Id>(bytes: Uint8Array): Kind {
	if (bytes.length !== ID_BYTES) throw new RangeError(`an id has ${ID_BYTES} bytes, not ${bytes.length}`);
	return bytesToHex(bytes) as Kind;
}

/** The 32 bytes behind an id. */
export function bytesOf(id: Id): Uint8Array {
	return hexToBytes(id);
}

/** Whether a value that came from elsewhere has the form of an identity. */
export function isIdentityId(value: unknown): value is IdentityId {
	return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** Whether two byte strings are the same. Not constant-time: never for comparing secrets. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
