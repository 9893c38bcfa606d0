import * as encoding from 'lib0/encoding';
import { writeUpdate } from 'y-protocols/sync';
import type { EventId, IdentityId } from '../../src/p2p/base/ids.ts';
import { encodeUpdate, runsOf } from '../../src/p2p/document/update-codec.ts';
import type { EventBodies, EventType, RoomEvent } from '../../src/p2p/room/events.ts';
import { decodeEvent } from '../../src/p2p/wire/event-codec.ts';
import { encodeMessage } from '../../src/p2p/wire/messages.ts';
import { signAnything, type TestPerson } from '../fixtures/people.ts';
import type { Chance } from './chance.ts';
import type { Carrier } from './faulty-channels.ts';
import type { SimPage, SimWorld } from './world.ts';

/** The byte in front of a `sync` message. PROTOCOL.md, "Messages". */
export const SYNC_KIND = 2;
/** Messages of others that an attacker remembers. */
const MEMORY = 60;
const MAX_DEPS = 16;

/** What an attacker wants to sign. */
export interface Draft {
	readonly type: EventType;
	readonly body: EventBodies[EventType];
	/** The past that it claims; by default anything between nothing and all that is known here. */
	readonly deps?: readonly EventId[];
}

/** A page in the room that says more, or less, than its engine. */
export class Mallory {
	readonly world: SimWorld;
	readonly page: SimPage;
	/** Messages that came to this page. */
	readonly memory: Uint8Array[] = [];
	/** Share of what its engine would tell of the document that does not go out. */
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

	get chance(): Chance {
		return this.world.chance;
	}

	/** Everybody who was ever here. */
	get people(): IdentityId[] {
		return this.world.people.map(({ identity }) => identity.id);
	}

	/** A key of this attacker or of another: they share them, also those of pages that were turned away. */
	someKey(): TestPerson {
		return this.chance.happens(0.5) ? this.page.person : this.chance.pick(this.world.hostileKeys);
	}

	/** Open channels of all attackers. */
	carriers(): Carrier[] {
		const hostile = this.world.pages.filter(({ owner }) => !owner.isHonest);
		return hostile.flatMap(({ person }) => this.world.network.carriersOf(person.key.id));
	}

	/** Goes on with a feed, which it opens if need be: what is new of it, or all of it. */
	async extend(signer: TestPerson, drafts: readonly Draft[]): Promise<RoomEvent[]> {
		const before = this.world.hostileFeeds.get(signer.key.id) ?? [];
		const feed = [...before];
		if (feed.length === 0) feed.push(await this.sign(signer, feed, opening(signer)));
		for (const draft of drafts) feed.push(await this.sign(signer, feed, draft));
		this.world.hostileFeeds.set(signer.key.id, feed);
		return this.chance.happens(0.5) ? feed : feed.slice(before.length);
	}

	/** Signs the next entry of a feed, whatever the rules say. */
	async sign(
		signer: TestPerson,
		feed: readonly RoomEvent[],
		{ type, body, deps }: Draft
	): Promise<RoomEvent> {
		const raw = await signAnything(signer, {
			room: this.world.invite.room,
			seq: feed.length,
			prev: feed.at(-1)?.id ?? null,
			deps: deps ?? (feed.length > 0 ? this.#deps(signer) : []),
			type,
			body
		});
		const event = decodeEvent(raw);
		if (!event.ok) throw new Error(`an attacker signed something malformed: ${type}`);
		return event.value;
	}

	/** Sends events, each feed's in order, over these channels. */
	spread(events: readonly RoomEvent[], carriers: readonly Carrier[] = this.carriers()): void {
		const encoder = encoding.createEncoder();
		writeUpdate(encoder, encodeUpdate(runsOf(events)));
		const message = encodeMessage({ kind: 'sync', payload: encoding.toUint8Array(encoder) });
		for (const carrier of carriers) carrier.pipe.inject(message);
	}

	/** The past that an event claims: all that is known here, or long before, or anything in between. */
	#deps(signer: TestPerson): EventId[] {
		const { document } = this.page;
		const feeds = [...document.sessions]
			.filter((session) => session !== signer.key.id)
			.map((session) => document.feed(session))
			.filter((feed) => feed.length > 0);
		const isHonest = this.chance.happens(0.4);
		const seen = isHonest ? feeds : feeds.filter(() => this.chance.happens(0.5));
		return seen.map((feed) => (isHonest ? feed.at(-1)! : this.chance.pick(feed)).id).slice(0, MAX_DEPS);
	}
}

function opening({ certificate }: TestPerson): Draft {
	return { type: 'session.opened', body: { certificate } };
}
