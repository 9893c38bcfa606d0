import { hexToBytes } from '@noble/hashes/utils.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OfferedTerms, WishStep } from '../../src/p2p/api.ts';
import type { IdentityId, OfferId, RoomId, TicketId } from '../../src/p2p/base/ids.ts';
import { fail, ok, type Result } from '../../src/p2p/base/result.ts';
import type { EcashTill, LightningWallet, MadeInvoice, Taken, WalletFault } from '../../src/p2p/ports.ts';
import type { Certificate } from '../../src/p2p/room/events.ts';
import type { LocalTime } from '../../src/p2p/room/timing.ts';
import type { Invite } from '../../src/p2p/wire/invite.ts';
import { encodeMessage } from '../../src/p2p/wire/messages.ts';
import { signSignal } from '../../src/p2p/wire/signal.ts';
import { sealTicketWord, type TicketWord } from '../../src/p2p/wire/ticket-word.ts';
import {
	act,
	areLinked,
	comeIn,
	gather,
	hostRoom,
	loadPage,
	makeRoomPerson,
	makeWorld,
	onAnotherDevice,
	openPage,
	phase,
	planRoom,
	SOON_MS,
	type Page,
	type World
} from '../fixtures/room-people.ts';
import { Stranger } from '../fixtures/stranger.ts';
import { makeTreeWorld } from '../fixtures/tree-world.ts';
import { PLANNED } from '../room/story.ts';

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
		expect(
			cleo.tracks.told.flatMap((epochs) => epochs?.map(({ secret }) => secret.join()) ?? [])
		).not.toContain(keyOf(ada));
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
		const { id, offer } = soldOf(ada)[0]!;
		for (const command of [
			{ do: 'refund-ticket', ticket: id },
			{ do: 'close-tickets' },
			{ do: 'issue-ticket', offer, ticket: 'a'.repeat(64) as TicketId, buyer: idOf(ben) }
		] as const)
			expect(await ben.session.act(command)).toEqual({ ok: false, code: 'not-allowed' });
	});
});

const keyOf = (page: Page) => page.tracks.epochs?.map(({ secret }) => secret.join()).at(-1);

/** Hands a word from one page to another, over their link, sealed by the first. */
async function hand(from: Page, to: Page, room: RoomId, word: TicketWord): Promise<void> {
	const way = { room, from: from.person.key.id, to: to.person.key.id };
	const data = sealTicketWord(from.person.key, way, { word, nonce: world.random.bytes(24) })!;
	const attempt = world.random.bytes(8);
	const signal = await signSignal({ ...way, purpose: 'ticket', attempt, data }, from.person.key.sign);
	world.network
		.between(from.person.key.id, to.person.key.id)!
		.send(encodeMessage({ kind: 'signal', signal }));
}

/** The same, and what comes of it. */
async function bring(...how: Parameters<typeof hand>): Promise<void> {
	await hand(...how);
	await soon();
}

