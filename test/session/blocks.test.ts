import { beforeEach, describe, expect, it } from 'vitest';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import {
	act,
	areLinked,
	bringToStage,
	comeIn,
	gather,
	hostRoom,
	loadPage,
	makeRoomPerson,
	makeWorld,
	openPage,
	phase,
	SOON_MS,
	type Page,
	type RoomPerson,
	type World
} from '../fixtures/room-people.ts';
import { makeTreeWorld } from '../fixtures/tree-world.ts';

let world: World;

beforeEach(() => {
	world = makeWorld(20261123);
});

const identity = (page: Page): IdentityId => page.person.identity.id;
const accessOn = (page: Page, who: RoomPerson) =>
	page.session.view.state?.people.find((person) => person.identity === who.identity.id);
const participant = (page: Page, who: Page) => {
	const { stage, audience } = page.session.view;
	return [...stage, ...audience].find((one) => one.identity === identity(who));
};
const bansIn = (page: Page) =>
	(page.session.view.state?.log ?? []).filter(({ type }) => type === 'person.banned').length;

/** Blocks somebody on a page and lets it come around. */
async function block(page: Page, who: RoomPerson, reason = ''): Promise<void> {
	const done = await page.blocks.block({ identity: who.identity.id, name: who.name, reason });
	expect(done.ok).toBe(true);
	await world.clock.advance(SOON_MS);
}

describe('B4 in a room that this person hosts', () => {
	it('a blocked person who tries to come in is turned away, and banned for everybody', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const [ada, ben] = pages as [Page, Page];
		const mallory = await makeRoomPerson(world, 'Mallory');
		ada.blocks.setBanReason('Blocked by the host.');
		await block(ada, mallory, 'a private matter');
		expect(bansIn(ada)).toBe(0);
		const tried = await comeIn(world, invite, mallory);
		await world.clock.advance(30_000);
		expect(phase(tried)).toBe('banned');
		for (const page of [ada, ben]) {
			expect(accessOn(page, mallory)).toMatchObject({ access: 'banned', reason: 'Blocked by the host.' });
			expect(bansIn(page)).toBe(1);
			expect(areLinked(world, page, tried)).toBe(false);
			expect(page.session.view.count).toBe(2);
		}
		// Own reasons are nobody else's business.
		expect(JSON.stringify(ben.session.view.state)).not.toContain('private matter');
	});

	it('a blocked person finds the door closed where only the host is, and no ban is signed for looking', async () => {
		const { invite, pages } = await gather(world, 'Ada');
		const [ada] = pages as [Page];
		const mallory = await makeRoomPerson(world, 'Mallory');
		await block(ada, mallory);
		const looking = await openPage(world, invite, mallory);
		await world.clock.advance(SOON_MS);
		expect(phase(looking)).toBe('banned');
		expect(looking.session.view.state).toBeNull();
		expect(bansIn(ada)).toBe(0);
	});

	it('goes by the key: another name does not help, and a namesake comes in', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const [ada] = pages as [Page, Page];
		const mallory = await makeRoomPerson(world, 'Mallory');
		await block(ada, mallory);
		const renamed = await comeIn(world, invite, await loadPage(world, { ...mallory, name: 'Ben' }));
		await world.clock.advance(30_000);
		expect(phase(renamed)).toBe('banned');
		const namesake = await comeIn(world, invite, await makeRoomPerson(world, 'Mallory'));
		expect(phase(namesake)).toBe('live');
	});

	it('somebody who is inside is put out when the host blocks them, whatever their role', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [ada, ben, cleo] = pages as [Page, Page, Page];
		await act(world, ada, { do: 'make-cohost', target: identity(cleo) });
		await block(ada, cleo.person);
		expect(phase(cleo)).toBe('banned');
		expect(accessOn(ben, cleo.person)?.access).toBe('banned');
		const back = await comeIn(world, invite, await loadPage(world, cleo.person));
		expect(phase(back)).toBe('banned');
		expect(bansIn(ben)).toBe(1);
	});

	it('somebody who is unblocked and let back in may stay', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const [ada, ben] = pages as [Page, Page];
		await block(ada, ben.person);
		expect(phase(ben)).toBe('banned');
		await ada.blocks.unblock(identity(ben));
		await act(world, ada, { do: 'unban', target: identity(ben) });
		const back = await comeIn(world, invite, await loadPage(world, ben.person));
		await world.clock.advance(30_000);
		expect(phase(back)).toBe('live');
		expect(bansIn(ada)).toBe(1);
	});

	it('bans a blocked person who came in while the host was away', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const [ada, ben] = pages as [Page, Page];
		const mallory = await makeRoomPerson(world, 'Mallory');
		await block(ada, mallory);
		await ada.session.leave();
		await world.clock.advance(SOON_MS);
		const inside = await comeIn(world, invite, mallory);
		expect(phase(inside)).toBe('live');
		await comeIn(world, invite, await loadPage(world, ada.person));
		await world.clock.advance(SOON_MS);
		expect(phase(inside)).toBe('banned');
		expect(accessOn(ben, mallory)?.access).toBe('banned');
	});
});

