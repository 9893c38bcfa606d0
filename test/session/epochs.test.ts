import { describe, expect, it } from 'vitest';
import type { EventId, InviteKey } from '../../src/p2p/base/ids.ts';
import type { SignedInvite } from '../../src/p2p/room/events.ts';
import type { Grant } from '../../src/p2p/wire/grant.ts';
import { makePass, passKey, signedInvite, usePass } from '../../src/p2p/wire/pass.ts';
import { makeRoomPerson } from '../fixtures/room-people.ts';
import { EpochDesk } from './epoch-desk.ts';

const numbersOf = (words: readonly { readonly number: number }[]) => words.map(({ number }) => number);

describe('Q2 who makes an epoch', () => {
	it('Q2 the founder of a private room makes the first one at once, and says everything under it', async () => {
		const desk = await EpochDesk.open('ada');
		await desk.clock.advance(0);
		expect(desk.told[0]).toEqual([]);
		expect(desk.numbers).toEqual([1]);
		expect(desk.epochs.isHeld).toBe(true);
	});

	it('Q2 nobody makes one in an open room, and the first one comes when its door narrows', async () => {
		const desk = await EpochDesk.open('ada');
		await desk.sign('ada', 'door.changed', { door: 'open', inside: [] });
		await desk.clock.advance(5_000);
		expect(desk.numbers).toBeNull();
		expect(desk.epochs.isHeld).toBe(false);
		const ben = desk.meet('ben');
		await desk.sign('ada', 'door.changed', { door: 'link', inside: [] });
		expect(desk.numbers).toEqual([]);
		await desk.clock.advance(0);
		expect(desk.numbers).toEqual([2]);
		expect(numbersOf(ben.given)).toEqual([2]);
	});

	it('Q2 a newcomer waits for the one that the room has, and makes one only if none comes', async () => {
		const given = await EpochDesk.open('ben');
		const cleo = given.meet('cleo');
		await given.clock.advance(2_000);
		expect(given.epochs.take(await given.epochBy('ada', { number: 4 }), cleo)).toBe(true);
		await given.clock.advance(10_000);
		expect(given.numbers).toEqual([4]);
		const alone = await EpochDesk.open('ben');
		await alone.clock.advance(2_900);
		expect(alone.epochs.isHeld).toBe(false);
		await alone.clock.advance(100);
		expect(alone.numbers).toEqual([1]);
	});

	it('Q2 the next in line makes it when the first does not', async () => {
		const desk = await EpochDesk.open('ben');
		const [ada, cleo] = [desk.meet('ada'), desk.meet('cleo')];
		desk.epochs.take(await desk.epochBy('ada'), ada);
		await desk.sign('cleo', 'person.banned', { target: desk.people.mallory.identity.id, reason: '' });
		await desk.clock.advance(600);
		expect(cleo.given.map(({ number }) => number)).toEqual([1]);
		await desk.clock.advance(100);
		expect(cleo.given.map(({ number }) => number)).toEqual([1, 2]);
	});

	it('Q2 somebody who is no moderator makes none', async () => {
		const desk = await EpochDesk.open('mallory');
		await desk.clock.advance(60_000);
		expect(desk.epochs.isHeld).toBe(false);
		expect(desk.numbers).toEqual([]);
	});

	it.each([
		['a ban', 'person.banned', 'mallory'],
		['a removal', 'person.removed', 'mallory']
	] as const)('Q2 %s makes a new one, which names it', async (_, type, target) => {
		const desk = await EpochDesk.open('ada');
		const ben = desk.meet('ben');
		await desk.clock.advance(0);
		const event = await desk.sign('ada', type, { target: desk.people[target].identity.id, reason: '' });
		await desk.clock.advance(0);
		expect(ben.given.map(({ number, because }) => [number, because])).toEqual([
			[1, [desk.root]],
			[2, [event]]
		]);
	});

	it('Q2 a revoked invite makes a new one, and a pin does not', async () => {
		const desk = await EpochDesk.open('ada');
		const ben = desk.meet('ben');
		await desk.sign('ada', 'pin.added', { text: 'hello' });
		await desk.sign('ada', 'invite.revoked', { invite: 'ab'.repeat(32) as InviteKey });
		await desk.clock.advance(0);
		expect(numbersOf(ben.given)).toEqual([1, 2]);
	});

	it('Q2 many bans in a row make few epochs, of which the last knows them all', async () => {
		const desk = await EpochDesk.open('ada');
		const ben = desk.meet('ben');
		let last: EventId | null = null;
		for (let i = 0; i < 30; i++) {
			const { identity } = await makeRoomPerson(desk.world, `guest ${i}`);
			last = await desk.sign('ada', 'person.banned', { target: identity.id, reason: '' });
			await desk.clock.advance(50);
		}
		await desk.clock.advance(5_000);
		expect(ben.given.length).toBeLessThan(12);
		expect(ben.given.at(-1)!.because).toEqual([last]);
	});

	it('Q2 an epoch of somebody who is dismissed is replaced', async () => {
		const desk = await EpochDesk.open('ada');
		const ben = desk.meet('ben');
		desk.epochs.take(await desk.epochBy('ben', { number: 9 }), ben);
		expect(desk.numbers).toContain(9);
		await desk.sign('ada', 'role.revoked', { target: desk.people.ben.identity.id, role: 'cohost' });
		await desk.clock.advance(5_000);
		expect(desk.numbers).toEqual([10]);
	});
});

