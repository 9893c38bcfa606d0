import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import {
	areLinked,
	comeIn,
	hostRoom,
	loadPage,
	makeRoomPerson,
	makeWorld,
	openPage,
	phase,
	SOON_MS,
	type Page,
	type World
} from '../fixtures/room-people.ts';
import { slowly, type Pace } from '../fixtures/slow-relay.ts';

let world: World;

beforeEach(() => {
	world = makeWorld(7);
});

/** Two people who joined while the relay was away and so never met; the one with the lower key first. */
async function twoWhoNeverMet(paces?: readonly [lower: Pace, higher: Pace]): Promise<[Page, Page]> {
	const host = await makeRoomPerson(world, 'Ada');
	const { invite, page } = await hostRoom(world, host);
	const ben = await comeIn(world, invite, await makeRoomPerson(world, 'Ben'));
	await ben.session.leave();
	await page.session.leave();
	await world.clock.advance(SOON_MS);
	world.hub.stop();
	const pages: Page[] = [];
	const people = [await loadPage(world, host), await loadPage(world, ben.person)];
	people.sort((a, b) => (a.key.id < b.key.id ? -1 : 1));
	for (const [i, person] of people.entries()) {
		const pace = paces?.[i];
		const open = (session: SessionId) => slowly(world.clock, world.hub, session, pace!);
		const back = await openPage(pace ? { ...world, hub: { open } } : world, invite, person);
		await back.session.join();
		pages.push(back);
	}
	await world.clock.advance(30_000);
	return pages as [Page, Page];
}

describe('the way through a relay', () => {
	it('brings together two pages that dial each other in the same moment', async () => {
		const [a, b] = await twoWhoNeverMet();
		expect(areLinked(world, a, b)).toBe(false);
		world.hub.start();
		await world.clock.advance(0);
		// One channel stays, the same for both; each closing the other's would leave none.
		expect(areLinked(world, a, b)).toBe(true);
		expect([phase(a), phase(b)]).toEqual(['live', 'live']);
		expect(world.network.links.size).toBe(2);
	});

	it('M10 loses no signal over a channel that gives way to one of the same moment', async () => {
		// The lower key's channel comes when the other one is just ready, and its signals are on their way there.
		const quick: Pace = { reachMs: 0, answerMs: 20, messageMs: 40 };
		const [a, b] = await twoWhoNeverMet([{ reachMs: 120, answerMs: 80, messageMs: 40 }, quick]);
		world.hub.start();
		await world.clock.advance(1_000);
		expect(areLinked(world, a, b)).toBe(true);
	});

	it('lets go of signals whose channel ended before it was ready, and sends the next ones', async () => {
		const [a, b] = await twoWhoNeverMet();
		// Channels open and then end, as when a relay is restarted under load.
		const dying = (page: Page) => {
			const { meeting } = page;
			const dial = meeting.dial.bind(meeting);
			meeting.dial = async (peer, signal) => {
				const channel = await dial(peer, signal);
				if (channel.ok && world.clock.now() < end) channel.value.close();
				return channel;
			};
		};
		const end = world.clock.now() + 20_000;
		[a, b].forEach(dying);
		world.hub.start();
		await world.clock.advance(19_000);
		expect(areLinked(world, a, b)).toBe(false);
		await world.clock.advance(20_000);
		expect(areLinked(world, a, b)).toBe(true);
	});
});
