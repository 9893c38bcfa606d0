import { encode as encodeCbor } from '@ipld/dag-cbor';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, type EventId, type InviteKey, type RoomId } from '../../src/p2p/base/ids.ts';
import type { SignedInvite } from '../../src/p2p/room/events.ts';
import { decodeEvent, isEventAuthentic } from '../../src/p2p/wire/event-codec.ts';
import { decodeCanonical, type Plain } from '../../src/p2p/wire/canonical.ts';
import { MAX_EVENT_BYTES } from '../../src/p2p/wire/limits.ts';
import { makePerson, signAnything, type TestPerson } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';

let ada: TestPerson;
let raw: Uint8Array;

beforeAll(async () => {
	ada = await makePerson('Ada', seededRandom(51));
	raw = await signAnything(ada, {
		room: 'ab'.repeat(32) as RoomId,
		seq: 4,
		prev: 'cd'.repeat(32) as EventId,
		deps: ['11'.repeat(32) as EventId, 'ef'.repeat(32) as EventId],
		type: 'pin.added',
		body: { text: 'Tonight at eight' }
	});
});

/** The event as plain data, changed and written again. */
function rewritten(change: (event: Record<string, Plain>) => Record<string, unknown>): Uint8Array {
	const plain = decodeCanonical(raw, MAX_EVENT_BYTES);
	if (!plain.ok) throw new Error('the event is canonical');
	return new Uint8Array(encodeCbor(change(plain.value as Record<string, Plain>)));
}

describe('E events', () => {
	it('E4 reads back what was signed', () => {
		const event = decodeEvent(raw);
		expect(event.ok && event.value).toMatchObject({
			session: ada.key.id,
			seq: 4,
			type: 'pin.added',
			body: { text: 'Tonight at eight' }
		});
		expect(event.ok && isEventAuthentic(event.value)).toBe(true);
	});

	it('E3 refuses every other form: keys, types, order, duplicates, sizes', () => {
		const wrong: ((event: Record<string, Plain>) => Record<string, unknown>)[] = [
			(event) => ({ ...event, extra: 1 }),
			({ body: _, ...event }) => event,
			(event) => ({ ...event, seq: -1 }),
			(event) => ({ ...event, seq: 1.5 }),
			(event) => ({ ...event, prev: null }),
			(event) => ({ ...event, deps: [...(event.deps as Plain[])].reverse() }),
			(event) => ({ ...event, deps: [(event.deps as Plain[])[0], (event.deps as Plain[])[0]] }),
			(event) => ({ ...event, deps: Array.from({ length: 17 }, (_, i) => new Uint8Array(32).fill(i)) }),
			(event) => ({ ...event, type: 'pin.exploded' }),
			(event) => ({ ...event, type: 'toString' }),
			(event) => ({ ...event, body: { text: '' } }),
			(event) => ({ ...event, body: { text: 'x'.repeat(501) } }),
			(event) => ({ ...event, body: { text: 'a\u202eb' } }),
			(event) => ({ ...event, sig: new Uint8Array(63) }),
			(event) => ({ ...event, room: null })
		];
		for (const change of wrong) expect(decodeEvent(rewritten(change)).ok).toBe(false);
		const newer = decodeEvent(rewritten((event) => ({ ...event, v: 2 })));
		expect(newer).toEqual({ ok: false, code: 'event-version' });
	});

	it('E1 takes only bytes that encode back to themselves', () => {
		// The same map with its first two keys swapped, and with a number written longer than needed.
		const header = raw[0]!;
		expect(header & 0xe0).toBe(0xa0);
		const longer = Uint8Array.from([0xb8, header & 0x1f, ...raw.slice(1)]);
		expect(decodeEvent(longer).ok).toBe(false);
		expect(decodeEvent(Uint8Array.from([...raw, 0])).ok).toBe(false);
	});

	it("E4 takes an admission by invite only with its issuer's signature over this key", async () => {
		const room = 'ab'.repeat(32) as RoomId;
		const key = 'cd'.repeat(32) as InviteKey;
		const issuer = await makePerson('Issuer', seededRandom(54));
		const signature = await issuer.key.sign('hearsay/invite/1', bytesOf(key));
		const isTaken = async (invite: SignedInvite | null) => {
			const admission = await signAnything(ada, {
				room,
				seq: 4,
				prev: 'cd'.repeat(32) as EventId,
				type: 'person.admitted',
				body: { target: ada.identity.id, session: ada.key.id, invite }
			});
			const event = decodeEvent(admission);
			return event.ok && isEventAuthentic(event.value);
		};
		const invite: SignedInvite = { key, issuer: issuer.key.id, signature };
		const asEvent = await issuer.key.sign('hearsay/event/1', bytesOf(key));
		expect(await isTaken(null)).toBe(true);
		expect(await isTaken(invite)).toBe(true);
		expect(await isTaken({ ...invite, issuer: ada.key.id })).toBe(false);
		expect(await isTaken({ ...invite, key: '12'.repeat(32) as InviteKey })).toBe(false);
		expect(await isTaken({ ...invite, signature: asEvent })).toBe(false);
	});

	it('E9 answers any bytes, and a flipped bit is either malformed or not authentic', () => {
		fc.assert(
			fc.property(fc.nat(raw.length - 1), fc.integer({ min: 0, max: 7 }), (at, bit) => {
				const mutated = raw.slice();
				mutated[at]! ^= 1 << bit;
				const event = decodeEvent(mutated);
				if (event.ok) expect(isEventAuthentic(event.value)).toBe(false);
			}),
			{ seed: 52, numRuns: 400 }
		);
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 600 }), (noise) => {
				expect(decodeEvent(noise).ok).toBe(false);
			}),
			{ seed: 53, numRuns: 1000 }
		);
	});
});
