import { beforeEach, describe, expect, it } from 'vitest';
import { Author } from '../../src/p2p/document/author.ts';
import {
	act,
	areLinked,
	bringToStage,
	comeIn,
	gather,
	letWrite,
	hears,
	hostRoom,
	loadPage,
	makeRoomPerson,
	makeWorld,
	onAnotherDevice,
	openPage,
	phase,
	SOON_MS,
	stage,
	type Page,
	type World
} from '../fixtures/room-people.ts';

let world: World;

beforeEach(() => {
	world = makeWorld(20261122);
});

const idOf = (page: Page) => page.person.identity.id;

/** Checks that everybody shows the same room and the same number of people in it. */
function expectSameRoom(pages: readonly Page[]): void {
	const [first, ...others] = pages.map(({ session }) => JSON.stringify(session.view.state));
	for (const other of others) expect(other).toBe(first);
	for (const { session } of pages) expect(session.view.count).toBe(pages.length);
}

describe('coming together', () => {
	it('brings three pages together, linked each to each, with the same room on all', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		expect(pages.map(phase)).toEqual(['live', 'live', 'live']);
		expectSameRoom(pages);
		expect(world.network.links.size).toBe(6);
		for (const { session } of pages) {
			const { stage: speakers, audience, hostPresent } = session.view;
			expect(speakers.map(({ name }) => name)).toEqual(['Ada']);
			expect(audience.map(({ name }) => name).sort()).toEqual(['Ben', 'Cleo']);
			expect(hostPresent).toBe(true);
		}
	});

	it('shows title, host and how many are there to somebody who only looks, without any direct link', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const before = new Set(world.network.links);
		const guest = await openPage(world, invite, await makeRoomPerson(world, 'Cleo'));
		await world.clock.advance(60_000);
		const { state, count } = guest.session.view;
		expect(phase(guest)).toBe('preview');
		expect(state).toMatchObject({ title: 'Evening room', host: idOf(pages[0]!) });
		const named = state?.people.filter(({ name }) => name !== '');
		expect(named?.map(({ name, role }) => [name, role])).toEqual([['Ada', 'host']]);
		expect(count).toBe(2);
		// M8: neither asks for a connection, nor is asked for one.
		expect(world.network.links).toEqual(before);
		for (const { session } of pages) expect(session.view.count).toBe(2);
	});

	it('waits at an empty room, and comes in as soon as somebody is there', async () => {
		const host = await makeRoomPerson(world, 'Ada');
		const { invite, page } = await hostRoom(world, host);
		await page.session.leave();
		const guest = await openPage(world, invite, await makeRoomPerson(world, 'Ben'));
		await world.clock.advance(SOON_MS);
		expect(phase(guest)).toBe('waiting');
		const back = await comeIn(world, invite, await loadPage(world, host));
		await world.clock.advance(20_000);
		expect(phase(guest)).toBe('preview');
		await guest.session.join();
		await world.clock.advance(SOON_MS);
		expectSameRoom([back, guest]);
	});
});

