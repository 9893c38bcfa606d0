import { concatBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { idOf, sameBytes, type RoomId, type SessionId } from '../../src/p2p/base/ids.ts';
import { readStateVector, readSync } from '../../src/p2p/document/sync-payload.ts';
import { decodeUpdate, encodeUpdate } from '../../src/p2p/document/update-codec.ts';
import type { Result } from '../../src/p2p/base/result.ts';
import { decodeAnnouncement, encodeAnnouncement } from '../../src/p2p/wire/announcement.ts';
import { decodeBlockList, encodeBlockList } from '../../src/p2p/wire/block-list.ts';
import { encodeCanonical, decodeCanonical, type Plain } from '../../src/p2p/wire/canonical.ts';
import { decodeDirectory, encodeDirectory } from '../../src/p2p/wire/directory.ts';
import { ephemeralFromPlain, ephemeralToPlain } from '../../src/p2p/wire/ephemeral.ts';
import { decodeEvent } from '../../src/p2p/wire/event-codec.ts';
import { decodeCircle, encodeCircle } from '../../src/p2p/devices/membership.ts';
import { deviceCode, parseDeviceCode } from '../../src/p2p/wire/device-code.ts';
import { decodePlannedRoom, encodePlannedRoom } from '../../src/p2p/wire/planned-room.ts';
import { decodeRoomFile, encodeRoomFile } from '../../src/p2p/wire/room-file.ts';
import { followCode, parseFollowCode } from '../../src/p2p/wire/follow-link.ts';
import { grantFromPlain, grantToPlain } from '../../src/p2p/wire/grant.ts';
import { inviteFragment, parseInvite } from '../../src/p2p/wire/invite.ts';
import { MAX_EVENT_BYTES, MAX_MESSAGE_BYTES } from '../../src/p2p/wire/limits.ts';
import { decodeMessage, encodeMessage } from '../../src/p2p/wire/messages.ts';
import { decodeDatagram, encodeKeepalive, encodePacket, type Datagram } from '../../src/p2p/wire/packet.ts';
import { decodePass, encodePass } from '../../src/p2p/wire/pass.ts';
import { decodeAnswer, decodeRequest, encodeAnswer, encodeRequest } from '../../src/p2p/wire/rendezvous.ts';
import { decodeSFrameHeader, encodeSFrameHeader } from '../../src/p2p/wire/sframe.ts';
import { announcedBy, plannedBy } from '../fixtures/announced.ts';
import { message } from '../fixtures/any-message.ts';
import { makePerson, makeRoom } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';

/** Cases of each kind for each decoder: 3 kinds × 17 decoders × 700 = 35,700. */
const RUNS = 700;
/**
 * Work that any input may cause, of this process alone, so that a busy machine changes nothing. A codec that is not
 * linear takes minutes on the inputs below.
 */
const MAX_CPU_MS = 1_000;

/** A decoder as bytes in, the same bytes out if it takes them, null if it does not. */
interface Codec {
	readonly name: string;
	readonly again: (bytes: Uint8Array) => Uint8Array | null;
	/** Bytes that it takes. */
	samples: Uint8Array[];
	/** Whether what it reads is DAG-CBOR, from this byte on. */
	readonly cborFrom: number | null;
}

const key = (byte: number) => new Uint8Array(32).fill(byte);
const text = (value: string) => new TextEncoder().encode(value);
const again =
	<Value>(decode: (bytes: Uint8Array) => Result<Value>, encode: (value: Value) => Uint8Array) =>
	(bytes: Uint8Array) => {
		const decoded = decode(bytes);
		return decoded.ok ? encode(decoded.value) : null;
	};
const plainly =
	<Value>(read: (plain: Plain) => Value | null | undefined, write: (value: Value) => Plain) =>
	(bytes: Uint8Array) => {
		const plain = decodeCanonical(bytes, MAX_MESSAGE_BYTES);
		const value = plain.ok ? read(plain.value) : null;
		return value === null || value === undefined ? null : encodeCanonical(write(value));
	};

const signature = new Uint8Array(64).fill(9);
const pass = { seed: key(4), issuer: idOf<SessionId>(key(5)), signature };
const invite = { room: idOf<RoomId>(key(1)), secret: key(2).slice(0, 16), relays: ['/ip4/192.0.2.7'], pass };
const follow = { kind: 'follow', signature };
const grant = { kind: 'invite', key: key(1), issuer: key(2), signature, use: signature };
const sound = { source: '0123456789abcdef', level: 40, isVoice: true, epoch: null };
const frame = new Uint8Array(60).fill(7);
const packets = [
	{ ...sound, sequence: 900, frames: [frame, frame] },
	{ ...sound, sequence: 901, frames: [null, frame, frame] },
	{ ...sound, sequence: 2 ** 32 - 1, epoch: 200, frames: [new Uint8Array(400), null] }
].map((body) => Uint8Array.of(...encodePacket(body), ...signature));
const written = (datagram: Datagram) =>
	datagram.kind === 'keepalive'
		? encodeKeepalive(datagram.stripe)
		: Uint8Array.of(...encodePacket(datagram.packet), ...datagram.packet.raw.slice(-64));
const blockListHead = text('hearsay/block-list/1\0');
const blockList = encodeBlockList({
	signer: idOf(key(1)),
	name: 'Ada',
	at: 5,
	people: [
		{ identity: idOf(key(2)), name: 'Mallory', reason: 'Advertising' },
		{ identity: idOf(key(3)), name: '', reason: '' }
	],
	signature
});
const announcement = encodeAnnouncement({ ...announcedBy(idOf(key(1))), signature });
const envelope = { room: key(1), session: key(2), counter: 3, at: 4, signature };

const codecs: Codec[] = [
	{ name: 'an event', again: again(decodeEvent, ({ raw }) => raw), samples: [], cborFrom: 0 },
	{ name: 'an update', again: again(decodeUpdate, encodeUpdate), samples: [], cborFrom: null },
	{
		name: 'a message',
		again: again(decodeMessage, encodeMessage),
		samples: fc.sample(message, { numRuns: 60, seed: 5 }).map(encodeMessage),
		cborFrom: 1
	},
	{
		name: 'an ephemeral',
		again: plainly(ephemeralFromPlain, ephemeralToPlain),
		samples: [
			{
				...envelope,
				kind: 'presence',
				body: { joined: true, microphone: false, strained: false, links: [key(7)] }
			},
			{ ...envelope, kind: 'level', body: 255 },
			{ ...envelope, kind: 'reaction', body: 'heart' },
			{ ...envelope, kind: 'typing', body: true }
		].map((plain) => encodeCanonical(plain as Plain)),
		cborFrom: 0
	},
	{
		name: 'a grant',
		again: plainly(grantFromPlain, grantToPlain),
		samples: [encodeCanonical(follow), encodeCanonical(grant)],
		cborFrom: 0
	},
	{
		name: 'a room link',
		// A link may hold options that are ignored, so what is read is not always all that was there.
		again: (bytes) => {
			const link = parseInvite(new TextDecoder().decode(bytes));
			if (link.ok) inviteFragment(link.value);
			return null;
		},
		samples: [text(inviteFragment(invite)), text(`https://hearsay.example/room/#${inviteFragment(invite)}`)],
		cborFrom: null
	},
	{
		name: 'a block list',
		again: again(decodeBlockList, encodeBlockList),
		samples: [blockList],
		cborFrom: blockListHead.length
	},
	{
		name: 'an announcement',
		again: again(decodeAnnouncement, encodeAnnouncement),
		samples: [announcement],
		cborFrom: 0
	},
	{
		name: 'a directory',
		again: again(decodeDirectory, encodeDirectory),
		samples: [
			encodeDirectory({
				salt: key(1).slice(16),
				now: 5,
				listed: [announcement],
				sealed: [{ tag: key(2).slice(24), box: key(3) }]
			})
		],
		cborFrom: 0
	},
	{
		name: 'a link to follow somebody',
		// Spaces and a # around it are left out, so what is read is not always all that was there.
		again: (bytes) => {
			const read = parseFollowCode(new TextDecoder().decode(bytes));
			if (read.ok) followCode(read.value);
			return null;
		},
		samples: [text(followCode({ identity: idOf(key(1)), name: 'Ada' }))],
		cborFrom: null
	},
	{
		name: 'a link for another of one’s own devices',
		again: (bytes) => {
			const read = parseDeviceCode(new TextDecoder().decode(bytes));
			if (read.ok) deviceCode(read.value);
			return null;
		},
		samples: [text(deviceCode(key(1)))],
		cborFrom: null
	},
	{
		name: 'a planned room',
		again: (bytes) => {
			const read = decodePlannedRoom(bytes);
			return read.ok ? encodePlannedRoom(read.value) : null;
		},
		samples: [encodePlannedRoom({ ...plannedBy(idOf(key(1))), signature: new Uint8Array(64) })],
		cborFrom: 0
	},
	{
		name: 'the file of a room',
		again: (bytes) => {
			const read = decodeRoomFile(bytes);
			return read.ok ? encodeRoomFile(read.value) : null;
		},
		samples: [
			encodeRoomFile({
				code: 'code',
				events: [key(1), key(2)],
				continued: [],
				lineage: [key(3)],
				transcript: 'Ada: Good evening.'
			})
		],
		cborFrom: 'hearsay/room/1'.length + 1
	},
	{
		name: 'a circle of own devices',
		again: (bytes) => {
			const read = decodeCircle(bytes);
			return read.ok ? encodeCircle(read.value) : null;
		},
		samples: [encodeCircle({ secret: key(1), epoch: 3 })],
		cborFrom: 0
	},
	{
		name: 'a pass',
		again: (bytes) => {
			const decoded = decodePass(bytes);
			return decoded && encodePass(decoded);
		},
		samples: [encodePass(pass)],
		cborFrom: null
	},
	{
		name: 'a request to a relay',
		again: again(decodeRequest, encodeRequest),
		samples: [Uint8Array.of(1, ...key(1)), Uint8Array.of(2, ...key(1), 0, 60), Uint8Array.of(4, 0, 0, 0, 9)],
		cborFrom: null
	},
	{
		name: "a relay's answer",
		again: again(decodeAnswer, encodeAnswer),
		samples: [Uint8Array.of(0x81, ...key(1), ...key(2), ...key(3)), Uint8Array.of(0x85, 2)],
		cborFrom: null
	},
	{
		name: 'a packet of sound',
		again: again(decodeDatagram, written),
		samples: [...packets, encodeKeepalive(0), encodeKeepalive(1)],
		cborFrom: null
	},
	{
		name: 'an SFrame header',
		again: (bytes) => {
			const header = decodeSFrameHeader(bytes);
			if (!header) return null;
			const written = encodeSFrameHeader(header.keyId, header.counter);
			return concatBytes(written, bytes.subarray(header.length));
		},
		samples: [Uint8Array.of(0x99, 1, 0x23, 0x45, 0x67, 9), Uint8Array.of(0x17), Uint8Array.of(0x1a, 1, 0, 0)],
		cborFrom: null
	},
	{
		name: 'a sync message',
		again: (bytes) => (readSync(bytes), null),
		samples: [Uint8Array.of(0, 3, 1, 5, 2), Uint8Array.of(2, 2, 0, 0)],
		cborFrom: null
	},
	{
		name: 'a state vector',
		again: (bytes) => (readStateVector(bytes), null),
		samples: [Uint8Array.of(2, 5, 2, 9, 1)],
		cborFrom: null
	}
];

beforeAll(async () => {
	const made = await makeRoom(await makePerson('Ada', seededRandom(3)));
	await made.author.write('pin.added', { text: 'one' });
	await made.author.write('door.changed', { door: 'locked', inside: [] });
	codecs[0]!.samples = [...made.document.events].map(({ raw }) => raw);
	codecs[1]!.samples = [made.document.encode()];
});

/** Reads any bytes: an answer, in time, and never two forms of one thing. */
function expectTotal({ again: read }: Codec, bytes: Uint8Array): void {
	const before = process.cpuUsage();
	const written = read(bytes);
	expect(process.cpuUsage(before).user / 1000).toBeLessThan(MAX_CPU_MS);
	if (written) expect(sameBytes(written, bytes)).toBe(true);
}

const anyPlain = fc.letrec<{ value: Plain }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 3 },
		fc.constantFrom<Plain>(
			null,
			true,
			false,
			0,
			1,
			-1,
			255,
			256,
			4096,
			2 ** 32,
			Number.MAX_SAFE_INTEGER,
			1.5
		),
		fc.string({ unit: 'binary', maxLength: 40 }),
		fc.constantFrom(31, 32, 33, 63, 64, 65).map((length) => new Uint8Array(length)),
		fc.array(tie('value'), { maxLength: 4 }),
		fc.dictionary(fc.string({ maxLength: 6 }), tie('value'), { maxKeys: 4 })
	)
})).value;

