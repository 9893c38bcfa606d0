import * as encoding from 'lib0/encoding';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EventId } from '../../src/p2p/base/ids.ts';
import { encodeInChunks } from '../../src/p2p/document/update-codec.ts';
import type { EventBodies, EventType, RoomEvent } from '../../src/p2p/room/events.ts';
import { Ephemerals } from '../../src/p2p/session/ephemerals.ts';
import { roleOf } from '../../src/p2p/room/selectors.ts';
import { decodeEvent } from '../../src/p2p/wire/event-codec.ts';
import type { Ephemeral } from '../../src/p2p/wire/ephemeral.ts';
import type { Invite } from '../../src/p2p/wire/invite.ts';
import type { Message } from '../../src/p2p/wire/messages.ts';
import { signWithTorsion } from '../fixtures/crafted.ts';
import { signAnything, type TestPerson } from '../fixtures/people.ts';
import {
	act,
	areLinked,
	gather,
	letWrite,
	makeRoomPerson,
	makeWorld,
	phase,
	SOON_MS,
	type Page,
	type RoomPerson,
	type World
} from '../fixtures/room-people.ts';
import { Stranger } from '../fixtures/stranger.ts';

/** A room of two for each test, and somebody who was let in and means harm. */
let world: World;
let invite: Invite;
let host: Page;
let guest: Page;
let mallory: RoomPerson;

beforeEach(async () => {
	world = makeWorld(77);
	const room = await gather(world, 'Ada', 'Ben');
	invite = room.invite;
	[host, guest] = room.pages as [Page, Page];
	mallory = await makeRoomPerson(world, 'Mallory');
	for (const person of [guest.person, mallory]) await letWrite(host, person);
	await world.clock.advance(SOON_MS);
});

/** A person's next event, signed whatever the rules say. */
async function sign<Type extends EventType>(
	person: TestPerson,
	prev: RoomEvent | null,
	type: Type,
	body: EventBodies[Type],
	deps: readonly EventId[] = []
): Promise<RoomEvent> {
	const place = { room: invite.room, seq: prev ? prev.seq + 1 : 0, prev: prev?.id ?? null };
	const event = decodeEvent(await signAnything(person, { ...place, deps, type, body }));
	if (!event.ok) throw new Error(event.code);
	return event.value;
}

const open = (person: TestPerson) =>
	sign(person, null, 'session.opened', { certificate: person.certificate });

/** Events as an update. */
function telling(...events: RoomEvent[]): Message {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 2);
	encoding.writeVarUint8Array(encoder, encodeInChunks(events)[0]!);
	return { kind: 'sync', payload: encoding.toUint8Array(encoder) };
}

/** Comes to a page through the relay, says this, and lets it work. */
async function visit(page: Page, person: RoomPerson, ...messages: Message[]): Promise<Stranger> {
	const stranger = await Stranger.visit(world, invite, person, page);
	stranger.enter();
	stranger.send(...messages);
	await world.clock.advance(SOON_MS);
	return stranger;
}

/** Parts the two pages; `heal` brings them together again. */
async function part(): Promise<void> {
	world.hub.stop();
	world.network.mayConnect = () => false;
	world.network.between(host.person.key.id, guest.person.key.id)!.close();
	await world.clock.advance(SOON_MS);
	expect(areLinked(world, host, guest)).toBe(false);
}

async function heal(): Promise<void> {
	world.network.mayConnect = () => true;
	world.hub.start();
	await world.clock.advance(60_000);
	expect(areLinked(world, host, guest)).toBe(true);
}

const idsOf = ({ document }: Page) => [...document.events].map(({ id }) => id).sort();
const roleIn = (page: Page, { identity }: TestPerson) => roleOf(page.session.view.state!, identity.id);
const refusedBy = (page: Page) => page.session.view.refused.map(({ code }) => code);

