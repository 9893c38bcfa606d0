import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { bytesOf, type RoomId, type SessionId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { SIGNATURE_BYTES, signedBytes, type Sign } from '../identity/signature.ts';
import type { Stripe } from '../ports.ts';
import { MAX_COPIES, MAX_FRAME_BYTES } from './packet-limits.ts';

/** First byte of a packet of this version. */
const PACKET = 1;
/** First byte of a keepalive. */
const KEEPALIVE = 2;
const KEEPALIVE_BYTES = 2;

/** Kind, flags, source, sequence, level, epoch. */
const HEADER_BYTES = 16;
const SOURCE_AT = 2;
const SOURCE_BYTES = 8;
const SEQUENCE_AT = 10;
const LEVEL_AT = 14;
const EPOCH_AT = 15;
const LENGTH_BYTES = 2;
const MIN_COPIES = 2;
const COPIES_MASK = 0b11;
const ENCRYPTED = 0b1000_0000;
const VOICE = 0b1000_0000;

/** The largest packet there is. */
export const MAX_PACKET_BYTES =
	HEADER_BYTES + MAX_COPIES * (LENGTH_BYTES + MAX_FRAME_BYTES) + SIGNATURE_BYTES;

/** The first 8 bytes of a session key as 16 hex digits: how a packet names its speaker. */
export type SourceTag = string;

/** What a packet says, before it is signed. */
export interface PacketBody {
	readonly source: SourceTag;
	/** Of the newest frame, in 20 ms ticks of the speaker's clock, below 2³². */
	readonly sequence: number;
	/** Level of the newest frame that is there, in −dBov, 0 (loudest) to 127. Source: RFC 6464. */
	readonly level: number;
	readonly isVoice: boolean;
	/** The low byte of the epoch whose key the frames are encrypted with; null where they are not. */
	readonly epoch: number | null;
	/** Two or three, newest first: frame `sequence − i` at place i, null where the speaker was silent. */
	readonly frames: readonly (Uint8Array | null)[];
}

/** A packet as it came. */
export interface Packet extends PacketBody {
	/** The very bytes, which are handed on. */
	readonly raw: Uint8Array;
}

/** Anything that travels on the channel `frames`. */
export type Datagram =
	| { readonly kind: 'packet'; readonly packet: Packet }
	| { readonly kind: 'keepalive'; readonly stripe: Stripe };

/** How a packet names this session. */
export function sourceTag(session: SessionId): SourceTag {
	return session.slice(0, SOURCE_BYTES * 2);
}

/** The stripe on which the packet of this sequence number travels. */
export function stripeOf(sequence: number): Stripe {
	return sequence % 2 === 0 ? 0 : 1;
}

/** What a parent sends to a child on a stripe on which it has nothing to hand on. */
export function encodeKeepalive(stripe: Stripe): Uint8Array<ArrayBuffer> {
	return Uint8Array.of(KEEPALIVE, stripe);
}

/** Writes a packet without its signature. The body must be within the limits: anything else is a bug and throws. */
export function encodePacket(body: PacketBody): Uint8Array<ArrayBuffer> {
	const { frames, sequence, level } = body;
	const isSound = frames.length >= MIN_COPIES && frames.length <= MAX_COPIES && frames.some(Boolean);
	if (!isSound || frames.some((frame, i) => frame && (frame.length > MAX_FRAME_BYTES || i > sequence)))
		throw new RangeError('a packet past its limits');
	const length = frames.reduce((sum, frame) => sum + LENGTH_BYTES + (frame?.length ?? 0), HEADER_BYTES);
	const bytes = new Uint8Array(length);
	const view = new DataView(bytes.buffer);
	bytes[0] = PACKET;
	bytes[1] = frames.length | (body.epoch === null ? 0 : ENCRYPTED);
	bytes.set(hexToBytes(body.source), SOURCE_AT);
	view.setUint32(SEQUENCE_AT, sequence);
	bytes[LEVEL_AT] = (body.isVoice ? VOICE : 0) | level;
	bytes[EPOCH_AT] = body.epoch ?? 0;
	let at = HEADER_BYTES;
	for (const frame of frames) {
		view.setUint16(at, frame?.length ?? 0);
		if (frame) bytes.set(frame, at + LENGTH_BYTES);
		at += LENGTH_BYTES + (frame?.length ?? 0);
	}
	return bytes;
}

/** A whole packet: what `encodePacket` writes, and its speaker's signature for this room. */
export async function signPacket(
	room: RoomId,
	body: PacketBody,
	sign: Sign
): Promise<Uint8Array<ArrayBuffer>> {
	const unsigned = encodePacket(body);
	const signature = await sign('hearsay/packet/1', concatBytes(bytesOf(room), unsigned));
	return concatBytes(unsigned, signature) as Uint8Array<ArrayBuffer>;
}

/** Makes the bytes whose signature a packet of this room carries: the domain, the room, the packet's own. */
export function packetSigning(room: RoomId): (raw: Uint8Array) => Uint8Array<ArrayBuffer> {
	const prefix = signedBytes('hearsay/packet/1', bytesOf(room));
	return (raw) => {
		const bytes = new Uint8Array(prefix.length + raw.length - SIGNATURE_BYTES);
		bytes.set(prefix);
		bytes.set(raw.subarray(0, -SIGNATURE_BYTES), prefix.length);
		return bytes;
	};
}

/** The signature at the end of a packet. */
export function packetSignature(raw: Uint8Array): Uint8Array<ArrayBuffer> {
	return raw.slice(-SIGNATURE_BYTES) as Uint8Array<ArrayBuffer>;
}

/** What can be wrong with bytes of the channel `frames`. */
export type PacketFault = 'packet-malformed' | 'packet-too-long';

/**
 * Reads any bytes, in time linear in their length. There is one form of each packet; the frames are
 * views of the given bytes. Says nothing about the signature.
 */
export function decodeDatagram(bytes: Uint8Array): Result<Datagram, PacketFault> {
	if (bytes.length > MAX_PACKET_BYTES) return fail('packet-too-long');
	if (bytes[0] === KEEPALIVE) {
		const [, stripe] = bytes;
		if (bytes.length !== KEEPALIVE_BYTES || (stripe !== 0 && stripe !== 1)) return fail('packet-malformed');
		return ok({ kind: 'keepalive', stripe });
	}
	const packet = bytes[0] === PACKET ? readPacket(bytes) : null;
	return packet ? ok({ kind: 'packet', packet }) : fail('packet-malformed');
}

function readPacket(raw: Uint8Array): Packet | null {
	if (raw.length < HEADER_BYTES + SIGNATURE_BYTES) return null;
	const [flags, level, epoch] = [raw[1]!, raw[LEVEL_AT]!, raw[EPOCH_AT]!];
	const copies = flags & COPIES_MASK;
	const isEncrypted = (flags & ENCRYPTED) !== 0;
	if (copies < MIN_COPIES || (flags & ~(COPIES_MASK | ENCRYPTED)) !== 0) return null;
	if (!isEncrypted && epoch !== 0) return null;
	const sequence = new DataView(raw.buffer, raw.byteOffset).getUint32(SEQUENCE_AT);
	const frames = readFrames(raw, copies);
	// Before the first tick there was nothing to copy.
	if (!frames || frames.some((frame, i) => frame && i > sequence)) return null;
	return {
		source: bytesToHex(raw.subarray(SOURCE_AT, SOURCE_AT + SOURCE_BYTES)),
		sequence,
		level: level & ~VOICE,
		isVoice: (level & VOICE) !== 0,
		epoch: isEncrypted ? epoch : null,
		frames,
		raw
	};
}

/** The frames between header and signature; null unless they fill that room exactly and one is there. */
function readFrames(raw: Uint8Array, copies: number): (Uint8Array | null)[] | null {
	const end = raw.length - SIGNATURE_BYTES;
	const frames: (Uint8Array | null)[] = [];
	let at = HEADER_BYTES;
	for (let i = 0; i < copies; i++) {
		if (at + LENGTH_BYTES > end) return null;
		const length = (raw[at]! << 8) | raw[at + 1]!;
		at += LENGTH_BYTES;
		if (length > MAX_FRAME_BYTES || at + length > end) return null;
		frames.push(length > 0 ? raw.subarray(at, at + length) : null);
		at += length;
	}
	return at === end && frames.some((frame) => frame !== null) ? frames : null;
}
