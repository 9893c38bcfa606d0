import { beforeAll, describe, expect, it } from 'vitest';
import type { RoomId } from '../../src/p2p/base/ids.ts';
import { RoomDocument } from '../../src/p2p/document/room-document.ts';
import { encodeInChunks } from '../../src/p2p/document/update-codec.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { quotaOf } from '../../src/p2p/room/quotas.ts';
import { MAX_FEEDS } from '../../src/p2p/wire/limits.ts';
import { decodeEvent } from '../../src/p2p/wire/event-codec.ts';
import {
	admissionOf,
	admitUpdate,
	makePerson,
	makeRoom,
	signAnything,
	type TestPerson
} from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';

const random = seededRandom(8);
let host: TestPerson;
let cohost: TestPerson;
let guest: TestPerson;
let stranger: TestPerson;
let room: RoomId;
/** Events by name, in causal order: the host appoints the co-host, who admits the guest. */
let story: Record<'genesis' | 'appointed' | 'coOpened' | 'admitted' | 'opened' | 'hand', RoomEvent>;

type Draft = Omit<Parameters<typeof signAnything>[1], 'room'>;

async function sign(person: TestPerson, draft: Draft): Promise<RoomEvent> {
	const event = decodeEvent(await signAnything(person, { room, ...draft }));
	if (!event.ok) throw new Error(event.code);
	return event.value;
}

const open = (person: TestPerson) =>
	sign(person, { seq: 0, prev: null, type: 'session.opened', body: { certificate: person.certificate } });

function act(person: TestPerson, prev: RoomEvent, type: Draft['type'], body: Draft['body']) {
	return sign(person, { seq: prev.seq + 1, prev: prev.id, type, body });
}

beforeAll(async () => {
	[host, cohost, guest, stranger] = [
		await makePerson('Ada', random),
		await makePerson('Cid', random),
		await makePerson('Ben', random),
		await makePerson('Sam', random)
	];
	const made = await makeRoom(host);
	room = made.room;
	const [genesis] = [...made.document.events];
	const appointed = await act(host, genesis!, 'role.granted', { target: cohost.identity.id, role: 'cohost' });
	const coOpened = await open(cohost);
	const admitted = await act(cohost, coOpened, 'person.admitted', admissionOf(guest));
	const opened = await open(guest);
	const hand = await act(guest, opened, 'hand.raised', {});
	story = { genesis: genesis!, appointed, coOpened, admitted, opened, hand };
});

const codes = (leftOut: readonly { code: string }[]) => leftOut.map(({ code }) => code);

describe('G6 whose feeds are kept', () => {
	it("keeps the founder's, the co-hosts' and those that one of them admitted, in any order", () => {
		const events = Object.values(story);
		for (let i = 0; i < 40; i++) {
			const document = new RoomDocument(room);
			const shuffled = events
				.map((event) => ({ event, at: random.fraction() }))
				.sort((a, b) => a.at - b.at)
				.map(({ event }) => event);
			// In pieces: what has no place yet is offered again later.
			for (let round = 0; round < 6; round++)
				for (const event of shuffled) document.place(i % 2 ? [event] : shuffled.slice(0, 3 + round));
			expect(document.size).toBe(events.length);
		}
	});

	it('takes all of an update at once, whose own events admit one another', () => {
		const document = new RoomDocument(room);
		const [update] = encodeInChunks(Object.values(story));
		const taken = admitUpdate(document, update!);
		expect(taken.ok && taken.value.fresh).toHaveLength(6);
	});

	it('leaves out a feed that nobody entrusted admitted, and blames nobody', async () => {
		const document = new RoomDocument(room);
		document.place(Object.values(story));
		const opened = await open(stranger);
		const [update] = encodeInChunks([opened]);
		const taken = admitUpdate(document, update!);
		expect(taken.ok && codes(taken.value.leftOut)).toEqual(['unadmitted']);
		expect(document.size).toBe(6);
	});

	it('lets nobody admit themselves, nor the admitted admit others', async () => {
		const document = new RoomDocument(room);
		document.place(Object.values(story));
		const opened = await open(stranger);
		const self = await act(stranger, opened, 'person.admitted', admissionOf(stranger));
		const byGuest = await act(guest, story.hand, 'person.admitted', admissionOf(stranger));
		const appointsSelf = await act(stranger, self, 'role.granted', {
			target: stranger.identity.id,
			role: 'cohost'
		});
		const { fresh, leftOut } = document.place([opened, self, appointsSelf, byGuest]);
		expect(fresh).toEqual([byGuest]);
		expect(codes(leftOut)).toEqual(['unadmitted', 'unadmitted', 'unadmitted']);
	});

	it('counts what somebody signed before they were appointed, so that the order of arrival decides nothing', async () => {
		const early = await act(guest, story.hand, 'person.admitted', admissionOf(stranger));
		const appointed = await act(host, story.appointed, 'role.granted', {
			target: guest.identity.id,
			role: 'cohost'
		});
		const opened = await open(stranger);
		for (const order of [
			[early, appointed, opened],
			[appointed, early, opened]
		]) {
			const document = new RoomDocument(room);
			document.place(Object.values(story));
			for (const event of order) document.place([event]);
			expect(document.event(opened.id)).toBe(opened);
		}
	});

	it('says when more sessions may write than before', () => {
		const document = new RoomDocument(room);
		let widened = 0;
		document.on('widened', () => widened++);
		document.place([story.genesis, story.appointed]);
		expect(widened).toBe(1);
		document.place([story.coOpened]);
		expect(widened).toBe(1);
		document.place([story.admitted]);
		expect(widened).toBe(2);
	});

	it("tells a newcomer the entrusted people's feeds first", () => {
		const document = new RoomDocument(room);
		document.place(Object.values(story));
		const sessions = document.eventsSince(new Map()).map(({ session }) => session);
		expect(sessions.at(-1)).toBe(guest.key.id);
	});
});

describe('G9 how much of a feed is kept', () => {
	it('ends a feed before the first event that is over its quota, on every page alike', async () => {
		const quota = quotaOf('hand.raised');
		const row = [story.hand];
		while (row.length < quota + 3) row.push(await act(guest, row.at(-1)!, 'hand.raised', {}));
		const document = new RoomDocument(room);
		document.place(Object.values(story));
		const { fresh, leftOut } = document.place(row);
		expect(fresh).toHaveLength(quota - 1);
		expect(codes(leftOut)).toEqual(['over-quota', 'unattached', 'unattached']);
		// Its author may go on with something else.
		const next = await act(guest, row[quota - 1]!, 'mic.unmuted', {});
		expect(document.place([next]).fresh).toEqual([next]);
	});

	it('takes 2,048 feeds, leaves out the next one, and blames nobody', async () => {
		const document = new RoomDocument(room);
		document.place(Object.values(story));
		// Only signatures say whose they are, and they are verified before anything is placed.
		const fake = (i: number) => ({
			...story.coOpened,
			id: i.toString(16).padStart(64, '0') as RoomEvent['id'],
			session: i.toString(16).padStart(64, '0') as RoomEvent['session']
		});
		const { leftOut } = document.place(Array.from({ length: MAX_FEEDS - 2 }, (_, i) => fake(i)));
		expect(codes(leftOut)).toEqual(['too-many-feeds']);
		expect([...document.sessions]).toHaveLength(MAX_FEEDS);
	});
});
