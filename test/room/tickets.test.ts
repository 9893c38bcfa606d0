import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventId } from '../../src/p2p/base/ids.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { mayEnter } from '../../src/p2p/room/selectors.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import { rooms } from './random-room.ts';
import { PATIENCE_MS, runs } from './runs.ts';
import { Story, ticketNamed, underManyIds } from './story.ts';

/** The tickets that stand, as `name: holder`. */
function held(story: Story, ...names: string[]): string[] {
	const named = new Map(names.map((name) => [ticketNamed(name), name]));
	const people = new Map(story.state.people.map(({ identity, name }) => [identity, name]));
	return story.state.tickets.sold.map(
		({ id, number, holder }) => `${named.get(id) ?? '?'}: ${number} ${people.get(holder) ?? '?'}`
	);
}

describe('R20 issuing', () => {
	it('R20 the host’s tickets count, each of a number of an offer that was there', () => {
		const story = new Story();
		const [alice, bob] = [story.person('alice'), story.person('bob')];
		story.host.issues('evening', 'early', 1, alice);
		story.host.offersTickets('evening');
		story.host.issues('evening', 'one', 1, alice);
		story.host.issues('evening', 'two', 2, bob);
		story.host.issues('evening', 'three', 3, story.person('carol'));
		story.host.issues('morning', 'four', 1, bob);
		expect(held(story, 'one', 'two', 'three', 'early')).toEqual(['one: 1 alice', 'two: 2 bob']);
	});

	it('R20 a ticket of an offer that its page had not seen is none, wherever it stands in the order', () => {
		underManyIds((story) => {
			const alice = story.person('alice');
			const phone = story.host.device('phone').goesAway();
			story.host.offersTickets('evening');
			for (const text of ['one', 'two', 'three']) phone.pins(text);
			phone.issues('evening', 'early', 1, alice);
			expect(held(story)).toEqual([]);
			phone.comesBack().issues('evening', 'late', 1, alice);
			expect(held(story, 'late')).toEqual(['late: 1 alice']);
		});
	});

	it('R20 nobody else offers, issues, takes back or closes', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		alice.offersTickets('hers');
		alice.issues('hers', 'x', 1, alice);
		story.host.offersTickets('evening');
		alice.issues('evening', 'y', 1, alice);
		bob.issues('evening', 'z', 1, bob);
		story.host.issues('evening', 'one', 1, bob);
		alice.refunds('one');
		alice.closesTickets('evening');
		expect(held(story, 'one')).toEqual(['one: 1 bob']);
		expect(story.state.tickets.offers).toMatchObject([{ isOpen: true }]);
	});

	it('R20 an acting host sells nothing', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.cohost('bob')];
		story.host.offersTickets('evening');
		alice.backs(alice);
		bob.backs(alice);
		expect(story.state.actingHost).toBe(alice.identity);
		alice.issues('evening', 'one', 1, bob);
		expect(held(story)).toEqual([]);
	});

	it('R20 two devices of the host never sell one number twice', () => {
		underManyIds((story) => {
			const [alice, bob] = [story.person('alice'), story.person('bob')];
			const phone = story.host.device('phone');
			story.host.offersTickets('evening', { supply: 1 });
			story.host.goesAway();
			phone.goesAway();
			story.host.issues('evening', 'one', 1, alice);
			phone.issues('evening', 'two', 1, bob);
			expect(held(story, 'one', 'two')).toHaveLength(1);
			// A refund beside them frees the number for nobody who has not seen it.
			story.host.comesBack();
			const { id } = story.state.tickets.sold[0]!;
			story.host.signs('ticket.refunded', { ticket: id });
			phone.issues('evening', 'three', 1, story.person('carol'));
			expect(held(story)).toEqual([]);
			phone.comesBack().issues('evening', 'four', 1, bob);
			expect(held(story, 'four')).toEqual(['four: 1 bob']);
		});
	});

	it('R20 a name counts once, for an offer and for a ticket', () => {
		const story = new Story();
		const [alice, bob] = [story.person('alice'), story.person('bob')];
		story.host.offersTickets('evening');
		story.host.offersTickets('evening', { supply: 50 });
		story.host.issues('evening', 'one', 1, alice);
		story.host.issues('evening', 'one', 2, bob);
		story.host.refunds('one');
		story.host.issues('evening', 'one', 2, bob);
		expect(held(story)).toEqual([]);
		expect(story.state.tickets.offers).toMatchObject([{ terms: { supply: 2 } }]);
	});

	it('R20 one person buys no more than the offer says, and again once they gave one back', () => {
		const story = new Story();
		const alice = story.person('alice');
		story.host.offersTickets('evening', { supply: 9, perPerson: 2 });
		for (const number of [1, 2, 3]) story.host.issues('evening', `${number}`, number, alice);
		expect(held(story)).toHaveLength(2);
		story.host.refunds('1');
		story.host.issues('evening', '4', 4, alice);
		expect(held(story, '2', '4')).toEqual(['2: 2 alice', '4: 4 alice']);
	});

	it('R20 a closed offer sells nothing more, and what it sold stands', () => {
		const story = new Story();
		const [alice, bob] = [story.person('alice'), story.person('bob')];
		story.host.offersTickets('evening');
		story.host.issues('evening', 'one', 1, alice);
		const phone = story.host.device('phone').goesAway();
		story.host.closesTickets('evening');
		story.host.issues('evening', 'two', 2, bob);
		expect(held(story, 'one')).toEqual(['one: 1 alice']);
		expect(story.state.tickets.offers).toMatchObject([{ isOpen: false }]);
		// Sold beside the closing.
		phone.issues('evening', 'three', 2, bob);
		expect(held(story, 'one', 'three')).toEqual(['one: 1 alice', 'three: 2 bob']);
		story.host.refunds('one');
		story.host.refunds('three');
		expect(story.state.tickets.offers).toEqual([]);
	});

	it('R20 who held the room before sells nothing more, and what was sold stands', () => {
		const story = new Story();
		const [alice, bob] = [story.person('alice'), story.person('bob')];
		story.host.offersTickets('evening');
		story.host.issues('evening', 'one', 1, bob);
		alice.takesRoom(story.host.offersRoom(alice));
		expect(story.state.tickets.offers).toMatchObject([{ isOpen: false }]);
		story.host.issues('evening', 'two', 2, bob);
		alice.issues('evening', 'three', 2, story.person('carol'));
		expect(held(story, 'one')).toEqual(['one: 1 bob']);
		alice.refunds('one');
		expect(held(story)).toEqual([]);
	});
});

