import type { EventId, IdentityId, InviteKey, OfferId, RoomId, SessionId, TicketId } from '../base/ids.ts';
import type { TicketTerms } from './ticket-terms.ts';
import type { CommunityPolicy } from './policy.ts';
import type { InstanceChange, LocalTime, Rsvp, Timing } from './timing.ts';

/** Version of the event format this code writes and reads. */
export const EVENT_VERSION = 1;

/** An identity's word that a session key is its own, plus the name it goes by in this room. */
export interface Certificate {
	readonly identity: IdentityId;
	/** Display name, 0 to `TEXT_LIMITS.name` characters. */
	readonly name: string;
	/** The identity key's Ed25519 signature over the session key and the name. */
	readonly signature: Uint8Array;
}

/** Longest texts an event may carry, in UTF-16 code units; each fits well within an event. */
export const TEXT_LIMITS = {
	name: 40,
	title: 120,
	topic: 40,
	topics: 3,
	reason: 200,
	pin: 500,
	/** Pins shown at once, so that the board stays a board and an order of them fits one event. */
	pins: 50,
	chat: 500,
	letter: 1_000,
	/** What is said about a room beforehand. */
	note: 500,
	zone: 64,
	/** The value of an RRULE. */
	rule: 200,
	inside: 64,
	succession: 8,
	/** Moderators' feeds that a continued room says it covers. */
	covered: 48,
	/** Parts of a record: 2,000 admitted sessions need 36; more would not fit one message. */
	parts: 48,
	/** Entries of each kind in one part; the size of an event is the real limit. */
	part: 64,
	/** What a community says of itself. */
	about: 500,
	/** A post that organisers of a community pin. */
	post: 500,
	/** The fragment of a room's link: its code and at most four relays. */
	code: 1_024,
	/** A community's own relays. */
	relays: 4,
	/** The multiaddr of a relay: a WebRTC-Direct one with its certificate's hash takes about 120. */
	relay: 256,
	/** Bytes of a community's picture: 64 × 64 WebP, and what fits an event beside 16 deps. */
	picture: 3_000
} as const;

/**
 * Who may come in, the widest door first. `open` and `link`: whoever has the link (`open` may be listed
 * publicly). `followers`: whoever shows a signed follow of the host. `ticket`: whoever holds a ticket.
 * `invite`: whoever brings a one-use invite, or was admitted before. `locked`: nobody new.
 */
export const DOORS = ['open', 'link', 'followers', 'ticket', 'invite', 'locked'] as const;
/** One of `DOORS`. */
export type Door = (typeof DOORS)[number];

/** Minutes that a turn on the stage may be limited to; 0 is no limit. */
export const TURN_MINUTES = [0, 1, 2, 3, 5, 10] as const;
/** One of `TURN_MINUTES`. */
export type TurnMinutes = (typeof TURN_MINUTES)[number];

/**
 * What of the room a recording keeps: 0, a file of it; else the last so many minutes, in memory, for who comes late.
 */
export const KEPT_MINUTES = [0, 2, 5, 10] as const;
/** One of `KEPT_MINUTES`. */
export type KeptMinutes = (typeof KEPT_MINUTES)[number];

/** One recording of one page. */
export interface RecordingName {
	/** The session whose page makes it. */
	readonly session: SessionId;
	readonly minutes: KeptMinutes;
}

/** A one-use invite as a moderator's session made it: the public half of a key whose private half is in the link. */
export interface SignedInvite {
	/** Public key of the invite, 32 bytes in hex. */
	readonly key: InviteKey;
	/** The session that made it. */
	readonly issuer: SessionId;
	/** That session's signature over the key. */
	readonly signature: Uint8Array;
}

/** Types of event that a record retells. */
export const RETOLD = [
	'door.changed',
	'role.granted',
	'succession.set',
	'acting.backed',
	'stage.invited',
	'stage.answered',
	'mic.muted',
	'hand.raised',
	'person.removed',
	'person.banned',
	'pin.added',
	'invite.revoked',
	'host.offered',
	'recording.started',
	'recording.agreed',
	'chat.switched',
	'turns.limited',
	'schedule.set',
	'schedule.changed',
	'schedule.cancelled',
	'room.opened',
	'instance.closed',
	'rsvp.given',
	'community.claimed',
	'tickets.offered',
	'ticket.issued',
	'ticket.passed',
	'tickets.closed'
] as const satisfies readonly EventType[];

