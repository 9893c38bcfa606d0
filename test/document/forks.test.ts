import { beforeAll, describe, expect, it } from 'vitest';
import type { EventId, RoomId } from '../../src/p2p/base/ids.ts';
import { Author } from '../../src/p2p/document/author.ts';
import { RoomDocument } from '../../src/p2p/document/room-document.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { MAX_BRANCHES_OF_FEED } from '../../src/p2p/wire/limits.ts';
import { decodeEvent } from '../../src/p2p/wire/event-codec.ts';
import { makePerson, makeRoom, signAnything, type TestPerson } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';

const random = seededRandom(6);
let host: TestPerson;
let forker: TestPerson;
let honest: TestPerson;
let room: RoomId;
let full: RoomDocument;
let opening: RoomEvent;

beforeAll(async () => {
	[host, forker, honest] = [
		await makePerson('Ada', random),
		await makePerson('Fay', random),
		await makePerson('Ben', random)
	];
	const made = await makeRoom(host);
	({ room, document: full } = made);
	await made.admit(forker);
	await made.admit(honest);
	opening = await sign(forker, {
		seq: 0,
		prev: null,
		type: 'session.opened',
		body: { certificate: forker.certificate }
	});
	full.place([opening]);
});

type Draft = Omit<Parameters<typeof signAnything>[1], 'room'>;

async function sign(person: TestPerson, draft: Draft): Promise<RoomEvent> {
	const event = decodeEvent(await signAnything(person, { room, ...draft }));
	if (!event.ok) throw new Error(event.code);
	return event.value;
}

/** `count` events of the forker in a row behind `from`, told from other rows by `name`. */
async function row(name: string, count: number, from = opening): Promise<RoomEvent[]> {
	const events: RoomEvent[] = [];
	for (let i = 0; i < count; i++) {
		const prev = events.at(-1) ?? from;
		const body = { text: `${name} ${i}` };
		events.push(await sign(forker, { seq: prev.seq + 1, prev: prev.id, type: 'pin.added', body }));
	}
	return events;
}

/** A replica with the beginning of the room, the forker's opening included. */
function replica(): RoomDocument {
	const document = new RoomDocument(room);
	document.place([...full.events]);
	return document;
}

const idsOf = (document: RoomDocument) => [...document.events].map(({ id }) => id).sort();

describe('G5 forks', () => {
	it('are kept with both branches, whichever was seen first, and in any order', async () => {
		const [left, right] = [await row('left', 3), await row('right', 5)];
		const orders = [
			[left, right],
			[right, left],
			[left.slice(0, 1), right.slice(0, 2), left.slice(1), right.slice(2)],
			[[...left, ...right].reverse()]
		];
		const replicas = orders.map((order) => {
			const document = replica();
			for (const events of order) document.place(events);
			return document;
		});
		for (const document of replicas) {
			expect(idsOf(document)).toEqual(idsOf(replicas[0]!));
			expect(document.trunk(forker.key.id)).toEqual([opening]);
			const tips = document.heads().filter(({ session }) => session === forker.key.id);
			expect(tips.map(({ event }) => event).sort()).toEqual([left[2]!.id, right[4]!.id].sort());
		}
	});

	it('of the opening itself are kept too', async () => {
		const certificate = forker.certificate;
		const deps = [room as string as EventId];
		const other = await sign(forker, {
			seq: 0,
			prev: null,
			deps,
			type: 'session.opened',
			body: { certificate }
		});
		const document = replica();
		expect(document.place([other]).fresh).toEqual([other]);
		expect(document.trunk(forker.key.id)).toEqual([]);
	});

	it('leave out what continues a branch that is not here, and keep it once that is', async () => {
		const right = await row('right', 4);
		const document = replica();
		document.place(await row('left', 4));
		expect(document.place(right.slice(2)).leftOut.map(({ code }) => code)).toEqual([
			'unattached',
			'unattached'
		]);
		expect(document.place(right).fresh).toEqual(right);
	});

	it('of one feed fill at most 16 branches, except by what others built on and by an earlier fork', async () => {
		const main = await row('main', 3);
		const document = replica();
		document.place(main);
		for (let i = 0; i < MAX_BRANCHES_OF_FEED; i++)
			expect(document.place(await row(`branch ${i}`, 1, main[1])).leftOut).toEqual([]);
		const surplus = await row('surplus', 2, main[1]);
		expect(document.place(surplus).leftOut.map(({ code }) => code)).toEqual([
			'too-many-branches',
			'unattached'
		]);
		// An honest page was shown only this branch, and wrote on top of it.
		const certificate = honest.certificate;
		const first = await sign(honest, { seq: 0, prev: null, type: 'session.opened', body: { certificate } });
		const act = await sign(honest, {
			seq: 1,
			prev: first.id,
			deps: [surplus[1]!.id],
			type: 'hand.raised',
			body: {}
		});
		document.place([first, act]);
		expect(document.place(surplus).fresh).toEqual(surplus);
		const [earlier] = await row('earlier', 1);
		expect(document.place([earlier!]).fresh).toEqual([earlier]);
		expect(document.trunk(forker.key.id)).toEqual([opening]);
	});

	it('are not built upon by an own act, which names the last event before the fork', async () => {
		const document = replica();
		document.place(await row('left', 3));
		document.place(await row('right', 3));
		const author = new Author(document, honest.key, honest.certificate);
		await author.write('hand.raised', {});
		const named = [...document.events]
			.filter(({ session }) => session === honest.key.id)
			.flatMap(({ deps }) => deps);
		expect(named).toContain(opening.id);
		for (const { id } of [...(await row('left', 3)), ...document.branches(forker.key.id)])
			expect(named).not.toContain(id);
	});

	it('are restored whole from what a store kept', async () => {
		const document = replica();
		document.place(await row('left', 3));
		document.place(await row('right', 3));
		const kept = [...document.events].sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1));
		const restored = new RoomDocument(room);
		restored.restore(kept.map(({ raw }) => raw));
		expect(idsOf(restored)).toEqual(idsOf(document));
	});
});

describe('F6 an act about a person', () => {
	it('names the heads of all their feeds first, before the limit of names cuts', async () => {
		const many = await Promise.all(Array.from({ length: 20 }, (_, i) => makePerson(`Guest ${i}`, random)));
		const made = await makeRoom(host);
		const heads: EventId[] = [];
		for (const guest of many) await made.admit(guest);
		for (const guest of many) {
			// None of them has seen any other.
			const body = { certificate: guest.certificate };
			const draft = { room: made.room, seq: 0, prev: null, type: 'session.opened', body } as const;
			heads.push(made.document.restore([await signAnything(guest, draft)]).fresh[0]!.id);
		}
		const target = many.at(-1)!.identity.id;
		const ban = (await made.author.write('person.banned', { target, reason: '' }, { naming: target }))!;
		expect(ban.deps).toHaveLength(16);
		expect(ban.deps).toContain(heads.at(-1));
		const next = (await made.author.write('pin.added', { text: 'next' }))!;
		const named = new Set([...ban.deps, ...next.deps]);
		expect(heads.filter((head) => !named.has(head))).toEqual([]);
	});
});
