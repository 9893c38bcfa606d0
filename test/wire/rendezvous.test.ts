import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf, type SessionId } from '../../src/p2p/base/ids.ts';
import { PrefixReader, prefixed } from '../../src/p2p/wire/length-prefix.ts';
import {
	MAX_ANSWER_BYTES,
	MAX_LISTED_PEERS,
	MAX_REQUEST_BYTES
} from '../../src/p2p/wire/rendezvous-limits.ts';
import {
	decodeAnswer,
	decodeRequest,
	encodeAnswer,
	encodeRequest,
	topicOf,
	type Answer,
	type RefusalCode,
	type Request
} from '../../src/p2p/wire/rendezvous.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const topic = key.map(topicOf);
const session = key.map((bytes) => idOf<SessionId>(bytes));
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const codes: RefusalCode[] = ['malformed', 'too-fast', 'too-many-topics', 'topic-full', 'relay-full'];

const request: fc.Arbitrary<Request> = fc.oneof(
	fc.record({ kind: fc.constant('watch' as const), topic }),
	fc.record({ kind: fc.constant('register' as const), topic, ttlSeconds: fc.integer({ min: 1, max: 120 }) }),
	fc.record({ kind: fc.constant('unregister' as const), topic }),
	fc.record({ kind: fc.constant('ping' as const), n: uint32 })
);
const answer: fc.Arbitrary<Answer> = fc.oneof(
	fc.record({ kind: fc.constant('peers' as const), topic, sessions: fc.array(session, { maxLength: 40 }) }),
	fc.record({ kind: fc.constant('joined' as const), topic, session }),
	fc.record({ kind: fc.constant('left' as const), topic, session }),
	fc.record({ kind: fc.constant('pong' as const), n: uint32 }),
	fc.record({ kind: fc.constant('refused' as const), code: fc.constantFrom(...codes) })
);
/** Encoded bytes with one byte changed, some cut off, or some added. */
const mutated = (bytes: fc.Arbitrary<Uint8Array>) =>
	fc
		.tuple(bytes, fc.nat(), fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 40 }), fc.nat(2))
		.map(([original, at, value, extra, how]) => {
			if (how === 0)
				return Uint8Array.from(original, (byte, i) => (i === at % original.length ? value : byte));
			if (how === 1) return original.slice(0, at % (original.length + 1));
			return Uint8Array.from([...original, ...extra]);
		});

describe('the rendezvous codec', () => {
	it('gives back every request it encoded', () => {
		fc.assert(
			fc.property(request, (value) => {
				expect(decodeRequest(encodeRequest(value))).toEqual({ ok: true, value });
			})
		);
	});

	it('gives back every answer it encoded', () => {
		fc.assert(
			fc.property(answer, (value) => {
				expect(decodeAnswer(encodeAnswer(value))).toEqual({ ok: true, value });
			})
		);
	});

	it('accepts only the one encoding of a request, whatever the bytes', () => {
		const bytes = fc.oneof(fc.uint8Array({ maxLength: 80 }), mutated(request.map(encodeRequest)));
		fc.assert(
			fc.property(bytes, (input) => {
				const decoded = decodeRequest(input);
				if (decoded.ok) expect(encodeRequest(decoded.value)).toEqual(new Uint8Array(input));
				else expect(decoded.code).toBe('malformed');
			}),
			{ numRuns: 2000 }
		);
	});

	it('accepts only the one encoding of an answer, whatever the bytes', () => {
		const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated(answer.map(encodeAnswer)));
		fc.assert(
			fc.property(bytes, (input) => {
				const decoded = decodeAnswer(input);
				if (decoded.ok) expect(encodeAnswer(decoded.value)).toEqual(new Uint8Array(input));
				else expect(decoded.code).toBe('malformed');
			}),
			{ numRuns: 2000 }
		);
	});

	it('refuses a list longer than allowed and a lifetime out of range', () => {
		const head = encodeAnswer({ kind: 'peers', topic: topicOf(new Uint8Array(32)), sessions: [] });
		const long = new Uint8Array(head.length + 32 * (MAX_LISTED_PEERS + 1));
		long.set(head);
		expect(decodeAnswer(long)).toEqual({ ok: false, code: 'malformed' });
		for (const ttlSeconds of [0, 121, 65_535]) {
			const bytes = encodeRequest({ kind: 'register', topic: topicOf(new Uint8Array(32)), ttlSeconds });
			expect(decodeRequest(bytes)).toEqual({ ok: false, code: 'malformed' });
		}
	});

	it('fits every message in its frame', () => {
		const sessions = Array.from({ length: MAX_LISTED_PEERS }, () => idOf<SessionId>(new Uint8Array(32)));
		const list = encodeAnswer({ kind: 'peers', topic: topicOf(new Uint8Array(32)), sessions });
		expect(list.length).toBeLessThanOrEqual(MAX_ANSWER_BYTES);
		const register = encodeRequest({ kind: 'register', topic: topicOf(new Uint8Array(32)), ttlSeconds: 60 });
		expect(register.length).toBeLessThanOrEqual(MAX_REQUEST_BYTES);
	});
});

describe('the length prefix', () => {
	it('gives back the messages however the bytes are cut', () => {
		const messages = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 8 });
		fc.assert(
			fc.property(messages, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (sent, cuts) => {
				const stream = Uint8Array.from(sent.flatMap((message) => [...prefixed(message)]));
				const reader = new PrefixReader(50);
				const received: Uint8Array[] = [];
				for (let offset = 0, turn = 0; offset < stream.length; turn += 1) {
					const length = cuts[turn % cuts.length]!;
					const result = reader.push(stream.subarray(offset, offset + length));
					offset += length;
					if (result.ok) received.push(...result.value);
				}
				expect(received.map((bytes) => [...bytes])).toEqual(sent.map((bytes) => [...bytes]));
			})
		);
	});

	it('refuses a message that announces too much, and everything after it', () => {
		const reader = new PrefixReader(10);
		expect(reader.push(prefixed(new Uint8Array(11)).subarray(0, 4))).toEqual({ ok: false, code: 'too-long' });
		expect(reader.push(prefixed(new Uint8Array(1)))).toEqual({ ok: false, code: 'too-long' });
	});
});
