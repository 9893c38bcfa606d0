import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { ID_BYTES, bytesOf, idOf, type SessionId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { MAX_LISTED_PEERS, MAX_TTL_SECONDS } from './rendezvous-limits.ts';

/**
 * The rendezvous protocol: one long-lived libp2p stream from a session to a relay, each message with
 * its length in front (`length-prefix.ts`). A message is one kind byte and fields of fixed length,
 * big-endian, so every value has exactly one encoding. Who speaks is the connection's proven peer
 * key; no message can claim a session.
 */
export const RENDEZVOUS_PROTOCOL = '/hearsay/rendezvous/1';

declare const topicBrand: unique symbol;
/** A keyed hash that stands for a room; the relay cannot learn the room from it. 64 hex digits. */
export type Topic = string & { readonly [topicBrand]: true };

/** Topic of 32 bytes. Throws (a bug) on another length. */
export function topicOf(bytes: Uint8Array): Topic {
	if (bytes.length !== ID_BYTES) throw new RangeError(`a topic has ${ID_BYTES} bytes, not ${bytes.length}`);
	return bytesToHex(bytes) as Topic;
}

/** What a session asks of a relay. */
export type Request =
	/** List who is registered under the topic, and push changes from now on. */
	| { readonly kind: 'watch'; readonly topic: Topic }
	/** List this session under the topic for `ttlSeconds` (1 to 120); again renews. */
	| { readonly kind: 'register'; readonly topic: Topic; readonly ttlSeconds: number }
	| { readonly kind: 'unregister'; readonly topic: Topic }
	| { readonly kind: 'ping'; readonly n: number };

/** Why a relay refuses. `malformed` and `too-fast` also end the stream. */
export type RefusalCode = 'malformed' | 'too-fast' | 'too-many-topics' | 'topic-full' | 'relay-full';

/** What a relay answers or pushes. */
export type Answer =
	| { readonly kind: 'peers'; readonly topic: Topic; readonly sessions: readonly SessionId[] }
	| { readonly kind: 'joined'; readonly topic: Topic; readonly session: SessionId }
	| { readonly kind: 'left'; readonly topic: Topic; readonly session: SessionId }
	| { readonly kind: 'pong'; readonly n: number }
	| { readonly kind: 'refused'; readonly code: RefusalCode };

const REQUEST_KINDS = { watch: 0x01, register: 0x02, unregister: 0x03, ping: 0x04 } as const;
const ANSWER_KINDS = { peers: 0x81, joined: 0x82, left: 0x83, pong: 0x84, refused: 0x85 } as const;
const REFUSALS: readonly RefusalCode[] = [
	'malformed',
	'too-fast',
	'too-many-topics',
	'topic-full',
	'relay-full'
];

/** Bytes of a request. */
export function encodeRequest(request: Request): Uint8Array {
	const kind = REQUEST_KINDS[request.kind];
	if (request.kind === 'ping') return joined(kind, uint32(request.n));
	if (request.kind === 'register') return joined(kind, hexToBytes(request.topic), uint16(request.ttlSeconds));
	return joined(kind, hexToBytes(request.topic));
}

/** A request from any bytes; whatever is not exactly one is `malformed`. */
export function decodeRequest(bytes: Uint8Array): Result<Request, 'malformed'> {
	const [kind, length] = [bytes[0], bytes.length];
	if (kind === REQUEST_KINDS.ping && length === 5) return ok({ kind: 'ping', n: view(bytes).getUint32(1) });
	if (kind === REQUEST_KINDS.register && length === 35) {
		const ttlSeconds = view(bytes).getUint16(33);
		if (ttlSeconds < 1 || ttlSeconds > MAX_TTL_SECONDS) return fail('malformed');
		return ok({ kind: 'register', topic: topicAt(bytes), ttlSeconds });
	}
	if (kind === REQUEST_KINDS.watch && length === 33) return ok({ kind: 'watch', topic: topicAt(bytes) });
	if (kind === REQUEST_KINDS.unregister && length === 33)
		return ok({ kind: 'unregister', topic: topicAt(bytes) });
	return fail('malformed');
}

/** Bytes of an answer. */
export function encodeAnswer(answer: Answer): Uint8Array {
	const kind = ANSWER_KINDS[answer.kind];
	if (answer.kind === 'pong') return joined(kind, uint32(answer.n));
	if (answer.kind === 'refused') return Uint8Array.of(kind, REFUSALS.indexOf(answer.code));
	const sessions = answer.kind === 'peers' ? answer.sessions : [answer.session];
	return joined(kind, hexToBytes(answer.topic), ...sessions.map(bytesOf));
}

/** An answer from any bytes; whatever is not exactly one is `malformed`. */
export function decodeAnswer(bytes: Uint8Array): Result<Answer, 'malformed'> {
	const [kind, length] = [bytes[0], bytes.length];
	if (kind === ANSWER_KINDS.pong && length === 5) return ok({ kind: 'pong', n: view(bytes).getUint32(1) });
	if (kind === ANSWER_KINDS.refused && length === 2) {
		const code = REFUSALS[bytes[1]!];
		return code === undefined ? fail('malformed') : ok({ kind: 'refused', code });
	}
	const count = (length - 1 - ID_BYTES) / ID_BYTES;
	if (!Number.isInteger(count) || count < 0) return fail('malformed');
	if (kind === ANSWER_KINDS.joined && count === 1) {
		return ok({ kind: 'joined', topic: topicAt(bytes), session: sessionAt(bytes, 0) });
	}
	if (kind === ANSWER_KINDS.left && count === 1) {
		return ok({ kind: 'left', topic: topicAt(bytes), session: sessionAt(bytes, 0) });
	}
	if (kind === ANSWER_KINDS.peers && count <= MAX_LISTED_PEERS) {
		const sessions = Array.from({ length: count }, (_, i) => sessionAt(bytes, i));
		return ok({ kind: 'peers', topic: topicAt(bytes), sessions });
	}
	return fail('malformed');
}

function joined(kind: number, ...parts: Uint8Array[]): Uint8Array {
	const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
	bytes[0] = kind;
	let offset = 1;
	for (const part of parts) {
		bytes.set(part, offset);
		offset += part.length;
	}
	return bytes;
}

function view(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function topicAt(bytes: Uint8Array): Topic {
	return topicOf(bytes.subarray(1, 1 + ID_BYTES));
}

function sessionAt(bytes: Uint8Array, index: number): SessionId {
	const start = 1 + ID_BYTES * (index + 1);
	return idOf<SessionId>(bytes.subarray(start, start + ID_BYTES));
}

function uint16(value: number): Uint8Array {
	return Uint8Array.of((value >>> 8) & 0xff, value & 0xff);
}

function uint32(value: number): Uint8Array {
	return Uint8Array.of((value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}
