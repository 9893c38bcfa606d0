import { describe, expect, it } from 'vitest';
import type { EventId, IdentityId, RoomId, SessionId } from '../../src/p2p/base/ids.ts';
import { decodeCanonical, encodeCanonical, type Plain } from '../../src/p2p/wire/canonical.ts';
import { epochFromPlain, epochToPlain, type EpochWord } from '../../src/p2p/wire/epoch.ts';
import { MAX_EPOCH_REASONS } from '../../src/p2p/wire/limits.ts';
import { encodeMessage } from '../../src/p2p/wire/messages.ts';

const id = <Id>(byte: number) => byte.toString(16).padStart(2, '0').repeat(32) as Id;
const word: EpochWord = {
	room: id<RoomId>(1),
	number: 7,
	secret: new Uint8Array(32).fill(2),
	issuer: id<SessionId>(3),
	certificate: { identity: id<IdentityId>(4), name: 'Ada', signature: new Uint8Array(64).fill(5) },
	because: [id<EventId>(6), id<EventId>(7)],
	signature: new Uint8Array(64).fill(8)
};

/** What is read of the word with these fields instead. */
function readWith(changed: Partial<Record<keyof EpochWord, unknown>>): EpochWord | null {
	const bytes = encodeCanonical(epochToPlain({ ...word, ...changed } as EpochWord));
	const plain = decodeCanonical(bytes, 4096);
	return plain.ok ? epochFromPlain(plain.value) : null;
}

describe('Q1 an epoch on the wire', () => {
	it('Q1 is read as it was written', () => {
		expect(readWith({})).toEqual(word);
		const most = Array.from({ length: MAX_EPOCH_REASONS }, (_, i) => id<EventId>(i + 1));
		expect(readWith({ because: most })?.because).toEqual(most);
		expect(encodeMessage({ kind: 'epoch', epoch: { ...word, because: most } }).length).toBeLessThan(2048);
	});

	it.each([
		['no number', { number: 0 }],
		['a number past 32 bits', { number: 2 ** 32 }],
		['a broken number', { number: 1.5 }],
		['a short secret', { secret: new Uint8Array(31) }],
		['a long secret', { secret: new Uint8Array(33) }],
		['no reason at all', { because: [] }],
		['a reason twice', { because: [id<EventId>(6), id<EventId>(6)] }],
		['reasons out of order', { because: [id<EventId>(7), id<EventId>(6)] }],
		['more reasons than fit', { because: Array.from({ length: 33 }, (_, i) => id<EventId>(i + 1)) }],
		['a name that turns text around', { certificate: { ...word.certificate, name: '\u202eada' } }],
		['a short signature', { signature: new Uint8Array(63) }]
	])('Q1 is refused with %s', (_, changed) => {
		expect(readWith(changed)).toBeNull();
	});

	it('Q1 is refused with a field too many or too few', () => {
		const [fields, signature] = epochToPlain(word) as [Record<string, Plain>, Uint8Array];
		expect(epochFromPlain([{ ...fields, more: 1 }, signature])).toBeNull();
		expect(epochFromPlain([{ number: 1 }, signature])).toBeNull();
		expect(epochFromPlain([fields])).toBeNull();
	});
});
