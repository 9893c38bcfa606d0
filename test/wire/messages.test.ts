import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_MESSAGE_BYTES, MAX_PICTURE_BYTES } from '../../src/p2p/wire/limits.ts';
import { decodeMessage, encodeMessage } from '../../src/p2p/wire/messages.ts';
import { message } from '../fixtures/any-message.ts';

/** Comparable text: keys sorted, byte strings as numbers. */
const plain = (value: unknown): string =>
	JSON.stringify(value, (_, part: unknown) => {
		if (part instanceof Uint8Array) return [...part];
		if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
		return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
	});

describe('M messages', () => {
	it('M14 reads back what it wrote', () => {
		fc.assert(
			fc.property(message, (sent) => {
				const read = decodeMessage(encodeMessage(sent));
				expect(read.ok && plain(read.value)).toBe(plain(sent));
			}),
			{ seed: 31, numRuns: 500 }
		);
	});

	it('M14 answers any bytes with a message or a fault, never an exception', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 0, max: 12 }), (noise, kind) => {
				decodeMessage(noise);
				decodeMessage(Uint8Array.of(kind, ...noise));
			}),
			{ seed: 32, numRuns: 3000 }
		);
	});

	it('M14 takes a mutated message only in its one canonical form', () => {
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

	it('M14 refuses what is larger than its kind allows', () => {
		expect(decodeMessage(new Uint8Array(MAX_MESSAGE_BYTES + 1).fill(2)).ok).toBe(false);
		const picture = new Uint8Array(MAX_PICTURE_BYTES + 2);
		picture[0] = 6;
		expect(decodeMessage(picture).ok).toBe(false);
		expect(decodeMessage(new Uint8Array()).ok).toBe(false);
	});
});
