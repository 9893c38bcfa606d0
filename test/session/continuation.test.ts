import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EventId } from '../../src/p2p/base/ids.ts';
import {
	continuedMessage,
	isBehind,
	makeContinuation,
	standingOf
} from '../../src/p2p/session/continuation.ts';
import { decodeCanonical, encodeCanonical, type Plain } from '../../src/p2p/wire/canonical.ts';
import {
	act,
	comeIn,
	gather,
	loadPage,
	makeRoomPerson,
	makeWorld,
	onAnotherDevice,
	phase,
	SOON_MS,
	type Page,
	type World
} from '../fixtures/room-people.ts';
import { Stranger } from '../fixtures/stranger.ts';

/** Events after which the rooms of these tests go on. */
const RECORD_AFTER = 16;
/** The host's page looks every few seconds. */
const A_LOOK_MS = 6_000;

let world: World;

beforeEach(() => {
	world = { ...makeWorld(20261123), recordAfter: RECORD_AFTER };
});

const idOf = (page: Page) => page.person.identity.id;
const generation = (page: Page) => page.current.standing.generation;
const refusedCodes = (page: Page) => page.session.view.refused.map(({ code }) => code);
const namesOf = (page: Page) => page.session.view.stage.map(({ name }) => name).sort();

/** Checks that everybody is in one document and shows the same room. */
function expectSameRoom(pages: readonly Page[]): void {
	const [first, ...others] = pages;
	for (const other of others) {
		expect(other.current.standing).toEqual(first!.current.standing);
		expect(JSON.stringify(other.session.view.state)).toBe(JSON.stringify(first!.session.view.state));
	}
}

/** Acts of the host until the room has gone on once more. */
async function fill(page: Page): Promise<void> {
	const before = generation(page);
	for (let i = 0; generation(page) === before; i++) {
		if (i > 2 * RECORD_AFTER) throw new Error('the room does not go on');
		await act(world, page, { do: 'retitle', title: `Title ${i}`, topics: [] });
	}
	await world.clock.advance(A_LOOK_MS);
}

/** What a page would tell of a continuation by somebody, made from what another page knows. */
async function continuationBy(page: Page, knowing: Page = page) {
	const { room, document, state, continuation } = knowing.current;
	const { key, certificate } = page.person;
	return (await makeContinuation({ room, document, state: state!, before: continuation, key, certificate }))!;
}

/** The event with a signature of nothing. */
function unsigned(raw: Uint8Array): Uint8Array {
	const read = decodeCanonical(raw, raw.length);
	if (!read.ok) throw new Error('not an event');
	return encodeCanonical({ ...(read.value as Record<string, Plain>), sig: new Uint8Array(64) });
}

describe('of two standings', () => {
	it('one is behind unless they are the same, and of three there is a first', () => {
		const standing = fc.record({
			root: fc.constantFrom(...['aa', 'bb', 'cc'].map((byte) => byte.repeat(32) as EventId)),
			generation: fc.nat(2),
			covers: fc.nat(2)
		});
		const property = fc.property(fc.tuple(standing, standing, standing), ([a, b, c]) => {
			const isSame = JSON.stringify(a) === JSON.stringify(b);
			expect([isBehind(a, b), isBehind(b, a)].filter(Boolean)).toHaveLength(isSame ? 0 : 1);
			if (isBehind(a, b) && isBehind(b, c)) expect(isBehind(a, c)).toBe(true);
		});
		fc.assert(property, { seed: 1403, numRuns: 2_000 });
	});
});