describe('TK1 words about tickets', () => {
	it('TK2 ask in nobody else’s name, and for nothing of another room', async () => {
		const { invite, pages, ada } = await sell(FREE, 'Ben', 'Mallory');
		const [, ben, mallory] = pages as [Page, Page, Page];
		const { offers } = ada.session.view.state!.tickets;
		const wish = (certificate: Certificate, offer = offers[0]!.id) =>
			({ do: 'wish', certificate, offer, wish: world.random.bytes(16), way: 'free', proof: '' }) as const;
		// Ben's certificate is of Ben's session, and says nothing of Mallory's.
		await bring(mallory, ada, invite.room, wish(ben.person.certificate));
		await bring(mallory, ada, invite.room, wish(mallory.person.certificate, 'ab'.repeat(32) as OfferId));
		await bring(mallory, ada, '7e'.repeat(32) as RoomId, wish(mallory.person.certificate));
		expect(soldOf(ada)).toEqual([]);
		await bring(mallory, ada, invite.room, wish(mallory.person.certificate));
		expect(soldOf(ada)).toMatchObject([{ buyer: idOf(mallory) }]);
	});

	it('TK1 are believed of nobody but the host', async () => {
		const { invite, pages, ada } = await sell(PAID, 'Ben', 'Mallory');
		const [, ben, mallory] = pages as [Page, Page, Page];
		await ada.session.leave();
		await soon(3);
		await does(ben.session.tickets.want('link'));
		const kept = (await ben.person.store.loadValue(`ticket-wish:${invite.room}`)) as { id: string };
		const answer = { do: 'answer', wish: hexToBytes(kept.id), answer: 'pay', words: '', until: 9 } as const;
		await bring(mallory, ben, invite.room, answer);
		expect(stepOf(ben)).toBe('waiting-for-host');
	});

	it('TK8 past a budget are not opened', async () => {
		const { invite, pages, ada } = await sell(FREE, 'Mallory');
		const mallory = pages[1]!;
		const { offers } = ada.session.view.state!.tickets;
		for (let i = 0; i < 14; i++) {
			const wish = world.random.bytes(16);
			const certificate = mallory.person.certificate;
			const word = { do: 'wish', certificate, offer: offers[0]!.id, wish, way: 'free', proof: '' } as const;
			const way = { room: invite.room, from: mallory.person.key.id, to: ada.person.key.id };
			const data = sealTicketWord(mallory.person.key, way, { word, nonce: world.random.bytes(24) })!;
			const attempt = world.random.bytes(8);
			const signal = await signSignal({ ...way, purpose: 'ticket', attempt, data }, mallory.person.key.sign);
			world.network.between(way.from, way.to)!.send(encodeMessage({ kind: 'signal', signal }));
		}
		// What was refused shows with the next thing that happens.
		await soon(5);
		expect(ada.session.view.refused).toMatchObject([{ code: 'signal-flood', count: 4 }]);
		expect(soldOf(ada)).toHaveLength(1);
	});

	it('reach the host of a large room from outside, whose door then opens over the tree', async () => {
		const made = { ...makeTreeWorld(43), rootCapacity: 2 };
		world = made;
		const { invite, page: ada } = await hostRoom(world, await makeRoomPerson(world, 'Ada'));
		const pages = [ada];
		for (const name of ['Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida', 'Jo', 'Kim']) {
			const page = await openPage(world, invite, await makeRoomPerson(world, name));
			await world.clock.advance(500);
			await page.session.join();
			pages.push(page);
		}
		await world.clock.advance(20_000);
		expect(pages.every((page) => page.session.view.paths === 'tree')).toBe(true);
		await does(ada.session.tickets.offer(FREE));
		await act(world, ada, { do: 'set-door', door: 'ticket', inside: pages.map(idOf) });
		const lea = await visitor(invite, 'Lea');
		expect(phase(lea)).toBe('ticketless');
		await does(lea.session.tickets.want('free'));
		await soon(3);
		expect(soldOf(ada)).toMatchObject([{ holder: idOf(lea) }]);
		await joins(lea);
		await soon(5);
		expect([phase(lea), lea.session.view.paths]).toEqual(['live', 'tree']);
		await act(world, ada, { do: 'refund-ticket', ticket: soldOf(ada)[0]!.id });
		await soon(2);
		expect(phase(lea)).toBe('ticketless');
		expect(pages.some((page) => areLinked(world, page, lea))).toBe(false);
	});
});

