import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, idOf, type IdentityId } from '../../src/p2p/base/ids.ts';
import { generateIdentityPair, identityFrom, type Identity } from '../../src/p2p/identity/identity.ts';
import {
	decodeBlockList,
	encodeBlockList,
	readBlockList,
	signBlockList,
	type BlockList,
	type BlockListFields
} from '../../src/p2p/wire/block-list.ts';
import { encodeCanonical, type Plain } from '../../src/p2p/wire/canonical.ts';
import { MAX_BLOCK_LIST_BYTES, MAX_BLOCKS } from '../../src/p2p/wire/limits.ts';

const someone = (n: number) => {
	const key = new Uint8Array(32);
	new DataView(key.buffer).setUint32(0, n);
	return idOf<IdentityId>(key);
};
const HEAD = utf8ToBytes('hearsay/block-list/1\0');

let ada: Identity;
let fields: BlockListFields;
let list: BlockList;
let file: Uint8Array;

beforeAll(async () => {
	ada = await identityFrom(await generateIdentityPair());
	fields = {
		signer: ada.id,
		name: 'Ada',
		at: 1_795_000_000_000,
		people: [
			{ identity: someone(1), name: 'Mallory', reason: 'Advertising' },
			{ identity: someone(2), name: '', reason: '' }
		]
	};
	list = await signBlockList(fields, ada.sign);
	file = encodeBlockList(list);
});

/** The file of any plain fields, with a signature by Ada over exactly them. */
async function signedPlain(plain: Plain): Promise<Uint8Array> {
	const signature = await ada.sign('hearsay/block-list/1', encodeCanonical(plain));
	return concatBytes(HEAD, encodeCanonical([plain, signature]));
}

const plainOf = (people: readonly Plain[], more: { readonly [key: string]: Plain } = {}): Plain => ({
	signer: bytesOf(ada.id),
	name: 'Ada',
	at: 5,
	people,
	...more
});
const entry = (n: number, more: { readonly [key: string]: Plain } = {}): Plain => ({
	identity: bytesOf(someone(n)),
	name: 'Mallory',
	reason: '',
	...more
});

describe('The file of a block list', () => {
	it('B1 holds who signed it, and everybody with name and reason, in one order', async () => {
		expect(readBlockList(file)).toEqual({ ok: true, value: list });
		expect(new TextDecoder().decode(file.subarray(0, HEAD.length))).toBe('hearsay/block-list/1\0');
		const reversed = await signBlockList({ ...fields, people: [...fields.people].reverse() }, ada.sign);
		expect(encodeBlockList(reversed)).toEqual(file);
	});

	it('B2 is damaged wherever it is cut, and never throws', () => {
		for (let length = 0; length < file.length; length++) {
			const read = readBlockList(file.slice(0, length));
			expect(read.ok).toBe(false);
			if (!read.ok) expect(['list-foreign', 'list-damaged']).toContain(read.code);
		}
		expect(readBlockList(file.slice(0, HEAD.length + 40))).toEqual({ ok: false, code: 'list-damaged' });
		expect(readBlockList(Uint8Array.of(...file, 0))).toEqual({ ok: false, code: 'list-damaged' });
	});

	it('B2 is foreign when it is something else, and newer when a later version wrote it', () => {
		expect(readBlockList(new Uint8Array())).toEqual({ ok: false, code: 'list-foreign' });
		expect(readBlockList(utf8ToBytes('%PDF-1.7'))).toEqual({ ok: false, code: 'list-foreign' });
		for (const version of ['2', '10'])
			expect(readBlockList(utf8ToBytes(`hearsay/block-list/${version}\0whatever`))).toEqual({
				ok: false,
				code: 'list-newer-version'
			});
		for (const version of ['0', '01', '1x', ''])
			expect(readBlockList(utf8ToBytes(`hearsay/block-list/${version}\0whatever`))).toEqual({
				ok: false,
				code: 'list-damaged'
			});
	});

	it('B2 is forged when anything in it was changed, or another one signed it', async () => {
		const bob = await identityFrom(await generateIdentityPair());
		const changed: BlockList[] = [
			{ ...list, name: 'Eve' },
			{ ...list, at: 0 },
			{ ...list, signer: bob.id },
			{ ...list, people: list.people.slice(1) },
			{ ...list, people: [{ ...list.people[0]!, reason: 'Something else' }, list.people[1]!] },
			await signBlockList({ ...fields, signer: bob.id }, ada.sign)
		];
		for (const forged of changed)
			expect(readBlockList(encodeBlockList(forged))).toEqual({ ok: false, code: 'list-forged' });
	});

	it('B2 takes no signature that was made for something else', async () => {
		const plain = plainOf([entry(1)]);
		const signature = await ada.sign('hearsay/follow/1', encodeCanonical(plain));
		expect(readBlockList(concatBytes(HEAD, encodeCanonical([plain, signature])))).toEqual({
			ok: false,
			code: 'list-forged'
		});
	});

	it('B2 has everybody once, in order, with texts that show as what they are', async () => {
		const good = [entry(1), entry(2)];
		expect(readBlockList(await signedPlain(plainOf(good))).ok).toBe(true);
		const wrong: Plain[] = [
			plainOf([]),
			plainOf([entry(1), entry(1)]),
			plainOf([entry(2), entry(1)]),
			plainOf([entry(1, { name: 'Mal\u202elory' })]),
			plainOf([entry(1, { reason: 'line\nbreak' })]),
			plainOf([entry(1, { reason: '\u0000' })]),
			plainOf([entry(1, { name: 'n'.repeat(41) })]),
			plainOf([entry(1, { reason: 'r'.repeat(201) })]),
			plainOf([entry(1, { reason: 5 })]),
			plainOf([entry(1, { more: true })]),
			plainOf([entry(1, { identity: new Uint8Array(31) })]),
			plainOf(good, { name: 'A\u0007da' }),
			plainOf(good, { at: -1 }),
			plainOf(good, { at: 0.5 }),
			plainOf(good, { more: true }),
			plainOf([null, 'Mallory'])
		];
		for (const plain of wrong)
			expect(readBlockList(await signedPlain(plain))).toEqual({ ok: false, code: 'list-damaged' });
	});

	it('B3 holds 2,000 people with the longest texts, and not one more', async () => {
		const people = Array.from({ length: MAX_BLOCKS }, (_, n) => ({
			identity: someone(n),
			name: '名'.repeat(40),
			reason: '由'.repeat(200)
		}));
		const full = encodeBlockList(await signBlockList({ ...fields, people }, ada.sign));
		expect(full.length).toBeLessThan(MAX_BLOCK_LIST_BYTES);
		expect(readBlockList(full).ok).toBe(true);
		const over = [...people, { identity: someone(MAX_BLOCKS), name: '', reason: '' }];
		const tooMany = encodeBlockList(await signBlockList({ ...fields, people: over }, ada.sign));
		expect(readBlockList(tooMany)).toEqual({ ok: false, code: 'list-damaged' });
		const huge = new Uint8Array(MAX_BLOCK_LIST_BYTES + 1);
		huge.set(HEAD);
		expect(decodeBlockList(huge)).toEqual({ ok: false, code: 'list-too-large' });
	});
});