describe('the way to the stage and back', () => {
	it('leads from a raised hand through invitation and answer to a voice that all hear', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		expect(await ben.session.openMicrophone()).toEqual({ ok: false, code: 'not-on-stage' });
		await act(world, ben, { do: 'raise-hand' });
		expect(host.session.view.requests.map(({ name, isPresent }) => [name, isPresent])).toEqual([
			['Ben', true]
		]);
		await act(world, host, { do: 'invite', target: idOf(ben) });
		expect(ben.session.view.me.invite).not.toBeNull();
		await act(world, ben, { do: 'answer', accept: true });
		for (const page of pages) expect(stage(page)).toEqual(['Ada', 'Ben']);
		expect(hears(world, host, ben)).toBe(false);
		await ben.session.openMicrophone();
		await world.clock.advance(SOON_MS);
		expect(hears(world, host, ben)).toBe(true);
		expect(hears(world, cleo, ben)).toBe(true);
		expectSameRoom(pages);
	});

	it('silences the muted on every other page, closes their microphone, and lets only them open it', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		await bringToStage(world, host, ben);
		await act(world, host, { do: 'mute', target: idOf(ben) });
		expect(ben.microphone.state).toBe('off');
		expect(ben.session.view.me.mutedByModerator).toBe(true);
		expect(ben.session.view.notices).toEqual([{ code: 'muted-by-moderator', by: 'Ada' }]);
		for (const page of [host, cleo]) expect(page.playback.audible.has(ben.person.key.id)).toBe(false);
		// Sending all the same helps nobody: the room's state decides who is played.
		await ben.microphone.open();
		await world.clock.advance(SOON_MS);
		for (const page of [host, cleo]) expect(page.playback.audible.has(ben.person.key.id)).toBe(false);
		expect(await host.session.act({ do: 'unmute-myself' })).toEqual({ ok: false, code: 'not-allowed' });
		await ben.session.openMicrophone();
		await world.clock.advance(SOON_MS);
		for (const page of [host, cleo]) expect(hears(world, page, ben)).toBe(true);
	});

	it('takes the voice of whoever goes back to the audience', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		await bringToStage(world, host, ben);
		await act(world, host, { do: 'move-to-audience', target: idOf(ben) });
		expect(ben.microphone.state).toBe('off');
		expect(ben.session.view.notices).toEqual([{ code: 'moved-to-audience', by: 'Ada' }]);
		for (const page of [host, cleo]) expect(hears(world, page, ben)).toBe(false);
		for (const page of pages) expect(stage(page)).toEqual(['Ada']);
	});

	it('shows who speaks by what is heard, and stops when they pause', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben');
		const [host, ben] = pages as [Page, Page];
		await host.session.openMicrophone();
		host.microphone.loudness = 0.3;
		ben.playback.levels.set(host.person.key.id, 0.3);
		await world.clock.advance(500);
		for (const page of pages) expect([...page.session.view.speaking]).toEqual([idOf(host)]);
		host.microphone.loudness = 0;
		ben.playback.levels.clear();
		await world.clock.advance(1_000);
		for (const page of pages) expect(page.session.view.speaking.size).toBe(0);
	});
});

describe('turns with a time', () => {
	const turnAt = (page: Page, of: Page) =>
		page.session.view.stage.find(({ identity }) => identity === idOf(of))?.turn ?? null;

	it('run down on every page, are over without cutting anybody off, and end with a silence', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [ada, ben, cleo] = pages as [Page, Page, Page];
		await bringToStage(world, ada, ben);
		expect(await cleo.session.act({ do: 'limit-turns', minutes: 2 })).toEqual({
			ok: false,
			code: 'not-allowed'
		});
		await act(world, ada, { do: 'limit-turns', minutes: 2 });
		for (const speaker of [ada, ben]) {
			await speaker.session.openMicrophone();
			speaker.microphone.loudness = 0.3;
			for (const page of pages) page.playback.levels.set(speaker.person.key.id, 0.3);
		}
		await world.clock.advance(1_000);
		for (const page of pages) {
			expect(turnAt(page, ben)?.state).toBe('running');
			expect(turnAt(page, ada)).toBeNull();
		}
		const ends = pages.map((page) => turnAt(page, ben)!.endsAt);
		expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(500);
		await world.clock.advance(90_000);
		for (const page of pages) expect(turnAt(page, ben)?.state).toBe('ending');
		await world.clock.advance(30_000);
		for (const page of pages) expect(turnAt(page, ben)?.state).toBe('over');
		for (const page of [ada, cleo]) expect(hears(world, page, ben)).toBe(true);

		ben.microphone.loudness = 0;
		for (const page of pages) page.playback.levels.delete(ben.person.key.id);
		await world.clock.advance(12_000);
		for (const page of pages) expect(turnAt(page, ben)).toBeNull();
	});

	it('have the same time for whoever comes later', async () => {
		const { pages, invite } = await gather(world, 'Ada', 'Ben');
		await act(world, pages[0]!, { do: 'limit-turns', minutes: 5 });
		const late = await comeIn(world, invite, await makeRoomPerson(world, 'Dan'));
		expect(late.session.view.state?.turnMinutes).toBe(5);
	});
});