describe('B5 in a room of somebody else', () => {
	it('a blocked person is marked and not heard, and nobody is put out', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [ada, ben, cleo] = pages as [Page, Page, Page];
		await bringToStage(world, ada, ben);
		const session = ben.person.key.id;
		expect(cleo.playback.volumes.get(session)).toBe(1);
		await block(cleo, ben.person, 'too loud');
		expect(participant(cleo, ben)?.blocked).toMatchObject({ reason: 'too loud', from: null });
		expect(cleo.session.view.blockedHere.map(({ name }) => name)).toEqual(['Ben']);
		expect(cleo.playback.volumes.get(session)).toBe(0);
		// What was set stays, and holds again afterwards.
		cleo.session.setVolume(identity(ben), 0.4);
		expect(cleo.playback.volumes.get(session)).toBe(0);
		expect(participant(ada, ben)?.blocked).toBeNull();
		expect(pages.map(phase)).toEqual(['live', 'live', 'live']);
		expect(bansIn(ada)).toBe(0);
		await cleo.blocks.unblock(identity(ben));
		await world.clock.advance(SOON_MS);
		expect(cleo.playback.volumes.get(session)).toBe(0.4);
		expect(participant(cleo, ben)?.blocked).toBeNull();
	});

	it('says before joining that a listener is here who never wrote anything, even in a full room', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay');
		const gus = await makeRoomPerson(world, 'Gus');
		await gus.store.saveValue('blocks', [
			{ identity: identity(pages[3]!), name: 'Daniel', reason: 'rude', at: 1, from: null }
		]);
		const looking = await openPage(world, invite, gus);
		await world.clock.advance(SOON_MS);
		expect(phase(looking)).toBe('preview');
		expect(looking.session.view.blockedHere).toMatchObject([
			{ identity: identity(pages[3]!), name: 'Dan', block: { name: 'Daniel', reason: 'rude' } }
		]);
		await looking.session.join();
		await world.clock.advance(SOON_MS);
		expect(participant(looking, pages[3]!)?.blocked).toMatchObject({ name: 'Daniel' });
		expect(looking.session.view.blockedHere).toHaveLength(1);
	});
});

describe('B4 B5 in a large room', () => {
	it('a blocked person is banned for everybody, and a blocked speaker is not heard in packets either', async () => {
		const treeWorld = makeTreeWorld(4);
		world = treeWorld;
		const { invite, page: ada } = await hostRoom(world, await makeRoomPerson(world, 'Ada'));
		const pages: Page[] = [ada];
		for (const name of 'Ben Cleo Dan Eve Fay Gus Hal Ida Jo'.split(' '))
			pages.push(await comeIn(world, invite, await makeRoomPerson(world, name)));
		await world.clock.advance(6_000);
		expect(pages.map(({ session }) => session.view.paths)).toEqual(pages.map(() => 'tree'));
		const mallory = await makeRoomPerson(world, 'Mallory');
		await block(ada, mallory);
		const tried = await comeIn(world, invite, mallory);
		await world.clock.advance(20_000);
		expect(phase(tried)).toBe('banned');
		for (const page of pages) expect(accessOn(page, mallory)?.access).toBe('banned');
		expect(bansIn(ada)).toBe(1);
		// A listener blocks the host, who speaks: heard in packets, at no volume.
		const listener = pages.find(({ session }) =>
			session.path().stripes?.every(({ state }) => state === 'steady')
		)!;
		await ada.session.openMicrophone();
		await world.clock.advance(3_000);
		const ear = treeWorld.ears.get(listener.person.key.id)!;
		expect(ear.volumeOf(ada.person.key.id)).toBe(1);
		await block(listener, ada.person);
		expect(ear.volumeOf(ada.person.key.id)).toBe(0);
	});
});
