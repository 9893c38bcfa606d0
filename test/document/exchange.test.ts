import * as encoding from 'lib0/encoding';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventId, RoomId } from '../../src/p2p/base/ids.ts';
import { Author } from '../../src/p2p/document/author.ts';
import {
	Exchange,
	type ExchangeFault,
	type ExchangeShortfall,
	type SyncMessage
} from '../../src/p2p/document/exchange.ts';
import { Intake } from '../../src/p2p/document/intake.ts';
import { RoomDocument } from '../../src/p2p/document/room-document.ts';
import { encodeInChunks, encodeUpdate } from '../../src/p2p/document/update-codec.ts';
import { decodeEvent } from '../../src/p2p/wire/event-codec.ts';
import { inPlaceVerifier } from '../../src/p2p/verification/in-place-verifier.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { MAX_FEEDS } from '../../src/p2p/wire/limits.ts';
import { admissionOf, makePerson, makeRoom, signAnything, type TestPerson } from '../fixtures/people.ts';
import { settle } from '../fixtures/virtual-clock.ts';
import { seededRandom } from '../fixtures/random.ts';

const PEOPLE = 4;
const random = seededRandom(20261123);
let room: RoomId;
let full: RoomDocument;
let made: Awaited<ReturnType<typeof makeRoom>>;
/** The last of those who wrote. */
let guest: TestPerson;
let now = 0;

/** A room in which four people wrote, each a feed of another length. */
beforeAll(async () => {
	const host = await makePerson('Ada', random);
	made = await makeRoom(host);
	({ room, document: full } = made);
	for (let i = 1; i < PEOPLE; i++) {
		guest = await makePerson(`Guest ${i}`, random);
		await made.admit(guest);
		const author = new Author(full, guest.key, guest.certificate);
		for (let n = 0; n < i + 1; n++) await author.write('hand.raised', {});
		await made.author.write('pin.added', { text: `card ${i}` });
	}
});

/** One end of a conversation: what it says, what it drops its neighbour for, what it leaves out. */
class End {
	readonly document: RoomDocument;
	readonly exchange: Exchange;
	readonly sent: SyncMessage[] = [];
	readonly shortfalls: ExchangeShortfall[] = [];
	fault: ExchangeFault | null = null;

	constructor(document: RoomDocument, intake = new Intake(inPlaceVerifier)) {
		this.document = document;
		this.exchange = new Exchange({
			document,
			intake,
			now: () => now,
			send: (message) => this.sent.push(message),
			failed: (fault) => (this.fault = fault),
			leftOut: (code) => this.shortfalls.push(code)
		});
		document.on('admitted', (events) => this.exchange.tell(events));
	}

	/** An end with a document of these events. */
	static of(events: Iterable<RoomEvent>): End {
		const document = new RoomDocument(room);
		document.place([...events]);
		return new End(document);
	}

	/** Takes these messages, and says what it answers to them. */
	async take(...messages: SyncMessage[]): Promise<SyncMessage[]> {
		const before = this.sent.length;
		for (const message of messages) this.exchange.receive(message);
		await settle();
		return this.sent.slice(before);
	}

	/** The kinds of what was sent, sync messages by what they are. */
	get said(): string[] {
		return this.sent.map((message) =>
			message.kind === 'sync' ? (message.payload[0] === 0 ? 'question' : 'update') : message.kind
		);
	}
}

/** Delivers what both say until all is quiet; how many messages it took. */
async function converse(a: End, b: End): Promise<number> {
	const read = [0, 0];
	for (;;) {
		const [mine, theirs] = [a.sent.slice(read[0]), b.sent.slice(read[1])];
		if (mine.length + theirs.length === 0) return a.sent.length + b.sent.length;
		[read[0], read[1]] = [a.sent.length, b.sent.length];
		for (const message of mine) b.exchange.receive(message);
		for (const message of theirs) a.exchange.receive(message);
		await settle();
		expect([a.fault, b.fault]).toEqual([null, null]);
	}
}