describe('how loud somebody is on one page', () => {
	const volumeAt = (page: Page, of: Page) => page.playback.volumes.get(of.person.key.id);
	const shown = (page: Page, of: Page) =>
		page.session.view.stage.find(({ identity }) => identity === idOf(of));

	it('is silence for whoever muted them, and for nobody else', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [ada, ben, cleo] = pages as [Page, Page, Page];
		await bringToStage(world, ada, ben);
		ada.session.muteForMe(idOf(ben), true);
		await world.clock.advance(SOON_MS);
		expect([volumeAt(ada, ben), volumeAt(cleo, ben)]).toEqual([0, 1]);
		expect([shown(ada, ben)?.mutedForMe, shown(cleo, ben)?.mutedForMe]).toEqual([true, false]);
		expectSameRoom(pages);
	});

	it('is what it was before, once they are heard again', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben');
		const [ada, ben] = pages as [Page, Page];
		await bringToStage(world, ada, ben);
		ada.session.setVolume(idOf(ben), 0.4);
		ada.session.muteForMe(idOf(ben), true);
		await world.clock.advance(SOON_MS);
		expect([volumeAt(ada, ben), shown(ada, ben)?.volume]).toEqual([0, 0.4]);
		ada.session.muteForMe(idOf(ben), false);
		expect(volumeAt(ada, ben)).toBe(0.4);
	});

	it('is remembered for the person, whichever page they come back with', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const [ada, ben] = pages as [Page, Page];
		await bringToStage(world, ada, ben);
		ada.session.muteForMe(idOf(ben), true);
		for (const page of [ada, ben]) await page.session.leave();
		const benAgain = await comeIn(world, invite, await loadPage(world, ben.person));
		const adaAgain = await comeIn(world, invite, await loadPage(world, ada.person));
		expect(volumeAt(adaAgain, benAgain)).toBe(0);
		expect(shown(adaAgain, benAgain)?.mutedForMe).toBe(true);
	});
});

describe('who may do what', () => {
	it("changes nobody's access by an act that a listener forges", async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		await letWrite(host, ben.person);
		const { key, certificate } = ben.person;
		const forger = new Author(ben.document, key, certificate);
		for (const target of [idOf(host), idOf(cleo)])
			await forger.write('person.banned', { target, reason: 'because I say so' });
		await forger.write('role.granted', { target: idOf(ben), role: 'cohost' });
		await forger.write('room.ended', {});
		await world.clock.advance(SOON_MS);
		expectSameRoom(pages);
		for (const page of pages) {
			// The events are there, signed as they are, and mean nothing.
			expect(page.document.feed(key.id)).toHaveLength(5);
			expect(phase(page)).toBe('live');
			expect(stage(page)).toEqual(['Ada']);
			expect(page.session.view.state?.people.every(({ access }) => access === 'in')).toBe(true);
		}
	});

	it('refuses on the own page what the rules refuse', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben');
		const [host, ben] = pages as [Page, Page];
		const size = ben.document.size;
		for (const command of [
			{ do: 'mute', target: idOf(host) },
			{ do: 'end' },
			{ do: 'pin', text: 'mine' }
		] as const)
			expect(await ben.session.act(command)).toEqual({ ok: false, code: 'not-allowed' });
		expect(await host.session.act({ do: 'pin', text: '' })).toEqual({ ok: false, code: 'invalid' });
		expect(ben.document.size).toBe(size);
	});

	it.each([
		{ does: 'ban', name: 'banned' },
		{ does: 'remove', name: 'removed' }
	] as const)(
		'puts the $name out of every page, and lets them back with no store, old or empty',
		async ({ does, name }) => {
			const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
			const [host, ben, cleo] = pages as [Page, Page, Page];
			await bringToStage(world, host, ben);
			await act(world, host, { do: does, target: idOf(ben), reason: 'Advertising' });
			expect(ben.session.view.phase).toEqual({ name, reason: 'Advertising' });
			expect(ben.microphone.state).toBe('off');
			for (const page of [host, cleo]) {
				expect(areLinked(world, page, ben)).toBe(false);
				expect(page.playback.audible.size).toBe(0);
				expect(page.session.view.count).toBe(2);
			}
			await ben.session.leave();

			const sameStore = await comeIn(world, invite, await loadPage(world, ben.person));
			expect(sameStore.session.view.phase).toEqual({ name, reason: 'Advertising' });
			const emptyStore = await comeIn(world, invite, await onAnotherDevice(world, ben.person));
			expect(phase(emptyStore)).toBe(name);
			await world.clock.advance(60_000);
			for (const page of [sameStore, emptyStore]) {
				expect(phase(page)).toBe(name);
				for (const inside of [host, cleo]) expect(areLinked(world, inside, page)).toBe(false);
			}
			expectSameRoom([host, cleo]);
		}
	);

	it('takes a banned person in again after an unban', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		await act(world, host, { do: 'ban', target: idOf(ben), reason: '' });
		await ben.session.leave();
		await act(world, host, { do: 'unban', target: idOf(ben) });
		const back = await comeIn(world, invite, await onAnotherDevice(world, ben.person));
		expectSameRoom([host, cleo, back]);
	});
});

