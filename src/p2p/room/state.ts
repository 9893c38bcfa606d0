import type { EventId, IdentityId, RoomId, SessionId } from '../base/ids.ts';

/** What a person may do in a room, highest first: host, cohost, speaker, listener. */
export type Role = 'host' | 'cohost' | 'speaker' | 'listener';

/** Whether a person may be in the room at all. */
export type Access = 'in' | 'removed' | 'banned';

/** One person who has signed at least one accepted event, or about whom one was signed. */
export interface Person {
	readonly identity: IdentityId;
	/** Name from the newest certificate; empty if the person never signed an event here. */
	readonly name: string;
	readonly role: Role;
	readonly access: Access;
	/** The reason the moderator gave for a removal or ban; empty otherwise. */
	readonly reason: string;
	/** Silenced by a moderator and not yet unmuted by themselves. */
	readonly muted: boolean;
	/** The invitation to the stage that is open, if any. */
	readonly invite: EventId | null;
	/** Session keys certified by this identity, ascending. */
	readonly sessions: readonly SessionId[];
}

/** A card pinned above the stage. */
export interface Pin {
	readonly id: EventId;
	readonly by: IdentityId;
	readonly text: string;
}

/** One readable line of the moderation log: an accepted act. */
export interface LogEntry {
	readonly id: EventId;
	readonly by: IdentityId;
	readonly type: string;
	readonly target: IdentityId | null;
}

/** The room as the accepted events make it: the same on every peer that has the same events. */
export interface RoomState {
	readonly room: RoomId;
	readonly host: IdentityId;
	readonly title: string;
	readonly topics: readonly string[];
	readonly locked: boolean;
	/** Who may return to a locked room without being let in, ascending. */
	readonly inside: readonly IdentityId[];
	readonly ended: boolean;
	/** Ascending by identity. */
	readonly people: readonly Person[];
	/** Raised hands, first raised first. */
	readonly hands: readonly { readonly identity: IdentityId; readonly event: EventId }[];
	/** In the order they were pinned. */
	readonly pins: readonly Pin[];
	/** Accepted moderation acts in causal order. */
	readonly log: readonly LogEntry[];
	/** Events held back because something in their past has not arrived. */
	readonly pending: number;
}
