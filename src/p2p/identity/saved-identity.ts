import { scryptAsync } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { ID_BYTES, sameBytes } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { pairFromSeed } from './identity.ts';

/** What is wrong with a file that should hold a saved identity, or with the passphrase for it. */
export type SavedIdentityFault =
	/** It is something else. */
	| 'identity-foreign'
	/** Written by a later version. */
	| 'identity-newer-version'
	/** Cut short or changed. */
	| 'identity-damaged'
	/** It is whole, and this passphrase does not open it. */
	| 'wrong-passphrase';

/** UTF-16 code units that a passphrase has at least: with the work below, years for whoever guesses four random words. */
export const MIN_PASSPHRASE = 12;

/** Memory-hard on purpose, 32 MiB and about a second; as OWASP's password storage cheat sheet asks. Fixed by the version, so no file makes more work. */
const WORK = { N: 2 ** 15, r: 8, p: 3, dkLen: 32 } as const;

const KIND = utf8ToBytes('hearsay/identity/');
const HEAD = concatBytes(KIND, utf8ToBytes('1'), Uint8Array.of(0));
const SALT_BYTES = 16;
/** NIST SP 800-38D, 8.2.2: a random nonce of 96 bits; each key has one use here. */
const NONCE_BYTES = 12;
/** A seed of 32 bytes and the tag of AES-GCM. */
const BOX_BYTES = 48;
/** Tells a damaged file from a wrong passphrase. It guards against accidents; the tag guards against people. */
const CHECK_BYTES = 8;
/** Length of every file of this version. */
export const SAVED_IDENTITY_BYTES = HEAD.length + SALT_BYTES + NONCE_BYTES + BOX_BYTES + CHECK_BYTES;

/** A new identity: its pair, whose private half cannot be read out any more, and the file that brings it back. */
export interface MadeIdentity {
	readonly pair: CryptoKeyPair;
	readonly file: Uint8Array;
}

/**
 * Makes an identity and the file of it under a passphrase. This is the one moment in which there can be such a file:
 * afterwards no page can read the private key, neither ours nor one that somebody slipped us.
 */
export async function makeSavedIdentity(passphrase: string, random: Random): Promise<MadeIdentity> {
	const seed = random.bytes(ID_BYTES);
	const [salt, nonce] = [random.bytes(SALT_BYTES), random.bytes(NONCE_BYTES)];
	const key = await keyOf(passphrase, salt);
	const box = await crypto.subtle.encrypt(boxed(nonce), key, seed as Uint8Array<ArrayBuffer>);
	const sealed = concatBytes(HEAD, salt, nonce, new Uint8Array(box));
	const pair = await pairFromSeed(seed);
	seed.fill(0);
	return { pair, file: concatBytes(sealed, checkOf(sealed)) };
}

/** Opens the file of an identity. Total: any bytes and any passphrase give an answer, all files of one kind after the same work. */
export async function openSavedIdentity(
	bytes: Uint8Array,
	passphrase: string
): Promise<Result<CryptoKeyPair, SavedIdentityFault>> {
	const form = formOf(bytes);
	if (form) return fail(form);
	const at = (start: number, length: number) => bytes.slice(start, start + length);
	const salt = at(HEAD.length, SALT_BYTES);
	const nonce = at(HEAD.length + SALT_BYTES, NONCE_BYTES);
	const box = at(HEAD.length + SALT_BYTES + NONCE_BYTES, BOX_BYTES);
	const key = await keyOf(passphrase, salt);
	try {
		const seed = new Uint8Array(await crypto.subtle.decrypt(boxed(nonce), key, box));
		const pair = await pairFromSeed(seed);
		seed.fill(0);
		return ok(pair);
	} catch {
		return fail('wrong-passphrase');
	}
}

/** What is wrong with a file before any passphrase is tried; null where nothing is. */
export function formOf(bytes: Uint8Array): Exclude<SavedIdentityFault, 'wrong-passphrase'> | null {
	if (!sameBytes(bytes.subarray(0, KIND.length), KIND)) return 'identity-foreign';
	if (!sameBytes(bytes.subarray(0, HEAD.length), HEAD))
		return isOfLaterVersion(bytes) ? 'identity-newer-version' : 'identity-damaged';
	if (bytes.length !== SAVED_IDENTITY_BYTES) return 'identity-damaged';
	const sealed = bytes.subarray(0, bytes.length - CHECK_BYTES);
	return sameBytes(bytes.subarray(sealed.length), checkOf(sealed)) ? null : 'identity-damaged';
}

/** Whether a number other than ours stands where the version does. */
function isOfLaterVersion(bytes: Uint8Array): boolean {
	const version = String.fromCharCode(...bytes.subarray(KIND.length, KIND.length + 4)).split('\0')[0]!;
	return /^[1-9]\d{0,2}$/.test(version) && version !== '1';
}

const checkOf = (sealed: Uint8Array) => sha256(sealed).subarray(0, CHECK_BYTES);

function boxed(nonce: Uint8Array): AesGcmParams {
	return {
		name: 'AES-GCM',
		iv: nonce as Uint8Array<ArrayBuffer>,
		additionalData: HEAD as Uint8Array<ArrayBuffer>
	};
}

/** The same passphrase typed on another system may come in another normal form (UAX 15). */
async function keyOf(passphrase: string, salt: Uint8Array): Promise<CryptoKey> {
	const raw = await scryptAsync(utf8ToBytes(passphrase.normalize('NFKC')), salt, WORK);
	return crypto.subtle.importKey('raw', raw as Uint8Array<ArrayBuffer>, 'AES-GCM', false, [
		'encrypt',
		'decrypt'
	]);
}
