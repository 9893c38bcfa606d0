import { beforeEach, expect, it } from 'vitest';
import { AgendaDoor } from '../../src/p2p/agenda-door.ts';
import {
	act,
	makeRoomPerson,
	makeWorld,
	openPage,
	planRoom,
	SOON_MS,
	type Page,
	type World
} from '../fixtures/room-people.ts';
import { KeptFollows } from '../../src/p2p/follows.ts';
import { local } from '../fixtures/plans.ts';

/** Soon after the world's clock begins. */
const [first, second] = [local('1970-01-03T18:00'), local('1970-01-04T18:00')];
let world: World;

beforeEach(() => {
	world = makeWorld(20261123);
});

/** What this person's agenda shows, read from their store alone. */
async function agendaOf({ person }: Page) {
	const door = await AgendaDoor.open({
		store: person.store,
		clock: world.clock,
		directories: async () => [],
		inTurn: (task) => task()
	});
	const { entries } = door.list.page({ now: world.clock.now(), count: 3, search: '' });
	return entries.map(({ start, isCancelled, answer, kept }) => ({
		start,
		isCancelled,
		answer: answer?.answer ?? null,
		leads: kept.leads
	}));
}

it('A planned room stands in the agendas of its host and of who answered, as it is moved, ended and called off', async () => {
	const { invite, page: ada } = await planRoom(world, await makeRoomPerson(world, 'Ada'));
	const timing = { start: first, zone: 'Europe/Paris', minutes: 60, rule: 'FREQ=DAILY' };
	await act(world, ada, { do: 'schedule', timing, note: '' });
	const ben = await openPage(world, invite, await makeRoomPerson(world, 'Ben'));
	await world.clock.advance(SOON_MS);
	expect((await agendaOf(ada))[0]).toEqual({ start: first, isCancelled: false, answer: null, leads: true });
	expect(await agendaOf(ben)).toEqual([]);
	// Whoever follows the host sees it without an answer, once they looked at the room.
	const cleo = await openPage(world, invite, await makeRoomPerson(world, 'Cleo'));
	const follows = await KeptFollows.open({ ...cleo.person, clock: world.clock, me: async () => null });
	await follows.follow({ identity: ada.person.identity.id, name: 'Ada' });
	await world.clock.advance(SOON_MS);
	expect((await agendaOf(cleo))[0]).toMatchObject({ start: first, answer: null, leads: false });

	await ben.session.answer({ answer: 'maybe', instance: '' });
	await world.clock.advance(SOON_MS);
	const moved = local('1970-01-03T23:30');
	await act(world, ada, { do: 'change-time', instance: first, start: moved });
	await act(world, ada, { do: 'change-time', instance: second, start: null });
	await world.clock.advance(SOON_MS);
	expect((await agendaOf(ben)).slice(0, 2)).toEqual([
		{ start: moved, isCancelled: false, answer: 'maybe', leads: false },
		{ start: second, isCancelled: true, answer: 'maybe', leads: false }
	]);
	expect((await agendaOf(ada)).slice(0, 2).map(({ start }) => start)).toEqual([moved, second]);

	await act(world, ada, { do: 'call-off' });
	await world.clock.advance(SOON_MS);
	for (const page of [ada, ben]) expect((await agendaOf(page)).every((one) => one.isCancelled)).toBe(true);
});
