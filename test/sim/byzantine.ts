import * as encoding from 'lib0/encoding';
import { messageYjsSyncStep1, writeUpdate } from 'y-protocols/sync';
import type { EventId, IdentityId, RoomId } from '../../src/p2p/base/ids.ts';
import { encodeUpdate, runsOf } from '../../src/p2p/document/update-codec.ts';
import { certifySession } from '../../src/p2p/identity/certificate.ts';
import type { EventBodies, EventType, RoomEvent } from '../../src/p2p/room/events.ts';
import { decodeEvent } from '../../src/p2p/wire/event-codec.ts';
import { encodeMessage } from '../../src/p2p/wire/messages.ts';
import { signAnything, type TestPerson } from '../fixtures/people.ts';
import type { Carrier } from './faulty-channels.ts';
import { makeSession } from './keys.ts';
import type { SimPage, SimWorld } from './world.ts';

/** The byte in front of a `sync` message. PROTOCOL.md, "Messages". */
const SYNC_KIND = 2;
/** Messages of others that an attacker remembers. */
const MEMORY = 60;
/** Enough to spend the credit of a neighbour. */
const FLOOD = 40;

/** A way to break the rules. Who uses it has a page in the room and speaks to others over its channels. */
export type Attack = (mallory: Mallory) => Promise<string>;

/** A person's page that does not only do what its engine does. */
export class Mallory {
	readonly world: SimWorld;
	readonly page: SimPage;
	/** Bytes of others that came here. */
	readonly memory: Uint8Array[] = [];
	/** Share of what its engine would tell that does not go out. */
	withholds = 0;

	constructor(world: SimWorld, page: SimPage) {
		this.world = world;
		this.page = page;
		world.network.taps.set(page.person.key.id, {
			sends: (message) => (message[0] === SYNC_KIND && world.chance.happens(this.withholds) ? [] : [message]),
			hears: (message) => {
				this.memory.push(message.slice());
				if (this.memory.length > MEMORY) this.memory.shift();
			}
		});
	}

	/** A key of this or another attacker: they share them, also those of pages that were turned away. */
	get someKey(): TestPerson {
		return this.world.chance.happens(0.5) ? this.page.person : this.world.chance.pick(this.world.hostileKeys);
	}

	get room(): RoomId {
		return this.world.invite.room;
	}

	get everybody(): IdentityId[] {
		return this.world.people.map(({ identity }) => identity.id);
	}

	/** Open channels of all attackers. */
	get carriers(): Carrier[] {
		const hostile = this.world.pages.filter(({ owner }) => !owner.isHonest);
		return hostile.flatMap(({ person }) => this.world.network.carriersOf(person.key.id));
	}

	/** Signs an entry for place `seq` of a feed, on top of `feed`. */
	async sign<Type extends EventType>(
		signer: TestPerson,
		{ feed, type, body }: { feed: readonly RoomEvent[]; type: Type; body: EventBodies[Type] }
	): Promise<RoomEvent> {
		const raw = await signAnything(signer, {
			room: this.room,
			seq: feed.length,
			prev: feed.at(-1)?.id ?? null,
			deps: feed.length > 0 ? this.someDeps(signer) : [],
			type,
			body
		});
		const event = decodeEvent(raw);
		if (!event.ok) throw new Error(`attacker signed something malformed: ${type}`);
		return event.value;
	}

	/** What the room has of a feed, opened if there is none yet; and what opens it. */
	async feedOf(signer: TestPerson): Promise<{ feed: readonly RoomEvent[]; opening: readonly RoomEvent[] }> {
		const feed = this.page.document.feed(signer.key.id);
		if (feed.length > 0) return { feed, opening: [] };
		const { certificate } = signer;
		const opening = [await this.sign(signer, { feed, type: 'session.opened', body: { certificate } })];
		return { feed: opening, opening };
	}

	/** Everything that is known now, nothing at all, or whatever lies in between. */
	someDeps(signer: TestPerson): EventId[] {
		const { chance } = this.world;
		const feeds = [...this.page.document.sessions]
			.filter((session) => session !== signer.key.id)
			.map((session) => this.page.document.feed(session));
		if (chance.happens(0.4)) return feeds.map((feed) => feed.at(-1)!.id).slice(0, 16);
		return feeds
			.filter(() => chance.happens(0.5))
			.map((feed) => chance.pick(feed).id)
			.slice(0, 16);
	}

	/** Sends events, each feed's in order, over these channels. */
	spread(events: readonly RoomEvent[], carriers: readonly Carrier[] = this.carriers): void {
		const encoder = encoding.createEncoder();
		writeUpdate(encoder, encodeUpdate(runsOf(events)));
		const message = encodeMessage({ kind: 'sync', payload: encoding.toUint8Array(encoder) });
		for (const carrier of carriers) carrier.inject(message);
	}
}

