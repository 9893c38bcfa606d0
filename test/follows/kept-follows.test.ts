import { beforeEach, describe, expect, it } from 'vitest';
import { idOf, type IdentityId } from '../../src/p2p/base/ids.ts';
import { fail } from '../../src/p2p/base/result.ts';
import { KeptFollows } from '../../src/p2p/follows.ts';
import type { Store } from '../../src/p2p/ports.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import { MAX_FOLLOWS } from '../../src/p2p/wire/directory-limits.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

const someone = (n: number) => {
	const key = new Uint8Array(32);
	new DataView(key.buffer).setUint32(0, n);
	return idOf<IdentityId>(key);
};
const ben = { identity: someone(1), name: 'Ben' };
const cleo = { identity: someone(2), name: '' };

let clock: VirtualClock;
let store: Store;

beforeEach(() => {
	clock = new VirtualClock();
	store = memoryStore();
});

const open = (kept: Store = store) => KeptFollows.open({ store: kept, clock, me: async () => someone(0) });

describe('D8 a list of followed people', () => {
	it('is kept across visits, with name and time', async () => {
		const follows = await open();
		let changes = 0;
		follows.on('changed', () => changes++);
		const since = clock.now();
		expect(await follows.follow(ben)).toEqual({ ok: true, value: undefined });
		expect(changes).toBe(1);
		await clock.advance(5_000);
		await follows.follow({ ...ben, name: ' Ben\u202ejamin ' });
		const again = await open();
		expect([...again.known.values()]).toEqual([{ ...ben, name: 'Ben jamin', at: since }]);
		await again.unfollow(ben.identity);
		expect((await open()).known.size).toBe(0);
	});

	it('never holds oneself, and says when it is full', async () => {
		await store.saveValue(
			'follows',
			Array.from({ length: MAX_FOLLOWS + 1 }, (_, n) => ({ identity: someone(n + 10), name: '', at: 1 }))
		);
		const follows = await open();
		expect(follows.known.size).toBe(MAX_FOLLOWS);
		expect(await follows.follow(ben)).toEqual({ ok: false, code: 'follows-full' });
		expect((await follows.follow({ identity: someone(10), name: 'Dan' })).ok).toBe(true);
		expect(await follows.follow({ identity: someone(0), name: 'Me' })).toEqual({
			ok: false,
			code: 'follows-myself'
		});
	});

	it('leaves out what does not read as part of a list', async () => {
		const good = { ...ben, at: 5 };
		const bad = [
			null,
			'x',
			{ ...good, identity: 'abc' },
			{ ...good, identity: someone(3), name: 'a\u0000' },
			{ ...good, identity: someone(4), name: 'a'.repeat(41) },
			{ ...good, identity: someone(5), at: 'yesterday' }
		];
		await store.saveValue('follows', [...bad, good]);
		expect([...(await open()).known.values()]).toEqual([good]);
		for (const nothing of [null, 7, {}, 'follows']) {
			await store.saveValue('follows', nothing);
			expect((await open()).known.size).toBe(0);
		}
	});

	it('takes over what followed people call themselves now, and nothing of others', async () => {
		const follows = await open();
		await follows.follow(ben);
		let changes = 0;
		follows.on('changed', () => changes++);
		await follows.named([ben, { ...ben, name: '' }, { ...cleo, name: 'Cleo' }]);
		expect(changes).toBe(0);
		await follows.named([{ ...ben, name: 'Benedict' }]);
		expect([...(await open()).known.values()].map(({ name }) => name)).toEqual(['Benedict']);
	});

	it('keeps what another tab of the profile did meanwhile, and holds when nothing can be stored', async () => {
		const [one, other] = [await open(), await open()];
		await Promise.all([one.follow(ben), one.follow(cleo)]);
		await other.follow({ identity: someone(3), name: '' });
		expect((await open()).known.size).toBe(3);
		const broken = await open({ ...store, saveValue: async () => fail('storage-full') });
		expect(await broken.unfollow(ben.identity)).toEqual({ ok: false, code: 'storage-full' });
		await broken.unfollow(cleo.identity);
		expect(broken.known.size).toBe(1);
	});
});
