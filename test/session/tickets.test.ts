import { beforeEach, describe, expect, it } from 'vitest';
import type { OfferedTerms, WishStep } from '../../src/p2p/api.ts';
import type { IdentityId, TicketId } from '../../src/p2p/base/ids.ts';
import type { Invite } from '../../src/p2p/wire/invite.ts';
import {
	act,
	areLinked,
	comeIn,
	gather,
	loadPage,
	makeRoomPerson,
	makeWorld,
	openPage,
	phase,
	SOON_MS,
	type Page,
	type World
} from '../fixtures/room-people.ts';
import { Stranger } from '../fixtures/stranger.ts';

let world: World;

beforeEach(() => {
	world = makeWorld(20261126);
});

const FREE: OfferedTerms = {
	price: 0,
	currency: '',
	supply: 3,
	perPerson: 1,
	opens: null,
	closes: null,
	transferable: true,
	ways: []
};
const PAID: OfferedTerms = {
	...FREE,
	price: 500,
	currency: 'EUR',
	ways: [{ way: 'link', to: 'https://pay.example/ada' }]
};

const idOf = (page: Page): IdentityId => page.person.identity.id;
const soon = (times = 1) => world.clock.advance(times * SOON_MS);
const soldOf = (page: Page) => page.session.view.state?.tickets.sold ?? [];
const stepOf = (page: Page): WishStep | null => page.session.view.tickets.wish?.step ?? null;
const isIn = (page: Page) => phase(page) === 'live';

/** A room whose door is for tickets, offered on these terms; who was there stays. */
async function sell(terms: OfferedTerms, ...names: string[]) {
	const { invite, pages } = await gather(world, 'Ada', ...names);
	const ada = pages[0]!;
	const offering = ada.session.tickets.offer(terms);
	await soon();
	expect(await offering).toEqual({ ok: true, value: undefined });
	await act(world, ada, { do: 'set-door', door: 'ticket', inside: pages.map(idOf) });
	return { invite, pages, ada };
}

/** Somebody who has opened the link, and is not in. */
async function visitor(invite: Invite, name: string): Promise<Page> {
	const page = await openPage(world, invite, await makeRoomPerson(world, name));
	await soon();
	return page;
}

/** Presses a button of the page and lets it come around. */
async function does<Value>(doing: Promise<Value>): Promise<Value> {
	await soon();
	return doing;
}

async function joins(page: Page): Promise<void> {
	await page.session.join();
	await soon();
}

describe('R20 a free ticket', () => {
	it('is asked for from outside, bound to its buyer, and opens the door, which stays shut for others', async () => {
		const { invite, ada } = await sell(FREE, 'Ben');
		const [cleo, dan] = [await visitor(invite, 'Cleo'), await visitor(invite, 'Dan')];
		expect([phase(cleo), phase(dan)]).toEqual(['ticketless', 'ticketless']);
		expect(cleo.session.view.state?.tickets.offers).toHaveLength(1);
		await does(cleo.session.tickets.want('free'));
		expect(soldOf(ada)).toMatchObject([{ number: 1, buyer: idOf(cleo), holder: idOf(cleo) }]);
		expect(cleo.session.view.tickets.wish).toBeNull();
		expect([phase(cleo), phase(dan)]).toEqual(['preview', 'ticketless']);
		await joins(cleo);
		expect(isIn(cleo) && areLinked(world, ada, cleo)).toBe(true);
		expect(cleo.session.view.protection).toBe('end-to-end');
		// Who comes in all the same gets neither a link nor the room's key.
		await joins(dan);
		expect(areLinked(world, ada, dan) || areLinked(world, cleo, dan)).toBe(false);
		expect(dan.tracks.epochs ?? []).toEqual([]);
		expect(ada.session.view.audience.map(({ name }) => name).sort()).toEqual(['Ben', 'Cleo']);
	});

	it('is sold three times to twenty who ask at once; seventeen are told', async () => {
		const { invite, ada } = await sell(FREE);
		const people: Page[] = [];
		for (let i = 0; i < 20; i++) people.push(await visitor(invite, `Guest ${i}`));
		await Promise.all(people.map((page) => page.session.tickets.want('free')));
		await soon(10);
		expect(soldOf(ada).map(({ number }) => number)).toEqual([1, 2, 3]);
		const holders = new Set(soldOf(ada).map(({ holder }) => holder));
		expect(holders.size).toBe(3);
		const without = people.filter((page) => !holders.has(idOf(page)));
		expect(without.map(stepOf)).toEqual(without.map(() => 'sold-out'));
		for (const page of people) expect(phase(page)).toBe(holders.has(idOf(page)) ? 'preview' : 'ticketless');
	});

	it('waits for a host who is away, also over a reload, and comes when the host is back', async () => {
		const { invite, pages, ada } = await sell(FREE, 'Ben');
		await ada.session.leave();
		await soon(5);
		const cleo = await visitor(invite, 'Cleo');
		await does(cleo.session.tickets.want('free'));
		expect(stepOf(cleo)).toBe('waiting-for-host');
		await cleo.session.leave();
		const again = await openPage(world, invite, await loadPage(world, cleo.person));
		await soon();
		expect(stepOf(again)).toBe('waiting-for-host');
		await comeIn(world, invite, await loadPage(world, ada.person));
		await soon(8);
		expect(stepOf(again)).toBeNull();
		expect(soldOf(pages[1]!)).toHaveLength(1);
		await joins(again);
		expect(isIn(again)).toBe(true);
	});

	it('is one for each person, however often they ask', async () => {
		const { invite, ada } = await sell(FREE);
		const cleo = await visitor(invite, 'Cleo');
		await does(cleo.session.tickets.want('free'));
		await does(cleo.session.tickets.want('free'));
		expect(stepOf(cleo)).toBe('too-many');
		expect(soldOf(ada)).toHaveLength(1);
	});

	it('is given away once, and takes the way in along', async () => {
		const { invite, ada } = await sell(FREE);
		const [cleo, dan] = [await visitor(invite, 'Cleo'), await visitor(invite, 'Dan')];
		await does(cleo.session.tickets.want('free'));
		await joins(cleo);
		const { id } = soldOf(ada)[0]!;
		await act(world, cleo, { do: 'pass-ticket', ticket: id, to: idOf(dan) });
		expect(soldOf(ada)).toMatchObject([{ buyer: idOf(cleo), holder: idOf(dan) }]);
		expect([phase(cleo), phase(dan)]).toEqual(['ticketless', 'preview']);
		await joins(dan);
		expect(isIn(dan)).toBe(true);
		const back = dan.session.act({ do: 'pass-ticket', ticket: id, to: idOf(cleo) });
		expect(await back).toEqual({ ok: false, code: 'not-allowed' });
	});
});

