import { beforeEach, describe, expect, it } from 'vitest';
import { idOf, type IdentityId } from '../../src/p2p/base/ids.ts';
import { fail } from '../../src/p2p/base/result.ts';
import { KeptBlocks } from '../../src/p2p/blocks.ts';
import { generateIdentityPair, identityFrom, type Identity } from '../../src/p2p/identity/identity.ts';
import type { Store } from '../../src/p2p/ports.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import { MAX_BLOCK_LIST_BYTES, MAX_BLOCKS } from '../../src/p2p/wire/limits.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

const someone = (n: number) => {
	const key = new Uint8Array(32);
	new DataView(key.buffer).setUint32(0, n);
	return idOf<IdentityId>(key);
};
const mallory = { identity: someone(1), name: 'Mallory', reason: 'Advertising' };
const trudy = { identity: someone(2), name: 'Trudy', reason: '' };

let clock: VirtualClock;
let store: Store;
let ada: Identity;

beforeEach(async () => {
	clock = new VirtualClock();
	store = memoryStore();
	ada = await identityFrom(await generateIdentityPair());
});

const open = (kept: Store = store, identity: Identity = ada, name = 'Ada') =>
	KeptBlocks.open({ store: kept, identity, clock, name: () => name });

describe('A block list', () => {
	it('is kept across visits, with name, reason and time', async () => {
		const blocks = await open();
		let changes = 0;
		blocks.on('changed', () => changes++);
		expect(await blocks.block(mallory)).toEqual({ ok: true, value: undefined });
		const expected = { ...mallory, at: clock.now(), from: null };
		expect(changes).toBe(1);
		const again = await open();
		expect([...again.known.values()]).toEqual([expected]);
		await again.unblock(mallory.identity);
		expect((await open()).known.size).toBe(0);
	});

	it('holds the texts as peers would take them, and never oneself', async () => {
		const blocks = await open();
		await blocks.block({ ...mallory, name: ' Mal\u202elory\n', reason: `${'r'.repeat(250)}` });
		const block = blocks.known.get(mallory.identity);
		expect(block?.name).toBe('Mal lory');
		expect(block?.reason).toHaveLength(200);
		expect(await blocks.block({ ...mallory, identity: ada.id })).toEqual({
			ok: false,
			code: 'blocks-myself'
		});
	});

	it('leaves out what does not read as part of a list', async () => {
		const good = { ...mallory, at: 5, from: { identity: someone(9), name: 'Bob' } };
		const bad = [
			null,
			'x',
			{ ...good, identity: 'abc' },
			{ ...good, identity: someone(3), name: 'a\u0000' },
			{ ...good, identity: someone(4), reason: 5 },
			{ ...good, identity: someone(5), at: 'yesterday' },
			{ ...good, identity: someone(6), from: { identity: 'abc', name: '' } },
			{ ...good, identity: someone(7), from: undefined }
		];
		await store.saveValue('blocks', [...bad, good]);
		expect([...(await open()).known.values()]).toEqual([good]);
		for (const nothing of [null, 7, {}, 'blocks']) {
			await store.saveValue('blocks', nothing);
			expect((await open()).known.size).toBe(0);
		}
	});

	it('takes 2,000 people and says when it is full', async () => {
		const full = Array.from({ length: MAX_BLOCKS + 1 }, (_, n) => ({
			...mallory,
			identity: someone(n + 10),
			at: 1,
			from: null
		}));
		await store.saveValue('blocks', full);
		const blocks = await open();
		expect(blocks.known.size).toBe(MAX_BLOCKS);
		expect(await blocks.block(mallory)).toEqual({ ok: false, code: 'blocks-full' });
		expect((await blocks.block({ ...trudy, identity: someone(10) })).ok).toBe(true);
	});

	it('keeps what another tab of the profile blocked meanwhile', async () => {
		const [one, other] = [await open(), await open()];
		await Promise.all([one.block(mallory), one.block(trudy)]);
		await other.block({ ...mallory, identity: someone(3) });
		expect(other.known.size).toBe(3);
		expect((await open()).known.size).toBe(3);
	});

	it('holds for this page when nothing can be stored', async () => {
		const broken: Store = { ...store, saveValue: async () => fail('storage-full') };
		const blocks = await open(broken);
		expect(await blocks.block(mallory)).toEqual({ ok: false, code: 'storage-full' });
		expect(await blocks.block(trudy)).toEqual({ ok: false, code: 'storage-full' });
		expect(blocks.known.size).toBe(2);
	});
});