/** One act of a record: who is taken to have signed what. */
export type RetoldAct = {
	readonly [Type in (typeof RETOLD)[number]]: {
		readonly by: IdentityId;
		readonly type: Type;
		readonly body: EventBodies[Type];
	};
}[(typeof RETOLD)[number]];

/** The name that a person goes by. */
export interface KnownName {
	readonly identity: IdentityId;
	readonly name: string;
}

/** A session that may write. */
export interface AdmittedSession {
	readonly identity: IdentityId;
	readonly session: SessionId;
}

/** What each type of event says. Everything else about an event is in `RoomEvent`. */
export interface EventBodies {
	/** Entry 0 of the founding session's feed: makes the room; the author's identity is the host. */
	'room.created': {
		readonly certificate: Certificate;
		readonly title: string;
		readonly topics: readonly string[];
		readonly door: Door;
	};
	/** Entry 0 of every other feed: ties the session to its identity. */
	'session.opened': { readonly certificate: Certificate };
	/** Host and co-hosts change title and topics. */
	'title.changed': { readonly title: string; readonly topics: readonly string[] };
	/** The host appoints a co-host. */
	'role.granted': { readonly target: IdentityId; readonly role: 'cohost' };
	/**
	 * `cohost`: the host dismisses a co-host, or the co-host resigns. `speaker`: a moderator moves
	 * somebody to the audience, or a speaker steps down.
	 */
	'role.revoked': { readonly target: IdentityId; readonly role: 'cohost' | 'speaker' };
	/**
	 * Entry 0 of the host's feed in a new document of the same room: what was long becomes short. The
	 * event's `room` is the room; every other event of the document names this one instead. `parts` entries
	 * of the same feed follow, which retell the state.
	 */
	'room.continued': {
		readonly certificate: Certificate;
		readonly title: string;
		readonly topics: readonly string[];
		readonly door: Door;
		/** 1 for the second document of the room, and so on. */
		readonly generation: number;
		/** First event of the document before this one. */
		readonly previous: EventId;
		readonly parts: number;
		/** How many events of each moderator's feed in the document before are retold here. */
		readonly covered: readonly { readonly session: SessionId; readonly length: number }[];
	};
	/** A part of the record: the shortest story that leads to the state at which the document before was left. */
	'record.part': {
		readonly names: readonly KnownName[];
		readonly admitted: readonly AdmittedSession[];
		readonly acts: readonly RetoldAct[];
	};
	/** A listener asks to speak. */
	'hand.raised': Record<never, never>;
	/** The person takes the hand down, or a moderator does. */
	'hand.lowered': { readonly target: IdentityId };
	/** A moderator offers a place on the stage. */
	'stage.invited': { readonly target: IdentityId };
	/** The invited person answers; accepting makes them a speaker. */
	'stage.answered': { readonly invite: EventId; readonly accept: boolean };
	/** A moderator silences somebody; everyone stops playing them. */
	'mic.muted': { readonly target: IdentityId };
	/** A muted person unmutes themselves. Nobody can do it for them. */
	'mic.unmuted': Record<never, never>;
	/** A moderator puts somebody out until they are let back in. */
	'person.removed': { readonly target: IdentityId; readonly reason: string };
	/** A moderator puts somebody out for good. */
	'person.banned': { readonly target: IdentityId; readonly reason: string };
	/** A moderator lifts a removal or a ban. */
	'person.unbanned': { readonly target: IdentityId };
	/** A moderator pins a text or a link. */
	'pin.added': { readonly text: string };
	/** A moderator takes a pin down. */
	'pin.removed': { readonly pin: EventId };
	/** A moderator puts the pins in this order; those it does not name follow as they were. */
	'pins.ordered': { readonly order: readonly EventId[] };
	/** A moderator widens or narrows the door. Those `inside` may return through any door. */
	'door.changed': { readonly door: Door; readonly inside: readonly IdentityId[] };
	/**
	 * A moderator's page lets one session of a person write durably, by the room's door: what the person
	 * signed in it counts from here on. `invite` says by which invite they came, if by one.
	 */
	'person.admitted': {
		readonly target: IdentityId;
		readonly session: SessionId;
		readonly invite: SignedInvite | null;
	};
	/** A moderator makes an unused invite worthless. */
	'invite.revoked': { readonly invite: InviteKey };
	/** A moderator takes every hand down. */
	'hands.lowered': Record<never, never>;
	/** A moderator silences everybody below them. */
	'stage.muted': Record<never, never>;
	/** The host says who leads in what order while the host is away. */
	'succession.set': { readonly order: readonly IdentityId[] };
	/** A co-host names the co-host (or themselves) who shall act for an absent host; null takes it back. */
	'acting.backed': { readonly target: IdentityId | null };
	/** The host offers the room to somebody; null takes the open offer back. */
	'host.offered': { readonly target: IdentityId | null };
	/** The person answers; accepting makes them host, and the host before them a co-host. */
	'host.answered': { readonly offer: EventId; readonly accept: boolean };
	/** Somebody says something to everybody in writing. */
	'chat.said': { readonly text: string };
	/** The author of a message puts it in other words. */
	'chat.edited': { readonly message: EventId; readonly text: string };
	/** The author takes a message back, or a moderator hides one of `target`. */
	'chat.removed': { readonly message: EventId; readonly target: IdentityId };
	/** A moderator closes the chat, or opens it again. */
	'chat.switched': { readonly on: boolean };
	/** A moderator says how long each turn on the stage shall be at most, from here on. */
	'turns.limited': { readonly minutes: TurnMinutes };
	/** A moderator's page records the room from here on, or keeps its last minutes. */
	'recording.started': RecordingName;
	/** A moderator ends that recording. */
	'recording.stopped': RecordingName;
	/** The person agrees that that recording holds their voice. */
	'recording.agreed': RecordingName;
	/** A moderator says when the room shall take place, and what is to be known before; the first time only the host. */
	'schedule.set': Timing & { readonly note: string };
	/** A moderator moves one time of a room that recurs, or calls it off. */
	'schedule.changed': InstanceChange;
	/** A moderator calls the room off. A later `schedule.set` takes that back. */
	'schedule.cancelled': Record<never, never>;
	/** A moderator lets a scheduled room begin: from here on it is live. */
	'room.opened': { readonly instance: LocalTime };
	/** A moderator ends this time of a scheduled room, which waits for its next one. */
	'instance.closed': { readonly instance: LocalTime };
	/** Somebody says whether they will come. */
	'rsvp.given': Rsvp;
	/** The host says that the room is held in the name of a community. Whoever has the community's document judges that. */
	'community.claimed': { readonly community: RoomId; readonly name: string };
	/** The host sells tickets, or gives them away, from here on and on these terms. */
	'tickets.offered': { readonly offer: OfferId; readonly terms: TicketTerms };
	/** The host's page gives somebody one of the numbers of an offer. `ticket` also says for which wish: `wire/ticket-word`. */
	'ticket.issued': {
		readonly offer: OfferId;
		readonly ticket: TicketId;
		readonly number: number;
		readonly buyer: IdentityId;
	};
	/** The host takes a ticket back; what was paid for it the two settle between them. */
	'ticket.refunded': { readonly ticket: TicketId };
	/** Its holder gives a ticket to somebody else, once, where the terms allow that. */
	'ticket.passed': { readonly ticket: TicketId; readonly to: IdentityId };
	/** The host issues no more tickets of an offer. */
	'tickets.closed': { readonly offer: OfferId };
	/** The host ends the room for everyone. */
	'room.ended': Record<never, never>;

