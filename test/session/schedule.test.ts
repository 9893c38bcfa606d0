import { beforeEach, describe, expect, it } from 'vitest';
import { parseInvite, type Invite } from '../../src/p2p/wire/invite.ts';
import type { LocalTime } from '../../src/p2p/room/timing.ts';
import {
	act,
	areLinked,
	bringToStage,
	hears,
	loadPage,
	makeRoomPerson,
	makeWorld,
	openPage,
	phase,
	planRoom,
	SOON_MS,
	type Page,
	type World
} from '../fixtures/room-people.ts';
import { PLANNED, timingOf } from '../room/story.ts';

const [first, second] = PLANNED as [LocalTime, LocalTime];

let world: World;

beforeEach(() => {
	world = makeWorld(20261123);
});

const idOf = (page: Page) => page.person.identity.id;
const scheduleOf = ({ session }: Page) => session.view.state!.schedule!;
const stateOf = ({ session }: Page) => JSON.stringify(session.view.state);

/** The same person opens the room anew, with what their browser kept. */
async function reopen(invite: Invite, page: Page): Promise<Page> {
	await page.session.leave();
	const again = await openPage(world, invite, await loadPage(world, page.person));
	await world.clock.advance(SOON_MS);
	return again;
}

/** A guest opens the page of a planned room. */
async function visit(invite: Invite, name: string): Promise<Page> {
	const page = await openPage(world, invite, await makeRoomPerson(world, name));
	await world.clock.advance(SOON_MS);
	return page;
}

/** A planned room whose host made somebody co-host beforehand, both with its page open. */
async function withCohost() {
	const { invite, page: ada } = await planRoom(world, await makeRoomPerson(world, 'Ada'));
	const ben = await visit(invite, 'Ben');
	await ben.session.answer({ answer: 'yes', instance: '' });
	await world.clock.advance(SOON_MS);
	await act(world, ada, { do: 'make-cohost', target: idOf(ben) });
	return { invite, ada, ben };
}

