import { describe, expect, it } from 'vitest';
import type { IdentityId, RoomId } from '../../src/p2p/base/ids.ts';
import { keptFile } from '../../src/p2p/kept-file.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import { eventId } from '../../src/p2p/wire/event-codec.ts';

const identity = '1e'.repeat(32) as IdentityId;
const now = Date.UTC(2026, 10, 23);

describe('a file with everything that a browser keeps', () => {
	it('is JSON with the rooms, their events, and every value, bytes as base64', async () => {
		const store = memoryStore();
		const rooms = ['aa', 'bb'].map((byte) => byte.repeat(32) as RoomId);
		for (const room of rooms) {
			const raw = Uint8Array.of(1, 2, 255);
			await store.saveRoom({
				room,
				code: 'c',
				title: 'A "room"',
				host: identity,
				hosted: true,
				ended: false,
				lastVisit: 1
			});
			await store.saveEvents(room, [{ id: eventId(raw), seq: 0, raw }]);
		}
		await store.saveValue('profile', { name: 'Ada', picture: Uint8Array.of(7) });
		await store.saveValue('blocks', [{ name: 'Ben' }]);
		const file = await keptFile({ store, identity, preferences: { theme: 'dark' }, now });
		const read = JSON.parse(await file.text()) as Record<string, unknown>;
		expect(read).toMatchObject({
			version: 1,
			madeAt: '2026-11-23T00:00:00.000Z',
			identity,
			preferences: { theme: 'dark' },
			values: { profile: { name: 'Ada', picture: { base64: 'Bw==' } }, blocks: [{ name: 'Ben' }] },
			rooms: rooms.map((room) => ({ room, title: 'A "room"', events: [{ base64: 'AQL/' }] }))
		});
	});

	it('holds no secret by which others could act for this person', async () => {
		const store = memoryStore();
		const secrets = ['own-devices', 'wallet', 'ecash-key'];
		for (const name of [...secrets, 'walletless']) await store.saveValue(name, name);
		const file = await keptFile({ store, identity, preferences: {}, now });
		const { values } = JSON.parse(await file.text()) as { values: object };
		expect(Object.keys(values)).toEqual(['walletless']);
	});

	it('is whole where nothing is kept', async () => {
		const file = await keptFile({ store: memoryStore(), identity, preferences: {}, now });
		expect(JSON.parse(await file.text())).toMatchObject({ values: {}, rooms: [] });
	});
});