/** What the rules let only some people sign, whoever signs it. */
async function usurp(mallory: Mallory): Promise<string> {
	const { chance } = mallory.world;
	const signer = mallory.someKey;
	const [target, myself] = [chance.pick(mallory.everybody), signer.identity.id];
	const offer = chance.pick([...mallory.page.document.events]).id;
	const deed = chance.pick([
		['role.granted', { target: myself, role: 'cohost' }],
		['role.granted', { target, role: 'cohost' }],
		['role.revoked', { target, role: 'cohost' }],
		['person.banned', { target, reason: '' }],
		['person.removed', { target, reason: '' }],
		['person.unbanned', { target: myself }],
		['mic.muted', { target }],
		['mic.unmuted', {}],
		['stage.invited', { target: myself }],
		['stage.answered', { invite: offer, accept: true }],
		['hand.lowered', { target }],
		['hand.raised', {}],
		['title.changed', { title: 'Mine', topics: [] }],
		['door.changed', { door: 'locked', inside: [] }],
		['pin.removed', { pin: offer }],
		['host.offered', { target: myself }],
		['host.answered', { offer, accept: true }],
		['acting.backed', { target: myself }],
		['room.ended', {}]
	] satisfies [EventType, unknown][]);
	const [type, body] = deed as [EventType, EventBodies[EventType]];
	const { feed, opening } = await mallory.feedOf(signer);
	mallory.spread([...opening, await mallory.sign(signer, { feed, type, body })]);
	return `signs ${type}`;
}

/** Two events in one place, told to two sides. */
export async function equivocate(mallory: Mallory): Promise<string> {
	const signer = mallory.someKey;
	const { feed, opening } = await mallory.feedOf(signer);
	const one = await mallory.sign(signer, { feed, type: 'hand.raised', body: {} });
	const target = mallory.world.chance.pick(mallory.everybody);
	const other = await mallory.sign(signer, { feed, type: 'mic.muted', body: { target } });
	const carriers = mallory.world.chance.shuffled(mallory.carriers);
	const half = Math.ceil(carriers.length / 2);
	mallory.spread([...opening, one], carriers.slice(0, half));
	mallory.spread([...opening, other], carriers.slice(half));
	return `signs two events for place ${feed.length}`;
}

/** Bytes of others once more, to whoever listens. */
async function replay(mallory: Mallory): Promise<string> {
	const { chance } = mallory.world;
	const onlySync = chance.happens(0.7);
	const memory = mallory.memory.filter((message) => !onlySync || message[0] === SYNC_KIND);
	for (let i = 0; i < 5 && memory.length > 0; i++)
		for (const carrier of mallory.carriers) carrier.inject(chance.pick(memory));
	return `replays ${onlySync ? 'sync' : 'anything'}`;
}

/** A message of somebody with one bit turned, or an event in the name of another session. */
async function mutate(mallory: Mallory): Promise<string> {
	const { page } = mallory;
	const { chance } = mallory.world;
	const turned = (bytes: Uint8Array, from: number) => {
		const copy = bytes.slice();
		copy[chance.between(from, copy.length - 1)]! ^= 1 << chance.between(0, 7);
		return copy;
	};
	if (chance.happens(0.5) && mallory.memory.length > 0) {
		for (const carrier of mallory.carriers) carrier.inject(turned(chance.pick(mallory.memory), 1));
		return 'turns a bit of a message';
	}
	const feed = page.document.feed(chance.pick([...page.document.sessions]));
	const { session } = feed.at(-1)!;
	const own = await mallory.sign(page.person, { feed, type: 'mic.unmuted', body: {} });
	mallory.spread([{ ...own, session, raw: asIfBy(own, session) }]);
	return 'forges an event';
}

/** The raw bytes of an event with another session's key in the place of its signer's. */
function asIfBy({ raw, session }: RoomEvent, other: string): Uint8Array {
	const copy = Buffer.from(raw);
	const at = copy.indexOf(Buffer.from(session, 'hex'));
	copy.set(Buffer.from(other, 'hex'), at);
	return new Uint8Array(copy);
}

/** Tells less than its engine would, from now on. */
async function withhold(mallory: Mallory): Promise<string> {
	mallory.withholds = mallory.world.chance.pick([0, 0.5, 1]);
	return `withholds ${mallory.withholds}`;
}

/** Requests without end, made-up sessions, or acts by the dozen. */
async function flood(mallory: Mallory): Promise<string> {
	const { chance } = mallory.world;
	if (chance.happens(0.3)) {
		const ask = encoding.createEncoder();
		encoding.writeVarUint(ask, messageYjsSyncStep1);
		encoding.writeVarUint8Array(ask, Uint8Array.of(0));
		const message = encodeMessage({ kind: 'sync', payload: encoding.toUint8Array(ask) });
		for (const carrier of mallory.carriers) for (let i = 0; i < FLOOD; i++) carrier.inject(message);
		return 'floods with requests';
	}
	const events: RoomEvent[] = [];
	const signer = mallory.someKey;
	for (let i = 0; i < 5; i++) {
		const key = makeSession(chance);
		const certificate = await certifySession(signer.identity, key.id, 'Sybil');
		events.push(...(await mallory.feedOf({ ...signer, key, certificate })).opening);
	}
	const { feed, opening } = await mallory.feedOf(signer);
	const chain = [...feed];
	for (let i = 0; i < 5; i++)
		chain.push(await mallory.sign(signer, { feed: chain, type: 'hand.raised', body: {} }));
	mallory.spread([...events, ...opening, ...chain.slice(feed.length)]);
	return 'floods with sessions and acts';
}

/** Every attack that the engine withstands. `equivocate` joins them with the rule for forks (R6). */
export const ATTACKS: readonly Attack[] = [usurp, replay, mutate, withhold, flood];
