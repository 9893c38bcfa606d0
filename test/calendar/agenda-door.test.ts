import { beforeEach, describe, expect, it } from 'vitest';
import { AgendaDoor } from '../../src/p2p/agenda-door.ts';
import { fail } from '../../src/p2p/base/result.ts';
import type { RoomId } from '../../src/p2p/base/ids.ts';
import { KEPT_PLANS, keptPlan, type PlannedFacts } from '../../src/p2p/calendar/kept-plan.ts';
import { localTimeOf } from '../../src/p2p/calendar/local-time.ts';
import type { Store } from '../../src/p2p/ports.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import { id } from '../fixtures/cast.ts';
import { planned, type PlannedDetails } from '../fixtures/plans.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

const MINUTE = 60_000;
let clock: VirtualClock;
let store: Store;

beforeEach(async () => {
	clock = new VirtualClock();
	/* To a whole minute. */
	await clock.advance(MINUTE - (clock.now() % MINUTE));
	store = memoryStore();
});

/** Tabs of one profile take turns, as by a Web Lock. */
let turns: Promise<unknown> = Promise.resolve();
const inTurn = <Value>(task: () => Promise<Value>): Promise<Value> => {
	const turn = turns.then(task);
	turns = turn;
	return turn;
};
const openTab = () => AgendaDoor.open({ store, clock, directories: async () => [], inTurn });

async function keep(n: number, inMinutes: number, facts: PlannedDetails = {}): Promise<PlannedFacts> {
	const timing = { start: localTimeOf(clock.now() + inMinutes * MINUTE), ...facts.timing };
	const made = planned(n, { ...facts, timing });
	await store.saveValue(`${KEPT_PLANS}${made.room}`, keptPlan(made, clock.now()));
	return made;
}

const titles = async (door: AgendaDoor) => (await door.remind()).due.map(({ entry }) => entry.kept.title);

describe('reminders', () => {
	it('are due ten minutes before unless one chose otherwise, and are told once', async () => {
		await keep(1, 30);
		const door = await openTab();
		expect(await door.remind()).toMatchObject({ due: [], soon: 1 });
		const { nextAt } = await door.remind();
		await clock.advance(nextAt! - clock.now() - 1);
		expect(await titles(door)).toEqual([]);
		await clock.advance(1);
		expect(await titles(door)).toEqual(['Room 1']);
		expect(await titles(door)).toEqual([]);
		expect(await titles(await openTab())).toEqual([]);
	});

	it('are told by one tab of two', async () => {
		await keep(1, 5);
		const tabs = await Promise.all([openTab(), openTab()]);
		const told = await Promise.all(tabs.map(titles));
		expect(told.flat()).toEqual(['Room 1']);
	});

	it('are told once by a page that cannot keep what it told', async () => {
		await keep(1, 5);
		store = { ...store, saveValue: async () => fail('storage-full') };
		const door = await openTab();
		expect(await titles(door)).toEqual(['Room 1']);
		expect(await titles(door)).toEqual([]);
	});

	it('whose time passed while nobody was here are told while the room goes on, and not after', async () => {
		await keep(1, 30);
		await keep(2, 30, { timing: { minutes: 15 } });
		await clock.advance(50 * MINUTE);
		const door = await openTab();
		expect(await titles(door)).toEqual(['Room 1']);
	});

	it('follow the choice of a room, the usual one, and what is moved', async () => {
		const one = await keep(1, 90);
		await keep(2, 90, { leads: false, host: id(9) });
		await store.saveValue(`rsvp:${id<RoomId>(2)}`, { answer: 'maybe', instance: '', delivered: false });
		const door = await openTab();
		await door.setUsualLead(null);
		await door.setLead(one.room, 1_440);
		expect(await titles(door)).toEqual(['Room 1']);
		expect((await door.remind()).nextAt).toBeNull();
		await door.setUsualLead(60);
		expect((await door.remind()).nextAt).toBe(clock.now() + 30 * MINUTE);
		expect((await openTab()).leads).toEqual(door.leads);
		await keep(1, 120);
		await clock.advance(MINUTE);
		expect(await titles(door)).toEqual(['Room 1']);
	});

	it('are none for what is called off, or only followed', async () => {
		await keep(1, 5, { isCancelled: true });
		await keep(2, 5, { leads: false });
		const door = await openTab();
		expect(await door.remind()).toEqual({ due: [], nextAt: null, soon: 0 });
	});
});

it('The agenda follows what is kept, and forgets with the room', async () => {
	const door = await openTab();
	let changes = 0;
	door.on('changed', () => changes++);
	const { room } = await keep(1, 30);
	await clock.advance(1_000);
	expect([door.list.size, changes]).toEqual([1, 1]);
	await store.deleteRoom(room);
	await clock.advance(1_000);
	expect([door.list.size, changes]).toEqual([0, 2]);
	door.close();
	await keep(2, 30);
	await clock.advance(1_000);
	expect(door.list.size).toBe(0);
});

it('A room whose kept times ran out is worked out anew', async () => {
	await keep(1, 30, { timing: { rule: 'FREQ=DAILY' } });
	await clock.advance(30 * 24 * 60 * MINUTE);
	const door = await openTab();
	const [entry] = door.list.page({ now: clock.now(), count: 1, search: '' }).entries;
	expect(entry!.startsAt).toBe(clock.now() + 30 * MINUTE);
	expect(door.list.page({ now: clock.now(), count: 1, search: '' }).entries[0]!.kept.soon).toHaveLength(12);
});