const bytes = (document: RoomDocument) => bytesToHex(sha256(document.encode()));
const idsOf = (document: RoomDocument) => [...document.events].map(({ id }) => id).sort();

function payload(type: number, content: Uint8Array): SyncMessage {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, type);
	encoding.writeVarUint8Array(encoder, content);
	return { kind: 'sync', payload: encoding.toUint8Array(encoder) };
}

const update = (events: readonly RoomEvent[]) => payload(2, encodeInChunks(events)[0]!);
const question = () => payload(0, Uint8Array.of(0));

/** An update of a feed nobody knows, from its sixth entry on. */
const gap = (client: number) =>
	payload(2, encodeUpdate([{ client, root: null, from: 5, entries: [Uint8Array.of(1)] }]));

/** A part of every feed: each up to a length that the seed decides, feeds of one owner whole. */
function part(seed: number, owns: (session: number) => boolean): RoomEvent[] {
	const chance = seededRandom(seed);
	return [...full.sessions].flatMap((session, i) => {
		const feed = full.feed(session);
		return owns(i) ? feed : feed.slice(0, Math.floor(chance.fraction() * feed.length));
	});
}

describe('X1 to X3 coming to the same document', () => {
	it('takes two replicas a bounded number of messages, whatever each of them lacks', async () => {
		for (let seed = 1; seed <= 6; seed++) {
			const a = End.of(part(seed, (i) => i % 2 === 0));
			const b = End.of(part(seed + 50, (i) => i % 2 === 1));
			const union = new Set([...idsOf(a.document), ...idsOf(b.document)]);
			a.exchange.ask();
			b.exchange.ask();
			const count = await converse(a, b);
			for (const { document } of [a, b]) expect(idsOf(document)).toEqual([...union].sort());
			// Two questions, each answered by an update and heads; what heads told too early is wanted once.
			expect(count).toBeLessThanOrEqual(24);
		}
	});

	it('brings what one learns to its other neighbours, but not back to who taught it', async () => {
		const teacher = End.of(full.events);
		const document = new RoomDocument(room);
		const intake = new Intake(inPlaceVerifier);
		const [towards, other] = [new End(document, intake), new End(document, intake)];
		await towards.take(update([...full.events]));
		expect(bytes(document)).toBe(bytes(teacher.document));
		expect(towards.said).not.toContain('update');
		expect(other.said).toEqual(['update']);
	});

	it('says no more than where its feeds end when both know the same', async () => {
		const [a, b] = [End.of(full.events), End.of(full.events)];
		a.exchange.ask();
		await converse(a, b);
		expect([a.said, b.said]).toEqual([['question'], ['heads']]);
	});

	it('answers a newcomer in pieces that leave room for other messages', async () => {
		const host = await makePerson('Ada', random);
		const made = await makeRoom(host);
		for (let i = 0; i < 50; i++) await made.author.write('pin.added', { text: '語'.repeat(500) });
		const [knowing, newcomer] = [new End(made.document), new End(new RoomDocument(made.room))];
		newcomer.exchange.ask();
		await converse(newcomer, knowing);
		const updates = knowing.sent.filter(({ kind }) => kind === 'sync');
		expect(updates.length).toBeGreaterThan(1);
		for (const message of updates)
			expect(message.kind === 'sync' && message.payload.length).toBeLessThan(80 * 1024);
		expect(bytes(newcomer.document)).toBe(bytes(made.document));
	});
});