/** Heads of CBOR items that claim any length up to 2^64, and what they would nest in. */
const bomb = fc
	.tuple(
		fc.array(fc.constantFrom(0x81, 0x9b, 0xbb, 0x5b, 0x7b, 0xdb, 0x9f, 0xbf, 0x5f), {
			minLength: 1,
			maxLength: 200
		}),
		fc.uint8Array({ minLength: 8, maxLength: 8 })
	)
	.map(([heads, length]) => Uint8Array.of(...heads.flatMap((head) => [head, ...length])));

describe('E9 every decoder is total', () => {
	it.each(codecs.map((codec) => [codec.name, codec] as const))(
		'answers noise and impossible lengths for %s',
		(_, codec) => {
			fc.assert(
				fc.property(
					fc.oneof(fc.uint8Array({ maxLength: 600 }), bomb),
					fc.constantFrom(...prefixes(codec)),
					(noise, prefix) => expectTotal(codec, Uint8Array.of(...prefix, ...noise))
				),
				{ seed: 91, numRuns: RUNS }
			);
		}
	);

	it.each(codecs.map((codec) => [codec.name, codec] as const))('answers mutations of %s', (_, codec) => {
		fc.assert(
			fc.property(
				fc.constantFrom(...codec.samples),
				fc.array(fc.tuple(fc.nat(4), fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
				(sample, steps) => expectTotal(codec, steps.reduce(mutate, sample))
			),
			{ seed: 92, numRuns: RUNS }
		);
	});

	it.each(codecs.map((codec) => [codec.name, codec] as const))(
		'answers the shape of %s with other parts in it',
		(_, codec) => {
			fc.assert(
				fc.property(fc.constantFrom(...codec.samples), fc.nat(), anyPlain, (sample, at, part) => {
					const { cborFrom } = codec;
					if (cborFrom === null) return expectTotal(codec, spliced(sample, at, encodeCanonical(part)));
					const plain = decodeCanonical(sample.slice(cborFrom), MAX_MESSAGE_BYTES);
					const changed = plain.ok ? replaced(plain.value, at, part) : part;
					expectTotal(codec, Uint8Array.of(...sample.slice(0, cborFrom), ...encodeCanonical(changed)));
				}),
				{ seed: 93, numRuns: RUNS }
			);
		}
	);

	it('answers the longest inputs that pass a channel', () => {
		for (const fill of [0x00, 0x01, 0x40, 0x80, 0x81, 0x9b, 0xa1, 0xd8, 0xff])
			for (const codec of codecs)
				for (const prefix of prefixes(codec))
					for (const length of [MAX_EVENT_BYTES, MAX_MESSAGE_BYTES - prefix.length]) {
						const bytes = new Uint8Array(length).fill(fill);
						bytes.set(prefix);
						expectTotal(codec, bytes);
					}
	});
});

/** Beginnings that lead a decoder past its first check. */
function prefixes({ name, cborFrom }: Codec): Uint8Array[] {
	if (name === 'a block list')
		return [new Uint8Array(), blockListHead, Uint8Array.of(...blockListHead, 0x82)];
	if (name !== 'a message') return [new Uint8Array(), Uint8Array.of(cborFrom === null ? 1 : 0xa7)];
	return Array.from({ length: 13 }, (_, kind) => Uint8Array.of(kind));
}

/** One byte changed, put in or taken out, the rest cut off, or a piece of it repeated. */
function mutate(bytes: Uint8Array, [way, where, byte]: [number, number, number]): Uint8Array {
	const at = where % (bytes.length + 1);
	const [head, tail] = [bytes.slice(0, at), bytes.slice(at)];
	if (way === 0) return Uint8Array.of(...head, byte, ...tail.slice(1));
	if (way === 1) return Uint8Array.of(...head, byte, ...tail);
	if (way === 2) return Uint8Array.of(...head, ...tail.slice(1));
	if (way === 3) return head;
	return Uint8Array.of(...head, ...tail, ...tail.slice(0, byte));
}

function spliced(bytes: Uint8Array, where: number, part: Uint8Array): Uint8Array {
	const at = where % (bytes.length + 1);
	return Uint8Array.of(...bytes.slice(0, at), ...part, ...bytes.slice(at));
}

/** The value with one of its parts, chosen by `at`, another one; a map may also lose or gain a key. */
function replaced(value: Plain, at: number, part: Plain): Plain {
	if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return part;
	if (Array.isArray(value)) {
		const index = at % (value.length + 1);
		return [...value.slice(0, index), part, ...value.slice(index + 1)];
	}
	const entries = Object.entries(value as Record<string, Plain>);
	const index = at % (entries.length + 2);
	if (index === entries.length) return { ...value, extra: part };
	if (index > entries.length) return Object.fromEntries(entries.slice(1));
	const [name, inner] = entries[index]!;
	const isDeep = at % 2 === 0 && typeof inner === 'object';
	return { ...value, [name]: isDeep ? replaced(inner, at >> 1, part) : part };
}
