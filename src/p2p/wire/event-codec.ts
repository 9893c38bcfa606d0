import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesOf, idOf, type EventId, type RoomId, type SessionId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { isCertificateValid } from '../identity/certificate.ts';
import { isSignedBy, SIGNATURE_BYTES, type Sign } from '../identity/signature.ts';
import { parseBody, wireBody } from '../room/bodies.ts';
import {
	EVENT_VERSION,
	isGenesis,
	OPENINGS,
	opensFeed,
	type EventBodies,
	type EventType,
	type RoomEvent
} from '../room/events.ts';
import { isInviteGenuine } from './pass.ts';
import { asRecord, decodeCanonical, encodeCanonical, isBytes, isCount, type Plain } from './canonical.ts';
import { MAX_DEPS, MAX_EVENT_BYTES, MAX_FEED_EVENTS } from './limits.ts';

/** Why bytes are not an event. */
export type EventFault = 'event-malformed' | 'event-version' | 'event-signature';

/** What its author decides about an event; the rest follows from the feed. */
export interface EventDraft<Type extends EventType = EventType> {
	readonly room: RoomId | null;
	readonly session: SessionId;
	readonly seq: number;
	readonly prev: EventId | null;
	readonly deps: readonly EventId[];
	readonly type: Type;
	readonly body: EventBodies[Type];
}

const EVENT_KEYS = ['v', 'room', 'session', 'seq', 'prev', 'deps', 'type', 'body', 'sig'] as const;

/** The id of an event: SHA-256 over the domain tag, a zero byte and the raw bytes. */
export function eventId(raw: Uint8Array): EventId {
	return idOf<EventId>(sha256(concatBytes(utf8ToBytes('hearsay/event-id/1'), Uint8Array.of(0), raw)));
}

/** Signs a draft and returns its raw bytes, which are the event from then on. */
export async function signEvent(draft: EventDraft, sign: Sign): Promise<Uint8Array> {
	const unsigned = {
		v: EVENT_VERSION,
		room: draft.room && bytesOf(draft.room),
		session: bytesOf(draft.session),
		seq: draft.seq,
		prev: draft.prev && bytesOf(draft.prev),
		deps: [...draft.deps].sort().map(bytesOf),
		type: draft.type,
		body: wireBody(draft.type, draft.body) as Plain
	};
	const sig = await sign('hearsay/event/1', encodeCanonical(unsigned));
	return encodeCanonical({ ...unsigned, sig });
}

/**
 * Reads raw bytes as an event: form, bounds and body. The signature is not checked here, so that a
 * caller can first refuse what has no place in a feed. Total and linear in the length.
 */
export function decodeEvent(raw: Uint8Array): Result<RoomEvent, EventFault> {
	const decoded = decodeCanonical(raw, MAX_EVENT_BYTES);
	if (!decoded.ok) return fail('event-malformed');
	const record = asRecord(decoded.value, EVENT_KEYS);
	if (!record) return fail('event-malformed');
	if (record.v !== EVENT_VERSION) return fail('event-version');
	const { room, session, seq, prev, deps, type, body, sig } = record;
	const isFirst = seq === 0;
	if (
		!(room === null || isBytes(room, 32)) ||
		!isBytes(session, 32) ||
		!isCount(seq, MAX_FEED_EVENTS - 1) ||
		!(isFirst ? prev === null : isBytes(prev, 32)) ||
		!areDeps(deps) ||
		typeof type !== 'string' ||
		!isBytes(sig, SIGNATURE_BYTES)
	) {
		return fail('event-malformed');
	}
	const parsed = parseBody(type, body);
	if (!parsed || isGenesis(type as EventType) !== (room === null)) return fail('event-malformed');
	if ((OPENINGS as readonly string[]).includes(type) !== isFirst) return fail('event-malformed');
	return ok({
		id: eventId(raw),
		room: room && idOf<RoomId>(room),
		session: idOf<SessionId>(session),
		seq,
		prev: prev instanceof Uint8Array ? idOf<EventId>(prev) : null,
		deps: deps.map((dep) => idOf<EventId>(dep)),
		type: type as EventType,
		body: parsed,
		raw
	} as RoomEvent);
}

function areDeps(value: Plain): value is readonly Uint8Array[] {
	if (!Array.isArray(value) || value.length > MAX_DEPS) return false;
	if (!value.every((dep) => isBytes(dep, 32))) return false;
	const ids = value.map((dep) => idOf<EventId>(dep as Uint8Array));
	return ids.every((id, i) => i === 0 || ids[i - 1]! < id);
}

/**
 * Whether a decoded event was signed by its session, its certificate (in a feed's first event) by the
 * identity it names, and the invite of an admission by its issuer. About 1 ms for each
 * signature: the most expensive step, so it comes last.
 */
export function isEventAuthentic(event: RoomEvent): boolean {
	const record = decodeCanonical(event.raw, MAX_EVENT_BYTES);
	if (!record.ok) return false;
	const { sig, ...unsigned } = record.value as Record<string, Plain>;
	if (!isSignedBy(event.session, 'hearsay/event/1', encodeCanonical(unsigned), sig as Uint8Array))
		return false;
	if (event.type === 'person.admitted')
		return event.body.invite === null || isInviteGenuine(event.body.invite);
	return !opensFeed(event) || isCertificateValid(event.body.certificate, event.session);
}