describe('X4 and X5 gaps and floods', () => {
	it('asks again when an update leaves a gap, and so mends it', async () => {
		const behind = new End(new RoomDocument(room));
		const feed = [...full.sessions].map((session) => full.feed(session)).find(({ length }) => length > 3)!;
		await behind.take(update(feed.slice(2)));
		expect([behind.said, behind.shortfalls]).toEqual([['question'], ['gap']]);
		await converse(behind, End.of(full.events));
		expect(bytes(behind.document)).toBe(bytes(full));
	});

	it('orphan flood: 3,000 updates without beginnings change nothing, and cost 16 questions and 2 a second', async () => {
		const end = End.of(full.events);
		for (let i = 0; i < 3_000; i++) await end.take(gap(1000 + i));
		expect(end.said).toEqual(Array(16).fill('question'));
		now += 1_000;
		end.exchange.catchUp();
		expect(end.sent).toHaveLength(17);
		expect([end.fault, bytes(end.document)]).toEqual([null, bytes(full)]);
	}, 60_000);

	it('ends a flood of questions for everything, and gives four new ones each second', async () => {
		const flood = async (end: End) => {
			let answered = 0;
			while (answered < 100 && (await end.take(question())).length > 0) answered++;
			return answered;
		};
		const end = End.of(full.events);
		for (let i = 0; i < 30; i++) await end.take(question());
		now += 2_000;
		expect(await flood(end)).toBe(10);
		expect(end.fault).toBe('sync-flood');
	});

	it('puts off what a neighbour sends past 4 MiB, asks for it again, and blames nobody', async () => {
		let release = () => {};
		const held = new Promise<void>((go) => (release = go));
		const verify = async (raws: readonly Uint8Array[]) => {
			await held;
			return raws.map(() => true);
		};
		const slow = new End(new RoomDocument(room), new Intake({ verify }));
		for (let i = 0; i < 4; i++) slow.exchange.receive(update([...full.events]));
		for (let i = 0; i < 30; i++) slow.exchange.receive({ kind: 'branches', events: bulk() });
		expect(slow.shortfalls.filter((code) => code === 'backlog').length).toBeGreaterThan(5);
		expect(slow.document.size).toBe(0);
		release();
		await settle();
		expect(bytes(slow.document)).toBe(bytes(full));
		expect([slow.fault, slow.said]).toEqual([null, ['question']]);
	});
});

/** 200 KiB of events that are known. */
function bulk(): Uint8Array[] {
	const events = [...full.events].map(({ raw }) => raw);
	return Array.from({ length: 600 }, (_, i) => events[i % events.length]!);
}

describe('X6 what is no sync message', () => {
	it.each([
		['nothing at all', new Uint8Array(0)],
		['a type alone', Uint8Array.of(0)],
		['an unknown type', Uint8Array.of(3, 1, 0)],
		['bytes behind the end', Uint8Array.of(0, 1, 0, 7)],
		['a state vector without entries that it claims', Uint8Array.of(0, 3, 2, 1, 1)],
		['a state vector with bytes behind the end', Uint8Array.of(0, 2, 0, 1)],
		['an empty state vector, not even a count', Uint8Array.of(0, 0)],
		['a number without an end', Uint8Array.of(0, 21, 1, ...Array<number>(20).fill(0xff))]
	])('refuses %s', async (_, content) => {
		const end = End.of(full.events);
		expect(await end.take({ kind: 'sync', payload: content })).toEqual([]);
		expect([end.fault, bytes(end.document)]).toEqual(['sync-malformed', bytes(full)]);
	});

	it('refuses a state vector with more entries than a document has feeds', async () => {
		const vector = (count: number) => {
			const encoder = encoding.createEncoder();
			encoding.writeVarUint(encoder, count);
			for (let i = 0; i < 2 * count; i++) encoding.writeVarUint(encoder, i);
			return payload(0, encoding.toUint8Array(encoder));
		};
		const end = End.of(full.events);
		await end.take(vector(MAX_FEEDS));
		expect(end.fault).toBeNull();
		await end.take(vector(MAX_FEEDS + 1));
		expect(end.fault).toBe('sync-malformed');
	});

	it('gives an answer to 5,000 random payloads and changes nothing', async () => {
		const document = new RoomDocument(room);
		document.place([...full.events]);
		for (let i = 0; i < 5_000; i++) {
			const noise = random.bytes(1 + Math.floor(random.fraction() * 60));
			noise[0] = i % 4;
			const end = new End(document);
			end.exchange.receive({ kind: 'sync', payload: noise });
			end.exchange.close();
		}
		await settle();
		expect(bytes(document)).toBe(bytes(full));
	});
});

