import * as Y from 'yjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { RoomId } from '../../src/p2p/base/ids.ts';
import { Author } from '../../src/p2p/document/author.ts';
import { RoomDocument } from '../../src/p2p/document/room-document.ts';
import { encodeInChunks, encodeUpdate, feedClient, feedRoot } from '../../src/p2p/document/update-codec.ts';
import { MAX_FEEDS, MAX_MESSAGE_BYTES } from '../../src/p2p/wire/limits.ts';
import { admitUpdate, makePerson, makeRoom, signAnything, type TestPerson } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';

const random = seededRandom(20261122);
let host: TestPerson;
let guest: TestPerson;
let room: RoomId;
let full: RoomDocument;
let genesis: Uint8Array;

/** A document with host and guest feeds of several events each. */
beforeAll(async () => {
	host = await makePerson('Ada', random);
	guest = await makePerson('Ben', random);
	const made = await makeRoom(host);
	({ room, genesis, document: full } = made);
	await made.admit(guest);
	const guestAuthor = new Author(full, guest.key, guest.certificate);
	await guestAuthor.write('hand.raised', {});
	await made.author.write('stage.invited', { target: guest.identity.id });
	const invite = full.feed(host.key.id).at(-1)!;
	await guestAuthor.write('stage.answered', { invite: invite.id, accept: true });
	for (let i = 0; i < 12; i++) await made.author.write('pin.added', { text: `card ${i}` });
});

/** A second replica with everything in it. */
function replica(): RoomDocument {
	const document = new RoomDocument(room);
	expect(admitUpdate(document, full.encode()).ok).toBe(true);
	return document;
}

/** Hands `update` to a full replica and checks that it was refused, or taken without any effect. */
function expectUntouched(update: Uint8Array): string {
	const document = replica();
	const before = bytesToHex(document.encode());
	const result = admitUpdate(document, update);
	expect(bytesToHex(document.encode())).toBe(before);
	if (result.ok) expect(result.value.fresh).toEqual([]);
	return result.ok ? 'ok' : result.code;
}

describe('G1 canonical form', () => {
	it('writes byte for byte what Yjs writes for the same entries', () => {
		const doc = new Y.Doc({ gc: false });
		for (const session of full.sessions) {
			const writer = new Y.Doc({ gc: false });
			writer.clientID = feedClient(session);
			for (const { raw } of full.feed(session)) writer.getArray(feedRoot(session)).push([raw]);
			Y.applyUpdate(doc, Y.encodeStateAsUpdate(writer));
		}
		expect(bytesToHex(full.encode())).toBe(bytesToHex(Y.encodeStateAsUpdate(doc)));
		const [update] = encodeInChunks([...full.events]);
		expect(bytesToHex(update!)).toBe(bytesToHex(full.encode()));
	});

	it('is a function of the set of events alone, in whatever order and pieces they arrive', () => {
		const document = new RoomDocument(room);
		const events = [...full.events].sort((a, b) => b.seq - a.seq || (a.id < b.id ? -1 : 1));
		// Backwards first: everything is a gap until the beginning is there.
		for (const event of events) admitUpdate(document, encodeInChunks([event])[0]!);
		for (const event of events.reverse()) admitUpdate(document, encodeInChunks([event])[0]!);
		for (const event of full.events) admitUpdate(document, encodeInChunks([event])[0]!);
		expect(bytesToHex(document.encode())).toBe(bytesToHex(full.encode()));
	});

	it('is read by plain Yjs, entry by entry', () => {
		const doc = new Y.Doc();
		Y.applyUpdate(doc, full.encode());
		const entries = doc.getArray(feedRoot(host.key.id)).toArray() as Uint8Array[];
		expect(entries.map((entry) => bytesToHex(entry))).toEqual(
			full.feed(host.key.id).map(({ raw }) => bytesToHex(raw))
		);
	});
});

