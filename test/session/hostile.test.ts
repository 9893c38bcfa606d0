import * as Y from 'yjs';
import * as encoding from 'lib0/encoding';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RoomId } from '../../src/p2p/base/ids.ts';
import { Intake } from '../../src/p2p/document/intake.ts';
import { encodeUpdate, feedClient, feedRoot } from '../../src/p2p/document/update-codec.ts';
import { inPlaceVerifier } from '../../src/p2p/verification/in-place-verifier.ts';
import { standingOf } from '../../src/p2p/session/continuation.ts';
import { CurrentDocument } from '../../src/p2p/session/current-document.ts';
import { Neighbour } from '../../src/p2p/session/neighbour.ts';
import { MemoryHub, memoryChannelPair } from '../../src/p2p/transport/memory-meeting-point.ts';
import { MAX_PICTURE_BYTES } from '../../src/p2p/wire/limits.ts';
import type { Invite } from '../../src/p2p/wire/invite.ts';
import { PROTOCOL_VERSION, type Message } from '../../src/p2p/wire/messages.ts';
import { signSignal } from '../../src/p2p/wire/signal.ts';
import { signAnything } from '../fixtures/people.ts';
import {
	act,
	areLinked,
	gather,
	letWrite,
	makeRoomPerson,
	makeWorld,
	phase,
	SOON_MS,
	type Page,
	type RoomPerson,
	type World
} from '../fixtures/room-people.ts';
import { Stranger } from '../fixtures/stranger.ts';
import { settle } from '../fixtures/virtual-clock.ts';

type Sent = readonly (Message | Uint8Array)[];

/** One room lives through everything in this file. */
let world: World;
let invite: Invite;
let host: Page;
let guest: Page;
/** Who attacks next: each time a new key. */
let mallory: RoomPerson;

beforeAll(async () => {
	world = makeWorld(13);
	const room = await gather(world, 'Ada', 'Ben');
	invite = room.invite;
	[host, guest] = room.pages as [Page, Page];
	await act(world, guest, { do: 'raise-hand' });
	for (const text of ['one', 'two']) await act(world, host, { do: 'pin', text });
});

beforeEach(async () => {
	mallory = await makeRoomPerson(world, 'Mallory');
	await letWrite(host, mallory);
	await settle();
});

/** The fault by which a page's neighbour drops whoever sends this after `before`. */
async function faultOf(sent: (stranger: Stranger) => Sent): Promise<string | null> {
	const raws = [...host.document.events].map(({ raw }) => raw);
	const current = CurrentDocument.begin(invite.room, raws);
	const { key, certificate } = host.person;
	const [mine, theirs] = memoryChannelPair({
		hub: new MemoryHub(),
		sessions: [mallory.key.id, key.id]
	});
	let fault: string | null = null;
	const neighbour = new Neighbour(mine, 'relay', {
		invite,
		session: key.id,
		certificate,
		grant: null,
		current,
		outdated: () => {},
		intake: new Intake(inPlaceVerifier),
		picture: null,
		now: () => world.clock.now(),
		later: () => {},
		isJoined: () => true,
		refusalFor: () => null
	});
	neighbour.on('misbehaved', (code) => (fault = code));
	const stranger = new Stranger(theirs, invite, mallory);
	stranger.send(...sent(stranger));
	await settle();
	return fault;
}

/** Checks that the room is as it was, and that its people still hear each other's acts. */
async function expectUnharmed(before: string): Promise<void> {
	for (const page of [host, guest]) {
		expect(bytesToHex(page.document.encode())).toBe(before);
		expect(phase(page)).toBe('live');
		expect(page.session.view.count).toBe(2);
	}
	expect(areLinked(world, host, guest)).toBe(true);
	await act(world, host, { do: 'pin', text: 'still here' });
	expect(guest.session.view.state).toEqual(host.session.view.state);
	expect(guest.session.view.state?.pins.at(-1)?.text).toBe('still here');
}