describe('R20 a host with two devices', () => {
	it('sells one number once, whatever both do at once; who lost it is shown to the host, and gets the next', async () => {
		const { invite, pages, ada } = await sell({ ...FREE, supply: 1 }, 'Ben', 'Mallory');
		const [, ben, mallory] = pages as [Page, Page, Page];
		const second = await comeIn(world, invite, await onAnotherDevice(world, ada.person));
		await soon(2);
		const { id: offer } = ada.session.view.state!.tickets.offers[0]!;
		const wishOf = ({ person: { certificate } }: Page, n: number) =>
			({ do: 'wish', certificate, offer, wish: new Uint8Array(16).fill(n), way: 'free', proof: '' }) as const;
		const asks = [
			[ben, ada, invite.room, wishOf(ben, 1)],
			[mallory, second, invite.room, wishOf(mallory, 2)]
		] as const;
		for (const ask of asks) await hand(...ask);
		await soon(2);
		const all = [ada, second, ben, mallory];
		for (const page of all) expect(soldOf(page)).toEqual(soldOf(ada));
		expect(soldOf(ada)).toMatchObject([{ number: 1 }]);
		const lost = asks.find(([buyer]) => soldOf(ada)[0]!.buyer !== idOf(buyer))!;
		const [loser, device] = lost;
		await bring(...lost);
		expect(device.session.view.tickets.orders).toMatchObject([{ buyer: idOf(loser), why: 'none-left' }]);
		await does(device.session.tickets.offer({ ...FREE, supply: 1 }));
		const { ticket } = device.session.view.tickets.orders[0]!;
		expect(await does(device.session.tickets.confirm(ticket))).toEqual({ ok: true, value: undefined });
		for (const page of all) expect(soldOf(page)).toHaveLength(2);
	});

	it('is asked by a buyer on one of them alone, once that one answered', async () => {
		const { invite, ada, pages } = await sell({ ...PAID, supply: 1 }, 'Ben');
		const second = await comeIn(world, invite, await onAnotherDevice(world, ada.person));
		await soon(2);
		const ben = pages[1]!;
		await does(ben.session.tickets.want('link'));
		await does(ben.session.tickets.paid('By Ben'));
		await soon(8);
		expect([ada, second].flatMap(({ session }) => session.view.tickets.orders)).toHaveLength(1);
	});
});

describe('R20 a ticket that is paid in ecash', () => {
	/** A till whose mint does as it is told. */
	class ToldTill implements EcashTill {
		next: (token: string) => Taken | Promise<Taken> = () => ({ ok: true, back: '' });
		readonly taken: string[] = [];
		readonly given: number[] = [];

		async key() {
			return ok(`02${'ab'.repeat(32)}`);
		}

		async take(token: string) {
			this.taken.push(token);
			return this.next(token);
		}

		async giveBack(amount: number) {
			this.given.push(amount);
			return `given back ${amount}`;
		}

		async kept() {
			return [];
		}

		async forget() {}
	}

	const ECASH: OfferedTerms = {
		...FREE,
		price: 21,
		currency: 'SAT',
		ways: [{ way: 'ecash', to: 'https://mint.example' }]
	};

	async function sellForEcash(terms: Partial<OfferedTerms> = {}) {
		const till = new ToldTill();
		world = { ...world, till };
		return { ...(await sell({ ...ECASH, ...terms })), till };
	}

	async function pays(page: Page, token: string): Promise<void> {
		await does(page.session.tickets.want('ecash'));
		expect(stepOf(page)).toBe('pay');
		await does(page.session.tickets.paid(token));
	}

	it('is issued once the token is the host’s, who does nothing by hand', async () => {
		const { invite, ada, till } = await sellForEcash();
		const cleo = await visitor(invite, 'Cleo');
		expect(cleo.session.view.state!.tickets.offers[0]!.terms.ways[0]!.key).toMatch(/^02/);
		await pays(cleo, 'cashuBone');
		expect(till.taken).toEqual(['cashuBone']);
		await soon(2);
		expect(ada.session.view.tickets.orders).toEqual([]);
		expect([stepOf(cleo), phase(cleo)]).toEqual([null, 'preview']);
	});

	it('comes with what was too much', async () => {
		const { invite, till } = await sellForEcash();
		till.next = () => ({ ok: true, back: 'cashuBchange' });
		const cleo = await visitor(invite, 'Cleo');
		await pays(cleo, 'cashuBlarge');
		await soon(3);
		expect(cleo.session.view.tickets.wish).toMatchObject({ step: 'issued', words: 'cashuBchange' });
		expect(phase(cleo)).toBe('preview');
		await cleo.session.tickets.giveUp();
		expect(cleo.session.view.tickets.wish).toBeNull();
	});

	it.each(['spent', 'underpaid', 'not-locked', 'wrong-mint', 'proof-unreadable'] as const)(
		'is not issued for a token that is %s; the buyer is told, gets back what was taken, and may try again',
		async (code) => {
			const { invite, ada, till } = await sellForEcash();
			const back = code === 'underpaid' ? 'cashuBback' : '';
			till.next = () => ({ ok: false, code, back });
			const cleo = await visitor(invite, 'Cleo');
			await pays(cleo, 'cashuBbad');
			expect(cleo.session.view.tickets.wish).toMatchObject({ step: code, words: back });
			expect(soldOf(ada)).toEqual([]);
			till.next = () => ({ ok: true, back: '' });
			await pays(cleo, 'cashuBgood');
			expect(soldOf(ada)).toHaveLength(1);
		}
	);

	it('is tried again while the mint is silent, and is issued once it answers', async () => {
		const { invite, ada, till } = await sellForEcash();
		till.next = () => ({ ok: false, code: 'mint-unreachable', back: '' });
		const cleo = await visitor(invite, 'Cleo');
		await pays(cleo, 'cashuBone');
		expect(stepOf(cleo)).toBe('mint-unreachable');
		till.next = () => ({ ok: true, back: '' });
		await soon(5);
		expect(new Set(till.taken)).toEqual(new Set(['cashuBone']));
		expect(soldOf(ada)).toHaveLength(1);
		expect(phase(cleo)).toBe('preview');
	});

	it('goes to the host’s own eyes when the token was spent while this page took it', async () => {
		const { invite, ada, till } = await sellForEcash();
		till.next = () => ({ ok: false, code: 'mint-unreachable', back: '' });
		const cleo = await visitor(invite, 'Cleo');
		await pays(cleo, 'cashuBone');
		till.next = () => ({ ok: false, code: 'spent', back: '' });
		await soon(5);
		expect(stepOf(cleo)).toBe('checking');
		expect(ada.session.view.tickets.orders).toMatchObject([{ buyer: idOf(cleo), way: 'ecash' }]);
		await does(ada.session.tickets.confirm(ada.session.view.tickets.orders[0]!.ticket));
		expect(phase(cleo)).toBe('preview');
	});

	it('goes back whole if the last number went to somebody else meanwhile', async () => {
		const { invite, ada, till } = await sellForEcash({ supply: 1 });
		const cleo = await visitor(invite, 'Cleo');
		let settle: (taken: Taken) => void = () => {};
		till.next = () => new Promise((resolve) => (settle = resolve));
		await pays(cleo, 'cashuBone');
		await act(world, ada, { do: 'close-tickets' });
		settle({ ok: true, back: '' });
		await soon(3);
		expect(till.given).toEqual([21]);
		expect(cleo.session.view.tickets.wish).toMatchObject({ step: 'closed', words: 'given back 21' });
	});

	it('waits with its token for a host who is gone, and is settled on their return', async () => {
		const { invite, ada, till } = await sellForEcash();
		const cleo = await visitor(invite, 'Cleo');
		await does(cleo.session.tickets.want('ecash'));
		await ada.session.leave();
		await soon(4);
		await does(cleo.session.tickets.paid('cashuBone'));
		expect([stepOf(cleo), till.taken]).toEqual(['waiting-for-host', []]);
		const back = await comeIn(world, invite, await loadPage(world, ada.person));
		await soon(5);
		expect(till.taken).toEqual(['cashuBone']);
		expect(soldOf(back)).toHaveLength(1);
		expect(phase(cleo)).toBe('preview');
	});
});

