import * as encoding from 'lib0/encoding';
import { bytesToHex } from '@noble/hashes/utils.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RoomId } from '../../src/p2p/base/ids.ts';
import { Author } from '../../src/p2p/document/author.ts';
import { Exchange } from '../../src/p2p/document/exchange.ts';
import { RoomDocument } from '../../src/p2p/document/room-document.ts';
import { encodeInChunks, encodeUpdate } from '../../src/p2p/document/update-codec.ts';
import { MAX_FEEDS, MAX_MESSAGE_BYTES } from '../../src/p2p/wire/limits.ts';
import { makePerson, makeRoom } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';

const PEOPLE = 4;
const random = seededRandom(20261123);
let room: RoomId;
let full: RoomDocument;
let now = 0;

/** A room in which four people wrote, each a feed of another length. */
beforeAll(async () => {
	const host = await makePerson('Ada', random);
	const made = await makeRoom(host);
	({ room, document: full } = made);
	for (let i = 1; i < PEOPLE; i++) {
		const guest = await makePerson(`Guest ${i}`, random);
		const author = new Author(full, guest.key, guest.certificate);
		for (let n = 0; n < i + 1; n++) await author.write('hand.raised', {});
		await made.author.write('pin.added', { text: `card ${i}` });
	}
});

/** Replicas that each hold another beginning of some feeds, wired each to each as neighbours are. */
class Crowd {
	readonly documents: RoomDocument[];
	readonly #random;
	/** What is on its way from one replica to another, in order. */
	readonly #wires: { exchange: Exchange; queue: Uint8Array[] }[] = [];
	sent = 0;

	constructor(size: number, seed: number) {
		this.#random = seededRandom(seed);
		this.documents = Array.from({ length: size }, () => new RoomDocument(room));
		// Every event is somewhere: each feed has one replica that holds it whole.
		for (const session of full.sessions) {
			const feed = full.feed(session);
			const owner = this.#below(size);
			for (const [i, document] of this.documents.entries()) {
				const length = i === owner ? feed.length : this.#below(3) === 0 ? this.#below(feed.length) : 0;
				if (length > 0) document.admitRaw(feed.slice(0, length).map(({ raw }) => raw));
			}
		}
		for (const [a, mine] of this.documents.entries())
			for (const [b, theirs] of this.documents.entries()) if (a < b) this.#connect(mine, theirs);
	}

	/** Delivers messages, a random wire at a time, until all is quiet. */
	talk(): void {
		for (;;) {
			const busy = this.#wires.filter(({ queue }) => queue.length > 0);
			const wire = busy[this.#below(busy.length)];
			if (!wire) return;
			expect(wire.exchange.receive(wire.queue.shift()!).ok).toBe(true);
		}
	}

	#below(count: number): number {
		return Math.floor(this.#random.fraction() * count);
	}

	#connect(mine: RoomDocument, theirs: RoomDocument): void {
		const there: Uint8Array[] = [];
		const back: Uint8Array[] = [];
		const a = this.#end(mine, there);
		const b = this.#end(theirs, back);
		this.#wires.push({ exchange: b, queue: there }, { exchange: a, queue: back });
		a.ask();
		b.ask();
	}

	/** One side of a conversation: passes on what is new, but not back over the wire that taught it. */
	#end(document: RoomDocument, queue: Uint8Array[]): Exchange {
		let isTeaching = false;
		const exchange = new Exchange(
			document,
			(payload) => {
				this.sent++;
				queue.push(payload);
			},
			() => now
		);
		document.on('admitted', (events) => {
			if (!isTeaching) exchange.tell(events);
		});
		const receive = exchange.receive.bind(exchange);
		exchange.receive = (payload) => {
			isTeaching = true;
			const taken = receive(payload);
			isTeaching = false;
			return taken;
		};
		return exchange;
	}
}

/** A replica with everything, its exchange, and what that sends. */
function listener() {
	const document = new RoomDocument(room);
	document.admit(full.encode());
	const sent: Uint8Array[] = [];
	return {
		document,
		sent,
		exchange: new Exchange(
			document,
			(payload) => sent.push(payload),
			() => now
		)
	};
}

function message(type: number, content: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, type);
	encoding.writeVarUint8Array(encoder, content);
	return encoding.toUint8Array(encoder);
}

/** An update of a feed nobody knows, from its sixth entry on. */
const gap = (client: number) => encodeUpdate([{ client, root: null, from: 5, entries: [Uint8Array.of(1)] }]);

const seeds = Array.from({ length: 6 }, (_, i) => i + 1);

describe('X1 to X3 coming to the same document', () => {
	it('takes two replicas at most four messages, whatever each of them lacks', () => {
		for (const seed of seeds) {
			const crowd = new Crowd(2, seed);
			crowd.talk();
			for (const document of crowd.documents)
				expect(bytesToHex(document.encode())).toBe(bytesToHex(full.encode()));
			// Two questions, and one answer each where there is something to tell.
			expect(crowd.sent).toBeLessThanOrEqual(4);
		}
	});

	it('takes three replicas, who also tell each other what is new, a bounded number', () => {
		for (const seed of seeds) {
			const crowd = new Crowd(3, seed);
			crowd.talk();
			for (const document of crowd.documents)
				expect(bytesToHex(document.encode())).toBe(bytesToHex(full.encode()));
			// Six questions, six answers, and what each answer taught passed on once more by its reader.
			expect(crowd.sent).toBeLessThanOrEqual(24);
		}
	});

	it('says nothing more when both know the same', () => {
		const [a, b] = [listener(), listener()];
		a.exchange.ask();
		expect(b.exchange.receive(a.sent[0]!)).toEqual({ ok: true, value: [] });
		expect(b.sent).toEqual([]);
	});

	it('answers a newcomer in pieces that leave room for other messages', async () => {
		const host = await makePerson('Ada', random);
		const made = await makeRoom(host);
		for (let i = 0; i < 50; i++) await made.author.write('pin.added', { text: '語'.repeat(500) });
		const sent: Uint8Array[] = [];
		const exchange = new Exchange(
			made.document,
			(payload) => sent.push(payload),
			() => now
		);
		const newcomer = new RoomDocument(made.room);
		const asking = new Exchange(
			newcomer,
			(payload) => exchange.receive(payload),
			() => now
		);
		asking.ask();
		expect(sent.length).toBeGreaterThan(1);
		for (const payload of sent) {
			expect(payload.length).toBeLessThan(80 * 1024);
			expect(asking.receive(payload).ok).toBe(true);
		}
		expect(bytesToHex(newcomer.encode())).toBe(bytesToHex(made.document.encode()));
	});
});

