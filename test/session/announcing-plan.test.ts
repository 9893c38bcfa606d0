import { beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../src/p2p/base/result.ts';
import {
	decodePlannedRoom,
	isPlannedRoomAuthentic,
	type PlannedRoom
} from '../../src/p2p/wire/planned-room.ts';
import { act, makeRoomPerson, makeWorld, planRoom, SOON_MS, type World } from '../fixtures/room-people.ts';
import { timingOf } from '../room/story.ts';

let world: World;
/** What was brought to the relay. */
let brought: PlannedRoom[];

beforeEach(() => {
	brought = [];
	world = {
		...makeWorld(20261124),
		bringPlan: async (bytes) => {
			const read = decodePlannedRoom(bytes);
			if (!read.ok) throw new Error(read.code);
			brought.push(read.value);
			return ok(undefined);
		}
	};
});

/** A planned room with an open door, and its host's page. */
async function planned() {
	const { page } = await planRoom(world, await makeRoomPerson(world, 'Ada'));
	await act(world, page, { do: 'set-door', door: 'open', inside: [] });
	await world.clock.advance(10_000);
	return page;
}

const soon = () => world.clock.advance(SOON_MS + 2_000);

describe('D10 a host who plans a room', () => {
	it('tells nobody unasked, then each change once, and takes it back', async () => {
		const ada = await planned();
		expect(brought).toEqual([]);
		ada.session.announce('followers');
		await soon();
		expect(brought).toHaveLength(1);
		expect(brought[0]).toMatchObject({ audience: 'followers', isShown: true, isCancelled: false });
		expect(brought[0]?.plan).toMatchObject(timingOf(0));
		expect(isPlannedRoomAuthentic(brought[0]!)).toBe(true);
		await act(world, ada, { do: 'schedule', timing: timingOf(1), note: 'later' });
		await soon();
		expect(brought.at(-1)?.plan).toEqual({ ...timingOf(1), note: 'later' });
		await act(world, ada, { do: 'call-off' });
		await soon();
		expect(brought.at(-1)).toMatchObject({ isCancelled: true, isShown: true });
		const told = brought.length;
		ada.session.announce('nobody');
		await soon();
		expect(brought.at(-1)).toMatchObject({ isShown: false });
		expect(brought).toHaveLength(told + 1);
		expect(brought.map(({ at }) => at)).toEqual([...brought.map(({ at }) => at)].sort((a, b) => a - b));
	});

	it('is told of again every hour, and no more once its door is narrower', async () => {
		const ada = await planned();
		ada.session.announce('everybody');
		await soon();
		await world.clock.advance(60 * 60_000);
		expect(brought).toHaveLength(2);
		await act(world, ada, { do: 'set-door', door: 'link', inside: [] });
		await soon();
		expect(brought.at(-1)?.isShown).toBe(false);
		await world.clock.advance(61 * 60_000);
		expect(brought).toHaveLength(3);
	});
});
