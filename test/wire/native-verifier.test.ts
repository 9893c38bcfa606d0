import { createPublicKey, verify } from 'node:crypto';
import { ED25519_TORSION_SUBGROUP } from '@noble/curves/ed25519.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { makeSessionKey } from '../../src/p2p/identity/session-key.ts';
import { isSignedAtOnce, isSignedBy, signedBytes } from '../../src/p2p/identity/signature.ts';
import { signWithTorsion } from '../fixtures/crafted.ts';
import { seededRandom } from '../fixtures/random.ts';

const DOMAIN = 'hearsay/signal/1';
const message = Uint8Array.of(1, 2, 3);
const signed = signedBytes(DOMAIN, message);

describe('the verifier of Node', () => {
	it('takes what was signed, and nothing that was changed', async () => {
		const key = await makeSessionKey(seededRandom(7));
		const signature = await key.sign(DOMAIN, message);
		expect(isSignedAtOnce(key.id, signed, signature)).toBe(true);
		for (const at of [0, 31, 32, 63]) {
			const wrong = signature.map((byte, i) => (i === at ? byte ^ 1 : byte));
			expect(isSignedAtOnce(key.id, signed, wrong)).toBe(false);
			expect(isSignedBy(key.id, DOMAIN, message, wrong)).toBe(false);
		}
	});

	it('refuses a torsion signature, which is then found signed all the same', async () => {
		const key = await makeSessionKey(seededRandom(7));
		const signature = await signWithTorsion(key.seed)(DOMAIN, message);
		expect(isSignedAtOnce(key.id, signed, signature)).toBe(false);
		expect(isSignedBy(key.id, DOMAIN, message, signature)).toBe(true);
	});

	it('is never asked about keys of small order, by which it would take what nobody signed', () => {
		const head = hexToBytes('302a300506032b6570032100');
		let taken = 0;
		for (const key of ED25519_TORSION_SUBGROUP)
			for (const r of ED25519_TORSION_SUBGROUP) {
				// S is 0: the equation asks only that R be the negative of a multiple of the key.
				const signature = Uint8Array.of(...hexToBytes(r), ...new Uint8Array(32));
				const native = createPublicKey({
					key: Buffer.concat([head, hexToBytes(key)]),
					format: 'der',
					type: 'spki'
				});
				if (verify(null, signed, native, signature)) taken++;
				expect(isSignedAtOnce(key as SessionId, signed, signature)).toBe(false);
				expect(isSignedBy(key as SessionId, DOMAIN, message, signature)).toBe(false);
			}
		// The premise: left to itself it would have taken some.
		expect(taken).toBeGreaterThan(0);
	});
});
