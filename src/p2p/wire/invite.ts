import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer';
import { bytesOf, idOf, sameBytes, type RoomId, type SessionId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { decodePass, encodePass, type Pass } from './pass.ts';

/** What a room link carries in its fragment, which no server ever sees. */
export interface Invite {
	readonly room: RoomId;
	/** 16 random bytes: who knows them may come to the door. */
	readonly secret: Uint8Array;
	/** Multiaddrs of relays, when they differ from the page's own origin; at most 4. */
	readonly relays: readonly string[];
	/** A one-use invite, if the link was made for one person. */
	readonly pass: Pass | null;
}

/** What is wrong with a link. */
export type InviteFault =
	'link-empty' | 'link-truncated' | 'link-mangled' | 'link-foreign' | 'link-newer-version';

/** Length of the room secret in bytes: 128 bits cannot be guessed. */
export const SECRET_BYTES = 16;
const VERSION = 1;
const CHECKSUM_BYTES = 4;
const CODE_BYTES = 1 + 32 + SECRET_BYTES + CHECKSUM_BYTES;
const CODE_LENGTH = Math.ceil((CODE_BYTES * 4) / 3);
const MAX_LINK_LENGTH = 2048;
/** Relays in one link: more would not fit a QR code that a phone reads. */
export const MAX_RELAYS = 4;

function tagged(tag: string, ...parts: Uint8Array[]): Uint8Array {
	return concatBytes(utf8ToBytes(tag), Uint8Array.of(0), ...parts);
}

function checksum(payload: Uint8Array): Uint8Array {
	return sha256(tagged('hearsay/link/1', payload)).slice(0, CHECKSUM_BYTES);
}

/** The code of a room: version, id, secret and a checksum in base64url, 71 characters. */
export function roomCode(invite: Pick<Invite, 'room' | 'secret'>): string {
	const payload = concatBytes(Uint8Array.of(VERSION), bytesOf(invite.room), invite.secret);
	return toBase64UrlEncoded(concatBytes(payload, checksum(payload)));
}

/** The fragment of a room link, without `#`. */
export function inviteFragment(invite: Invite): string {
	const relays = invite.relays.map((relay) => `&r=${encodeURIComponent(relay)}`);
	const pass = invite.pass ? `&p=${toBase64UrlEncoded(encodePass(invite.pass))}` : '';
	return roomCode(invite) + relays.join('') + pass;
}

/**
 * Reads a whole link, its fragment or a bare code, as a person may paste it. Says whether it was cut
 * off, altered, or is no Hearsay link at all.
 */
export function parseInvite(link: string): Result<Invite, InviteFault> {
	const text = link.trim();
	if (text === '') return fail('link-empty');
	if (text.length > MAX_LINK_LENGTH) return fail('link-foreign');
	const hash = text.indexOf('#');
	if (hash < 0 && /^[a-z][a-z0-9+.-]*:/i.test(text)) return fail('link-foreign');
	if (hash >= 0 && !/\/room\/?$|^$/.test(text.slice(0, hash).replace(/\?.*$/, '')))
		return fail('link-foreign');
	const [code = '', ...options] = text.slice(hash + 1).split('&');
	if (code === '') return fail(hash >= 0 ? 'link-truncated' : 'link-empty');
	if (!/^[\w-]+$/.test(code)) return fail('link-foreign');
	if (code.length < CODE_LENGTH) return fail('link-truncated');
	if (code.length > CODE_LENGTH) return fail('link-mangled');
	const bytes = fromBase64UrlEncoded(code);
	const payload = bytes.slice(0, -CHECKSUM_BYTES);
	const isWhole = sameBytes(checksum(payload), bytes.slice(-CHECKSUM_BYTES));
	if (!isWhole || toBase64UrlEncoded(bytes) !== code) return fail('link-mangled');
	if (payload[0] !== VERSION) return fail('link-newer-version');
	const relays = parseRelays(options);
	const pass = parsePass(options);
	if (!relays || pass === 'mangled') return fail('link-mangled');
	return ok({ room: idOf<RoomId>(payload.slice(1, 33)), secret: payload.slice(33), relays, pass });
}

function parsePass(options: readonly string[]): Pass | null | 'mangled' {
	const option = options.find((text) => text.startsWith('p='));
	if (option === undefined) return null;
	const code = option.slice(2);
	if (!/^[\w-]{1,256}$/.test(code)) return 'mangled';
	const bytes = fromBase64UrlEncoded(code);
	return toBase64UrlEncoded(bytes) === code ? (decodePass(bytes) ?? 'mangled') : 'mangled';
}

function parseRelays(options: readonly string[]): string[] | null {
	const relays: string[] = [];
	for (const option of options) {
		if (!option.startsWith('r=')) continue;
		try {
			relays.push(decodeURIComponent(option.slice(2)));
		} catch {
			return null;
		}
	}
	return relays.length <= MAX_RELAYS && relays.every((relay) => relay.startsWith('/')) ? relays : null;
}

/** The topic under which a room's sessions find each other: the relay learns neither id nor secret from it. */
export function roomTopic(invite: Pick<Invite, 'room' | 'secret'>): Uint8Array {
	return hmac(sha256, invite.secret, tagged('hearsay/topic/1', bytesOf(invite.room)));
}

/**
 * What proves to `to` that `from` knows the room's secret, without giving it away. Bound to both
 * session keys, so that it is worth nothing to anybody else.
 */
export function doorProof(
	invite: Pick<Invite, 'room' | 'secret'>,
	from: SessionId,
	to: SessionId
): Uint8Array {
	return hmac(
		sha256,
		invite.secret,
		tagged('hearsay/door/1', bytesOf(invite.room), bytesOf(from), bytesOf(to))
	);
}