describe('R20 a ticket that is paid outside, and confirmed', () => {
	it('is held, paid, confirmed by the host, and lets its buyer in', async () => {
		const { invite, ada } = await sell(PAID);
		const cleo = await visitor(invite, 'Cleo');
		await does(cleo.session.tickets.want('link'));
		expect(cleo.session.view.tickets.wish).toMatchObject({ step: 'pay', way: 'link' });
		expect(ada.session.view.tickets.orders).toEqual([]);
		await does(cleo.session.tickets.paid('Transfer by Cleo, 12:30'));
		expect(stepOf(cleo)).toBe('checking');
		expect(ada.session.view.tickets.orders).toMatchObject([
			{ buyer: idOf(cleo), name: 'Cleo', note: 'Transfer by Cleo, 12:30' }
		]);
		expect(phase(cleo)).toBe('ticketless');
		await does(ada.session.tickets.confirm(ada.session.view.tickets.orders[0]!.ticket));
		expect(ada.session.view.tickets.orders).toEqual([]);
		expect([stepOf(cleo), phase(cleo)]).toEqual([null, 'preview']);
		await joins(cleo);
		expect(isIn(cleo)).toBe(true);
	});

	it('is refused with the host’s words, and the number is free again', async () => {
		const { invite, ada } = await sell({ ...PAID, supply: 1 });
		const [cleo, dan] = [await visitor(invite, 'Cleo'), await visitor(invite, 'Dan')];
		await does(cleo.session.tickets.want('link'));
		await does(dan.session.tickets.want('link'));
		expect([stepOf(cleo), stepOf(dan)]).toEqual(['pay', 'sold-out']);
		await does(cleo.session.tickets.paid('I did'));
		await does(ada.session.tickets.refuse(ada.session.view.tickets.orders[0]!.ticket, 'Nothing came'));
		await soon(8);
		expect(cleo.session.view.tickets.wish).toMatchObject({ step: 'refused', words: 'Nothing came' });
		await does(dan.session.tickets.want('link'));
		expect(stepOf(dan)).toBe('pay');
	});

	it('is held for a while only: who does not pay makes room, and who pays late is heard', async () => {
		const { invite, ada } = await sell({ ...PAID, supply: 1 });
		const [cleo, dan] = [await visitor(invite, 'Cleo'), await visitor(invite, 'Dan')];
		await does(cleo.session.tickets.want('link'));
		await world.clock.advance(16 * 60_000);
		await does(dan.session.tickets.want('link'));
		expect(stepOf(dan)).toBe('pay');
		await does(dan.session.tickets.paid('Dan'));
		await does(ada.session.tickets.confirm(ada.session.view.tickets.orders[0]!.ticket));
		await does(cleo.session.tickets.paid('Cleo, a little late'));
		const [order] = ada.session.view.tickets.orders;
		expect(order).toMatchObject({ note: 'Cleo, a little late' });
		expect(await does(ada.session.tickets.confirm(order!.ticket))).toEqual({ ok: false, code: 'sold-out' });
		// More of them resolve it.
		await does(ada.session.tickets.offer(PAID));
		expect(await does(ada.session.tickets.confirm(order!.ticket))).toEqual({ ok: true, value: undefined });
		expect(soldOf(ada)).toHaveLength(2);
		expect(phase(cleo)).toBe('preview');
	});

	it('is told to a host who was gone when it was paid, and waits for the word over the host’s reload', async () => {
		const { invite, ada } = await sell(PAID, 'Ben');
		const cleo = await visitor(invite, 'Cleo');
		await does(cleo.session.tickets.want('link'));
		await ada.session.leave();
		await soon(4);
		await does(cleo.session.tickets.paid('Paid while you were away'));
		expect(stepOf(cleo)).toBe('waiting-for-host');
		let back = await comeIn(world, invite, await loadPage(world, ada.person));
		await soon(4);
		expect(back.session.view.tickets.orders).toMatchObject([{ note: 'Paid while you were away' }]);
		await back.session.leave();
		back = await comeIn(world, invite, await loadPage(world, ada.person));
		expect(back.session.view.tickets.orders).toHaveLength(1);
		await does(back.session.tickets.confirm(back.session.view.tickets.orders[0]!.ticket));
		await soon(2);
		expect(phase(cleo)).toBe('preview');
	});

	it('is taken back: its holder goes out at once, and the key changes', async () => {
		const { invite, pages, ada } = await sell(PAID, 'Ben');
		const cleo = await visitor(invite, 'Cleo');
		await does(cleo.session.tickets.want('link'));
		await does(cleo.session.tickets.paid('Here'));
		await does(ada.session.tickets.confirm(ada.session.view.tickets.orders[0]!.ticket));
		await joins(cleo);
		expect(isIn(cleo)).toBe(true);
		const before = keyOf(ada);
		expect(keyOf(cleo)).toBe(before);
		await act(world, ada, { do: 'refund-ticket', ticket: soldOf(ada)[0]!.id });
		expect(phase(cleo)).toBe('ticketless');
		expect(areLinked(world, ada, cleo)).toBe(false);
		expect(keyOf(ada)).not.toBe(before);
		expect(keyOf(pages[1]!)).toBe(keyOf(ada));
		expect(cleo.tracks.told.flatMap((epochs) => epochs?.map(({ secret }) => secret.join()) ?? [])).not.toContain(
			keyOf(ada)
		);
	});
});