describe('X4 and X5 gaps', () => {
	it('asks again when an update leaves a gap, and so mends it', () => {
		const behind = new RoomDocument(room);
		const sent: Uint8Array[] = [];
		const exchange = new Exchange(
			behind,
			(payload) => sent.push(payload),
			() => now
		);
		const feed = [...full.sessions].map((session) => full.feed(session)).find(({ length }) => length > 3)!;
		const late = encodeInChunks(feed.slice(2))[0]!;
		expect(exchange.receive(message(2, late))).toEqual({ ok: true, value: [] });
		expect(sent).toHaveLength(1);
		const whole = listener();
		whole.exchange.receive(sent[0]!);
		for (const answer of whole.sent) expect(exchange.receive(answer).ok).toBe(true);
		expect(bytesToHex(behind.encode())).toBe(bytesToHex(full.encode()));
	});

	it('ends a flood of gaps, after asking no more often than the credit allows', () => {
		const { exchange, sent, document } = listener();
		const before = bytesToHex(document.encode());
		for (let i = 0; i < 32; i++) expect(exchange.receive(message(2, gap(1000 + i))).ok).toBe(true);
		expect(exchange.receive(message(2, gap(2000)))).toEqual({ ok: false, code: 'sync-flood' });
		expect(sent).toHaveLength(32);
		expect(bytesToHex(document.encode())).toBe(before);
	});

	it('ends a flood of questions for everything, and gives four new ones each second', () => {
		const { exchange } = listener();
		const question = message(0, Uint8Array.of(0));
		const flood = () => {
			let answered = 0;
			while (answered < 100 && exchange.receive(question).ok) answered++;
			return answered;
		};
		expect(flood()).toBe(32);
		expect(exchange.receive(question)).toEqual({ ok: false, code: 'sync-flood' });
		now += 2_000;
		expect(flood()).toBe(8);
		now += 3_600_000;
		expect(flood()).toBe(32);
	});
});

describe('X6 what is no sync message', () => {
	it.each([
		['nothing at all', new Uint8Array(0)],
		['a type alone', Uint8Array.of(0)],
		['an unknown type', message(3, Uint8Array.of(0))],
		['bytes behind the end', Uint8Array.of(...message(0, Uint8Array.of(0)), 7)],
		['a state vector without entries that it claims', message(0, Uint8Array.of(2, 1, 1))],
		['a state vector with bytes behind the end', message(0, Uint8Array.of(0, 1))],
		['an empty state vector, not even a count', message(0, new Uint8Array(0))],
		['a number without an end', message(0, Uint8Array.of(1, ...Array<number>(20).fill(0xff)))],
		['a message past the limit', message(0, new Uint8Array(MAX_MESSAGE_BYTES))]
	])('refuses %s', (_, payload) => {
		const { exchange, sent, document } = listener();
		const before = bytesToHex(document.encode());
		expect(exchange.receive(payload)).toEqual({ ok: false, code: 'sync-malformed' });
		expect(sent).toEqual([]);
		expect(bytesToHex(document.encode())).toBe(before);
	});

	it('refuses a state vector with more entries than a document has feeds', () => {
		const vector = (count: number) => {
			const encoder = encoding.createEncoder();
			encoding.writeVarUint(encoder, count);
			for (let i = 0; i < 2 * count; i++) encoding.writeVarUint(encoder, i);
			return encoding.toUint8Array(encoder);
		};
		expect(listener().exchange.receive(message(0, vector(MAX_FEEDS))).ok).toBe(true);
		expect(listener().exchange.receive(message(0, vector(MAX_FEEDS + 1)))).toEqual({
			ok: false,
			code: 'sync-malformed'
		});
	});

	it('gives an answer to 5,000 random payloads and changes nothing', () => {
		const { document } = listener();
		const before = bytesToHex(document.encode());
		const exchange = new Exchange(
			document,
			() => {},
			() => (now += 1_000)
		);
		for (let i = 0; i < 5_000; i++) {
			const payload = random.bytes(Math.floor(random.fraction() * 60));
			payload[0] = i % 4;
			exchange.receive(payload);
		}
		expect(bytesToHex(document.encode())).toBe(before);
	});
});

describe('X7 heads', () => {
	it('sees another branch of a feed where the state vectors are equal', () => {
		const { document, exchange } = listener();
		const [head, ...others] = document.heads();
		const other = { ...head!, event: others[0]!.event };
		expect(exchange.forkedFeeds(document.heads())).toEqual([]);
		expect(exchange.forkedFeeds([other, ...others])).toEqual([other]);
		// What this document does not reach yet is no fork.
		expect(exchange.forkedFeeds([{ ...other, seq: other.seq + 1 }])).toEqual([]);
	});
});
