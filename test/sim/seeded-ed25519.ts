/**
 * Stands in for @noble/curves' verifier in the simulator's threads, with the same verdicts: a memo that
 * the simulator's own signers fill. What they signed is valid without a calculation (3 ms each); all
 * other bytes go to @noble, once.
 */
import { ed25519 as noble } from '@noble/curves/ed25519.js';

const verdicts = new Map<string, boolean>();

const nameOf = (...parts: readonly Uint8Array[]) =>
	parts.map((part) => Buffer.from(part).toString('latin1')).join();

/** A signature that was just made with the private half of `key`. */
export function vouch(signature: Uint8Array, message: Uint8Array, key: Uint8Array): void {
	verdicts.set(nameOf(signature, key, message), true);
}

/** Forgets all verdicts: the next run has other keys. */
export function forgetVerdicts(): void {
	verdicts.clear();
}

/** Whether the signature over the message is by the key, strictly as RFC 8032 says. */
export function isTrulySigned(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
	const name = nameOf(signature, key, message);
	const known = verdicts.get(name);
	if (known !== undefined) return known;
	let verdict = false;
	try {
		verdict = noble.verify(signature, message, key, { zip215: false });
	} catch {
		// Points that do not decode.
	}
	verdicts.set(name, verdict);
	return verdict;
}

/** What `identity/signature.ts` uses of @noble's object of this name. */
export const ed25519 = { verify: isTrulySigned };
