import type { EventId, IdentityId, RoomId, SessionId } from '../base/ids.ts';

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
	inside: 64
} as const;

/** What each type of event says. Everything else about an event is in `RoomEvent`. */
export interface EventBodies {
	/** Entry 0 of the founding session's feed: makes the room; the author's identity is the host. */
	'room.created': {
		readonly certificate: Certificate;
		readonly title: string;
		readonly topics: readonly string[];
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
	/** A moderator closes the door to newcomers (those `inside` may return) or opens it again. */
	'room.locked': { readonly locked: boolean; readonly inside: readonly IdentityId[] };
	/** The host ends the room for everyone. */
	'room.ended': Record<never, never>;
}

/** Name of an event type. */
export type EventType = keyof EventBodies;

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
