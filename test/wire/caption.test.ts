import { describe, expect, it } from 'vitest';
import type { IdentityId, RoomId, SessionId } from '../../src/p2p/base/ids.ts';
import { CAPTION, captionFromPlain, captionToPlain } from '../../src/p2p/wire/caption.ts';
import type { Plain } from '../../src/p2p/wire/canonical.ts';
import { MAX_CAPTION } from '../../src/p2p/room/caption-limits.ts';
import { decodeMessage, encodeMessage } from '../../src/p2p/wire/messages.ts';
import { isWordAuthentic, signWord } from '../../src/p2p/wire/signed-words.ts';
import { makeRoomPerson, makeWorld } from '../fixtures/room-people.ts';

const fields = {
	room: '5e'.repeat(32) as RoomId,
	session: '11'.repeat(32) as SessionId,
	speaker: null as IdentityId | null,
	line: 3,
	wording: 1,
	at: 1_795_000_000_000,
	language: 'en-GB',
	isFinal: false,
	isTyped: false,
	text: 'The night ferry leaves at ten'
};
const caption = { ...fields, signature: new Uint8Array(64).fill(7) };

/** The caption with one field changed on the wire. */
function crafted(change: Record<string, unknown>): unknown {
	const [plain, signature] = captionToPlain(caption) as [Record<string, Plain>, Uint8Array];
	return captionFromPlain([{ ...plain, ...change } as Plain, signature]);
}

describe('W1 a caption on the wire', () => {
	it('reads as it was written, for oneself or for another', () => {
		for (const speaker of [null, '22'.repeat(32) as IdentityId]) {
			const read = decodeMessage(encodeMessage({ kind: 'caption', caption: { ...caption, speaker } }));
			expect(read).toEqual({ ok: true, value: { kind: 'caption', caption: { ...caption, speaker } } });
		}
	});

	it('has no text that shows as something else, and none that is too long', () => {
		const hostile = ['a\u202eb', 'a\u2066b', 'a\u0000b', 'a\nb', 'a\u001b[31mb', 'a\ud800b'];
		for (const text of [...hostile, 'x'.repeat(MAX_CAPTION + 1), 7, null])
			expect(crafted({ text }), JSON.stringify(text)).toBeNull();
		expect(crafted({ text: 'x'.repeat(MAX_CAPTION) })).not.toBeNull();
		expect(crafted({ text: '' })).not.toBeNull();
	});

	it('names a language and nothing else in its place', () => {
		for (const language of ['', 'e', 'en_GB', 'en-', 'en GB', '"><b>', 'en-' + 'ab-'.repeat(40) + 'ab', 7])
			expect(crafted({ language }), String(language)).toBeNull();
		for (const language of ['en', 'fra', 'zh-Hant-TW', 'de-CH-1996'])
			expect(crafted({ language })).not.toBeNull();
	});

	it('has exactly its fields', () => {
		const wrong = [
			{ line: -1 },
			{ wording: 0.5 },
			{ at: '1' },
			{ isFinal: 1 },
			{ isTyped: null },
			{ extra: 1 }
		];
		for (const change of [...wrong, { room: new Uint8Array(31) }, { speaker: new Uint8Array(5) }])
			expect(crafted(change)).toBeNull();
		expect(captionFromPlain([{ ...fields } as unknown as Plain, new Uint8Array(63)])).toBeNull();
	});

	it('is refused at once when it is ten megabytes', () => {
		const bytes = encodeMessage({ kind: 'caption', caption: { ...caption, text: 'x'.repeat(10_000_000) } });
		expect(decodeMessage(bytes)).toMatchObject({ ok: false });
	});

	it('is signed by the session that it names, every field of it', async () => {
		const { key } = await makeRoomPerson(makeWorld(1), 'Ada');
		const signed = await signWord(CAPTION, { ...fields, session: key.id }, key.sign);
		expect(isWordAuthentic(CAPTION, signed)).toBe(true);
		const changes = [
			{ text: 'changed' },
			{ line: 4 },
			{ wording: 2 },
			{ at: 1 },
			{ isFinal: true },
			{ isTyped: true },
			{ language: 'fr' },
			{ session: fields.session },
			{ room: '5f'.repeat(32) as RoomId },
			{ speaker: '22'.repeat(32) as IdentityId }
		];
		for (const change of changes) expect(isWordAuthentic(CAPTION, { ...signed, ...change })).toBe(false);
	});
});