describe('G2 attacks that work on a plain shared document', () => {
	it('refuses a map key overwritten with an empty delete set', () => {
		const attacker = new Y.Doc();
		attacker.getMap('roles').set('host', 'attacker');
		expect(expectUntouched(Y.encodeStateAsUpdate(attacker))).toBe('update-foreign-form');
	});

	it('refuses a squatted client id', () => {
		const attacker = new Y.Doc();
		attacker.clientID = feedClient(host.key.id);
		attacker.getArray(feedRoot(guest.key.id)).push([genesis]);
		expect(expectUntouched(Y.encodeStateAsUpdate(attacker))).toBe('feed-squatted');
		const foreign = new Y.Doc();
		foreign.clientID = 7;
		foreign.getArray(feedRoot(host.key.id)).push([genesis]);
		expect(expectUntouched(Y.encodeStateAsUpdate(foreign))).toBe('feed-squatted');
	});

	it("refuses GC structs that would move a victim's clock", () => {
		const victim = feedClient(host.key.id);
		const length = full.feed(host.key.id).length;
		const doc = new Y.Doc();
		doc.clientID = victim;
		// One client, one struct, GC (0) of 50 entries, no deletes.
		const gc = Uint8Array.from([1, 1, ...varUint(victim), ...varUint(length), 0, 50, 0]);
		expect(expectUntouched(gc)).toBe('update-foreign-form');
		const skip = Uint8Array.from([1, 1, ...varUint(victim), ...varUint(length), 10, 50, 0]);
		expect(expectUntouched(skip)).toBe('update-foreign-form');
	});

	it('keeps nothing of 3,000 updates whose predecessors are missing', () => {
		const document = replica();
		const before = document.encode().length;
		for (let i = 0; i < 3000; i++) {
			const client = 1_000_000 + i;
			const result = admitUpdate(
				document,
				encodeUpdate([{ client, root: null, from: 5, entries: [genesis] }])
			);
			expect(result.ok && result.value.gaps).toEqual([client]);
		}
		expect(document.encode().length).toBe(before);
	});

	it('refuses oversized updates and bombs before reading them', () => {
		expect(expectUntouched(new Uint8Array(MAX_MESSAGE_BYTES + 1))).toBe('update-too-large');
		// A V2 update, and a V1 one that claims four thousand million clients.
		const doc = new Y.Doc();
		doc.getArray('a').push(['x']);
		expect(expectUntouched(Y.encodeStateAsUpdateV2(doc))).not.toBe('ok');
		expect(expectUntouched(Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1, 0]))).not.toBe('ok');
		expect(expectUntouched(Uint8Array.from([1, ...varUint(2 ** 40), 1, 0, 3]))).not.toBe('ok');
	});

	it('refuses deletes, right origins, map keys and nested types', () => {
		const deleting = new Y.Doc({ gc: false });
		Y.applyUpdate(deleting, full.encode());
		deleting.getArray(feedRoot(host.key.id)).delete(0, 3);
		expect(expectUntouched(Y.encodeStateAsUpdate(deleting))).toBe('update-deletes');
		const inserting = new Y.Doc({ gc: false });
		Y.applyUpdate(inserting, full.encode());
		inserting.clientID = feedClient(guest.key.id);
		const vector = Y.encodeStateVector(inserting);
		inserting.getArray(feedRoot(host.key.id)).insert(1, [genesis]);
		expect(expectUntouched(Y.encodeStateAsUpdate(inserting, vector))).toBe('update-foreign-form');
		const nested = new Y.Doc();
		nested.getArray(feedRoot(host.key.id)).push([new Y.Map()]);
		expect(expectUntouched(Y.encodeStateAsUpdate(nested))).toBe('update-foreign-form');
	});
});

