import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * What is shared over a secret: `kept`, all that the devices keep; `gate`, where they go on if one of them was cut off;
 * `link`, what two devices say to each other before one of them knows more.
 */
export type LineKind = 'kept' | 'gate' | 'link';

/** Topic and password of a line, which say nothing of the secret and of each other. Source: RFC 5869. */
export function lineOf(
	secret: Uint8Array,
	kind: LineKind
): { readonly topic: string; readonly password: string } {
	const derived = (use: string) =>
		bytesToHex(hkdf(sha256, secret, undefined, utf8ToBytes(`hearsay/own-devices/1\0${kind}\0${use}`), 32));
	return { topic: derived('topic'), password: derived('password') };
}
