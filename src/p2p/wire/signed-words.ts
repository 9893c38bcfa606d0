import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { isSignedBy, SIGNATURE_BYTES, type Domain, type Sign } from '../identity/signature.ts';
import type { IdentityId, SessionId } from '../base/ids.ts';
import { encodeCanonical, isBytes, type Plain } from './canonical.ts';

/** Something that one session or identity signed: its fields, and the signature over their one encoding. */
export type Signed<Fields> = Fields & { readonly signature: Uint8Array };

/** How one kind of signed word is written and read. */
export interface WordForm<Fields> {
	readonly domain: Domain;
	/** Whose signature it bears. */
	readonly signer: (fields: Fields) => SessionId | IdentityId;
	readonly toPlain: (fields: Fields) => { readonly [key: string]: Plain };
	/** Reads exactly the fields, without the signature; null on anything else. */
	readonly fromPlain: (value: Plain) => Fields | null;
}

/** Signs a word. */
export async function signWord<Fields>(
	form: WordForm<Fields>,
	fields: Fields,
	sign: Sign
): Promise<Signed<Fields>> {
	return { ...fields, signature: await sign(form.domain, encodeCanonical(form.toPlain(fields))) };
}

/** Whether the key that the word names as its signer's signed exactly this. */
export function isWordAuthentic<Fields>(form: WordForm<Fields>, word: Signed<Fields>): boolean {
	return isSignedBy(form.signer(word), form.domain, encodeCanonical(form.toPlain(word)), word.signature);
}

/**
 * A name for exactly this word, signature included. To remember what was verified by: a signature alone would let
 * other fields under it pass.
 */
export function wordName<Fields>(form: WordForm<Fields>, word: Signed<Fields>): string {
	return bytesToHex(sha256(encodeCanonical(wordToPlain(form, word))));
}

/** The wire form of a signed word: its fields, then the signature. */
export function wordToPlain<Fields>(form: WordForm<Fields>, word: Signed<Fields>): Plain {
	return [form.toPlain(word), word.signature];
}

/** Reads a signed word strictly; the signature is not checked. */
export function wordFromPlain<Fields>(
	form: WordForm<Fields>,
	value: Plain | undefined
): Signed<Fields> | null {
	if (!Array.isArray(value) || value.length !== 2) return null;
	const [plain, signature] = value as readonly Plain[];
	const fields = form.fromPlain(plain!);
	return fields && isBytes(signature, SIGNATURE_BYTES) ? { ...fields, signature } : null;
}
