import { ed25519 } from '@noble/curves/ed25519.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesOf, type IdentityId, type InviteKey, type SessionId } from '../base/ids.ts';
import { nativeVerifier } from './native-verifier.ts';

/**
 * What a signature is for. Every signed message starts with its tag, so that a signature made for
 * one purpose can never be shown as another.
 */
export type Domain =
	| 'hearsay/session-certificate/1'
	| 'hearsay/event/1'
	| 'hearsay/signal/1'
	/** A moderator's session makes a one-use invite. */
	| 'hearsay/invite/1'
	/** The invite's own key names the session that uses it. */
	| 'hearsay/invite-use/1'
	/** An identity follows a room's host. */
	| 'hearsay/follow/1'
	/** A message that is never stored: presence, reaction. */
	| 'hearsay/ephemeral/1'
	/** A packet of sound. */
	| 'hearsay/packet/1'
	/** Who plans the audience tree. */
	| 'hearsay/mandate/1'
	/** Where a session sits in the tree. */
	| 'hearsay/seat/1'
	/** What a session sends up the tree to whoever plans it. */
	| 'hearsay/errand/1'
	/** What whoever plans the tree tells everybody. */
	| 'hearsay/pulse/1'
	/** The secret of one epoch of a private room. */
	| 'hearsay/epoch/1'
	/** One wording of one line of captions. */
	| 'hearsay/caption/1'
	/** Whom an identity blocks, in a file to hand on. */
	| 'hearsay/block-list/1'
	/** A host tells others that a public room of theirs is live. */
	| 'hearsay/announcement/1'
	| 'hearsay/planned-room/1';

/** Length of an Ed25519 signature in bytes. */
export const SIGNATURE_BYTES = 64;

/** Signs a message under a domain tag with one key. */
export type Sign = (domain: Domain, message: Uint8Array) => Promise<Uint8Array>;

/** The exact bytes that are signed: the tag, a zero byte (no tag has one), the message. */
export function signedBytes(domain: Domain, message: Uint8Array): Uint8Array {
	return concatBytes(utf8ToBytes(domain), Uint8Array.of(0), message);
}

/** The verifier of this process, where it has one that is quick and answers at once: in Node. */
const native = nativeVerifier();

/**
 * Whether this process' own verifier takes the signature; null where it has none that answers at once. What it takes
 * is signed by everybody's judgement; what it refuses is `isSignedBy`'s to decide.
 */
export function isSignedAtOnce(key: SessionId, signed: Uint8Array, signature: Uint8Array): boolean | null {
	return native && native(key, signed, signature);
}

/**
 * Whether `signature` over `message` is by `key`. Every peer comes to this one verdict: crafted
 * signatures (a torsion point in R) get different ones from different engines' WebCrypto.
 * Source: RFC 8032 section 5.1.7, strict form without ZIP 215.
 */
export function isSignedBy(
	key: IdentityId | SessionId | InviteKey,
	domain: Domain,
	message: Uint8Array,
	signature: Uint8Array
): boolean {
	if (signature.length !== SIGNATURE_BYTES) return false;
	const signed = signedBytes(domain, message);
	if (native?.(key, signed, signature)) return true;
	try {
		return ed25519.verify(signature, signed, bytesOf(key), { zip215: false });
	} catch {
		// Points that do not decode make the library throw: the signature is simply not valid.
		return false;
	}
}

/** A `Sign` for a WebCrypto Ed25519 private key, which may be non-extractable. */
export function signWith(privateKey: CryptoKey): Sign {
	return async (domain, message) =>
		new Uint8Array(
			await crypto.subtle.sign('Ed25519', privateKey, signedBytes(domain, message) as Uint8Array<ArrayBuffer>)
		);
}
