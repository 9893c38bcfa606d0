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