describe('R20 giving away', () => {
	it('R20 its buyer gives a ticket away once, if the terms allow it', () => {
		const story = new Story();
		const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((name) => story.person(name));
		story.host.offersTickets('evening', { perPerson: 2 });
		story.host.offersTickets('fixed', { transferable: false });
		alice!.passes('one', bob!);
		story.host.issues('evening', 'one', 1, alice!);
		story.host.issues('fixed', 'two', 1, alice!);
		bob!.passes('one', bob!);
		alice!.passes('two', bob!);
		expect(held(story, 'one', 'two')).toEqual(['one: 1 alice', 'two: 1 alice']);
		alice!.passes('one', bob!);
		bob!.passes('one', carol!);
		alice!.passes('one', carol!);
		expect(held(story, 'one', 'two')).toEqual(['one: 1 bob', 'two: 1 alice']);
		expect(story.state.log.filter(({ type }) => type === 'ticket.passed')).toHaveLength(1);
	});

	it('R20 who is banned gives nothing away', () => {
		const story = new Story();
		const [alice, bob] = [story.person('alice'), story.person('bob')];
		story.host.offersTickets('evening');
		story.host.issues('evening', 'one', 1, alice);
		alice.goesAway();
		story.host.bans(alice);
		alice.passes('one', bob);
		expect(held(story, 'one')).toEqual(['one: 1 alice']);
		expect(mayEnter(story.state, alice.identity)).toBe('banned');
	});
});

