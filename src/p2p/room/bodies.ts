import { ID_BYTES, bytesOf, idOf } from '../base/ids.ts';
import type { EventId, IdentityId, InviteKey, OfferId, RoomId, SessionId, TicketId } from '../base/ids.ts';
import { DOORS, KEPT_MINUTES, RETOLD, TEXT_LIMITS, TURN_MINUTES } from './events.ts';
import { HOSTING, MAX_FOLLOWERS, SPEAKING, type CommunityPolicy } from './policy.ts';
import { RSVP_ANSWERS, isLocalTime, type LocalTime } from './timing.ts';
import type {
	AdmittedSession,
	Certificate,
	EventBodies,
	EventType,
	RetoldAct,
	SignedInvite
} from './events.ts';
import { areTermsWhole, PAY_WAYS, TICKET_LIMITS, type PayPlace, type TicketTerms } from './ticket-terms.ts';

/** Length of an Ed25519 signature in bytes (RFC 8032, 5.1.6). */
export const SIGNATURE_BYTES = 64;

/** Documents of one room, one after the other: a new one every second for twelve days. */
export const MAX_GENERATION = 2 ** 20;
/** The longest that one time of a scheduled room is meant to last: a day. */
export const MAX_MINUTES = 24 * 60;
/** The last moment that a clock of JavaScript can tell (ECMA-262, 21.4.1.1). */
export const MAX_TIME = 8.64e15;
/** Events that a feed can hold, whatever its type. */
export const MAX_COVERED = 2 ** 16;

/** One value in its two forms: as the wire carries it and as the rules read it. */
interface Field<Value> {
	/** Undefined if the wire value is anything but a `Value`. */
	read(wire: unknown): Value | undefined;
	write(value: Value): unknown;
}