describe('R20 a ticket for a room that is planned', () => {
	it('is offered, asked for and issued on the room’s page, and opens the door when it begins', async () => {
		const { invite, page: ada } = await planRoom(world, await makeRoomPerson(world, 'Ada'));
		await does(ada.session.tickets.offer({ ...PAID, supply: 1 }));
		await act(world, ada, { do: 'set-door', door: 'ticket', inside: [] });
		const [cleo, dan] = [await visitor(invite, 'Cleo'), await visitor(invite, 'Dan')];
		expect([phase(ada), phase(cleo)]).toEqual(['scheduled', 'scheduled']);
		await does(cleo.session.tickets.want('link'));
		await does(cleo.session.tickets.paid('By Cleo'));
		await soon(3);
		await does(ada.session.tickets.confirm(ada.session.view.tickets.orders[0]!.ticket));
		await does(dan.session.tickets.want('link'));
		await soon(3);
		expect(soldOf(dan)).toMatchObject([{ buyer: idOf(cleo), number: 1 }]);
		expect([stepOf(cleo), stepOf(dan)]).toEqual([null, 'sold-out']);
		await act(world, ada, { do: 'open-room', instance: PLANNED[0] as LocalTime });
		await soon(3);
		expect([phase(cleo), phase(dan)]).toEqual(['preview', 'ticketless']);
		await joins(ada);
		await joins(cleo);
		await soon(2);
		expect(isIn(cleo) && areLinked(world, ada, cleo)).toBe(true);
	});

	it('waits for a host who has not the page open, who is found among others on it', async () => {
		const { invite, page: ada } = await planRoom(world, await makeRoomPerson(world, 'Ada'));
		await does(ada.session.tickets.offer(FREE));
		await act(world, ada, { do: 'set-door', door: 'ticket', inside: [] });
		for (const name of ['Ben', 'Dan', 'Eve']) await visitor(invite, name);
		await ada.session.leave();
		const cleo = await visitor(invite, 'Cleo');
		await does(cleo.session.tickets.want('free'));
		await soon(3);
		expect([phase(cleo), stepOf(cleo)]).toEqual(['scheduled', 'waiting-for-host']);
		const back = await openPage(world, invite, await loadPage(world, ada.person));
		await soon(20);
		expect(soldOf(back)).toMatchObject([{ holder: idOf(cleo) }]);
		expect([phase(cleo), stepOf(cleo)]).toEqual(['scheduled', null]);
	});
});

