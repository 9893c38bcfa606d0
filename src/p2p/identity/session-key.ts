import { ed25519 } from '@noble/curves/ed25519.js';
import { idOf, type SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { signingKeyOf } from './identity.ts';
import { signWith, type Sign } from './signature.ts';

/** The key of one room opened on one page: it signs that session's events and is its libp2p peer key. */
export interface SessionKey {
	readonly id: SessionId;
	/** The 32-byte private seed, which libp2p needs in the clear; it lives in memory only. */
	readonly seed: Uint8Array;
	readonly sign: Sign;
}

/** Makes a session key. Each room that a page opens gets its own, so that a relay cannot tie two rooms together by key. */
export function makeSessionKey(random: Random): Promise<SessionKey> {
	return sessionKeyFrom(random.bytes(32));
}

/** The session key of a seed, as the page's worker needs it. */
export async function sessionKeyFrom(seed: Uint8Array): Promise<SessionKey> {
	const key = await signingKeyOf(seed);
	return { id: idOf<SessionId>(ed25519.getPublicKey(seed)), seed, sign: signWith(key) };
}