/** Sends this to the host's page, which drops its sender for that fault and lets nothing else happen. */
async function expectDropped(fault: string, sent: (stranger: Stranger) => Sent): Promise<void> {
	expect(await faultOf(sent)).toBe(fault);
	const before = bytesToHex(host.document.encode());
	const stranger = await Stranger.visit(world, invite, mallory, host);
	stranger.send(...sent(stranger));
	await world.clock.advance(0);
	expect(stranger.refusal).toBe('misbehaved');
	await world.clock.advance(SOON_MS);
	expect(stranger.isClosed).toBe(true);
	// M5: this session is not let in again, however well it behaves now.
	const again = await Stranger.visit(world, invite, mallory, host);
	again.enter();
	await world.clock.advance(0);
	expect(again.refusal).toBe('misbehaved');
	expect(again.heard.some(({ kind }) => kind === 'sync')).toBe(false);
	await expectUnharmed(before);
}

const introduction = (): Message => ({
	kind: 'introduction',
	certificate: mallory.certificate,
	grant: null,
	standing: standingOf(invite.room, null)
});

describe('M1 to M3 at the door', () => {
	it('drops whoever proves another secret', () =>
		expectDropped('proof-wrong', (stranger) => [
			{ ...(stranger.hello() as Message & { kind: 'hello' }), proof: new Uint8Array(32) },
			introduction()
		]));

	it('drops whoever shows the proof that this page gave', async () => {
		const visit = await Stranger.visit(world, invite, mallory, host);
		await world.clock.advance(0);
		const [theirs] = visit.heard;
		await expectDropped('proof-wrong', () => [theirs!]);
	});

	it('drops whoever says hello twice', () =>
		expectDropped('message-out-of-turn', (stranger) => [stranger.hello(), stranger.hello()]));

	it('drops whoever says hello again when all is said', () =>
		expectDropped('message-out-of-turn', (stranger) => [stranger.hello(), introduction(), stranger.hello()]));

	it('drops whoever speaks before the introduction', () =>
		expectDropped('message-out-of-turn', (stranger) => [
			stranger.hello(),
			{ kind: 'sync', payload: Uint8Array.of(0, 1, 0) }
		]));

	it("drops whoever shows somebody else's certificate", () =>
		expectDropped('certificate-wrong', (stranger) => [
			stranger.hello(),
			{
				kind: 'introduction',
				certificate: host.person.certificate,
				grant: null,
				standing: standingOf(invite.room, null)
			}
		]));

	it('tells another version from misbehaviour', async () => {
		const stranger = await Stranger.visit(world, invite, mallory, host);
		stranger.send({ ...(stranger.hello() as Message & { kind: 'hello' }), version: PROTOCOL_VERSION + 1 });
		await world.clock.advance(SOON_MS);
		expect([stranger.refusal, stranger.isClosed]).toEqual(['version', true]);
	});

	it('closes on whoever says nothing for ten seconds, and tells them nothing of the room', async () => {
		const stranger = await Stranger.visit(world, invite, mallory, host);
		await world.clock.advance(9_000);
		expect(stranger.isClosed).toBe(false);
		await world.clock.advance(1_100);
		expect(stranger.isClosed).toBe(true);
		expect(stranger.heard.map(({ kind }) => kind)).toEqual(['hello']);
	});

	it('drops bytes that are no message', () =>
		expectDropped('message-malformed', () => [Uint8Array.of(99, 1, 2, 3)]));

	it('drops a picture past the limit', () =>
		expectDropped('message-malformed', (stranger) => [
			stranger.hello(),
			introduction(),
			{ kind: 'picture', picture: new Uint8Array(MAX_PICTURE_BYTES + 1) }
		]));
});

/** A sync message with this update. */
function sync(update: Uint8Array): Message {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 2);
	encoding.writeVarUint8Array(encoder, update);
	return { kind: 'sync', payload: encoding.toUint8Array(encoder) };
}

function varUint(value: number): number[] {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, value);
	return [...encoding.toUint8Array(encoder)];
}

/** A plain shared document after `change`, as an update. */
function updateOf(change: (doc: Y.Doc) => void, { from }: { from?: Uint8Array } = {}): Uint8Array {
	const doc = new Y.Doc({ gc: false });
	if (from) Y.applyUpdate(doc, from);
	const vector = Y.encodeStateVector(doc);
	change(doc);
	return Y.encodeStateAsUpdate(doc, vector);
}

const opening = (person: RoomPerson) =>
	signAnything(person, {
		room: invite.room,
		seq: 0,
		prev: null,
		type: 'session.opened',
		body: { certificate: person.certificate }
	});

