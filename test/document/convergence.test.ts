import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RoomId } from '../../src/p2p/base/ids.ts';
import { Exchange, type SyncMessage } from '../../src/p2p/document/exchange.ts';
import { Intake } from '../../src/p2p/document/intake.ts';
import { RoomDocument } from '../../src/p2p/document/room-document.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import { inPlaceVerifier } from '../../src/p2p/verification/in-place-verifier.ts';
import { decodeEvent } from '../../src/p2p/wire/event-codec.ts';
import { admissionOf, makePerson, makeRoom, signAnything, type TestPerson } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';
import { settle } from '../fixtures/virtual-clock.ts';

const random = seededRandom(15);
const ROUNDS = 12;
let room: RoomId;
let genesis: RoomEvent;
/** Everything that was ever signed in the room: chains of events, some of them branches of one feed. */
let chains: RoomEvent[][];

type Draft = Omit<Parameters<typeof signAnything>[1], 'room'>;

async function sign(person: TestPerson, draft: Draft): Promise<RoomEvent> {
	const event = decodeEvent(await signAnything(person, { room, ...draft }));
	if (!event.ok) throw new Error(event.code);
	return event.value;
}

/** A host who admits five, of whom two fork: one behind the opening, one twice further on. */
beforeAll(async () => {
	const host = await makePerson('Ada', random);
	const made = await makeRoom(host);
	room = made.room;
	genesis = [...made.document.events][0]!;
	const guests = await Promise.all(Array.from({ length: 5 }, (_, i) => makePerson(`Guest ${i}`, random)));
	const admissions = [genesis];
	for (const guest of guests) {
		const prev = admissions.at(-1)!;
		const body = admissionOf(guest);
		admissions.push(await sign(host, { seq: prev.seq + 1, prev: prev.id, type: 'person.admitted', body }));
	}
	chains = [admissions];
	for (const [i, guest] of guests.entries()) {
		const { certificate } = guest;
		const opening = await sign(guest, { seq: 0, prev: null, type: 'session.opened', body: { certificate } });
		const trunk = await continued(guest, [opening], 3, 'hand.raised');
		chains.push(trunk);
		if (i === 0) chains.push(await continued(guest, [opening], 4, 'mic.unmuted'));
		if (i === 1)
			for (const at of [2, 3]) chains.push(await continued(guest, trunk.slice(0, at), 2, 'mic.unmuted'));
	}
});

async function continued(
	person: TestPerson,
	from: RoomEvent[],
	count: number,
	type: 'hand.raised' | 'mic.unmuted'
): Promise<RoomEvent[]> {
	const chain = [...from];
	for (let i = 0; i < count; i++) {
		const prev = chain.at(-1)!;
		// What an event names is there for everybody in the end, on whichever branch it stands.
		const deps = i === 0 ? [genesis.id] : [];
		chain.push(await sign(person, { seq: prev.seq + 1, prev: prev.id, deps, type, body: {} }));
	}
	return chain;
}

/** Documents in a line or a ring, each wired to its neighbours; `step` delivers one message of a wire. */
function wired(documents: readonly RoomDocument[], pairs: readonly (readonly [number, number])[]) {
	let now = 0;
	const wires: { queue: SyncMessage[]; to: () => Exchange }[] = [];
	const exchanges: Exchange[] = [];
	const faults: string[] = [];
	const end = (document: RoomDocument, queue: SyncMessage[]) => {
		const exchange = new Exchange({
			document,
			intake: new Intake(inPlaceVerifier),
			now: () => now,
			send: (message) => queue.push(message),
			failed: (fault) => faults.push(fault),
			leftOut: () => {}
		});
		document.on('admitted', (events) => exchange.tell(events));
		exchanges.push(exchange);
		return exchange;
	};
	for (const [a, b] of pairs) {
		const [there, back]: [SyncMessage[], SyncMessage[]] = [[], []];
		const [mine, theirs] = [end(documents[a]!, there), end(documents[b]!, back)];
		wires.push({ queue: there, to: () => theirs }, { queue: back, to: () => mine });
	}
	const round = async () => {
		for (const exchange of exchanges) exchange.catchUp();
		for (let busy = wires; busy.length > 0; busy = wires.filter(({ queue }) => queue.length > 0)) {
			for (const { queue, to } of busy) for (const message of queue.splice(0)) to().receive(message);
			await settle();
		}
		now += 10_000;
	};
	for (const exchange of exchanges) exchange.ask();
	return { round, faults };
}

const idsOf = (document: RoomDocument) => [...document.events].map(({ id }) => id).sort();

describe('X10 healed replicas come together', () => {
	it('whatever each has of forked feeds and admissions, along a line or a ring, in a bounded number of rounds', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.array(fc.nat(7), { minLength: 9, maxLength: 9 }), { minLength: 3, maxLength: 5 }),
				fc.boolean(),
				async (lengths, isRing) => {
					const documents = lengths.map((of) => {
						const document = new RoomDocument(room);
						document.place([genesis]);
						// Of two branches the one that is placed first is the feed here.
						const order = [...chains.keys()].slice(1);
						for (const i of [0, ...(of[1]! % 2 ? order.reverse() : order)])
							document.place(chains[i]!.slice(0, of[i]));
						return document;
					});
					const union = new RoomDocument(room);
					for (let i = 0; i < 3; i++) for (const { events } of documents) union.place([...events]);
					const pairs = documents.slice(1).map((_, i) => [i, i + 1] as const);
					if (isRing) pairs.push([documents.length - 1, 0]);
					const { round, faults } = wired(documents, pairs);
					for (let i = 0; i < ROUNDS; i++) await round();
					expect(faults).toEqual([]);
					for (const document of documents) {
						expect(idsOf(document)).toEqual(idsOf(union));
						expect(reduceRoom(room, document.events)).toEqual(reduceRoom(room, union.events));
					}
				}
			),
			{ seed: 15, numRuns: 25 }
		);
	}, 120_000);
});
