import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, idOf, type IdentityId } from '../../src/p2p/base/ids.ts';
import type { Identity } from '../../src/p2p/identity/identity.ts';
import { encodeCanonical, type Plain } from '../../src/p2p/wire/canonical.ts';
import {
	MAX_ANNOUNCEMENT_BYTES,
	MAX_DIRECTORY_BYTES,
	MAX_LISTED,
	MAX_PLANNED_OF_HOST,
	MAX_SEALED
} from '../../src/p2p/wire/directory-limits.ts';
import { decodeDirectory, encodeDirectory, openSealed, sealEntry } from '../../src/p2p/wire/directory.ts';
import { announce, newIdentity, NOW } from '../fixtures/announced.ts';

const salt = new Uint8Array(16).fill(5);
const malformed = { ok: false, code: 'directory-malformed' };

let ada: Identity;
let announcement: Uint8Array;

beforeAll(async () => {
	ada = await newIdentity();
	announcement = await announce(ada, { audience: 'followers' });
});

const someone = (n: number) => {
	const key = new Uint8Array(32);
	new DataView(key.buffer).setUint32(0, n);
	return idOf<IdentityId>(key);
};

describe('D5 a directory', () => {
	it('reads back as it was', async () => {
		const sealed = [await sealEntry(salt, ada.id, [announcement])];
		const directory = { salt, now: NOW, listed: [announcement, announcement], sealed };
		expect(decodeDirectory(encodeDirectory(directory))).toEqual({ ok: true, value: directory });
	});

	it('is refused whole when it has too much of anything', () => {
		const many = (count: number) => Array.from({ length: count }, () => new Uint8Array(1));
		const entry = { tag: new Uint8Array(8), box: new Uint8Array(40) };
		const base = { salt, now: NOW, listed: [], sealed: [] };
		expect(decodeDirectory(encodeDirectory({ ...base, listed: many(MAX_LISTED) })).ok).toBe(true);
		expect(decodeDirectory(encodeDirectory({ ...base, listed: many(10_000) }))).toEqual(malformed);
		const listed = [new Uint8Array(MAX_ANNOUNCEMENT_BYTES + 1)];
		expect(decodeDirectory(encodeDirectory({ ...base, listed }))).toEqual(malformed);
		const sealed = Array.from({ length: MAX_SEALED + 1 }, () => entry);
		expect(decodeDirectory(encodeDirectory({ ...base, sealed }))).toEqual(malformed);
		const wide = [{ ...entry, box: new Uint8Array((MAX_PLANNED_OF_HOST + 1) * MAX_ANNOUNCEMENT_BYTES) }];
		expect(decodeDirectory(encodeDirectory({ ...base, sealed: wide }))).toEqual(malformed);
		expect(decodeDirectory(new Uint8Array(MAX_DIRECTORY_BYTES + 1))).toEqual(malformed);
		expect(decodeDirectory(encodeDirectory({ ...base, salt: new Uint8Array(15) }))).toEqual(malformed);
	});
});

describe('D6 what is for followers', () => {
	it('opens with the key of its host and of nobody else', async () => {
		const sealed = [await sealEntry(salt, ada.id, [announcement])];
		const directory = { salt, now: NOW, listed: [], sealed };
		expect(await openSealed(directory, [someone(1), ada.id])).toEqual([announcement]);
		expect(await openSealed(directory, [someone(1), someone(2)])).toEqual([]);
		const { box } = sealed[0]!;
		expect(Buffer.from(box).includes(Buffer.from(bytesOf(ada.id)))).toBe(false);
	});

	it('cannot be compared between two answers', async () => {
		const one = await sealEntry(salt, ada.id, [announcement]);
		const other = await sealEntry(new Uint8Array(16).fill(6), ada.id, [announcement]);
		expect(one.tag).not.toEqual(other.tag);
		expect(one.box).not.toEqual(other.box);
	});

	it('is as good as not there when a box is altered, foreign or holds something else', async () => {
		const entry = await sealEntry(salt, ada.id, [announcement]);
		const altered = entry.box.slice();
		altered[3]! ^= 1;
		const raw = (inner: Plain) => sealEntry(salt, ada.id, inner as never);
		const boxes = [
			{ ...entry, box: altered },
			{ ...entry, box: new Uint8Array(0) },
			{ ...entry, box: (await sealEntry(salt, someone(1), [announcement])).box },
			await raw('text'),
			await raw([1, 2]),
			await raw(Array.from({ length: MAX_PLANNED_OF_HOST + 1 }, () => announcement)),
			await raw(encodeCanonical([]))
		];
		for (const box of boxes)
			expect(await openSealed({ salt, now: NOW, listed: [], sealed: [box] }, [ada.id])).toEqual([]);
	});
});