describe('Q3 what a page adopts', () => {
	it('Q3 nothing before it holds what the epoch names, and then at once', async () => {
		const desk = await EpochDesk.open('mallory');
		const ben = desk.meet('ben');
		const door = await desk.signElsewhere('ada', 'door.changed', { door: 'followers', inside: [] });
		expect(desk.epochs.take(await desk.epochBy('ada', { because: [door.id] }), ben)).toBe(true);
		await desk.clock.advance(60_000);
		expect(desk.epochs.isHeld).toBe(false);
		door.arrive();
		expect(desk.numbers).toEqual([1]);
	});

	it.each([
		['first', true],
		['last', false]
	])(
		'Q3 no epoch that a banned page must not have reaches it, with the ban coming %s',
		async (_, isBanFirst) => {
			const desk = await EpochDesk.open('cleo');
			const [ben, mallory] = [desk.meet('ben'), desk.meet('mallory')];
			desk.epochs.take(await desk.epochBy('ada'), ben);
			const ban = await desk.ban('ada');
			const epoch = await desk.epochBy('ada', { number: 2, because: [ban.id] });
			if (isBanFirst) ban.arrive();
			desk.epochs.take(epoch, ben);
			await desk.clock.advance(300);
			expect(desk.numbers).toEqual(isBanFirst ? [2, 1] : [1]);
			if (!isBanFirst) ban.arrive();
			await desk.clock.advance(5_000);
			expect(desk.numbers).toEqual([2]);
			expect(numbersOf(mallory.given)).toEqual([1]);
		}
	);

	it('Q3 nothing that names only one of two bans which it knows, whatever its number', async () => {
		const desk = await EpochDesk.open('ada');
		const ben = desk.meet('ben');
		const guest = await makeRoomPerson(desk.world, 'Guest');
		const [one, other] = [await desk.ban('ben'), await desk.ban('cleo', guest)];
		one.arrive();
		other.arrive();
		await desk.clock.advance(5_000);
		const mine = ben.given.at(-1)!;
		expect(mine.because).toEqual([one.id, other.id].sort());
		desk.epochs.take(await desk.epochBy('ben', { number: 900, because: [one.id] }), ben);
		await desk.clock.advance(5_000);
		expect(desk.numbers).toEqual([mine.number]);
	});

	it('Q3 nothing of somebody who is no moderator, until they are one', async () => {
		const desk = await EpochDesk.open('ben');
		const cleo = desk.meet('cleo');
		desk.epochs.take(await desk.epochBy('ada'), cleo);
		expect(desk.epochs.take(await desk.epochBy('mallory', { number: 5 }), cleo)).toBe(true);
		await desk.clock.advance(60_000);
		expect(desk.numbers).toEqual([1]);
		await desk.sign('ada', 'role.granted', {
			target: desk.people.mallory.identity.id,
			role: 'cohost'
		});
		expect(desk.numbers).toContain(5);
	});

	it('Q3 no old one that comes again', async () => {
		const desk = await EpochDesk.open('mallory');
		const [ben, cleo] = [desk.meet('ben'), desk.meet('cleo')];
		const old = await desk.epochBy('ada', { number: 3 });
		desk.epochs.take(old, ben);
		desk.epochs.take(await desk.epochBy('ada', { number: 4 }), ben);
		await desk.clock.advance(5_000);
		desk.epochs.take(old, cleo);
		await desk.clock.advance(5_000);
		expect(desk.numbers).toEqual([4]);
		expect(numbersOf(cleo.given)).toEqual([3, 4]);
	});

	it('Q3 nothing from before everybody left, which whoever was banned since still has', async () => {
		const desk = await EpochDesk.open('mallory');
		const ben = desk.meet('ben');
		const guest = await makeRoomPerson(desk.world, 'Guest');
		const ban = await desk.ban('ada', guest);
		ban.arrive();
		desk.epochs.take(await desk.epochBy('ada', { number: 1, because: [ban.id] }), ben);
		desk.epochs.take(await desk.epochBy('ada', { number: 40 }), ben);
		await desk.clock.advance(5_000);
		expect(desk.numbers).toEqual([1]);
	});

	it('Q3 nothing forged: who tells it is to be dropped', async () => {
		const desk = await EpochDesk.open('mallory');
		const ben = desk.meet('ben');
		const word = await desk.epochBy('ada');
		const { people } = desk;
		for (const forged of [
			{ ...word, secret: new Uint8Array(32).fill(9) },
			{ ...word, number: 2 },
			{ ...word, because: ['00'.repeat(32) as EventId] },
			{ ...word, certificate: people.ben.certificate },
			await desk.epochBy('ben', { certificate: people.ada.certificate }),
			await desk.epochBy('ada', { room: people.ada.key.id as never })
		])
			expect(desk.epochs.take(forged, ben)).toBe(false);
		expect(desk.epochs.take(word, ben)).toBe(true);
		// What was verified once is not verified by its signature alone the next time.
		expect(desk.epochs.take({ ...word, secret: new Uint8Array(32).fill(9) }, ben)).toBe(false);
		expect(desk.told.flatMap((epochs) => epochs ?? []).map(({ secret }) => secret[0])).toEqual([1]);
	});

	it('Q3 bounds what waits and what is read: of each neighbour by itself', async () => {
		const desk = await EpochDesk.open('mallory');
		const [ben, cleo] = [desk.meet('ben'), desk.meet('cleo')];
		const door = await desk.signElsewhere('ada', 'door.changed', { door: 'followers', inside: [] });
		const good = await desk.epochBy('ada', { number: 7, because: [door.id] });
		desk.epochs.take(good, ben);
		for (let number = 1; number <= 40; number++) {
			const because = [number.toString(16).padStart(64, '0') as EventId];
			expect(desk.epochs.take(await desk.epochBy('mallory', { number, because }), cleo)).toBe(true);
		}
		// Of what is past the budget not even the signature is looked at.
		expect(desk.epochs.take({ ...good, number: 8 }, cleo)).toBe(true);
		door.arrive();
		expect(desk.numbers).toEqual([7]);
	});
});