describe('a door with limits', () => {
	it('keeps newcomers out of a locked room, and lets those who were inside return', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		await act(world, host, { do: 'set-door', door: 'locked', inside: pages.map(idOf) });
		const newcomer = await comeIn(world, invite, await makeRoomPerson(world, 'Dan'));
		expect(phase(newcomer)).toBe('locked');
		expect(newcomer.session.view.state).toBeNull();
		await ben.session.leave();
		const back = await comeIn(world, invite, await loadPage(world, ben.person));
		expectSameRoom([host, cleo, back]);
		await act(world, host, { do: 'set-door', door: 'link', inside: [] });
		await world.clock.advance(30_000);
		expectSameRoom([host, cleo, back, newcomer]);
		expect(phase(newcomer)).toBe('live');
	});

	it('is full at eight while nobody leads it: the ninth is told so, and gets the place of one who leaves', async () => {
		const { invite, pages: all } = await gather(
			world,
			'Ada',
			'Ben',
			'Cleo',
			'Dan',
			'Eve',
			'Fay',
			'Gus',
			'Hal'
		);
		expectSameRoom(all);
		// Only a page that leads the room can make a tree of it.
		await all[0]!.session.leave();
		await world.clock.advance(SOON_MS);
		const pages = [...all.slice(1), await comeIn(world, invite, await makeRoomPerson(world, 'Jo'))];
		const ninth = await comeIn(world, invite, await makeRoomPerson(world, 'Ida'));
		expect(phase(ninth)).toBe('full');
		expectSameRoom(pages);
		expect(world.network.links.size).toBe(8 * 7);
		await pages[7]!.session.leave();
		await world.clock.advance(30_000);
		expect(phase(ninth)).toBe('live');
		expectSameRoom([...pages.slice(0, 7), ninth]);
	});

	it('counts a person with two devices once, even as the eighth', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal');
		const phone = await comeIn(world, invite, await onAnotherDevice(world, pages[7]!.person));
		expect(phase(phone)).toBe('live');
		for (const { session } of [...pages, phone]) expect(session.view.count).toBe(8);
	});
});

