import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemRandom } from '../../src/p2p/base/random.ts';
import { identityFrom } from '../../src/p2p/identity/identity.ts';
import {
	formOf,
	makeSavedIdentity,
	openSavedIdentity,
	SAVED_IDENTITY_BYTES,
	type MadeIdentity
} from '../../src/p2p/identity/saved-identity.ts';
import { isSignedBy } from '../../src/p2p/identity/signature.ts';

const PASSPHRASE = 'quatre mots français';
let made: MadeIdentity;

beforeAll(async () => {
	made = await makeSavedIdentity(PASSPHRASE, systemRandom);
});

describe('A saved identity', () => {
	it('comes back from its file as the same key, which signs and cannot be read out', async () => {
		const opened = await openSavedIdentity(made.file, PASSPHRASE);
		if (!opened.ok) throw new Error(opened.code);
		const [before, after] = [await identityFrom(made.pair), await identityFrom(opened.value)];
		expect(after.id).toBe(before.id);
		const message = new Uint8Array([1, 2, 3]);
		const signature = await after.sign('hearsay/block-list/1', message);
		expect(isSignedBy(before.id, 'hearsay/block-list/1', message, signature)).toBe(true);
		for (const { privateKey } of [made.pair, opened.value]) {
			expect(privateKey.extractable).toBe(false);
			await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
		}
	});

	it('opens for the same passphrase in another normal form, and for no other', async () => {
		expect((await openSavedIdentity(made.file, PASSPHRASE.normalize('NFD'))).ok).toBe(true);
		expect(await openSavedIdentity(made.file, 'Quatre mots français')).toEqual({
			ok: false,
			code: 'wrong-passphrase'
		});
	});

	it('holds neither the key nor the passphrase in the clear, and no two files are alike', async () => {
		const again = await makeSavedIdentity(PASSPHRASE, systemRandom);
		expect(again.file).toHaveLength(SAVED_IDENTITY_BYTES);
		expect(Buffer.from(again.file).equals(Buffer.from(made.file))).toBe(false);
		expect(Buffer.from(made.file).includes('mots')).toBe(false);
		expect(Buffer.from(made.file).includes(Buffer.from((await identityFrom(made.pair)).id, 'hex'))).toBe(
			false
		);
	});

	it('is told from other files, later versions, and damage, before any work is done', () => {
		const altered = (at: number, to: number) => made.file.with(at, to);
		const version = 'hearsay/identity/'.length;
		expect(formOf(new Uint8Array())).toBe('identity-foreign');
		expect(formOf(new TextEncoder().encode('hearsay/block-list/1\0'))).toBe('identity-foreign');
		expect(formOf(altered(version, '2'.charCodeAt(0)))).toBe('identity-newer-version');
		expect(formOf(altered(version, 'x'.charCodeAt(0)))).toBe('identity-damaged');
		expect(formOf(made.file.subarray(0, 60))).toBe('identity-damaged');
		expect(formOf(new Uint8Array([...made.file, 0]))).toBe('identity-damaged');
		for (let at = version + 2; at < made.file.length; at += 7)
			expect(formOf(altered(at, made.file[at]! ^ 1)), `${at}`).toBe('identity-damaged');
		expect(formOf(made.file)).toBeNull();
	});

	it('is a fault and never a crash, whatever the bytes', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
				expect((await openSavedIdentity(bytes, PASSPHRASE)).ok).toBe(false);
			}),
			{ numRuns: 200 }
		);
	});
});