describe('what a member with a modified client may try', () => {
	it('self-promotion changes nobody’s role', async () => {
		const opened = await open(mallory);
		const target = mallory.identity.id;
		const granted = await sign(mallory, opened, 'role.granted', { target, role: 'cohost' });
		const ban = await sign(mallory, granted, 'person.banned', {
			target: guest.person.identity.id,
			reason: ''
		});
		const stranger = await visit(host, mallory, telling(opened, granted, ban));
		for (const page of [host, guest]) {
			expect(roleIn(page, mallory)).toBe('listener');
			expect(phase(page)).toBe('live');
		}
		expect(stranger.refusal).toBeNull();
	});

	it("deleting another's hand leaves it up", async () => {
		await act(world, guest, { do: 'raise-hand' });
		const opened = await open(mallory);
		const target = guest.person.identity.id;
		const lowered = await sign(mallory, opened, 'hand.lowered', { target }, [
			guest.document.feed(guest.person.key.id).at(-1)!.id
		]);
		await visit(host, mallory, telling(opened, lowered));
		expect(host.document.event(lowered.id)).toBeDefined();
		for (const { session } of [host, guest])
			expect(session.view.requests.map(({ identity }) => identity)).toEqual([target]);
	});

	it('torsion signature: all pages judge it alike', async () => {
		const crafty = { ...mallory, key: { ...mallory.key, sign: signWithTorsion(mallory.key.seed) } };
		const opened = await open(crafty);
		await visit(host, mallory, telling(opened));
		expect(idsOf(host)).toEqual(idsOf(guest));
		expect(areLinked(world, host, guest)).toBe(true);
	});
});

describe('equivocation to two partitions', () => {
	it('heals, and honest acts on top of either branch stand', async () => {
		await letWrite(host, guest.person);
		const opened = await open(mallory);
		const left = await sign(mallory, opened, 'hand.raised', {});
		const right = await sign(mallory, opened, 'mic.unmuted', {});
		const rightmost = await sign(mallory, right, 'hand.raised', {});
		const [atHost, atGuest] = [
			await Stranger.visit(world, invite, mallory, host),
			await Stranger.visit(world, invite, mallory, guest)
		];
		for (const stranger of [atHost, atGuest]) stranger.enter();
		await part();
		atHost.send(telling(opened, left));
		atGuest.send(telling(opened, right, rightmost));
		await world.clock.advance(SOON_MS);
		// Each builds on the only branch that it knows.
		await act(world, host, { do: 'pin', text: 'after the left branch' });
		await act(world, guest, { do: 'raise-hand' });
		const built = guest.document.feed(guest.person.key.id).flatMap(({ deps }) => deps);
		expect(built).toContain(rightmost.id);
		await heal();
		expect(idsOf(host)).toEqual(idsOf(guest));
		for (const { document, session } of [host, guest]) {
			for (const event of [left, right, rightmost]) expect(document.event(event.id)).toBeDefined();
			const { state } = session.view;
			expect(state?.pending).toBe(0);
			expect(state?.pins.map(({ text }) => text)).toEqual(['after the left branch']);
			expect(state?.hands.map(({ identity }) => identity)).toContain(guest.person.identity.id);
			expect(state?.forks.map(({ session: forked }) => forked)).toEqual([mallory.key.id]);
		}
		expect(host.session.view.state).toEqual(guest.session.view.state);
	});
});