describe('R20 a hostile page', () => {
	it('signs a ticket for itself, claims to be inside, and stays out without the key', async () => {
		const { invite, ada } = await sell(FREE);
		const mallory = await makeRoomPerson(world, 'Mallory');
		const stranger = await Stranger.visit(world, invite, mallory, ada);
		stranger.enter();
		await soon();
		expect(stranger.refusal).toBe('ticketless');
		expect(stranger.heard.some(({ kind }) => kind === 'epoch')).toBe(false);
		const looking = await Stranger.visit(world, invite, await makeRoomPerson(world, 'Mallory'), ada);
		looking.enter({ joined: false });
		await soon();
		expect(looking.heard.some(({ kind }) => kind === 'sync')).toBe(true);
		expect(looking.heard.some(({ kind }) => kind === 'epoch')).toBe(false);
		expect(soldOf(ada)).toEqual([]);
	});

	it('R20 inside, without being host, gives nobody a ticket and takes nobody’s', async () => {
		const { invite, pages, ada } = await sell(FREE, 'Ben');
		const ben = pages[1]!;
		await act(world, ada, { do: 'make-cohost', target: idOf(ben) });
		const cleo = await visitor(invite, 'Cleo');
		await does(cleo.session.tickets.want('free'));
		const [{ id, offer }] = soldOf(ada) as [{ id: TicketId; offer: never }];
		for (const command of [
			{ do: 'refund-ticket', ticket: id },
			{ do: 'close-tickets' },
			{ do: 'issue-ticket', offer, ticket: 'a'.repeat(64) as TicketId, buyer: idOf(ben) }
		] as const)
			expect(await ben.session.act(command)).toEqual({ ok: false, code: 'not-allowed' });
	});
});

const keyOf = (page: Page) => page.tracks.epochs?.map(({ secret }) => secret.join()).at(-1);
