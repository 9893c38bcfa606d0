import { describe, expect, it } from 'vitest';
import type { EventId, IdentityId, RoomId } from '../../src/p2p/base/ids.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import { LogTimes } from '../../src/p2p/session/log-times.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';

const room = '00'.repeat(32) as RoomId;
const entry = (n: number) => ({
	id: String(n).padStart(64, '0') as EventId,
	by: '' as IdentityId,
	type: 'mic.muted',
	target: null,
	text: ''
});
const stateWith = (...ids: number[]) => ({ log: ids.map(entry) }) as unknown as RoomState;
const seen = (times: LogTimes) => [...times.times].map(([id, at]) => [Number(id), at]);

describe('the times of the moderation log', () => {
	it('are those at which this page saw an act, and none for what was there before it came', () => {
		let now = 100;
		const times = new LogTimes(memoryStore(), room, () => now);
		times.follow(stateWith(1, 2));
		expect(seen(times)).toEqual([]);
		now = 200;
		times.follow(stateWith(1, 2, 3));
		now = 300;
		times.follow(stateWith(1, 2, 3, 4));
		expect(seen(times)).toEqual([
			[3, 200],
			[4, 300]
		]);
	});

	it('outlive a reload', async () => {
		const store = memoryStore();
		const before = new LogTimes(store, room, () => 200);
		before.follow(stateWith(1));
		before.follow(stateWith(1, 2));
		const after = new LogTimes(store, room, () => 900);
		after.follow(stateWith(1, 2));
		await after.load();
		after.follow(stateWith(1, 2, 3));
		expect(seen(after)).toEqual([
			[2, 200],
			[3, 900]
		]);
	});
});
