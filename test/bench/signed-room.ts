import type { RoomId } from '../../src/p2p/base/ids.ts';
import type { Random } from '../../src/p2p/base/random.ts';
import { encodeInChunks } from '../../src/p2p/document/update-codec.ts';
import type { EventBodies, EventType, RoomEvent } from '../../src/p2p/room/events.ts';
import { decodeEvent } from '../../src/p2p/wire/event-codec.ts';
import { admissionOf, makePerson, makeRoom, signAnything, type TestPerson } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';

/** Acts of each page load: within the quotas of those that it makes. */
const ACTS = 80;
/** Sessions that one moderator admits: within the quota too. */
const ADMITTED_BY_EACH = 1000;

/** A room's events as they travel: really signed, in updates of the size that peers send. */
export interface SignedRoom {
	readonly room: RoomId;
	readonly events: readonly RoomEvent[];
	readonly updates: readonly Uint8Array[];
	readonly sessions: number;
	/** Whoever made the room. */
	readonly host: TestPerson;
}

interface Feed {
	readonly person: TestPerson;
	readonly entries: RoomEvent[];
}

/**
 * A room of about `count` events, in which each of the admitted sessions signs some 80: hands raised and
 * lowered in turn, each event naming the one before it.
 */
export async function signRoom(count: number): Promise<SignedRoom> {
	return signCrowd(Math.ceil(count / (ACTS + 2)), ACTS);
}

/**
 * A room in which the host and co-hosts admit `sessions` page loads, and each opens its feed and then
 * signs `acts` more. The same acts in every run; keys are new.
 */
export async function signCrowd(sessions: number, acts: number): Promise<SignedRoom> {
	const random = seededRandom(2026_11_22);
	const host = await makePerson('Ada', random);
	const made = await makeRoom(host);
	const story = new Story(made.room, [...made.document.events]);
	const founder: Feed = { person: host, entries: [...made.document.events] };
	let moderator = founder;
	for (let i = 0; i < sessions; i++) {
		if (i > 0 && i % ADMITTED_BY_EACH === 0) moderator = await story.appoint(founder, random);
		const person = await makePerson(`Guest ${i}`, random);
		const feed: Feed = { person, entries: [] };
		await story.write(moderator, 'person.admitted', admissionOf(person));
		await story.open(feed);
		for (let n = 0; n < acts; n++) {
			if (n % 2) await story.write(feed, 'hand.lowered', { target: person.identity.id });
			else await story.write(feed, 'hand.raised', {});
		}
	}
	const { events } = story;
	return { room: made.room, events, updates: encodeInChunks(events), sessions, host };
}

/** Events one after the other, each naming the one before its own. */
class Story {
	readonly events: RoomEvent[];
	readonly #room: RoomId;

	constructor(room: RoomId, events: RoomEvent[]) {
		this.#room = room;
		this.events = events;
	}

	/** The host makes somebody a co-host, who opens a feed. */
	async appoint(founder: Feed, random: Random): Promise<Feed> {
		const feed: Feed = { person: await makePerson('Co-host', random), entries: [] };
		await this.write(founder, 'role.granted', { target: feed.person.identity.id, role: 'cohost' });
		await this.open(feed);
		return feed;
	}

	open(feed: Feed): Promise<void> {
		return this.write(feed, 'session.opened', { certificate: feed.person.certificate });
	}

	async write<Type extends EventType>(feed: Feed, type: Type, body: EventBodies[Type]): Promise<void> {
		const { person, entries } = feed;
		const last = this.events.at(-1)!;
		const deps = last.session === person.key.id ? [] : [last.id];
		const place = { room: this.#room, seq: entries.length, prev: entries.at(-1)?.id ?? null, deps };
		const decoded = decodeEvent(await signAnything(person, { ...place, type, body }));
		if (!decoded.ok) throw new Error(`a made event is not one: ${decoded.code}`);
		entries.push(decoded.value);
		this.events.push(decoded.value);
	}
}