/** Lone surrogates, C0 and C1 controls, and the bidi embeddings, overrides and isolates of UAX 9. */
const UNPRINTABLE = /[\p{Surrogate}\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** A string of `min` to `max` UTF-16 code units that shows as what it is. */
function text(min: number, max: number): Field<string> {
	return {
		read(wire) {
			return isPrintable(wire, max) && wire.length >= min ? wire : undefined;
		},
		write: (value) => value
	};
}

/** Whether a value is a text that peers take: it shows as what it is and has at most `max` UTF-16 code units. */
export function isPrintable(value: unknown, max: number): value is string {
	return typeof value === 'string' && value.length <= max && !UNPRINTABLE.test(value);
}

/**
 * The nearest text that peers take: without characters that do not show as what they are, trimmed, at
 * most `max` UTF-16 code units. For what a person typed or pasted; what peers send is refused instead.
 */
export function printable(typed: string, max: number): string {
	const clean = typed.replaceAll(new RegExp(UNPRINTABLE, 'gu'), ' ').trim();
	// A cut through a surrogate pair leaves half a character at the end.
	return clean
		.slice(0, max)
		.replace(/[\ud800-\udbff]$/, '')
		.trim();
}

function bytes(length: number): Field<Uint8Array> {
	return {
		read: (wire) => (wire instanceof Uint8Array && wire.length === length ? wire : undefined),
		write: (value) => value
	};
}

function id<
	Id extends IdentityId | EventId | SessionId | InviteKey | OfferId | RoomId | TicketId
>(): Field<Id> {
	const raw = bytes(ID_BYTES);
	return {
		read(wire) {
			const key = raw.read(wire);
			return key && idOf<Id>(key);
		},
		write: (value) => bytesOf(value)
	};
}

function oneOf<Value extends string | boolean | number>(...values: readonly Value[]): Field<Value> {
	return { read: (wire) => values.find((value) => value === wire), write: (value) => value };
}

function list<Value>(item: Field<Value>, max: number): Field<readonly Value[]> {
	return {
		read(wire) {
			if (!Array.isArray(wire) || wire.length > max) return undefined;
			const values: Value[] = [];
			for (const entry of wire) {
				const value = item.read(entry);
				if (value === undefined) return undefined;
				values.push(value);
			}
			return values;
		},
		write: (values) => values.map((value) => item.write(value))
	};
}

function count(min: number, max: number): Field<number> {
	return {
		read(wire) {
			if (typeof wire !== 'number' || !Number.isSafeInteger(wire)) return undefined;
			return wire >= min && wire <= max ? wire : undefined;
		},
		write: (value) => value
	};
}

/** A map with exactly the given keys. */
function record<Value extends object>(fields: {
	readonly [Key in keyof Value]-?: Field<Value[Key]>;
}): Field<Value> {
	const keys = Object.keys(fields) as (keyof Value & string)[];
	return {
		read(wire) {
			if (typeof wire !== 'object' || wire === null || Array.isArray(wire) || ArrayBuffer.isView(wire))
				return undefined;
			if (Object.keys(wire).length !== keys.length) return undefined;
			const value: Partial<Value> = {};
			for (const key of keys) {
				if (!Object.hasOwn(wire, key)) return undefined;
				const part = fields[key].read((wire as Record<string, unknown>)[key]);
				if (part === undefined) return undefined;
				value[key] = part;
			}
			return value as Value;
		},
		write: (value) => Object.fromEntries(keys.map((key) => [key, fields[key].write(value[key])]))
	};
}

/** A value or null. */
function optional<Value>(field: Field<Value>): Field<Value | null> {
	return {
		read: (wire) => (wire === null ? null : field.read(wire)),
		write: (value) => (value === null ? null : field.write(value))
	};
}

const target = id<IdentityId>();
const title = text(1, TEXT_LIMITS.title);
const topics = list(text(1, TEXT_LIMITS.topic), TEXT_LIMITS.topics);
const reason = text(0, TEXT_LIMITS.reason);
const certificate = record<Certificate>({
	identity: target,
	name: text(0, TEXT_LIMITS.name),
	signature: bytes(SIGNATURE_BYTES)
});

const door = oneOf(...DOORS);
const signedInvite = record<SignedInvite>({
	key: id<InviteKey>(),
	issuer: id<SessionId>(),
	signature: bytes(SIGNATURE_BYTES)
});

const admittedSessions: Field<readonly AdmittedSession[]> = {
	read(wire) {
		const pair = 2 * ID_BYTES;
		if (!(wire instanceof Uint8Array) || wire.length % pair > 0 || wire.length > TEXT_LIMITS.part * pair)
			return undefined;
		return Array.from({ length: wire.length / pair }, (_, i) => ({
			identity: idOf<IdentityId>(wire.subarray(i * pair, i * pair + ID_BYTES)),
			session: idOf<SessionId>(wire.subarray(i * pair + ID_BYTES, (i + 1) * pair))
		}));
	},
	write(sessions) {
		const wire = new Uint8Array(sessions.length * 2 * ID_BYTES);
		for (const [i, { identity, session }] of sessions.entries()) {
			wire.set(bytesOf(identity), 2 * i * ID_BYTES);
			wire.set(bytesOf(session), (2 * i + 1) * ID_BYTES);
		}
		return wire;
	}
};
const retoldType = oneOf(...RETOLD);
const retoldAct: Field<RetoldAct> = {
	read(wire) {
		if (!Array.isArray(wire) || wire.length !== 3) return undefined;
		const [by, type] = [target.read(wire[0]), retoldType.read(wire[1])];
		const body = type && BODIES[type].read(wire[2]);
		return by && type && body ? ({ by, type, body } as RetoldAct) : undefined;
	},
	write: ({ by, type, body }) => [target.write(by), type, wireBody(type, body)]
};

const time = optional(count(0, TICKET_LIMITS.time));
const termFields = record<TicketTerms>({
	price: count(0, TICKET_LIMITS.price),
	currency: text(0, 3),
	supply: count(1, TICKET_LIMITS.supply),
	perPerson: count(1, TICKET_LIMITS.perPerson),
	opens: time,
	closes: time,
	transferable: oneOf(true, false),
	ways: list(
		record<PayPlace>({
			way: oneOf(...PAY_WAYS),
			to: text(0, TICKET_LIMITS.to),
			key: text(0, TICKET_LIMITS.key)
		}),
		TICKET_LIMITS.ways
	)
});
const terms: Field<TicketTerms> = {
	read(wire) {
		const value = termFields.read(wire);
		return value && areTermsWhole(value) ? value : undefined;
	},
	write: (value) => termFields.write(value)
};
const offer = id<OfferId>();
const ticket = id<TicketId>();

const recordingName = record({ session: id<SessionId>(), minutes: oneOf(...KEPT_MINUTES) });

const localTime: Field<LocalTime> = {
	read: (wire) => (typeof wire === 'string' && isLocalTime(wire) ? wire : undefined),
	write: (value) => value
};

/** A string of at most `max` of the characters that `alphabet` names, which has no other limit to what it may say. */
function code(alphabet: RegExp, max: number): Field<string> {
	return {
		read: (wire) =>
			typeof wire === 'string' && wire.length <= max && alphabet.test(wire) ? wire : undefined,
		write: (value) => value
	};
}

/** Bytes up to a limit. */
function someBytes(max: number): Field<Uint8Array> {
	return {
		read: (wire) => (wire instanceof Uint8Array && wire.length <= max ? wire : undefined),
		write: (value) => value
	};
}

/** What a fragment of a room's link is made of (`wire/invite.ts`). */
const roomCode = code(/^[\w-]+(&[rp]=[\w%.~!*'()-]+)*$/, TEXT_LIMITS.code);
const relay = code(/^\/[\w/.:%-]+$/, TEXT_LIMITS.relay);
const policy = record<CommunityPolicy>({
	hosts: oneOf(...HOSTING),
	followers: count(1, MAX_FOLLOWERS),
	speakers: oneOf(...SPEAKING)
});
const name = text(0, TEXT_LIMITS.name);
const about = text(0, TEXT_LIMITS.about);

/** What names of zones are made of (IANA, tz database: theory.html, "Timezone identifiers"). */
const zone = code(/^[A-Za-z0-9_+/-]+$/, TEXT_LIMITS.zone);
/** What an RRULE is made of (RFC 5545, 3.3.10). What it means is for calendars to read. */
const rule = code(/^[A-Z0-9=;,+-]*$/, TEXT_LIMITS.rule);

const BODIES: { readonly [Type in EventType]: Field<EventBodies[Type]> } = {
	'room.created': record({ certificate, title, topics, door }),
	'room.continued': record({
		certificate,
		title,
		topics,
		door,
		generation: count(1, MAX_GENERATION),
		previous: id<EventId>(),
		parts: count(1, TEXT_LIMITS.parts),
		covered: list(record({ session: id<SessionId>(), length: count(1, MAX_COVERED) }), TEXT_LIMITS.covered)
	}),
	'record.part': record({
		names: list(record({ identity: target, name: text(0, TEXT_LIMITS.name) }), TEXT_LIMITS.part),
		admitted: admittedSessions,
		acts: list(retoldAct, TEXT_LIMITS.part)
	}),
	'session.opened': record({ certificate }),
	'title.changed': record({ title, topics }),
	'role.granted': record({ target, role: oneOf('cohost') }),
	'role.revoked': record({ target, role: oneOf('cohost', 'speaker') }),
	'hand.raised': record({}),
	'hand.lowered': record({ target }),
	'stage.invited': record({ target }),
	'stage.answered': record({ invite: id<EventId>(), accept: oneOf(true, false) }),
	'mic.muted': record({ target }),
	'mic.unmuted': record({}),
	'person.removed': record({ target, reason }),
	'person.banned': record({ target, reason }),
	'person.unbanned': record({ target }),
	'pin.added': record({ text: text(1, TEXT_LIMITS.pin) }),
	'pin.removed': record({ pin: id<EventId>() }),
	'pins.ordered': record({ order: list(id<EventId>(), TEXT_LIMITS.pins) }),
	'door.changed': record({ door, inside: list(target, TEXT_LIMITS.inside) }),
	'person.admitted': record({ target, session: id<SessionId>(), invite: optional(signedInvite) }),
	'invite.revoked': record({ invite: id<InviteKey>() }),
	'hands.lowered': record({}),
	'stage.muted': record({}),
	'succession.set': record({ order: list(target, TEXT_LIMITS.succession) }),
	'acting.backed': record({ target: optional(target) }),
	'host.offered': record({ target: optional(target) }),
	'host.answered': record({ offer: id<EventId>(), accept: oneOf(true, false) }),
	'chat.said': record({ text: text(1, TEXT_LIMITS.chat) }),
	'chat.edited': record({ message: id<EventId>(), text: text(1, TEXT_LIMITS.chat) }),
	'chat.removed': record({ message: id<EventId>(), target }),
	'chat.switched': record({ on: oneOf(true, false) }),
	'turns.limited': record({ minutes: oneOf(...TURN_MINUTES) }),
	'recording.started': recordingName,
	'recording.stopped': recordingName,
	'recording.agreed': recordingName,
	'schedule.set': record({
		start: localTime,
		zone,
		minutes: count(1, MAX_MINUTES),
		rule,
		note: text(0, TEXT_LIMITS.note)
	}),
	'schedule.changed': record({ instance: localTime, start: optional(localTime) }),
	'schedule.cancelled': record({}),
	'room.opened': record({ instance: localTime }),
	'instance.closed': record({ instance: localTime }),
	'rsvp.given': record({
		answer: oneOf(...RSVP_ANSWERS),
		instance: {
			read: (wire: unknown) => (wire === '' ? '' : localTime.read(wire)),
			write: (value: LocalTime | '') => value
		}
	}),
	'community.claimed': record({ community: id<RoomId>(), name: title }),
	'tickets.offered': record({ offer, terms }),
	'ticket.issued': record({ offer, ticket, number: count(1, TICKET_LIMITS.supply), buyer: target }),
	'ticket.refunded': record({ ticket }),
	'ticket.passed': record({ ticket, to: target }),
	'tickets.closed': record({ offer }),
	'room.ended': record({}),
	'community.created': record({ certificate, name: title, about, policy }),
	'community.changed': record({ name: title, about }),
	'community.pictured': record({ picture: someBytes(TEXT_LIMITS.picture) }),
	'policy.set': policy,
	'organiser.appointed': record({ target }),
	'organiser.dismissed': record({ target }),
	'member.joined': record({ name }),
	'member.left': record({}),
	'follow.given': record({ target }),
	'follow.withdrawn': record({ target }),
	'relays.set': record({ relays: list(relay, TEXT_LIMITS.relays) }),
	'post.pinned': record({ text: text(1, TEXT_LIMITS.post) }),
	'post.unpinned': record({ post: id<EventId>() }),
	'room.listed': record({ code: roomCode, title, start: count(0, MAX_TIME) }),
	'room.unlisted': record({ listing: id<EventId>() })
};

/** Whether a name from the wire is the name of an event type. */
export function isEventType(type: string): type is EventType {
	return Object.hasOwn(BODIES, type);
}

/**
 * Reads a decoded wire body: exactly the fields of its type, ids as 32 bytes, texts within
 * `TEXT_LIMITS` and free of lone surrogates, control characters and direction overrides. Null on
 * anything else, an unknown type included; never throws on what a CBOR decoder can return. Byte
 * strings are shared with `wire`, not copied.
 */
export function parseBody<Type extends EventType>(type: Type, wire: unknown): EventBodies[Type] | null;
export function parseBody(type: string, wire: unknown): EventBodies[EventType] | null;
export function parseBody(type: string, wire: unknown): EventBodies[EventType] | null {
	return isEventType(type) ? (BODIES[type].read(wire) ?? null) : null;
}

/**
 * The wire form of a body: a plain object with ids as 32 bytes, which `parseBody` reads back. It does
 * not check limits: `parseBody(type, wireBody(type, body)) !== null` says whether peers will take it.
 */
export function wireBody<Type extends EventType>(
	type: Type,
	body: EventBodies[Type]
): Record<string, unknown> {
	return BODIES[type].write(body) as Record<string, unknown>;
}
