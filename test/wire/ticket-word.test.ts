import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf, type IdentityId, type OfferId, type RoomId, type SessionId } from '../../src/p2p/base/ids.ts';
import type { SessionKey } from '../../src/p2p/identity/session-key.ts';
import { encodeCanonical } from '../../src/p2p/wire/canonical.ts';
import { MAX_SIGNAL_BYTES, MAX_TICKET_PROOF, MAX_TICKET_WORD_BYTES } from '../../src/p2p/wire/limits.ts';
import { seal } from '../../src/p2p/wire/sealed-box.ts';
import {
	openTicketWord,
	sealTicketWord,
	TICKET_ANSWERS,
	ticketIdOf,
	type TicketWord
} from '../../src/p2p/wire/ticket-word.ts';
import { seededRandom } from '../fixtures/random.ts';

const random = seededRandom(20261127);

function makeKey(): SessionKey {
	const seed = random.bytes(32);
	const sign: SessionKey['sign'] = async () => new Uint8Array(64);
	return { id: idOf<SessionId>(ed25519.getPublicKey(seed)), seed, sign };
}

const [ada, ben, mallory] = [makeKey(), makeKey(), makeKey()];
const room = '5e'.repeat(32) as RoomId;
const way = { room, from: ben.id, to: ada.id };
const offer = '0f'.repeat(32) as OfferId;
const buyer = 'be'.repeat(32) as IdentityId;
const certificate = { identity: buyer, name: 'Ben', signature: new Uint8Array(64) };
const wish = random.bytes(16);
const asked: TicketWord = { do: 'wish', certificate, offer, wish, way: 'link', proof: 'Transfer, 12:30' };

const sealed = (word: TicketWord) => sealTicketWord(ben, way, { word, nonce: random.bytes(24) })!;

/** What comes out where somebody sealed any plain data. */
function opened(content: Parameters<typeof encodeCanonical>[0]) {
	const nonce = random.bytes(24);
	const box = seal(ben, way, { domain: 'hearsay/ticket/1', bytes: encodeCanonical(content), nonce })!;
	return openTicketWord(ada, way, encodeCanonical({ nonce: box.nonce, box: box.box }));
}

describe('TK2 sealed words about tickets', () => {
	it('TK2 are opened by the one they are for, as they were written, however long the proof', () => {
		expect(openTicketWord(ada, way, sealed(asked))).toEqual(asked);
		const long = { ...asked, way: 'ecash' as const, proof: 'x'.repeat(MAX_TICKET_PROOF) };
		expect(openTicketWord(ada, way, sealed(long))).toEqual(long);
		expect(sealed(long).length).toBeLessThan(Math.min(MAX_TICKET_WORD_BYTES, MAX_SIGNAL_BYTES));
		for (const answer of TICKET_ANSWERS) {
			const word: TicketWord = { do: 'answer', wish, answer, words: 'Nothing came', until: 7 };
			expect(openTicketWord(ada, way, sealed(word))).toEqual(word);
		}
	});

	it('TK2 are opened by nobody else, in no other room, in no other direction, and not if altered', () => {
		const bytes = sealed(asked);
		expect(openTicketWord(mallory, way, bytes)).toBeNull();
		expect(openTicketWord(ada, { ...way, room: 'aa'.repeat(32) as RoomId }, bytes)).toBeNull();
		expect(openTicketWord(ada, { ...way, from: mallory.id }, bytes)).toBeNull();
		expect(openTicketWord(ada, { room, from: ada.id, to: ben.id }, bytes)).toBeNull();
		for (let i = 0; i < bytes.length; i++) {
			const altered = bytes.slice();
			altered[i]! ^= 1;
			expect(openTicketWord(ada, way, altered)).toBeNull();
		}
	});

	it.each([
		['nothing', null],
		['a wish without an offer', { do: 'wish', certificate: {}, wish, way: 'free', proof: '' }],
		['an answer that there is not', { do: 'answer', wish, answer: 'won', words: '', until: 0 }],
		['an answer to a short wish', { do: 'answer', wish: wish.slice(1), answer: 'pay', words: '', until: 0 }],
		['a time before any', { do: 'answer', wish, answer: 'pay', words: '', until: -1 }],
		['words that turn around', { do: 'answer', wish, answer: 'pay', words: '\u202e', until: 0 }],
		[
			'too many words',
			{ do: 'answer', wish, answer: 'pay', words: 'x'.repeat(MAX_TICKET_PROOF + 1), until: 0 }
		],
		['a field too many', { do: 'answer', wish, answer: 'pay', words: '', until: 0, more: 1 }]
	] as const)('TK2 say nothing that is %s', (_, content) => {
		expect(opened(content as never)).toBeNull();
	});

	it('TK2 no bytes make the reader throw', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
				expect(openTicketWord(ada, way, bytes)).toBeNull();
			}),
			{ seed: 1, numRuns: 2000 }
		);
	});
});

describe('TK3 a ticket’s name', () => {
	it('TK3 is one for each wish, buyer, offer and room, so that it is worth nothing elsewhere', () => {
		const of = (part: Partial<Parameters<typeof ticketIdOf>[1]> = {}, where = room) =>
			ticketIdOf(where, { offer, buyer, wish, ...part });
		const names = [
			of(),
			of({ wish: random.bytes(16) }),
			of({ buyer: 'ad'.repeat(32) as IdentityId }),
			of({ offer: 'f0'.repeat(32) as OfferId }),
			of({}, 'aa'.repeat(32) as RoomId)
		];
		expect(new Set(names).size).toBe(names.length);
		expect(of()).toBe(names[0]);
	});
});
