import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesOf, type RoomId, type SessionId } from '../base/ids.ts';
import { agreedSecret } from '../identity/agreement.ts';
import type { SessionKey } from '../identity/session-key.ts';

/** Nonce of XChaCha20-Poly1305: long enough to be drawn at random. */
export const NONCE_BYTES = 24;

/** Which way something sealed goes. */
export interface SealedWay {
	readonly room: RoomId;
	readonly from: SessionId;
	readonly to: SessionId;
}

/** Bytes that only one other session can open. */
export interface Sealed {
	readonly nonce: Uint8Array;
	readonly box: Uint8Array;
}

/** Seals bytes for one session; null if its key is no key. `nonce` is random and used once; `domain` says what for. */
export function seal(
	key: SessionKey,
	way: SealedWay,
	{
		domain,
		bytes,
		nonce
	}: { readonly domain: string; readonly bytes: Uint8Array; readonly nonce: Uint8Array }
): Sealed | null {
	const boxKey = keyOf(key, { way, other: way.to, domain });
	return boxKey && { nonce, box: xchacha20poly1305(boxKey, nonce).encrypt(bytes) };
}

/** Opens what another session sealed for this one; null if it was not. */
export function unseal(
	key: SessionKey,
	way: SealedWay,
	{ domain, sealed }: { readonly domain: string; readonly sealed: Sealed }
): Uint8Array | null {
	const boxKey = keyOf(key, { way, other: way.from, domain });
	if (!boxKey) return null;
	try {
		return xchacha20poly1305(boxKey, sealed.nonce).decrypt(sealed.box);
	} catch {
		return null;
	}
}

/** One key for each direction between two sessions of a room. Source: RFC 5869 over RFC 7748. */
function keyOf(
	key: SessionKey,
	{ way, other, domain }: { readonly way: SealedWay; readonly other: SessionId; readonly domain: string }
): Uint8Array | null {
	const secret = agreedSecret(key, other);
	if (!secret) return null;
	const { room, from, to } = way;
	const info = concatBytes(utf8ToBytes(`${domain}\0`), bytesOf(room), bytesOf(from), bytesOf(to));
	return hkdf(sha256, secret, undefined, info, 32);
}