describe('Q4 to whom a page gives it', () => {
	it('Q4 to each neighbour once, newcomers and those who come in later too', async () => {
		const desk = await EpochDesk.open('ada');
		const [ben, cleo] = [desk.meet('ben'), desk.meet('cleo', { isJoined: false })];
		await desk.clock.advance(10_000);
		expect([numbersOf(ben.given), numbersOf(cleo.given)]).toEqual([[1], []]);
		cleo.isJoined = true;
		desk.epochs.look();
		const late = desk.meet(await makeRoomPerson(desk.world, 'Dan'));
		expect([numbersOf(cleo.given), numbersOf(late.given)]).toEqual([[1], [1]]);
		await desk.clock.advance(60_000);
		expect(numbersOf(ben.given)).toEqual([1]);
	});

	it('Q4 to nobody who is still at the door or only looks', async () => {
		const desk = await EpochDesk.open('ada');
		const ben = desk.meet('ben', { isReady: false });
		await desk.clock.advance(0);
		ben.isReady = true;
		ben.isJoined = false;
		desk.epochs.look();
		expect(ben.given).toEqual([]);
	});

	it('Q4 not back to whom it came from', async () => {
		const desk = await EpochDesk.open('mallory');
		const [ben, cleo] = [desk.meet('ben'), desk.meet('cleo')];
		desk.epochs.take(await desk.epochBy('ada'), ben);
		expect([ben.given.length, cleo.given.length]).toEqual([0, 1]);
	});

	it('Q4 on behind a door that narrows, and never to whom only the secret brought here', async () => {
		const desk = await EpochDesk.open('ada');
		const [early, late] = [
			await makeRoomPerson(desk.world, 'Early'),
			await makeRoomPerson(desk.world, 'Late')
		];
		const before = desk.meet(early);
		await desk.clock.advance(0);
		await desk.sign('ada', 'door.changed', { door: 'invite', inside: [] });
		const after = desk.meet(late);
		await desk.clock.advance(5_000);
		expect(numbersOf(before.given)).toEqual([1, 2]);
		expect(after.given).toEqual([]);
	});

	it('Q4 not to who brought an invite that was revoked', async () => {
		const desk = await EpochDesk.open('ada');
		await desk.sign('ada', 'door.changed', { door: 'invite', inside: [] });
		const pass = await makePass(desk.people.ada.key, desk.world.random);
		const guest = await makeRoomPerson(desk.world, 'Guest');
		const made: SignedInvite = signedInvite(pass);
		const grant: Grant = { kind: 'invite', ...made, use: usePass(desk.room, pass, guest.key.id) };
		const neighbour = desk.meet(guest, { grant });
		await desk.clock.advance(5_000);
		const had = numbersOf(neighbour.given);
		expect(had.length).toBe(1);
		await desk.sign('ada', 'invite.revoked', { invite: passKey(pass) });
		await desk.clock.advance(5_000);
		expect(desk.numbers).toEqual([had[0]! + 1]);
		expect(numbersOf(neighbour.given)).toEqual(had);
	});
});