/** An update with the first entry of Mallory's feed, as it stands. */
function entryOf(raw: Uint8Array): Uint8Array {
	const { id } = mallory.key;
	return encodeUpdate([{ client: feedClient(id), root: feedRoot(id), from: 0, entries: [raw] }]);
}

/** An update that goes on with Mallory's feed, or another's. */
async function entry(
	draft: { readonly room?: RoomId; readonly seq?: number },
	certificate = mallory.certificate,
	client = feedClient(mallory.key.id)
): Promise<Uint8Array> {
	const raw = await signAnything(mallory, {
		room: draft.room ?? invite.room,
		seq: 0,
		prev: null,
		type: 'session.opened',
		body: { certificate }
	});
	const root = feedRoot(mallory.key.id);
	return encodeUpdate([{ client, root, from: draft.seq ?? 0, entries: [raw] }]);
}

const hostClient = () => feedClient(host.person.key.id);
const hostRoot = () => feedRoot(host.person.key.id);
const hostLength = () => host.document.feed(host.person.key.id).length;
const genesis = () => host.document.feed(host.person.key.id)[0]!.raw;

const updates: [string, string, () => Uint8Array | Promise<Uint8Array>][] = [
	[
		'overwriting with an empty delete set: a map key',
		'update-foreign-form',
		() => updateOf((doc) => doc.getMap('roles').set('host', 'me'))
	],
	[
		"clientID squatting: the host's client id with another root",
		'feed-squatted',
		() =>
			updateOf((doc) => {
				doc.clientID = hostClient();
				doc.getArray(feedRoot(guest.person.key.id)).push([genesis()]);
			})
	],
	[
		"clientID squatting: the host's root under another client id",
		'feed-squatted',
		() =>
			updateOf((doc) => {
				doc.clientID = 7;
				doc.getArray(hostRoot()).push([genesis()]);
			})
	],
	[
		"GC clock poison: GC structs that move the host's clock",
		'update-foreign-form',
		() => Uint8Array.from([1, 1, ...varUint(hostClient()), ...varUint(hostLength()), 0, 50, 0])
	],
	[
		"GC clock poison: Skip structs that move the host's clock",
		'update-foreign-form',
		() => Uint8Array.from([1, 1, ...varUint(hostClient()), ...varUint(hostLength()), 10, 50, 0])
	],
	[
		"deleting another's hand: a deletion of others' acts",
		'update-deletes',
		() => updateOf((doc) => doc.getArray(hostRoot()).delete(0, 2), { from: host.document.encode() })
	],
	[
		'an entry put between two others',
		'update-foreign-form',
		() =>
			updateOf(
				(doc) => {
					doc.clientID = feedClient(mallory.key.id);
					doc.getArray(hostRoot()).insert(1, [genesis()]);
				},
				{ from: host.document.encode() }
			)
	],
	[
		'a nested type',
		'update-foreign-form',
		() => updateOf((doc) => doc.getArray(hostRoot()).push([new Y.Map()]))
	],
	[
		'replay into another room: an entry of another room',
		'feed-broken',
		() => entry({ room: '11'.repeat(32) as RoomId })
	],
	[
		"clientID squatting: an entry under the host's client id",
		'feed-squatted',
		() => entry({}, undefined, hostClient())
	],
	["a feed opened with the host's certificate", 'event-signature', () => entry({}, host.person.certificate)],
	[
		'cbor malleability: a number in two bytes where one is enough',
		'event-malformed',
		async () => {
			const raw = await opening(mallory);
			return entryOf(concatBytes(raw.subarray(0, 3), Uint8Array.of(0x18), raw.subarray(3)));
		}
	],
	[
		'an entry with a signature that is not its own',
		'event-signature',
		async () => {
			const update = await entry({});
			const signature = mallory.certificate.signature;
			const at = Buffer.from(update).indexOf(signature);
			const changed = update.slice();
			changed[at + 3]! ^= 1;
			return changed;
		}
	]
];