describe('without a relay', () => {
	it('goes on with hands, mutes and voices', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		world.hub.stop();
		await world.clock.advance(60_000);
		expect(host.session.view.relay).toBe('unreachable');
		expect(pages.map(phase)).toEqual(['live', 'live', 'live']);
		await act(world, ben, { do: 'raise-hand' });
		await bringToStage(world, host, ben);
		expect(hears(world, cleo, ben)).toBe(true);
		await act(world, host, { do: 'mute', target: idOf(ben) });
		expect(hears(world, cleo, ben)).toBe(false);
		expectSameRoom(pages);
	});

	it('makes a broken link again with signals that a third page carries', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		await bringToStage(world, host, ben);
		world.hub.stop();
		await world.clock.advance(SOON_MS);
		world.network.between(ben.person.key.id, cleo.person.key.id)!.close();
		await world.clock.advance(0);
		expect(areLinked(world, ben, cleo)).toBe(false);
		expect(cleo.session.view.stage.find(({ name }) => name === 'Ben')?.link).toBe('reconnecting');
		await world.clock.advance(5_000);
		expect(areLinked(world, ben, cleo)).toBe(true);
		expect(hears(world, cleo, ben)).toBe(true);
		expectSameRoom(pages);
	});

	it('lets a newcomer in once the relay is back', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		world.hub.stop();
		const newcomer = await openPage(world, invite, await makeRoomPerson(world, 'Cleo'));
		await newcomer.session.join();
		await world.clock.advance(30_000);
		expect(phase(newcomer)).toBe('connecting');
		world.hub.start();
		await world.clock.advance(SOON_MS);
		expect(phase(newcomer)).toBe('live');
		expectSameRoom([...pages, newcomer]);
	});

	it('says that it reconnects when every link is gone, and is live again when one is back', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben');
		const [host, ben] = pages as [Page, Page];
		world.network.mayConnect = () => false;
		world.network.between(host.person.key.id, ben.person.key.id)!.close();
		await world.clock.advance(SOON_MS);
		expect(pages.map(phase)).toEqual(['reconnecting', 'reconnecting']);
		world.network.mayConnect = () => true;
		await world.clock.advance(30_000);
		expect(pages.map(phase)).toEqual(['live', 'live']);
		expectSameRoom(pages);
	});
});

describe('leaving and returning', () => {
	it('gives the host their room back on a new page with the same identity', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		await act(world, host, { do: 'pin', text: 'We begin at eight' });
		await host.session.leave();
		await world.clock.advance(SOON_MS);
		expect(phase(host)).toBe('left');
		for (const page of [ben, cleo]) {
			expect(page.session.view.hostPresent).toBe(false);
			expect(page.session.view.count).toBe(2);
		}
		const back = await comeIn(world, invite, await loadPage(world, host.person));
		expect(back.session.view.me.role).toBe('host');
		await act(world, back, { do: 'retitle', title: 'Late room', topics: [] });
		await bringToStage(world, back, cleo);
		for (const page of [back, ben, cleo]) {
			expect(page.session.view.hostPresent).toBe(true);
			expect(page.session.view.state).toMatchObject({ title: 'Late room' });
			expect(page.session.view.state?.pins.map(({ text }) => text)).toEqual(['We begin at eight']);
			expect(stage(page)).toEqual(['Ada', 'Cleo']);
		}
		expectSameRoom([back, ben, cleo]);
	});

	it('gives the room to one tab of a profile, and to the other when it takes over', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const [host, ben] = pages as [Page, Page];
		const second = await comeIn(world, invite, await loadPage(world, host.person));
		expect(phase(second)).toBe('elsewhere');
		expect(phase(host)).toBe('live');
		await host.session.openMicrophone();
		await second.session.takeOver();
		await world.clock.advance(SOON_MS);
		expect(phase(host)).toBe('elsewhere');
		expect(host.microphone.state).toBe('off');
		expect(phase(second)).toBe('live');
		expect(second.session.view.me.role).toBe('host');
		expect(areLinked(world, host, ben)).toBe(false);
		expectSameRoom([second, ben]);
		await host.session.takeOver();
		// Others may still be in an attempt to reach the tab that was silent: it ends after 10 s.
		await world.clock.advance(15_000);
		expect([phase(host), phase(second)]).toEqual(['live', 'elsewhere']);
		expectSameRoom([host, ben]);
	});

	it('ends the room for everybody, for good', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben] = pages as [Page, Page];
		await bringToStage(world, host, ben);
		await act(world, host, { do: 'end' });
		expect(pages.map(phase)).toEqual(['ended', 'ended', 'ended']);
		for (const page of pages) {
			expect(page.microphone.state).toBe('off');
			expect(page.playback.audible.size).toBe(0);
		}
		const late = await openPage(world, invite, await makeRoomPerson(world, 'Dan'));
		await world.clock.advance(SOON_MS);
		expect(phase(late)).toBe('ended');
	});
});
