import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RoomId } from '../../src/p2p/base/ids.ts';
import type { SessionKey } from '../../src/p2p/identity/session-key.ts';
import { encodeCanonical, type Plain } from '../../src/p2p/wire/canonical.ts';
import { openCatchUp, sealCatchUp, type CatchUpWord } from '../../src/p2p/wire/catch-up.ts';
import { MAX_CATCH_UP_BYTES, MAX_PIECE_PACKETS } from '../../src/p2p/wire/limits.ts';
import { seal } from '../../src/p2p/wire/sealed-box.ts';
import { signSignal, isSignalAuthentic } from '../../src/p2p/wire/signal.ts';
import { makeKey } from '../fixtures/room-people.ts';
import { seededRandom } from '../fixtures/random.ts';

const random = seededRandom(9);
const room = '1'.repeat(64) as RoomId;
const nonce = () => random.bytes(24);
let ada: SessionKey;
let ben: SessionKey;
let eve: SessionKey;

beforeAll(() => {
	[ada, ben, eve] = [makeKey(random), makeKey(random), makeKey(random)];
});

const way = () => ({ room, from: ada.id, to: ben.id });
const sealed = (word: CatchUpWord) => sealCatchUp(ada, way(), { word, nonce: nonce() })!;
const piece = (change: object = {}) =>
	({
		do: 'piece',
		from: 5,
		edge: 7,
		packets: [Uint8Array.of(1), Uint8Array.of(2)],
		...change
	}) as CatchUpWord;

describe('U3 Words about the last minutes', () => {
	it('are read by the one they are for as they were said', () => {
		const words: CatchUpWord[] = [
			{ do: 'ask', from: null },
			{ do: 'ask', from: 300 },
			piece(),
			piece({ packets: [], edge: 5 }),
			{ do: 'none', why: 'busy' },
			{ do: 'none', why: 'off' }
		];
		for (const word of words) expect(openCatchUp(ben, way(), sealed(word))).toEqual(word);
	});

	it('tell whoever carries them nothing, and nobody turns them around', () => {
		const data = sealed(piece());
		expect(openCatchUp(eve, { ...way(), to: eve.id }, data)).toBeNull();
		expect(openCatchUp(eve, way(), data)).toBeNull();
		expect(openCatchUp(ada, { room, from: ben.id, to: ada.id }, data)).toBeNull();
		expect(openCatchUp(ben, { ...way(), room: '2'.repeat(64) as RoomId }, data)).toBeNull();
		for (let at = 0; at < data.length; at++) {
			const altered = data.slice();
			altered[at]! ^= 1;
			expect(openCatchUp(ben, way(), altered)).toBeNull();
		}
	});

	it('of two seconds fit into a signal with what seals them', async () => {
		const packets = Array.from({ length: MAX_PIECE_PACKETS }, () => new Uint8Array(120));
		const data = sealed(piece({ from: 2 ** 27 - 200, edge: 2 ** 27, packets }));
		expect(data.length).toBeLessThanOrEqual(MAX_CATCH_UP_BYTES);
		const fields = { ...way(), purpose: 'catch-up' as const, attempt: random.bytes(8), data };
		expect(isSignalAuthentic(await signSignal(fields, ada.sign))).toBe(true);
	});

	it('are refused in any other form, though they are sealed well', () => {
		const wrong: Plain[] = [
			null,
			[],
			{ do: 'ask' },
			{ do: 'ask', from: -1 },
			{ do: 'ask', from: 1.5 },
			{ do: 'ask', from: 2 ** 40 },
			{ do: 'give', from: 1 },
			{ do: 'none', why: 'never' },
			{ do: 'piece', from: 1, edge: 2, packets: [], more: 1 },
			...[
				{ from: null },
				{ edge: 6 },
				{ edge: 2 ** 40 },
				{ packets: null },
				{ packets: [new Uint8Array(0), Uint8Array.of(1)] },
				{ packets: [new Uint8Array(401)] },
				{ packets: ['x'] },
				{ packets: Array.from({ length: MAX_PIECE_PACKETS + 1 }, () => Uint8Array.of(1)), edge: 2 ** 20 }
			].map((change) => piece(change) as unknown as Plain)
		];
		for (const plain of wrong) {
			const how = { domain: 'hearsay/catch-up/1', bytes: encodeCanonical(plain), nonce: nonce() };
			const { nonce: used, box } = seal(ada, way(), how)!;
			expect(
				openCatchUp(ben, way(), encodeCanonical({ nonce: used, box })),
				JSON.stringify(plain)
			).toBeNull();
		}
	});

	it('are answered to by null, whatever bytes they are', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
				expect(openCatchUp(ben, way(), bytes)).toBeNull();
			})
		);
	});
});
