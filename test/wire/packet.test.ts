import { beforeAll, describe, expect, it } from 'vitest';
import type { RoomId } from '../../src/p2p/base/ids.ts';
import { makeSessionKey, type SessionKey } from '../../src/p2p/identity/session-key.ts';
import { isSignedBy } from '../../src/p2p/identity/signature.ts';
import { MAX_FRAME_BYTES } from '../../src/p2p/wire/packet-limits.ts';
import {
	decodeDatagram,
	encodeKeepalive,
	encodePacket,
	MAX_PACKET_BYTES,
	packetSignature,
	packetSigning,
	signPacket,
	sourceTag,
	stripeOf,
	type PacketBody
} from '../../src/p2p/wire/packet.ts';
import { seededRandom } from '../fixtures/random.ts';

const room = 'a1'.repeat(32) as RoomId;
const bytes = (...values: number[]) => Uint8Array.from(values);
let key: SessionKey;
let body: PacketBody;
let raw: Uint8Array;

beforeAll(async () => {
	key = await makeSessionKey(seededRandom(11));
	body = {
		source: sourceTag(key.id),
		sequence: 0x01020304,
		level: 30,
		isVoice: true,
		epoch: null,
		frames: [bytes(1, 2, 3), bytes(4)]
	};
	raw = await signPacket(room, body, key.sign);
});

/** The packet with these bytes at this place. */
function changed(at: number, ...values: number[]): Uint8Array {
	const copy = raw.slice();
	copy.set(values, at);
	return copy;
}

const isTaken = (datagram: Uint8Array) => decodeDatagram(datagram).ok;

describe('packets', () => {
	it('P1 stand byte for byte where the protocol says', () => {
		const unsigned = bytes(
			1,
			2,
			...Buffer.from(body.source, 'hex'),
			1,
			2,
			3,
			4,
			0x80 | 30,
			0,
			0,
			3,
			1,
			2,
			3,
			0,
			1,
			4
		);
		expect(encodePacket(body)).toEqual(unsigned);
		expect(raw.subarray(0, -64)).toEqual(unsigned);
		expect(decodeDatagram(raw)).toEqual({ ok: true, value: { kind: 'packet', packet: { ...body, raw } } });
	});

	it('P1 carry two or three frames, of which one is there', () => {
		const framed =
			(...frames: (Uint8Array | null)[]) =>
			() =>
				encodePacket({ ...body, frames });
		expect(framed(null, bytes(1), null)).not.toThrow();
		for (const wrong of [
			framed(bytes(1)),
			framed(null, null),
			framed(...Array<Uint8Array>(4).fill(bytes(1)))
		])
			expect(wrong).toThrow(RangeError);
		expect(isTaken(changed(1, 1))).toBe(false);
		expect(isTaken(changed(1, 3))).toBe(false);
	});

	it('P1 take frames up to the limit and none beyond', async () => {
		const full = new Uint8Array(MAX_FRAME_BYTES).fill(1);
		const largest = await signPacket(room, { ...body, frames: [full, full, full] }, key.sign);
		expect(largest.length).toBe(MAX_PACKET_BYTES);
		expect(isTaken(largest)).toBe(true);
		expect(isTaken(bytes(...largest, 0))).toBe(false);
		const over = new Uint8Array(MAX_FRAME_BYTES + 1);
		expect(() => encodePacket({ ...body, frames: [over, null] })).toThrow(RangeError);
		const crafted = bytes(...raw.subarray(0, 16), 1, 0x91, ...over, 0, 0, ...raw.subarray(-64));
		expect(isTaken(crafted)).toBe(false);
	});

	it('P1 say the epoch of encrypted frames and nothing in its place otherwise', async () => {
		const encrypted = await signPacket(room, { ...body, epoch: 200 }, key.sign);
		const read = decodeDatagram(encrypted);
		expect(read.ok && read.value.kind === 'packet' && read.value.packet.epoch).toBe(200);
		expect(isTaken(changed(15, 1))).toBe(false);
	});

	it('P1 hold no frame from before the first tick', () => {
		const first = (frames: (Uint8Array | null)[]) => () => encodePacket({ ...body, sequence: 0, frames });
		expect(first([bytes(1), null])).not.toThrow();
		expect(first([bytes(1), bytes(1)])).toThrow(RangeError);
		expect(isTaken(changed(10, 0, 0, 0, 0))).toBe(false);
	});

	it('P2 are refused cut short, with bytes left over, and with flags or kinds that mean nothing', () => {
		for (let length = 0; length < raw.length; length++) expect(isTaken(raw.subarray(0, length))).toBe(false);
		expect(isTaken(bytes(...raw, 0))).toBe(false);
		for (const flags of [0b110, 0b1010, 0b0100_0010]) expect(isTaken(changed(1, flags))).toBe(false);
		for (const kind of [0, 3, 0x80, 255]) expect(isTaken(changed(0, kind))).toBe(false);
	});

	it('P3 are signed by their session for this room', () => {
		const signed = packetSigning(room)(raw);
		const message = signed.subarray('hearsay/packet/1'.length + 1);
		expect(isSignedBy(key.id, 'hearsay/packet/1', message, packetSignature(raw))).toBe(true);
		expect(message.subarray(0, 32)).toEqual(new Uint8Array(32).fill(0xa1));
		const elsewhere = packetSigning('b2'.repeat(32) as RoomId)(raw).subarray('hearsay/packet/1'.length + 1);
		expect(isSignedBy(key.id, 'hearsay/packet/1', elsewhere, packetSignature(raw))).toBe(false);
	});

	it('P4 take the stripe of their number', () => {
		expect([0, 1, 2, 2 ** 32 - 1].map(stripeOf)).toEqual([0, 1, 0, 1]);
	});

	it('P7 keepalives are two bytes', () => {
		expect(encodeKeepalive(1)).toEqual(bytes(2, 1));
		expect(decodeDatagram(bytes(2, 1))).toEqual({ ok: true, value: { kind: 'keepalive', stripe: 1 } });
		for (const wrong of [bytes(2), bytes(2, 2), bytes(2, 0, 0)]) expect(isTaken(wrong)).toBe(false);
	});
});