describe('no third party makes a page drop an honest neighbour', () => {
	const expectTogether = () => {
		expect(areLinked(world, host, guest)).toBe(true);
		for (const { session } of [host, guest]) expect(session.view.notices).toEqual([]);
	};

	it('by a fork that the neighbour passes on', async () => {
		const opened = await open(mallory);
		await visit(host, mallory, telling(opened, await sign(mallory, opened, 'hand.raised', {})));
		await visit(guest, mallory, telling(opened, await sign(mallory, opened, 'mic.unmuted', {})));
		expectTogether();
		expect(idsOf(host)).toEqual(idsOf(guest));
	});

	it('by a feed that is not admitted here yet, and is asked for again once it is', async () => {
		const other = await makeRoomPerson(world, 'Oscar');
		const opened = await open(other);
		const carrier = await visit(guest, mallory, telling(opened));
		expect(guest.document.event(opened.id)).toBeUndefined();
		expect(refusedBy(guest)).toEqual(['unadmitted']);
		const asked = () => carrier.heard.filter(({ kind }) => kind === 'sync').length;
		const before = asked();
		await letWrite(host, other);
		await world.clock.advance(SOON_MS);
		// The admission, passed on, and the question for what was left out.
		expect(asked() - before).toBe(2);
		carrier.send(telling(opened));
		await world.clock.advance(SOON_MS);
		expect(host.document.event(opened.id)).toBeDefined();
		expect(carrier.refusal).toBeNull();
		expectTogether();
	});

	it('by a thousand keys: 1,000-key chat flood', async () => {
		const before = idsOf(host);
		const openings: RoomEvent[] = [];
		for (let i = 0; i < 1_000; i++) openings.push(await open(await makeRoomPerson(world, `Key ${i}`)));
		const stranger = await Stranger.visit(world, invite, mallory, guest);
		stranger.enter();
		for (let i = 0; i < openings.length; i += 50) stranger.send(telling(...openings.slice(i, i + 50)));
		await world.clock.advance(SOON_MS);
		expect([idsOf(host), idsOf(guest)]).toEqual([before, before]);
		expect(guest.session.view.refused).toMatchObject([{ code: 'unadmitted', count: 1_000 }]);
		expectTogether();
	}, 60_000);
});

describe('withholding by all peers but one', () => {
	it('keeps nobody from hearing of a ban', async () => {
		const withholders = await Promise.all(
			Array.from({ length: 5 }, (_, i) => makeRoomPerson(world, `Silent ${i}`))
		);
		for (const person of withholders) {
			const stranger = await visit(guest, person, { kind: 'heads', heads: [] });
			expect(stranger.refusal).toBeNull();
		}
		await act(world, host, { do: 'ban', target: mallory.identity.id, reason: '' });
		const banned = guest.session.view.state?.people.find(({ identity }) => identity === mallory.identity.id);
		expect(banned?.access).toBe('banned');
	});
});

describe('presence spoof and replay', () => {
	/** What a page of this person signs in passing. */
	const ephemeralsOf = ({ key }: RoomPerson) =>
		new Ephemerals({ room: invite.room, key, now: () => world.clock.now(), isCertified: () => true });

	const say = (ephemeral: Ephemeral): Message => ({ kind: 'ephemeral', ephemeral });

	it('drops whoever says how another page is', async () => {
		const said = await ephemeralsOf(mallory).make('presence', {
			joined: true,
			microphone: true,
			strained: false,
			links: []
		});
		const spoofed = { ...said, session: guest.person.key.id, counter: 1_000_000 } as Ephemeral;
		const stranger = await visit(host, mallory, say(spoofed));
		expect(stranger.refusal).toBe('misbehaved');
		expect(refusedBy(host)).toContain('ephemeral-forged');
		expect(host.session.view.count).toBe(2);
	});

	it('ignores what a page said before, from itself and from others, and blames nobody', async () => {
		const other = await makeRoomPerson(world, 'Nina');
		const links = Array.from({ length: 60 }, () => other.key.id);
		const mine = ephemeralsOf(mallory);
		const old: Ephemeral[] = [];
		for (let i = 0; i < 10; i++)
			old.push(await mine.make('presence', { joined: false, microphone: false, strained: false, links }));
		const newest = await mine.make('presence', {
			joined: false,
			microphone: false,
			strained: false,
			links: []
		});
		const stranger = await visit(host, mallory, say(newest));
		const before = new Set(world.network.links);
		for (const said of old) stranger.send(say(said));
		const replaying = await visit(host, other, ...old.map(say));
		// A newer one would make the page dial what it names.
		expect(world.network.links).toEqual(before);
		expect([stranger.refusal, replaying.refusal]).toEqual([null, null]);
		expect(host.session.view.refused).toMatchObject([
			{ code: 'ephemeral-replayed', name: 'Nina', count: 10 }
		]);
	});
});