describe('Q5 of two epochs one holds', () => {
	it('Q5 the higher number, and of equals the word that weighs more, in either order', async () => {
		for (const isHigherFirst of [true, false]) {
			const desk = await EpochDesk.open('mallory');
			const dan = desk.meet(await makeRoomPerson(desk.world, 'Dan'));
			const words = [
				await desk.epochBy('ben', { number: 3, secret: new Uint8Array(32).fill(33) }),
				await desk.epochBy('ada', { number: 3 })
			];
			for (const word of isHigherFirst ? words.toReversed() : words) desk.epochs.take(word, dan);
			await desk.clock.advance(5_000);
			expect(desk.told.at(-1)).toEqual([{ number: 3, secret: words[1]!.secret }]);
			desk.epochs.take(await desk.epochBy('ben', { number: 4 }), dan);
			await desk.clock.advance(5_000);
			expect(desk.numbers).toEqual([4]);
		}
	});

	it('Q5 of two co-hosts with one number the lower key, on every page', async () => {
		const held = [];
		for (const isBensFirst of [true, false]) {
			const desk = await EpochDesk.open('mallory');
			const dan = desk.meet(await makeRoomPerson(desk.world, 'Dan'));
			const bens = await desk.epochBy('ben', { secret: new Uint8Array(32).fill(21) });
			const cleos = await desk.epochBy('cleo', { secret: new Uint8Array(32).fill(22) });
			for (const word of isBensFirst ? [bens, cleos] : [cleos, bens]) desk.epochs.take(word, dan);
			await desk.clock.advance(5_000);
			held.push(desk.told.at(-1)![0]!.secret[0]);
		}
		expect(held[0]).toBe(held[1]);
	});
});

describe('Q7 the change-over', () => {
	it('Q7 understands the new one at once, says it after half a second, and ends the old one after two', async () => {
		const desk = await EpochDesk.open('ada');
		await desk.clock.advance(0);
		(await desk.ban('ada')).arrive();
		await desk.clock.advance(0);
		expect(desk.numbers).toEqual([2, 1]);
		await desk.clock.advance(499);
		expect(desk.numbers).toEqual([2, 1]);
		await desk.clock.advance(1);
		expect(desk.numbers).toEqual([1, 2]);
		await desk.clock.advance(1_499);
		expect(desk.numbers).toEqual([1, 2]);
		await desk.clock.advance(1);
		expect(desk.numbers).toEqual([2]);
	});

	it('Q7 ends an old one on time although a third follows, and keeps few', async () => {
		const desk = await EpochDesk.open('mallory');
		const ben = desk.meet('ben');
		for (const number of [1, 2, 3, 4, 5, 6]) {
			desk.epochs.take(await desk.epochBy('ada', { number }), ben);
			expect(desk.numbers!.length).toBeLessThanOrEqual(4);
			await desk.clock.advance(100);
		}
		await desk.clock.advance(2_000);
		expect(desk.numbers).toEqual([6]);
	});

	it('Q7 forgets every key when the room opens and when this page leaves it', async () => {
		const desk = await EpochDesk.open('ada');
		await desk.clock.advance(0);
		desk.isInside = false;
		desk.epochs.look();
		expect([desk.numbers, desk.epochs.isHeld]).toEqual([[], false]);
		desk.isInside = true;
		desk.epochs.look();
		await desk.clock.advance(0);
		expect(desk.numbers).toEqual([2]);
		await desk.sign('ada', 'door.changed', { door: 'open', inside: [] });
		await desk.clock.advance(5_000);
		expect([desk.numbers, desk.epochs.isHeld]).toEqual([null, false]);
	});
});