	/* Of documents of communities, which know `session.opened`, `person.banned` and `person.unbanned` too. */

	/** Entry 0 of the founding session's feed: makes the community; the author's identity is its founder. */
	'community.created': {
		readonly certificate: Certificate;
		readonly name: string;
		readonly about: string;
		readonly policy: CommunityPolicy;
	};
	/** An organiser changes what the community says of itself. */
	'community.changed': { readonly name: string; readonly about: string };
	/** An organiser gives the community a picture; none takes it away. */
	'community.pictured': { readonly picture: Uint8Array };
	/** An organiser says who may host in the community's name, and who may speak there. */
	'policy.set': CommunityPolicy;
	/** The founder makes somebody an organiser. */
	'organiser.appointed': { readonly target: IdentityId };
	/** The founder takes that back, or the organiser resigns. */
	'organiser.dismissed': { readonly target: IdentityId };
	/** Somebody joins again, or goes by another name. Opening a feed joins for the first time. */
	'member.joined': { readonly name: string };
	/** Somebody leaves the community. */
	'member.left': Record<never, never>;
	/** A member follows somebody in the community: what the policy of N followers counts. */
	'follow.given': { readonly target: IdentityId };
	'follow.withdrawn': { readonly target: IdentityId };
	/** An organiser says where the community meets besides the relays of its link. */
	'relays.set': { readonly relays: readonly string[] };
	/** An organiser pins a post. */
	'post.pinned': { readonly text: string };
	'post.unpinned': { readonly post: EventId };
	/** A member tells of a room held in the community's name. `start`: milliseconds since the epoch, 0 for now. */
	'room.listed': { readonly code: string; readonly title: string; readonly start: number };
	/** Whoever listed a room, or an organiser, takes it off the list. */
	'room.unlisted': { readonly listing: EventId };
}