describe('X9 the end of a conversation', () => {
	it('takes what the neighbour said before it went', async () => {
		const end = End.of([]);
		end.exchange.receive(update([...full.events]));
		end.exchange.finish();
		end.exchange.receive(question());
		await settle();
		expect([bytes(end.document), end.said]).toEqual([bytes(full), []]);
	});
});

describe('X7 heads, and what they show', () => {
	it('fetches the other branch of a feed where the state vectors are equal, both ways', async () => {
		const [left, right] = await forkedBeginnings();
		const [a, b] = [End.of([...full.events, ...left]), End.of([...full.events, ...right])];
		a.exchange.ask();
		b.exchange.ask();
		const count = await converse(a, b);
		expect(idsOf(a.document)).toEqual(idsOf(b.document));
		expect(a.document.size).toBe(full.size + left.length + right.length);
		expect(count).toBeLessThanOrEqual(16);
		// The next conversation finds nothing to tell.
		const again = [new End(a.document), new End(b.document)] as const;
		for (const end of again) end.exchange.ask();
		await converse(...again);
		expect(again.map(({ said }) => said.sort())).toEqual([
			['heads', 'question'],
			['heads', 'question']
		]);
	});

	it('tells a newcomer both branches', async () => {
		const [left, right] = await forkedBeginnings();
		const knowing = End.of([...full.events, ...left]);
		knowing.document.place(right);
		const newcomer = End.of([]);
		newcomer.exchange.ask();
		await converse(newcomer, knowing);
		expect(idsOf(newcomer.document)).toEqual(idsOf(knowing.document));
	});

	it('fetches what a live event of another branch lacks', async () => {
		const [left, right] = await forkedBeginnings();
		const [a, b] = [End.of([...full.events, ...left]), End.of([...full.events, ...right.slice(0, 1)])];
		b.document.place(right.slice(1));
		await converse(a, b);
		expect(a.shortfalls).toContain('unattached');
		for (const event of right) expect(a.document.event(event.id)).toBeDefined();
	});

	it('does not ask twice for a head that nobody can show', async () => {
		const end = End.of(full.events);
		const [head] = full.heads();
		const made = { ...head!, event: '77'.repeat(32) as EventId };
		for (let i = 0; i < 5; i++) await end.take({ kind: 'heads', heads: [made] });
		expect(end.sent).toEqual([{ kind: 'want', session: head!.session }]);
	});
});

describe('X8 feeds that are not admitted yet', () => {
	it('are asked for again once somebody entrusted admits them', async () => {
		const late = await makePerson('Late', random);
		const admission = await made.author.write('person.admitted', admissionOf(late));
		const raw = await signAnything(late, {
			room,
			seq: 0,
			prev: null,
			type: 'session.opened',
			body: { certificate: late.certificate }
		});
		const opened = decodeEvent(raw);
		if (!opened.ok) throw new Error(opened.code);
		const before = [...full.events].filter(({ id }) => id !== admission!.id);
		const [a, b] = [End.of(before), End.of([...full.events, opened.value])];
		await a.take(update([opened.value]));
		expect([a.shortfalls, a.said]).toEqual([['unadmitted'], []]);
		await a.take(update([admission!]));
		await converse(a, b);
		expect(a.document.event(opened.value.id)).toBeDefined();
	});
});

/** Two rows of events behind the same event of a guest's feed. */
async function forkedBeginnings(): Promise<[RoomEvent[], RoomEvent[]]> {
	const feed = full.feed(guest.key.id);
	const rows = ['left', 'right'].map(async (name) => {
		const events: RoomEvent[] = [];
		for (let i = 0; i < 3; i++) {
			const prev = events.at(-1) ?? feed.at(-1)!;
			const body = { text: `${name} ${i}` };
			const draft = { room, seq: prev.seq + 1, prev: prev.id, type: 'pin.added', body } as const;
			const event = decodeEvent(await signAnything(guest, draft));
			if (!event.ok) throw new Error(event.code);
			events.push(event.value);
		}
		return events;
	});
	return (await Promise.all(rows)) as [RoomEvent[], RoomEvent[]];
}