describe('a long room', () => {
	it('goes on in a new document: everybody moves and sees the same room, short again', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		await act(world, host, { do: 'make-cohost', target: idOf(ben) });
		await act(world, host, { do: 'invite', target: idOf(cleo) });
		await act(world, cleo, { do: 'answer', accept: true });
		await act(world, ben, { do: 'pin', text: 'We begin at eight' });
		await fill(host);
		expect(pages.map(generation)).toEqual([1, 1, 1]);
		expectSameRoom(pages);
		for (const page of pages) {
			expect(phase(page)).toBe('live');
			expect(page.document.size).toBeLessThan(RECORD_AFTER);
			expect(namesOf(page)).toEqual(['Ada', 'Ben', 'Cleo']);
			expect(page.session.view.state?.pins.map(({ text }) => text)).toEqual(['We begin at eight']);
		}
		await act(world, cleo, { do: 'step-down' });
		await act(world, cleo, { do: 'raise-hand' });
		await act(world, ben, { do: 'mute', target: idOf(cleo) });
		expectSameRoom(pages);
		expect(host.session.view.requests.map(({ name }) => name)).toEqual(['Cleo']);
	});

	it('goes on again and again', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben');
		for (let i = 0; i < 3; i++) await fill(pages[0]!);
		expect(pages.map(generation)).toEqual([3, 3]);
		expectSameRoom(pages);
	});

	it('keeps a ban, also from whoever returns with what they kept', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		await act(world, host, { do: 'ban', target: idOf(ben), reason: 'Advertising' });
		await ben.session.leave();
		await fill(host);
		const back = await comeIn(world, invite, await loadPage(world, ben.person));
		expect(phase(back)).toBe('banned');
		const elsewhere = await comeIn(world, invite, await onAnotherDevice(world, ben.person));
		expect(phase(elsewhere)).toBe('banned');
		expectSameRoom([host, cleo]);
	});

	it('takes in a newcomer, by the record alone', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		await fill(pages[0]!);
		const newcomer = await comeIn(world, invite, await makeRoomPerson(world, 'Cleo'));
		await world.clock.advance(A_LOOK_MS);
		expectSameRoom([...pages, newcomer]);
		await act(world, newcomer, { do: 'raise-hand' });
		expectSameRoom([...pages, newcomer]);
		expect(newcomer.session.view.me.handRaised).toBe(true);
	});

	it('takes in whoever comes back with the old document', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		await cleo.session.leave();
		await fill(host);
		await fill(host);
		const back = await comeIn(world, invite, await loadPage(world, cleo.person));
		await world.clock.advance(A_LOOK_MS);
		expect(generation(back)).toBe(2);
		expectSameRoom([host, ben, back]);
	});

	it('is opened again from the store in the document that it was left in', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const [host, ben] = pages as [Page, Page];
		await fill(host);
		await act(world, host, { do: 'pin', text: 'After the record' });
		const { standing } = host.current;
		for (const page of pages) await page.session.leave();
		const back = await comeIn(world, invite, await loadPage(world, host.person));
		expect(back.current.standing).toEqual(standing);
		expect(back.session.view.me.role).toBe('host');
		expect(back.session.view.state?.pins.map(({ text }) => text)).toEqual(['After the record']);
		const other = await comeIn(world, invite, await loadPage(world, ben.person));
		expectSameRoom([back, other]);
	});

	it('is handed over in the document that began with a record, and goes on under its new host', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben] = pages as [Page, Page];
		await act(world, host, { do: 'offer-host', target: idOf(ben) });
		await fill(host);
		await act(world, ben, { do: 'answer-host', accept: true });
		expect(ben.session.view.me.role).toBe('host');
		await fill(ben);
		expect(pages.map(generation)).toEqual([2, 2, 2]);
		expectSameRoom(pages);
		const newcomer = await comeIn(world, invite, await makeRoomPerson(world, 'Dan'));
		expectSameRoom([...pages, newcomer]);
	});
});

describe('what a record could not know', () => {
	it('is signed again: a hand raised and a ban signed while the room went on', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo', 'Dan');
		const [host, ben, cleo, dan] = pages as [Page, Page, Page, Page];
		await act(world, host, { do: 'make-cohost', target: idOf(ben) });
		await act(world, cleo, { do: 'raise-hand' });
		await act(world, cleo, { do: 'lower-hand', target: idOf(cleo) });
		const early = await continuationBy(host);
		await act(world, ben, { do: 'ban', target: idOf(dan), reason: 'late' });
		await act(world, cleo, { do: 'raise-hand' });
		host.current.move(early);
		await world.clock.advance(4 * SOON_MS);
		expectSameRoom([host, ben, cleo]);
		expect(generation(cleo)).toBe(1);
		expect(host.session.view.requests.map(({ name }) => name)).toEqual(['Cleo']);
		expect(phase(dan)).toBe('banned');
		expect(host.session.view.state?.people.find(({ identity }) => identity === idOf(dan))?.access).toBe(
			'banned'
		);
	});
});