describe('R20 the door', () => {
	it('R20 lets in who holds a ticket, the moderators and those inside, and nobody by an admission', () => {
		const story = new Story();
		const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((name) => story.person(name));
		const dora = story.cohost('dora');
		story.host.offersTickets('evening');
		story.host.issues('evening', 'one', 1, alice!);
		story.host.opensDoor('ticket', carol!);
		const may = (...people: { identity: never }[]) =>
			people.map(({ identity }) => mayEnter(story.state, identity));
		const all = [story.host, dora, alice!, bob!, carol!] as never as { identity: never }[];
		expect(may(...all)).toEqual(['yes', 'yes', 'yes', 'ticketless', 'yes']);
		story.host.refunds('one');
		expect(may(alice! as never)).toEqual(['ticketless']);
	});

	it('R5 of two doors at once the narrower stands: only the invited and nobody are narrower', () => {
		for (const [door, wins] of [
			['followers', 'ticket'],
			['open', 'ticket'],
			['invite', 'invite'],
			['locked', 'locked']
		] as const) {
			const story = new Story();
			const alice = story.cohost('alice').goesAway();
			story.host.opensDoor('ticket');
			alice.opensDoor(door);
			expect(story.state.door).toBe(wins);
		}
	});

	it('R20 a refund by the button takes the place away also from who was inside before', () => {
		const story = new Story();
		const [alice, bob] = [story.person('alice'), story.person('bob')];
		story.host.offersTickets('evening');
		story.host.issues('evening', 'one', 1, alice);
		story.host.opensDoor('ticket', alice, bob);
		story.host.commands({ do: 'refund-ticket', ticket: ticketNamed('one') });
		expect(story.state.inside).toEqual([bob.identity]);
		expect(mayEnter(story.state, alice.identity)).toBe('ticketless');
	});
});

/** What no set of events may lead to: a number twice, past the supply, a name twice, or more than one may buy. */
function expectExact({ tickets }: RoomState): void {
	const names = tickets.sold.map(({ id }) => id);
	expect(new Set(names).size).toBe(names.length);
	for (const { id, terms } of tickets.offers) {
		const sold = tickets.sold.filter(({ offer }) => offer === id);
		const numbers = sold.map(({ number }) => number);
		expect(new Set(numbers).size).toBe(numbers.length);
		expect(Math.max(0, ...numbers)).toBeLessThanOrEqual(terms.supply);
		for (const { buyer } of sold)
			expect(sold.filter((one) => one.buyer === buyer).length).toBeLessThanOrEqual(terms.perPerson);
	}
	for (const { offer } of tickets.sold) expect(tickets.offers.map(({ id }) => id)).toContain(offer);
}

describe('Invariant 16', () => {
	it(
		'Invariant 16: no order and no part of a room’s events, forks included, sells more than was offered',
		() => {
			const parts = rooms(24, 'tickets').chain((room) =>
				fc.record({ room: fc.constant(room), part: fc.shuffledSubarray(room.story.events) })
			);
			let sold = 0;
			fc.assert(
				fc.property(parts, ({ room: { story }, part }) => {
					expectExact(story.state);
					sold += story.state.tickets.sold.length;
					const seen = reduceRoom(story.room, part);
					if (seen) expectExact(seen);
				}),
				runs(1601, 4000)
			);
			// Otherwise it would look at nothing.
			expect(sold).toBeGreaterThan(0);
		},
		PATIENCE_MS
	);

	it(
		'Invariant 16: what nobody but hosts sold or took back is the same without all that others tried',
		() => {
			fc.assert(
				fc.property(rooms(16, 'tickets'), (room) => {
					const { story } = room;
					const isHosts = ({ session, type }: RoomEvent) =>
						!type.startsWith('ticket') || room.reigned(room.identityOf(session));
					const others = story.events.filter((event) => !isHosts(event));
					// Words without effect stand where others wrote about tickets, but for giving them away.
					const mute = new Set(others.filter(({ type }) => type !== 'ticket.passed'));
					const body = { invite: '0'.repeat(64) as EventId, accept: false };
					const without = story.events.map((event) =>
						mute.has(event) ? ({ ...event, type: 'stage.answered', body } as RoomEvent) : event
					);
					expect(reduceRoom(story.room, without)!.tickets).toEqual(story.state.tickets);
				}),
				runs(1602, 1500)
			);
		},
		PATIENCE_MS
	);
});
