import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventId, IdentityId, InviteKey, RoomId, SessionId } from '../../src/p2p/base/ids.ts';
import type { Grant } from '../../src/p2p/wire/grant.ts';
import { MAX_MESSAGE_BYTES, MAX_PICTURE_BYTES } from '../../src/p2p/wire/limits.ts';
import { decodeMessage, encodeMessage, REFUSALS, type Message } from '../../src/p2p/wire/messages.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const id = <Id>() => bytes(32).map((raw) => Buffer.from(raw).toString('hex') as Id);
const count = fc.integer({ min: 0, max: 4000 });
const printable = fc.stringMatching(/^[a-zA-Zéüñ ]{0,40}$/);

const grant: fc.Arbitrary<Grant | null> = fc.oneof(
	fc.constant(null),
	fc.record({ kind: fc.constant('follow' as const), host: id<IdentityId>(), signature: bytes(64) }),
	fc.record({
		kind: fc.constant('invite' as const),
		key: id<InviteKey>(),
		issuer: id<SessionId>(),
		signature: bytes(64),
		use: bytes(64)
	})
);

const message: fc.Arbitrary<Message> = fc.oneof(
	fc.record({ kind: fc.constant('hello' as const), version: count, proof: bytes(32), joined: fc.boolean() }),
	fc.record({
		kind: fc.constant('introduction' as const),
		certificate: fc.record({ identity: id<never>(), name: printable, signature: bytes(64) }),
		grant
	}),
	fc.record({ kind: fc.constant('sync' as const), payload: fc.uint8Array({ maxLength: 500 }) }),
	fc.record({
		kind: fc.constant('heads' as const),
		heads: fc.array(fc.record({ session: id<SessionId>(), seq: count, event: id<EventId>() }), {
			maxLength: 5
		})
	}),
	fc.record({
		kind: fc.constant('presence' as const),
		counter: count,
		joined: fc.boolean(),
		microphone: fc.boolean(),
		links: fc.array(id<SessionId>(), { maxLength: 8 })
	}),
	fc.record({
		kind: fc.constant('signal' as const),
		signal: fc.record({
			room: id<RoomId>(),
			from: id<SessionId>(),
			to: id<SessionId>(),
			attempt: bytes(8),
			data: fc.uint8Array({ maxLength: 300 }),
			signature: bytes(64)
		})
	}),
	fc.record({ kind: fc.constant('picture' as const), picture: fc.uint8Array({ maxLength: 300 }) }),
	fc.record({ kind: fc.constant('refusal' as const), code: fc.constantFrom(...REFUSALS) }),
	fc.constant({ kind: 'farewell' as const }),
	fc.constant({ kind: 'ask' as const })
);

/** Comparable text: keys sorted, byte strings as numbers. */
const plain = (value: unknown): string =>
	JSON.stringify(value, (_, part: unknown) => {
		if (part instanceof Uint8Array) return [...part];
		if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
		return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
	});

describe('M messages', () => {
	it('M1 reads back what it wrote', () => {
		fc.assert(
			fc.property(message, (sent) => {
				const read = decodeMessage(encodeMessage(sent));
				expect(read.ok && plain(read.value)).toBe(plain(sent));
			}),
			{ seed: 31, numRuns: 500 }
		);
	});

	it('M2 answers any bytes with a message or a fault, never an exception', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 0, max: 12 }), (noise, kind) => {
				decodeMessage(noise);
				decodeMessage(Uint8Array.of(kind, ...noise));
			}),
			{ seed: 32, numRuns: 3000 }
		);
	});

	it('M3 takes a mutated message only in its one canonical form', () => {
		fc.assert(
			fc.property(message, fc.nat(), fc.integer({ min: 1, max: 255 }), (sent, at, flip) => {
				const mutated = encodeMessage(sent);
				mutated[at % mutated.length]! ^= flip;
				const read = decodeMessage(mutated);
				if (read.ok) expect([...encodeMessage(read.value)]).toEqual([...mutated]);
			}),
			{ seed: 33, numRuns: 2000 }
		);
	});

	it('M4 refuses what is larger than its kind allows', () => {
		expect(decodeMessage(new Uint8Array(MAX_MESSAGE_BYTES + 1).fill(2)).ok).toBe(false);
		const picture = new Uint8Array(MAX_PICTURE_BYTES + 2);
		picture[0] = 6;
		expect(decodeMessage(picture).ok).toBe(false);
		expect(decodeMessage(new Uint8Array()).ok).toBe(false);
	});
});