/** Name of an event type. */
export type EventType = keyof EventBodies;

/** The types that stand at entry 0 of a feed, and nowhere else. */
export const OPENINGS = ['room.created', 'room.continued', 'session.opened', 'community.created'] as const;

/** What a document is of: its first event says so, and it holds events of that family alone. */
export type Family = 'room' | 'community';

/** The types that documents of both families hold. */
const SHARED: ReadonlySet<EventType> = new Set<EventType>([
	'session.opened',
	'person.banned',
	'person.unbanned'
]);
const OF_COMMUNITIES = [
	'community.created',
	'community.changed',
	'community.pictured',
	'policy.set',
	'organiser.appointed',
	'organiser.dismissed',
	'member.joined',
	'member.left',
	'follow.given',
	'follow.withdrawn',
	'relays.set',
	'post.pinned',
	'post.unpinned',
	'room.listed',
	'room.unlisted'
] as const satisfies readonly EventType[];
/** Types that documents of communities alone hold. */
export type CommunityEventType = (typeof OF_COMMUNITIES)[number];

/** Whether a document of a family may hold events of a type. */
export function isOfFamily(family: Family, type: EventType): boolean {
	const isOfCommunities = (OF_COMMUNITIES as readonly EventType[]).includes(type);
	return SHARED.has(type) || isOfCommunities === (family === 'community');
}

/** Whether an event makes the document that it is in: its id names the document, and it names none. */
export function isGenesis(type: EventType): boolean {
	return type === 'room.created' || type === 'community.created';
}

/** Whether an event is entry 0 of its feed, which carries the certificate of its session. */
export function opensFeed(event: RoomEvent): event is RoomEvent<(typeof OPENINGS)[number]> {
	return (OPENINGS as readonly EventType[]).includes(event.type);
}

/** One signed entry of a session's feed, decoded. `raw` is what is stored, relayed and hashed. */
export type RoomEvent<Type extends EventType = EventType> = {
	[T in Type]: {
		readonly id: EventId;
		/** Null only in the room's first event, whose id *is* the room id. */
		readonly room: RoomId | null;
		readonly session: SessionId;
		/** Position in the session's feed, from 0. */
		readonly seq: number;
		/** Id of the feed's entry `seq - 1`, null at 0. */
		readonly prev: EventId | null;
		/** Heads of other feeds that the author had seen, at most 16, ascending, without duplicates. */
		readonly deps: readonly EventId[];
		readonly type: T;
		readonly body: EventBodies[T];
		readonly raw: Uint8Array;
	};
}[Type];
