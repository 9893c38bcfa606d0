import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf, type RoomId, type SessionId } from '../../src/p2p/base/ids.ts';
import { agreedSecret } from '../../src/p2p/identity/agreement.ts';
import type { SessionKey } from '../../src/p2p/identity/session-key.ts';
import { decodeLetter, encodeLetter, openLetter, sealLetter, VERDICTS } from '../../src/p2p/wire/letter.ts';
import { MAX_LETTER_BYTES } from '../../src/p2p/wire/limits.ts';
import { seededRandom } from '../fixtures/random.ts';

const random = seededRandom(20261126);

function makeKey(): SessionKey {
	const seed = random.bytes(32);
	const sign: SessionKey['sign'] = async () => new Uint8Array(64);
	return { id: idOf<SessionId>(ed25519.getPublicKey(seed)), seed, sign };
}

const [ada, ben, mallory] = [makeKey(), makeKey(), makeKey()];
const room = '5e'.repeat(32) as RoomId;
const way = { room, from: ada.id, to: ben.id };
const id = random.bytes(16);
const sealed = (text: string) =>
	sealLetter(ada, way, { content: { do: 'write', id, text }, nonce: random.bytes(24) })! as ReturnType<
		typeof sealLetter
	> & { kind: 'sealed' };

describe('Z4 what two session keys agree on', () => {
	it('is the same on both sides and no third one’s', () => {
		expect(agreedSecret(ada, ben.id)).toEqual(agreedSecret(ben, ada.id));
		expect(agreedSecret(ada, ben.id)).not.toEqual(agreedSecret(ada, mallory.id));
	});

	it('is nothing with a key that is no key, or one of small order', () => {
		const small = ['01'.padEnd(64, '0'), '0'.repeat(64), 'ff'.repeat(32)] as SessionId[];
		for (const key of small) expect(agreedSecret(ada, key)).toBeNull();
	});
});

describe('Z4 sealed letters', () => {
	it('are opened by the one they are for, as they were written', () => {
		const word = sealed('Bonsoir 🌊');
		expect(openLetter(ben, way, word)).toEqual({ do: 'write', id, text: 'Bonsoir 🌊' });
		for (const verdict of VERDICTS) {
			const answer = sealLetter(
				ben,
				{ room, from: ben.id, to: ada.id },
				{
					content: { do: 'answer', id, verdict },
					nonce: random.bytes(24)
				}
			) as typeof word;
			expect(openLetter(ada, { room, from: ben.id, to: ada.id }, answer)).toEqual({
				do: 'answer',
				id,
				verdict
			});
		}
	});

	it('are opened by nobody else, in no other room, and in no other direction', () => {
		const word = sealed('secret');
		expect(openLetter(mallory, way, word)).toBeNull();
		expect(openLetter(ben, { ...way, room: '6f'.repeat(32) as RoomId }, word)).toBeNull();
		expect(openLetter(ben, { ...way, from: mallory.id }, word)).toBeNull();
		expect(openLetter(ada, { room, from: ben.id, to: ada.id }, word)).toBeNull();
	});

	it('fit a message at their longest, in any script', () => {
		expect(encodeLetter(sealed('漢'.repeat(1_000))).length).toBeLessThan(MAX_LETTER_BYTES);
	});

	it('read back as they were encoded, and any byte that changes opens nothing', () => {
		const word = sealed('whole');
		const bytes = encodeLetter(word);
		expect(decodeLetter(bytes)).toEqual(word);
		fc.assert(
			fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
				const altered = bytes.slice();
				altered[at]! ^= change;
				const read = decodeLetter(altered);
				expect(read?.kind === 'sealed' ? openLetter(ben, way, read) : null).toBeNull();
			}),
			{ seed: 20261126, numRuns: 300 }
		);
	});

	it('are null for any other bytes, and for more than fits', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
				expect(decodeLetter(bytes)).toBeNull();
			}),
			{ seed: 20261126 }
		);
		expect(decodeLetter(new Uint8Array(MAX_LETTER_BYTES + 1))).toBeNull();
	});
});
