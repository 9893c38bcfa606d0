import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import type { IdentityId, RoomId } from '../../src/p2p/base/ids.ts';
import { generateIdentityPair, identityFrom } from '../../src/p2p/identity/identity.ts';
import type { KnownRoom, Store } from '../../src/p2p/ports.ts';
import { openDexieStore } from '../../src/p2p/storage/dexie-store.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import { eventId } from '../../src/p2p/wire/event-codec.ts';

const room = 'aa'.repeat(32) as RoomId;
const event = (seq: number, bytes = [seq, 7]) => {
	const raw = Uint8Array.from(bytes);
	return { id: eventId(raw), seq, raw };
};

function known(change: Partial<KnownRoom> = {}): KnownRoom {
	const host = 'cc'.repeat(32) as IdentityId;
	return { room, code: 'code', title: 'Evening', host, hosted: true, ended: false, lastVisit: 1, ...change };
}

let databases = 0;
const stores: Record<string, () => Promise<Store>> = {
	'in memory': async () => memoryStore(),
	'in IndexedDB': async () => {
		const opened = await openDexieStore(`hearsay-test-${databases++}`);
		if (!opened.ok) throw new Error(opened.code);
		return opened.value;
	}
};

describe.each(Object.entries(stores))('a store %s', (_, open) => {
	it('gives back the events of a room, each after its predecessor, and nothing twice', async () => {
		const store = await open();
		const events = [1, 0, 2].map((seq) => event(seq));
		await store.saveEvents(room, events);
		await store.saveEvents(room, events.slice(0, 1));
		await store.saveEvents('dd'.repeat(32) as RoomId, [event(0, [9])]);
		const raws = await store.loadEvents(room);
		expect(raws.map((raw) => [...raw])).toEqual([
			[0, 7],
			[1, 7],
			[2, 7]
		]);
	});

	it('forgets everything, the identity included, when it is told to', async () => {
		const store = await open();
		await store.saveIdentity(await generateIdentityPair());
		await store.saveRoom(known());
		await store.saveEvents(room, [event(0)]);
		await store.saveValue('profile', { name: 'Ada' });
		expect(await store.deleteEverything()).toMatchObject({ ok: true });
		expect(await store.loadIdentity()).toBeNull();
		expect(await store.loadRooms()).toEqual([]);
		expect(await store.loadEvents(room)).toEqual([]);
		expect(await store.loadValue('profile')).toBeNull();
	});

	it('gives all values by their names', async () => {
		const store = await open();
		await store.saveValue('profile', { name: 'Ada' });
		await store.saveValue('relays', ['one']);
		expect(Object.fromEntries(await store.loadValues())).toEqual({
			profile: { name: 'Ada' },
			relays: ['one']
		});
	});

	it('gives values by what their names begin with, and tells when one of them changes', async () => {
		const store = await open();
		await store.saveValue('planned:a', 1);
		await store.saveValue('planned', 2);
		expect([...(await store.loadValuesUnder('planned:'))]).toEqual([['a', 1]]);
		let told = 0;
		const stop = store.watchValuesUnder('planned:', () => told++);
		await store.loadValuesUnder('planned:');
		await vi.waitFor(async () => {
			await store.saveValue('planned:b', told);
			expect(told).toBeGreaterThan(0);
		});
		told = 0;
		await store.saveValue('planned:a', 5);
		await vi.waitFor(() => expect(told).toBeGreaterThan(0));
		stop();
	});

	it('keeps both events that a session signed in one place', async () => {
		const store = await open();
		await store.saveEvents(room, [event(0), event(1, [1, 1]), event(1, [1, 2])]);
		expect(await store.loadEvents(room)).toHaveLength(3);
	});

	it('keeps what replaces the events of a room, and nothing from before', async () => {
		const store = await open();
		const other = 'dd'.repeat(32) as RoomId;
		await store.saveEvents(room, [event(0), event(1)]);
		await store.saveEvents(other, [event(0)]);
		await store.replaceEvents(room, [event(0, [0, 8])]);
		expect((await store.loadEvents(room)).map((raw) => [...raw])).toEqual([[0, 8]]);
		expect(await store.loadEvents(other)).toHaveLength(1);
	});

	it('knows rooms, newest visit first, and forgets one with its events', async () => {
		const store = await open();
		await store.saveRoom(known());
		await store.saveRoom(known({ room: 'ee'.repeat(32) as RoomId, title: 'Later', lastVisit: 2 }));
		await store.saveEvents(room, [event(0)]);
		expect((await store.loadRooms()).map(({ title }) => title)).toEqual(['Later', 'Evening']);
		await store.deleteRoom(room);
		expect((await store.loadRooms()).map(({ title }) => title)).toEqual(['Later']);
		expect(await store.loadEvents(room)).toEqual([]);
	});

	it('keeps values by name and answers null for what it never had', async () => {
		const store = await open();
		expect(await store.loadValue('sound')).toBeNull();
		await store.saveValue('sound', { pushToTalk: true });
		expect(await store.loadValue('sound')).toEqual({ pushToTalk: true });
	});
});

describe('a store in IndexedDB', () => {
	it('keeps the first identity that was made, whose private key cannot be read out', async () => {
		const store = await stores['in IndexedDB']!();
		expect(await store.loadIdentity()).toBeNull();
		const [first, second] = [await generateIdentityPair(), await generateIdentityPair()];
		expect((await store.saveIdentity(first)).ok).toBe(true);
		expect((await store.saveIdentity(second)).ok).toBe(false);
		const kept = (await store.loadIdentity())!;
		expect((await identityFrom(kept)).id).toBe((await identityFrom(first)).id);
		expect((await store.replaceIdentity(second)).ok).toBe(true);
		expect((await identityFrom((await store.loadIdentity())!)).id).toBe((await identityFrom(second)).id);
		expect(kept.privateKey.extractable).toBe(false);
		await expect(crypto.subtle.exportKey('pkcs8', kept.privateKey)).rejects.toThrow();
	});

	it('gives back no event that was damaged on the disk', async () => {
		const store = await stores['in IndexedDB']!();
		await store.saveEvents(room, [event(0), { ...event(1), raw: Uint8Array.of(1, 8) }]);
		expect(await store.loadEvents(room)).toEqual([event(0).raw]);
	});

	it('says when the disk is full instead of throwing', async () => {
		const store = await stores['in IndexedDB']!();
		const { put } = IDBObjectStore.prototype;
		IDBObjectStore.prototype.put = () => {
			throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
		};
		try {
			const saved = await store.saveEvents(room, [event(0)]);
			expect(saved).toEqual({ ok: false, code: 'storage-full' });
			expect(await store.saveValue('name', 1)).toEqual({ ok: false, code: 'storage-full' });
		} finally {
			IDBObjectStore.prototype.put = put;
		}
	});
});
