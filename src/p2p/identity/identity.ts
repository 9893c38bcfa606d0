import { ed25519 } from '@noble/curves/ed25519.js';
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { idOf, type IdentityId } from '../base/ids.ts';
import { signWith, type Sign } from './signature.ts';

/** A person in one profile: a key that never leaves this browser's key store. */
export interface Identity {
	readonly id: IdentityId;
	readonly sign: Sign;
}

/** Makes a new identity key whose private half cannot be read out, only used. */
export async function generateIdentityPair(): Promise<CryptoKeyPair> {
	return (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
}

/** The identity behind a key pair, just made or loaded from storage. */
export async function identityFrom(pair: CryptoKeyPair): Promise<Identity> {
	const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
	return { id: idOf<IdentityId>(publicKey), sign: signWith(pair.privateKey) };
}

/** DER header of a PKCS#8 Ed25519 private key; the seed follows. Source: RFC 8410 section 7. */
const PKCS8_HEADER = hexToBytes('302e020100300506032b657004220420');

/** A private key that cannot be read out again, of a 32-byte seed. */
export function signingKeyOf(seed: Uint8Array): Promise<CryptoKey> {
	const pkcs8 = concatBytes(PKCS8_HEADER, seed) as Uint8Array<ArrayBuffer>;
	return crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
}

/** The key pair of a 32-byte seed, its private half as in `generateIdentityPair`. */
export async function pairFromSeed(seed: Uint8Array): Promise<CryptoKeyPair> {
	const raw = ed25519.getPublicKey(seed) as Uint8Array<ArrayBuffer>;
	const publicKey = await crypto.subtle.importKey('raw', raw, 'Ed25519', true, ['verify']);
	return { privateKey: await signingKeyOf(seed), publicKey };
}