describe('G2 and G3 in a conversation', () => {
	it.each(updates)('drops whoever sends %s', async (_, fault, make) => {
		const update = await make();
		await expectDropped(fault, (stranger) => [stranger.hello(), introduction(), sync(update)]);
	});

	it('decoder bomb: drops whoever claims four thousand million clients in V1 bytes', async () => {
		const bomb = Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1, 0]);
		const fault = await faultOf((stranger) => [stranger.hello(), introduction(), sync(bomb)]);
		expect(fault).toMatch(/^update-/);
		await expectDropped(fault!, (stranger) => [stranger.hello(), introduction(), sync(bomb)]);
	});

	it('decoder bomb: drops whoever sends V2 bytes, which are never read as such', async () => {
		const doc = new Y.Doc();
		doc.getArray(hostRoot()).push([genesis()]);
		const bomb = Y.encodeStateAsUpdateV2(doc);
		const fault = await faultOf((stranger) => [stranger.hello(), introduction(), sync(bomb)]);
		expect(fault).toMatch(/^update-/);
		await expectDropped(fault!, (stranger) => [stranger.hello(), introduction(), sync(bomb)]);
	});

	it('drops whoever sends sync garbage', () =>
		expectDropped('sync-malformed', (stranger) => [
			stranger.hello(),
			introduction(),
			{ kind: 'sync', payload: Uint8Array.of(9, 9, 9) }
		]));

	it('drops a flood of questions for everything', () =>
		expectDropped('sync-flood', (stranger) => [
			stranger.hello(),
			introduction(),
			...Array.from({ length: 40 }, (): Message => ({ kind: 'sync', payload: Uint8Array.of(0, 1, 0) }))
		]));
});

describe('what a guest may overdo without breaking a rule', () => {
	it('reads no more of a flood than its budget, and counts the rest', async () => {
		const before = bytesToHex(host.document.encode());
		const stranger = await Stranger.visit(world, invite, mallory, host);
		stranger.enter();
		for (let i = 0; i < 6_000; i++) stranger.send({ kind: 'ask' });
		await world.clock.advance(0);
		const noted = host.session.view.refused.find(({ from }) => from === mallory.key.id);
		expect(noted?.code).toBe('message-flood');
		expect(noted?.count).toBeGreaterThan(1_500);
		expect(stranger.refusal).toBeNull();
		await expectUnharmed(before);
	});

	it('orphan flood: updates whose beginnings are missing change nothing, and cost few questions', async () => {
		const before = bytesToHex(host.document.encode());
		const stranger = await Stranger.visit(world, invite, mallory, host);
		stranger.enter();
		await world.clock.advance(0);
		const asked = () => stranger.heard.filter(({ kind }) => kind === 'sync').length;
		const first = asked();
		for (let i = 0; i < 400; i++)
			stranger.send(sync(encodeUpdate([{ client: 1000 + i, root: null, from: 5, entries: [genesis()] }])));
		await world.clock.advance(0);
		expect(asked() - first).toBeLessThanOrEqual(16);
		expect(stranger.refusal).toBeNull();
		await expectUnharmed(before);
	});

	it("passes on at most 150 of a neighbour's signals in a second, and only its own", async () => {
		const before = bytesToHex(host.document.encode());
		const stranger = await Stranger.visit(world, invite, mallory, host);
		stranger.enter();
		await world.clock.advance(0);
		const carried: Message[] = [];
		const other = world.network.between(guest.person.key.id, host.person.key.id)!;
		const forget = other.on('received', (bytes) => void (bytes[0] === 5 && carried.push(bytes as never)));
		const draft = {
			room: invite.room,
			from: mallory.key.id,
			to: guest.person.key.id,
			purpose: 'link' as const
		};
		const attempt = world.random.bytes(8);
		const data = new TextEncoder().encode('{"candidate":{}}');
		const signal = await signSignal({ ...draft, attempt, data }, mallory.key.sign);
		for (let i = 0; i < 400; i++) stranger.send({ kind: 'signal', signal });
		await settle();
		expect(carried).toHaveLength(150);
		await world.clock.advance(1_000);
		stranger.send({ kind: 'signal', signal: { ...signal, from: host.person.key.id } });
		stranger.send({ kind: 'signal', signal: { ...signal, data: concatBytes(data, data) } });
		await settle();
		expect(carried).toHaveLength(150);
		stranger.send({ kind: 'signal', signal });
		await settle();
		expect(carried).toHaveLength(151);
		forget();
		expect(stranger.refusal).toBeNull();
		await expectUnharmed(before);
	});
});