describe('nobody rolls the room back', () => {
	it('a stale device of the host cannot: its continuation is refused where its missing acts are known', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		const stale = await continuationBy(host);
		await act(world, host, { do: 'ban', target: idOf(cleo), reason: '' });
		const device = await onAnotherDevice(world, host.person);
		const visitor = await Stranger.visit(world, invite, device, ben);
		visitor.enter();
		await world.clock.advance(SOON_MS);
		visitor.send({ kind: 'standing', standing: standingOf(invite.room, stale) }, continuedMessage(stale));
		await world.clock.advance(SOON_MS);
		expect(generation(ben)).toBe(0);
		expect(refusedCodes(ben)).toContain('continuation-stale');
		expect(visitor.refusal).toBeNull();
		expect(phase(cleo)).toBe('banned');
		expectSameRoom([host, ben]);
	});

	it('a stale continuation that some followed gives way to a whole one', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo', 'Dan');
		const [host, ben, cleo, dan] = pages as [Page, Page, Page, Page];
		const stale = await continuationBy(host);
		await act(world, host, { do: 'ban', target: idOf(cleo), reason: '' });
		dan.current.move(stale);
		await world.clock.advance(4 * A_LOOK_MS);
		expectSameRoom([host, ben, dan]);
		expect(dan.session.view.state?.people.find(({ identity }) => identity === idOf(cleo))?.access).toBe(
			'banned'
		);
	});

	it('of two continuations at once everybody takes the same', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		const [one, two] = [await continuationBy(host), await continuationBy(host)];
		ben.current.move(one);
		cleo.current.move(two);
		await world.clock.advance(4 * SOON_MS);
		expectSameRoom([host, ben, cleo]);
		expect(generation(host)).toBe(1);
	});

	it('a former host cannot, with a lineage that ends with them', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		const old = await continuationBy(host);
		await act(world, host, { do: 'offer-host', target: idOf(ben) });
		await act(world, ben, { do: 'answer-host', accept: true });
		const visitor = await Stranger.visit(world, invite, await onAnotherDevice(world, host.person), cleo);
		visitor.enter();
		await world.clock.advance(SOON_MS);
		visitor.send(continuedMessage(old));
		await world.clock.advance(2 * A_LOOK_MS);
		expect(generation(cleo)).toBe(0);
		expect(refusedCodes(cleo)).toContain('continuation-stale');
		await fill(ben);
		visitor.send(continuedMessage(old));
		await world.clock.advance(SOON_MS);
		expect(generation(cleo)).toBe(1);
		expectSameRoom(pages);
	});

	it.each(['co-host', 'stranger'])("a %s's continuation drops its sender and moves nobody", async (who) => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [host, ben, cleo] = pages as [Page, Page, Page];
		if (who === 'co-host') await act(world, host, { do: 'make-cohost', target: idOf(ben) });
		const before = JSON.stringify(cleo.session.view.state);
		const sender =
			who === 'co-host' ? await loadPage(world, ben.person) : await makeRoomPerson(world, 'Mallory');
		const forged = await continuationBy({ ...ben, person: sender }, host);
		const visitor = await Stranger.visit(world, invite, sender, cleo);
		visitor.enter();
		await world.clock.advance(SOON_MS);
		visitor.send({ kind: 'standing', standing: standingOf(invite.room, forged) }, continuedMessage(forged));
		await world.clock.advance(SOON_MS);
		expect(refusedCodes(cleo)).toContain('continuation-unentitled');
		expect(visitor.refusal).toBe('misbehaved');
		expect(JSON.stringify(cleo.session.view.state)).toBe(before);
		expectSameRoom(pages);
	});

	it.each([
		['without its record', 'continuation-malformed'],
		['with a foreign signature', 'event-signature'],
		['of another room', 'continuation-malformed']
	])('a continuation %s drops its sender', async (how, code) => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const [host, ben] = pages as [Page, Page];
		const message = continuedMessage(await continuationBy(host));
		let { events } = message;
		if (how === 'without its record') events = events.slice(0, 1);
		if (how === 'with a foreign signature') events = [...events.slice(0, -1), unsigned(events.at(-1)!)];
		if (how === 'of another room') {
			const elsewhere = await gather(world, 'Eve');
			({ events } = continuedMessage(await continuationBy(elsewhere.pages[0]!)));
		}
		const visitor = await Stranger.visit(world, invite, await makeRoomPerson(world, 'Mallory'), ben);
		visitor.enter();
		await world.clock.advance(SOON_MS);
		visitor.send({ ...message, events });
		await world.clock.advance(SOON_MS);
		expect(refusedCodes(ben)).toContain(code);
		expect(visitor.refusal).toBe('misbehaved');
		expect(generation(ben)).toBe(0);
		expectSameRoom(pages);
	});

	it('claims of a document that nobody shows change nothing', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const visitor = await Stranger.visit(world, invite, await makeRoomPerson(world, 'Mallory'), pages[1]!);
		visitor.enter();
		await world.clock.advance(SOON_MS);
		const root = 'ff'.repeat(32) as EventId;
		for (let i = 0; i < 100; i++)
			visitor.send({ kind: 'standing', standing: { root, generation: i, covers: 0 } });
		await world.clock.advance(SOON_MS);
		await act(world, pages[1]!, { do: 'raise-hand' });
		expectSameRoom(pages);
	});
});