describe('before a scheduled room', () => {
	it('waits in no room: nobody is shown, linked or heard, and joining does nothing', async () => {
		const { invite, page: ada } = await planRoom(world, await makeRoomPerson(world, 'Ada'));
		const ben = await visit(invite, 'Ben');
		await ben.session.join();
		await world.clock.advance(60_000);
		for (const { session } of [ada, ben])
			expect([session.view.phase.name, session.view.count, session.view.stage]).toEqual(['scheduled', 0, []]);
		expect(world.network.links.size).toBe(0);
		expect(scheduleOf(ben)).toMatchObject({ timing: timingOf(0), note: 'a note', live: null });
	});

	it('is edited, moved and called off without anybody there, and is so when it is opened again', async () => {
		world.hub.stop();
		const { invite, page } = await planRoom(world, await makeRoomPerson(world, 'Ada'));
		await act(world, page, { do: 'schedule', timing: timingOf(1), note: 'another' });
		await act(world, page, { do: 'change-time', instance: first, start: second });
		const again = await reopen(invite, page);
		expect(phase(again)).toBe('scheduled');
		expect(scheduleOf(again)).toMatchObject({ timing: timingOf(1), note: 'another' });
		await act(world, again, { do: 'call-off' });
		expect(scheduleOf(await reopen(invite, again))).toMatchObject({
			isCancelled: true,
			changes: [{ instance: first, start: second }]
		});
	});

	it('is kept among the rooms of whoever holds it or answered, and of nobody who only looked', async () => {
		const { invite, ben } = await withCohost();
		const cleo = await visit(invite, 'Cleo');
		expect(await ben.person.store.loadRooms()).toMatchObject([{ title: 'Planned room', hosted: false }]);
		expect(await cleo.person.store.loadRooms()).toEqual([]);
	});

	it('goes on in a short document while it waits, with its plan and its guests', async () => {
		world = { ...world, recordAfter: 24 };
		const { ada, ben } = await withCohost();
		await act(world, ben, { do: 'change-time', instance: first, start: second });
		const before = scheduleOf(ada);
		for (let i = 0; ada.current.standing.generation === 0; i++) {
			if (i > 48) throw new Error('the room does not go on');
			await act(world, ada, { do: 'retitle', title: `Title ${i}`, topics: [] });
		}
		await world.clock.advance(10_000);
		for (const page of [ada, ben]) {
			expect(page.current.standing.generation).toBe(1);
			expect(scheduleOf(page)).toEqual(before);
			expect(phase(page)).toBe('scheduled');
		}
		await act(world, ben, { do: 'schedule', timing: timingOf(3), note: 'later' });
		expect(scheduleOf(ada)).toMatchObject({ timing: timingOf(3), guests: before.guests });
	});

	it('two who edit apart see the same afterwards, and both what was decided at the same time', async () => {
		const { ada, ben } = await withCohost();
		world.hub.stop();
		await ada.session.leave();
		const invite = planInvite(ada);
		const [adaAway, benAway] = [
			await openPage(world, invite, await loadPage(world, ada.person)),
			await reopen(invite, ben)
		];
		await act(world, adaAway, { do: 'schedule', timing: timingOf(1), note: 'by Ada' });
		await act(world, benAway, { do: 'schedule', timing: timingOf(2), note: 'by Ben' });
		expect(scheduleOf(benAway)).toMatchObject({ timing: timingOf(2), conflicts: [] });
		world.hub.start();
		await world.clock.advance(60_000);
		expect(stateOf(adaAway)).toBe(stateOf(benAway));
		expect(scheduleOf(benAway)).toMatchObject({
			timing: timingOf(1),
			note: 'by Ada',
			conflicts: [{ stands: { by: idOf(ada) }, lost: { by: idOf(ben) } }]
		});
		await act(world, benAway, { do: 'schedule', timing: timingOf(2), note: 'by Ben' });
		expect(scheduleOf(adaAway)).toMatchObject({ timing: timingOf(2), conflicts: [] });
	});
});

describe('answers', () => {
	it('wait on the device while no moderator is there, over a reload, and reach the host when both are', async () => {
		const { invite, page: ada } = await planRoom(world, await makeRoomPerson(world, 'Ada'));
		const ben = await visit(invite, 'Ben');
		await ada.session.leave();
		await world.clock.advance(SOON_MS);
		await ben.session.answer({ answer: 'maybe', instance: '' });
		await world.clock.advance(20_000);
		expect(ben.session.view.rsvp).toEqual({ answer: 'maybe', instance: '', delivered: false });
		const benAgain = await reopen(invite, ben);
		expect(benAgain.session.view.rsvp).toMatchObject({ answer: 'maybe', delivered: false });
		const adaAgain = await openPage(world, invite, await loadPage(world, ada.person));
		await world.clock.advance(60_000);
		expect(benAgain.session.view.rsvp).toMatchObject({ delivered: true });
		expect(scheduleOf(adaAgain).guests).toEqual([{ identity: idOf(ben), answer: 'maybe', instance: '' }]);
		const guest = adaAgain.session.view.state!.people.find(({ identity }) => identity === idOf(ben));
		expect(guest).toMatchObject({ name: 'Ben', role: 'listener' });
	});

	it('find a moderator among many who have the page open', async () => {
		const { invite, page: ada } = await planRoom(world, await makeRoomPerson(world, 'Ada'));
		let last = ada;
		for (let i = 0; i < 14; i++) last = await visit(invite, `Guest ${i}`);
		await ada.session.leave();
		await last.session.answer({ answer: 'yes', instance: '' });
		// Everybody looks through as many pages as they do before the host is back.
		const adaAgain = await openPage(world, invite, await loadPage(world, ada.person));
		await world.clock.advance(60_000);
		expect(last.session.view.rsvp).toMatchObject({ delivered: true });
		expect(scheduleOf(adaAgain).guests).toMatchObject([{ identity: idOf(last) }]);
	});

	it('of somebody who may not come in do not count', async () => {
		const { invite, page: ada } = await planRoom(world, await makeRoomPerson(world, 'Ada'));
		const ben = await visit(invite, 'Ben');
		await act(world, ada, { do: 'ban', target: idOf(ben), reason: '' });
		await ben.session.answer({ answer: 'yes', instance: '' });
		await world.clock.advance(60_000);
		expect(scheduleOf(ada).guests).toEqual([]);
		expect(phase(ben)).toBe('banned');
	});
});