describe('G3 events in their place', () => {
	it('refuses an event of another room, session or place', async () => {
		const feed = full.feed(guest.key.id);
		const last = feed.at(-1)!;
		const attempts = [
			{ room: '11'.repeat(32) as RoomId, seq: feed.length, prev: last.id },
			{ room, seq: feed.length + 1, prev: last.id }
		];
		for (const attempt of attempts) {
			const raw = await signAnything(guest, { ...attempt, type: 'hand.raised', body: {} });
			const client = feedClient(guest.key.id);
			const update = encodeUpdate([{ client, root: null, from: feed.length, entries: [raw] }]);
			expect(expectUntouched(update)).toBe('feed-broken');
			const foreign = encodeUpdate([
				{ client: feedClient(host.key.id), root: null, from: full.feed(host.key.id).length, entries: [raw] }
			]);
			expect(expectUntouched(foreign)).toBe('feed-squatted');
		}
	});

	it('refuses a wrong signature and a certificate of somebody else', async () => {
		const feed = full.feed(guest.key.id);
		const raw = await signAnything(guest, {
			room,
			seq: feed.length,
			prev: feed.at(-1)!.id,
			type: 'hand.raised',
			body: {}
		});
		const forged = raw.slice();
		const at = forged.length - 1 - [...forged].reverse().findIndex((byte) => byte !== 0);
		for (const index of [at, at - 20]) {
			const changed = forged.slice();
			changed[index]! ^= 1;
			const client = feedClient(guest.key.id);
			expect(
				expectUntouched(encodeUpdate([{ client, root: null, from: feed.length, entries: [changed] }]))
			).not.toBe('ok');
		}
		const mallory = await makePerson('Mallory', random);
		const stolen = await signAnything(mallory, {
			room,
			seq: 0,
			prev: null,
			type: 'session.opened',
			body: { certificate: host.certificate }
		});
		const client = feedClient(mallory.key.id);
		const root = feedRoot(mallory.key.id);
		expect(expectUntouched(encodeUpdate([{ client, root, from: 0, entries: [stolen] }]))).toBe(
			'event-signature'
		);
	});

	it('bounds the number of feeds', async () => {
		const document = new RoomDocument(room);
		admitUpdate(document, full.encode());
		const runs = Array.from({ length: MAX_FEEDS + 1 }, (_, i) => ({
			client: i + 1,
			root: 'feed:x',
			from: 0,
			entries: [Uint8Array.of(0)]
		}));
		expect(admitUpdate(document, encodeUpdate(runs)).ok).toBe(false);
	});
});

describe('G4 mutated updates', () => {
	it('survives 10,000 mutated updates with zero changes', () => {
		const document = replica();
		const before = bytesToHex(document.encode());
		const seeds = [full.encode(), encodeInChunks(full.feed(guest.key.id).slice(1))[0]!, full.stateVector()];
		let refused = 0;
		for (let i = 0; i < 10_000; i++) {
			const seed = seeds[i % seeds.length]!;
			const mutated = mutate(seed, i);
			const result = admitUpdate(document, mutated);
			if (!result.ok) refused++;
			else expect(result.value.fresh).toEqual([]);
		}
		expect(bytesToHex(document.encode())).toBe(before);
		// Most mutations break something; that all were accepted would mean nothing was looked at.
		expect(refused).toBeGreaterThan(5_000);
	});

	it('refuses 2,000 random byte strings', () => {
		const document = replica();
		const before = bytesToHex(document.encode());
		for (let i = 0; i < 2_000; i++) admitUpdate(document, random.bytes(Math.floor(random.fraction() * 300)));
		expect(bytesToHex(document.encode())).toBe(before);
	});
});

function mutate(bytes: Uint8Array, i: number): Uint8Array {
	const at = Math.floor(random.fraction() * bytes.length);
	switch (i % 5) {
		case 0: {
			const changed = bytes.slice();
			changed[at]! ^= 1 << (i % 8);
			return changed;
		}
		case 1:
			return bytes.slice(0, at);
		case 2:
			return Uint8Array.from([
				...bytes.slice(0, at),
				Math.floor(random.fraction() * 256),
				...bytes.slice(at)
			]);
		case 3:
			return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + 1)]);
		default: {
			const changed = bytes.slice();
			changed.set(random.bytes(Math.min(8, bytes.length - at)), at);
			return changed;
		}
	}
}

function varUint(value: number): number[] {
	const bytes: number[] = [];
	while (value > 127) {
		bytes.push((value % 128) | 128);
		value = Math.floor(value / 128);
	}
	return [...bytes, value];
}
