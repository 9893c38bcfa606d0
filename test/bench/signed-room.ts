import type { EventId, RoomId } from '../../src/p2p/base/ids.ts';
import { encodeInChunks } from '../../src/p2p/document/update-codec.ts';
import type { EventBodies, EventType, RoomEvent } from '../../src/p2p/room/events.ts';
import { decodeEvent } from '../../src/p2p/wire/event-codec.ts';
import { makePerson, makeRoom, signAnything, type TestPerson } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';

/** Page loads that the events come from, the host's included. */
const SESSIONS = 20;

/** A room's events as they travel: really signed, in updates of the size that peers send. */
export interface SignedRoom {
	readonly room: RoomId;
	readonly events: readonly RoomEvent[];
	readonly updates: readonly Uint8Array[];
}

interface Feed {
	readonly person: TestPerson;
	readonly entries: RoomEvent[];
}

/**
 * A room of `count` events by 20 sessions in turn, each naming the event before its own: the host
 * pins and mutes, the others raise and lower their hands. The same acts in every run; keys are new.
 */
export async function signRoom(count: number): Promise<SignedRoom> {
	const random = seededRandom(2026_11_22);
	const people = await Promise.all(
		Array.from({ length: SESSIONS }, (_, i) => makePerson(`Guest ${i}`, random))
	);
	const { room, document } = await makeRoom(people[0]!);
	const feeds: Feed[] = people.map((person) => ({ person, entries: [] }));
	feeds[0]!.entries.push(...document.events);
	const events = [...document.events];
	for (let i = 0; events.length < count; i++) {
		const feed = feeds[(i + 1) % SESSIONS]!;
		const event = await write(room, feed, events.at(-1)!, nextAct(feeds, feed, i));
		feed.entries.push(event);
		events.push(event);
	}
	return { room, events, updates: encodeInChunks(events) };
}

type Act = { readonly [Type in EventType]: { type: Type; body: EventBodies[Type] } }[EventType];

function nextAct(feeds: readonly Feed[], { person, entries }: Feed, i: number): Act {
	if (entries.length === 0) return { type: 'session.opened', body: { certificate: person.certificate } };
	const target = feeds[1 + (i % (SESSIONS - 1))]!.person.identity.id;
	if (person === feeds[0]!.person)
		return i % 2
			? { type: 'pin.added', body: { text: `Card ${i}` } }
			: { type: 'mic.muted', body: { target } };
	return entries.length % 2
		? { type: 'hand.raised', body: {} }
		: { type: 'hand.lowered', body: { target: person.identity.id } };
}

async function write(room: RoomId, { person, entries }: Feed, last: RoomEvent, act: Act): Promise<RoomEvent> {
	const deps: EventId[] = last.session === person.key.id ? [] : [last.id];
	const place = { room, seq: entries.length, prev: entries.at(-1)?.id ?? null, deps };
	const decoded = decodeEvent(await signAnything(person, { ...place, ...act }));
	if (!decoded.ok) throw new Error(`a made event is not one: ${decoded.code}`);
	return decoded.value;
}
