import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { bytesOf, type SessionId } from '../base/ids.ts';
import type { SessionKey } from './session-key.ts';

/**
 * The secret that two sessions share and nobody else can know: X25519 between their Ed25519 keys, taken over to
 * the Montgomery curve. 32 bytes; null if the other key is no point that a secret can come of.
 * Source: RFC 7748 section 4.1 and section 6.1.
 */
export function agreedSecret(key: SessionKey, other: SessionId): Uint8Array | null {
	try {
		const own = ed25519.utils.toMontgomerySecret(key.seed);
		return x25519.getSharedSecret(own, ed25519.utils.toMontgomery(bytesOf(other)));
	} catch {
		// A key off the curve, or of small order: the library throws.
		return null;
	}
}