describe('A block list handed on', () => {
	it('is signed, and brings own reasons only when asked to', async () => {
		const blocks = await open();
		await blocks.block(mallory);
		const bob = await identityFrom(await generateIdentityPair());
		const bobs = await open(memoryStore(), bob, 'Bob');
		const bare = await bobs.readFile(await blocks.toFile({ withReasons: false }));
		expect(bare).toMatchObject({ ok: true, value: { people: [{ ...mallory, reason: '' }] } });
		const read = await bobs.readFile(await blocks.toFile({ withReasons: true }));
		if (!read.ok) throw new Error(read.code);
		expect(read.value).toEqual({
			signer: { identity: ada.id, name: 'Ada' },
			at: clock.now(),
			people: [mallory]
		});
		expect(bobs.known.size).toBe(0);
		expect(await bobs.take(read.value)).toEqual({ ok: true, value: 1 });
		expect(bobs.known.get(mallory.identity)).toMatchObject({
			reason: 'Advertising',
			from: { identity: ada.id, name: 'Ada' }
		});
		// What Ada says is not said again in Bob's name.
		const onward = await blocks.readFile(await bobs.toFile({ withReasons: true }));
		expect(onward).toMatchObject({ ok: true, value: { people: [{ ...mallory, reason: '' }] } });
	});

	it('changes nobody who is blocked already, and never blocks its reader', async () => {
		const blocks = await open();
		await blocks.block({ ...mallory, reason: 'my own' });
		const file = {
			signer: { identity: someone(8), name: 'Bob' },
			at: 1,
			people: [mallory, trudy, { identity: ada.id, name: 'Ada', reason: 'x' }]
		};
		expect(await blocks.take(file)).toEqual({ ok: true, value: 1 });
		expect(blocks.known.get(mallory.identity)?.reason).toBe('my own');
		expect([...blocks.known.keys()]).toEqual([mallory.identity, trudy.identity]);
		expect(await blocks.take(file)).toEqual({ ok: true, value: 0 });
	});

	it('is one’s own again when it is read back', async () => {
		const blocks = await open();
		await blocks.block(mallory);
		const file = await blocks.toFile({ withReasons: true });
		await blocks.unblock(mallory.identity);
		const read = await blocks.readFile(file);
		if (!read.ok) throw new Error(read.code);
		await blocks.take(read.value);
		expect(blocks.known.get(mallory.identity)).toMatchObject({ ...mallory, from: null });
	});

	it('is taken whole or not at all', async () => {
		const kept = Array.from({ length: MAX_BLOCKS - 1 }, (_, n) => ({
			...mallory,
			identity: someone(n + 10),
			at: 1,
			from: null
		}));
		await store.saveValue('blocks', kept);
		const blocks = await open();
		const file = { signer: { identity: someone(8), name: 'Bob' }, at: 1, people: [mallory, trudy] };
		expect(await blocks.take(file)).toEqual({ ok: false, code: 'blocks-full' });
		expect(blocks.known.size).toBe(MAX_BLOCKS - 1);
	});

	it('is refused with a code when the file is none', async () => {
		const blocks = await open();
		expect(await blocks.readFile(new Blob(['a photograph']))).toEqual({ ok: false, code: 'list-foreign' });
		const film = new Blob([new Uint8Array(MAX_BLOCK_LIST_BYTES + 1)]);
		expect(await blocks.readFile(film)).toEqual({ ok: false, code: 'list-too-large' });
	});
});