describe('a scheduled room that begins', () => {
	it('turns live on every page that waits for it, and is heard by who comes in', async () => {
		const { invite, ada, ben } = await withCohost();
		const cleo = await visit(invite, 'Cleo');
		await act(world, ada, { do: 'open-room', instance: first });
		expect([ada, ben, cleo].map(phase)).toEqual(['preview', 'preview', 'preview']);
		await ada.session.join();
		await world.clock.advance(SOON_MS);
		await cleo.session.join();
		await world.clock.advance(SOON_MS);
		expect([ada, ben, cleo].map(phase)).toEqual(['live', 'preview', 'live']);
		expect(areLinked(world, ada, cleo)).toBe(true);
		expect(areLinked(world, ada, ben)).toBe(false);
		expect(cleo.session.view.stage.map(({ name }) => name)).toEqual(['Ada']);
		await ada.session.openMicrophone();
		await world.clock.advance(SOON_MS);
		expect(hears(world, cleo, ada)).toBe(true);
	});

	it('is found live by who comes later, and waits again once this time is over', async () => {
		const { invite, ada, ben } = await withCohost();
		await act(world, ben, { do: 'open-room', instance: first });
		await ben.session.join();
		await world.clock.advance(SOON_MS);
		await ada.session.join();
		const cleo = await visit(invite, 'Cleo');
		expect(phase(cleo)).toBe('preview');
		await cleo.session.join();
		await world.clock.advance(SOON_MS);
		await bringToStage(world, ada, cleo);
		await act(world, ada, { do: 'close-room' });
		await world.clock.advance(30_000);
		for (const page of [ada, ben, cleo])
			expect([phase(page), scheduleOf(page).over]).toEqual(['scheduled', [first]]);
		expect(cleo.microphone.state).not.toBe('open');
		expect(areLinked(world, ada, cleo)).toBe(false);
		await act(world, ada, { do: 'open-room', instance: second });
		await ada.session.join();
		await cleo.session.join();
		await world.clock.advance(30_000);
		expect([phase(ada), phase(cleo), areLinked(world, ada, cleo)]).toEqual(['live', 'live', true]);
	});

	it('who still has it as live sees that it was called off as soon as they meet', async () => {
		const { ada, ben } = await withCohost();
		world.hub.stop();
		const invite = planInvite(ada);
		await ada.session.leave();
		const adaAway = await openPage(world, invite, await loadPage(world, ada.person));
		await act(world, ben, { do: 'open-room', instance: first });
		await ben.session.join();
		await act(world, adaAway, { do: 'call-off' });
		expect([phase(ben), phase(adaAway)]).toEqual(['live', 'scheduled']);
		world.hub.start();
		const cleo = await visit(invite, 'Cleo');
		await world.clock.advance(60_000);
		expect(phase(ben)).toBe('scheduled');
		for (const page of [adaAway, ben, cleo])
			expect(scheduleOf(page)).toMatchObject({ isCancelled: true, live: null });
	});
});

/** The invite behind a page's link. */
function planInvite(page: Page): Invite {
	const parsed = parseInvite(page.session.link);
	if (!parsed.ok) throw new Error(parsed.code);
	return parsed.value;
}
