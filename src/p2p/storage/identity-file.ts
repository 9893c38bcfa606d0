import { mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../base/result.ts';

/** Why an identity file cannot be used. */
export type IdentityFileFault =
	/** It cannot be read, or not be made. */
	| 'identity-unreadable'
	/** It holds no Ed25519 private key in PEM. */
	| 'identity-damaged'
	/** Others on this machine may read or write it. */
	| 'identity-exposed';

/** Permission bits of everybody but the owner. */
const OTHERS = 0o077;

/**
 * The key pair in a file, made on first use: a PKCS#8 Ed25519 key in PEM (RFC 8410) that only its owner may read.
 * A file that is damaged or open to others is reported, never repaired or overwritten.
 */
export async function openIdentityFile(path: string): Promise<Result<CryptoKeyPair, IdentityFileFault>> {
	const made = await make(path);
	if (made !== 'exists') return made;
	try {
		// Windows keeps no such bits.
		if (process.platform !== 'win32' && (await stat(path)).mode & OTHERS) return fail('identity-exposed');
		return await read(await readFile(path, 'utf8'));
	} catch {
		return fail('identity-unreadable');
	}
}

async function make(path: string): Promise<'exists' | Result<CryptoKeyPair, IdentityFileFault>> {
	let file;
	try {
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		file = await open(path, 'wx', 0o600);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'exists' : fail('identity-unreadable');
	}
	try {
		const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
		const der = await crypto.subtle.exportKey('pkcs8', pair.privateKey);
		await writeFile(file, pemOf(new Uint8Array(der)));
		await file.sync();
		return ok(pair);
	} catch {
		// Half a key would be taken for a damaged one at the next start.
		await rm(path, { force: true }).catch(() => {});
		return fail('identity-unreadable');
	} finally {
		await file.close();
	}
}

async function read(pem: string): Promise<Result<CryptoKeyPair, IdentityFileFault>> {
	const base64 = /^-----BEGIN PRIVATE KEY-----\s([\sA-Za-z0-9+/=]+)-----END PRIVATE KEY-----\s*$/.exec(
		pem
	)?.[1];
	if (!base64) return fail('identity-damaged');
	try {
		const der = Uint8Array.from(Buffer.from(base64, 'base64'));
		const readable = await crypto.subtle.importKey('pkcs8', der, 'Ed25519', true, ['sign']);
		const { kty, crv, x } = await crypto.subtle.exportKey('jwk', readable);
		const publicKey = await crypto.subtle.importKey('jwk', { kty, crv, x } as JsonWebKey, 'Ed25519', true, [
			'verify'
		]);
		// The one that is used cannot be read out again.
		const privateKey = await crypto.subtle.importKey('pkcs8', der, 'Ed25519', false, ['sign']);
		return ok({ privateKey, publicKey });
	} catch {
		return fail('identity-damaged');
	}
}

function pemOf(der: Uint8Array): string {
	return `-----BEGIN PRIVATE KEY-----\n${Buffer.from(der).toString('base64')}\n-----END PRIVATE KEY-----\n`;
}