describe('R20 a ticket that is paid over Lightning', () => {
	/** A wallet that is paid when it is told so. */
	class ToldWallet implements LightningWallet {
		fault: WalletFault | null = null;
		takesMs = 0;
		readonly made: number[] = [];
		readonly paid = new Set<string>();

		async isConnected() {
			return true;
		}

		async connect() {
			return ok(undefined);
		}

		async invoice(sat: number): Promise<Result<MadeInvoice, WalletFault>> {
			if (this.fault) return fail(this.fault);
			const number = this.made.push(sat);
			if (this.takesMs > 0) await new Promise((made) => world.clock.after(this.takesMs, () => made(null)));
			return ok({ invoice: `lnbc${number}`, hash: `${number}`.padStart(64, '0') });
		}

		async isPaid(hash: string): Promise<Result<boolean, WalletFault>> {
			return this.fault ? fail(this.fault) : ok(this.paid.has(hash));
		}
	}

	const SATS: OfferedTerms = { ...FREE, price: 21, currency: 'SAT', ways: [{ way: 'lightning', to: '' }] };

	async function sellOverLightning(terms: Partial<OfferedTerms> = {}, ...names: string[]) {
		const wallet = new ToldWallet();
		world = { ...world, wallet };
		return { ...(await sell({ ...SATS, ...terms }, ...names)), wallet };
	}

	const FIRST = '1'.padStart(64, '0');

	it('comes by itself once the invoice is paid', async () => {
		const { invite, ada, wallet } = await sellOverLightning();
		const cleo = await visitor(invite, 'Cleo');
		await does(cleo.session.tickets.want('lightning'));
		expect(cleo.session.view.tickets.wish).toMatchObject({ step: 'pay', words: 'lnbc1' });
		await soon(4);
		expect([wallet.made, soldOf(ada)]).toEqual([[21], []]);
		wallet.paid.add(FIRST);
		await soon(3);
		expect(soldOf(ada)).toHaveLength(1);
		expect([stepOf(cleo), phase(cleo)]).toEqual([null, 'preview']);
	});

	it('comes when the host is back, if it was paid while nobody was there', async () => {
		const { invite, ada, wallet } = await sellOverLightning();
		const cleo = await visitor(invite, 'Cleo');
		await does(cleo.session.tickets.want('lightning'));
		await ada.session.leave();
		await cleo.session.leave();
		wallet.paid.add(FIRST);
		await world.clock.advance(60 * 60_000);
		const back = await comeIn(world, invite, await loadPage(world, ada.person));
		const again = await openPage(world, invite, await loadPage(world, cleo.person));
		await soon(4);
		expect(soldOf(back)).toHaveLength(1);
		expect(phase(again)).toBe('preview');
	});

	it('comes once for one invoice, however often it is paid and asked for, and never for free', async () => {
		const { invite, pages, ada, wallet } = await sellOverLightning({ perPerson: 2 }, 'Ben');
		const ben = pages[1]!;
		await does(ben.session.tickets.want('lightning'));
		const kept = (await ben.person.store.loadValue(`ticket-wish:${invite.room}`)) as { id: string };
		const { id: offer } = ada.session.view.state!.tickets.offers[0]!;
		const { certificate } = ben.person;
		const asks = (way: 'free' | 'lightning') =>
			bring(ben, ada, invite.room, {
				...{ do: 'wish', certificate, offer, wish: hexToBytes(kept.id), way, proof: '' }
			});
		await asks('free');
		expect(soldOf(ada)).toEqual([]);
		wallet.paid.add(FIRST);
		await asks('lightning');
		await asks('lightning');
		await asks('free');
		expect(soldOf(ada)).toHaveLength(1);
		expect(wallet.made).toEqual([21]);
	});

	it('is held for three of twenty who ask at once, however slow the wallet; seventeen are told', async () => {
		const { invite, ada, wallet } = await sellOverLightning();
		wallet.takesMs = 800;
		const people: Page[] = [];
		for (let i = 0; i < 20; i++) people.push(await visitor(invite, `Guest ${i}`));
		await Promise.all(people.map((page) => page.session.tickets.want('lightning')));
		await soon(12);
		const invoices = people.map((page) => page.session.view.tickets.wish!);
		expect(invoices.filter(({ step }) => step === 'pay')).toHaveLength(3);
		expect(invoices.filter(({ step }) => step === 'sold-out')).toHaveLength(17);
		expect(wallet.made).toHaveLength(3);
		for (const { words } of invoices) if (words) wallet.paid.add(words.slice(4).padStart(64, '0'));
		await soon(4);
		expect(soldOf(ada).map(({ number }) => number)).toEqual([1, 2, 3]);
	});

	it('is told to be over if nobody paid in time, and is asked for anew', async () => {
		const { invite, wallet } = await sellOverLightning({ supply: 1 });
		const cleo = await visitor(invite, 'Cleo');
		await does(cleo.session.tickets.want('lightning'));
		await world.clock.advance(16 * 60_000);
		expect(stepOf(cleo)).toBe('expired');
		await does(cleo.session.tickets.want('lightning'));
		expect(cleo.session.view.tickets.wish).toMatchObject({ step: 'pay', words: 'lnbc2' });
		expect(wallet.made).toHaveLength(2);
	});

	it.each(['wallet-unreachable', 'wallet-lies'] as const)(
		'is never issued on the word of a wallet that %s; it is asked again',
		async (fault) => {
			const { invite, ada, wallet } = await sellOverLightning();
			const cleo = await visitor(invite, 'Cleo');
			wallet.fault = fault;
			await does(cleo.session.tickets.want('lightning'));
			expect(stepOf(cleo)).toBe('wallet-unreachable');
			expect(ada.session.view.tickets.wallet).toBe(fault);
			wallet.fault = null;
			await soon(3);
			expect(stepOf(cleo)).toBe('pay');
			wallet.fault = fault;
			wallet.paid.add(FIRST);
			await soon(3);
			expect([stepOf(cleo), soldOf(ada)]).toEqual(['wallet-unreachable', []]);
			wallet.fault = null;
			await soon(3);
			expect(soldOf(ada)).toHaveLength(1);
			expect(ada.session.view.tickets.wallet).toBe('connected');
		}
	);

	it('is shown to the host if it was paid and no number is left', async () => {
		const { invite, ada, wallet } = await sellOverLightning({ supply: 1 });
		const cleo = await visitor(invite, 'Cleo');
		await does(cleo.session.tickets.want('lightning'));
		await act(world, ada, { do: 'close-tickets' });
		wallet.paid.add(FIRST);
		await soon(3);
		// What is closed and sold nothing is in the room no more; what was paid is not forgotten for that.
		expect(ada.session.view.state!.tickets.offers).toEqual([]);
		expect(ada.session.view.tickets.orders.map(({ way }) => way)).toEqual(['lightning']);
		expect(stepOf(cleo)).toBe('checking');
		const { ticket } = ada.session.view.tickets.orders[0]!;
		expect(await does(ada.session.tickets.confirm(ticket))).toEqual({ ok: false, code: 'closed' });
		await does(ada.session.tickets.offer(SATS));
		await does(ada.session.tickets.confirm(ada.session.view.tickets.orders[0]!.ticket));
		expect(phase(cleo)).toBe('preview');
	});
});
