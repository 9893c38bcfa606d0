import type { EventId, IdentityId, InviteKey, OfferId, RoomId, SessionId, TicketId } from '../base/ids.ts';
import type { Door, KeptMinutes, TurnMinutes } from './events.ts';
import type { TicketTerms } from './ticket-terms.ts';
import type { InstanceChange, LocalTime, Plan, Rsvp, Timing } from './timing.ts';

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
	/** Sessions that a moderator's page admitted, ascending: they may write durably. */
	readonly admitted: readonly SessionId[];
	/** Who made the one-use invite by which they first came, or null. */
	readonly invitedBy: IdentityId | null;
}

/** A card pinned above the stage. */
export interface Pin {
	readonly id: EventId;
	readonly by: IdentityId;
	readonly text: string;
}

/** A message in the room's chat. */
export interface ChatMessage {
	readonly id: EventId;
	readonly by: IdentityId;
	readonly text: string;
	/** Its author put it in other words since. */
	readonly isEdited: boolean;
}

/** What people write to everybody. */
export interface Chat {
	/** A moderator may close it: what is said then does not count. */
	readonly isOn: boolean;
	/** The newest ones, in causal order. */
	readonly messages: readonly ChatMessage[];
	/** The newest messages that were taken back or hidden, and whose they are said to be; of documents before this one too. */
	readonly removed: readonly { readonly message: EventId; readonly target: IdentityId }[];
}

/** One recording of the room that goes on. */
export interface Recording {
	/** The moderator who records. */
	readonly by: IdentityId;
	/** The session whose page it is; if it is not here, nothing is being recorded now. */
	readonly session: SessionId;
	/** 0: a file of the room; else its last minutes, for who comes late. */
	readonly minutes: KeptMinutes;
	/** Who may be heard in it, ascending; whoever records is among them. */
	readonly agreed: readonly IdentityId[];
}

/** What a moderator said about when a room takes place. */
export type ScheduleWord =
	| { readonly kind: 'set'; readonly timing: Timing; readonly note: string }
	| ({ readonly kind: 'changed' } & InstanceChange)
	| { readonly kind: 'cancelled' };

/** One of them, and whose it is. */
export interface SignedScheduleWord {
	readonly by: IdentityId;
	readonly word: ScheduleWord;
}

/** Two words about the same thing that were signed at the same time: what stands, and what does not. */
export interface ScheduleConflict {
	readonly stands: SignedScheduleWord;
	readonly lost: SignedScheduleWord;
}

/** Somebody's answer whether they will come. */
export interface Guest extends Rsvp {
	readonly identity: IdentityId;
}

/** When a scheduled room takes place, and who wants to come. */
export interface Schedule extends Plan {
	/** What is to be known beforehand; may be empty. */
	readonly note: string;
	/** The time of the room that was begun and not ended: the room is live. Null: it waits. */
	readonly live: LocalTime | null;
	/** The latest times that were ended, ascending. */
	readonly over: readonly LocalTime[];
	/** In the order in which they answered last; of each person at most one answer for each time. */
	readonly guests: readonly Guest[];
	/** What was decided differently at the same time, until somebody who saw both decides anew. */
	readonly conflicts: readonly ScheduleConflict[];
}

/** One readable line of the moderation log: an accepted act. Admissions are not among them. */
export interface LogEntry {
	readonly id: EventId;
	readonly by: IdentityId;
	readonly type: string;
	readonly target: IdentityId | null;
	/** The reason given for a removal or ban, the text of a pin, a title, a door, `on` or `off` for the chat, minutes, a time with its zone; empty otherwise. */
	readonly text: string;
}

/** A feed of which two branches were signed: what it holds from `seq` on counts only where the host sealed it. */
export interface Fork {
	readonly session: SessionId;
	readonly identity: IdentityId;
	readonly seq: number;
}

/** The community in whose name a room is held, as its host says. */
export interface CommunityClaim {
	readonly community: RoomId;
	/** What the host calls it. */
	readonly name: string;
}

/** Tickets that a host offers. */
export interface TicketOffer {
	readonly id: OfferId;
	readonly terms: TicketTerms;
	/** Whether its host holds the room and has not closed it: of several the last counts on the screen. */
	readonly isOpen: boolean;
}

/** A ticket that stands: whoever holds it comes in by the door for tickets. */
export interface Ticket {
	readonly id: TicketId;
	readonly offer: OfferId;
	/** From 1 to the offer's supply. */
	readonly number: number;
	readonly buyer: IdentityId;
	/** The buyer, or whom the buyer gave it to. */
	readonly holder: IdentityId;
}

/** The room as the accepted events make it: the same on every peer that has the same events. */
export interface RoomState {
	readonly room: RoomId;
	/** Who holds the room now: its founder, or whom it was handed to. */
	readonly host: IdentityId;
	/** The host's open offer to hand the room over. */
	readonly offer: { readonly event: EventId; readonly target: IdentityId } | null;
	/** Who leads in what order while the host is away; only those who are co-hosts now. */
	readonly succession: readonly IdentityId[];
	/** The co-host whom more than half of the co-hosts back, until the host signs again. */
	readonly actingHost: IdentityId | null;
	/** Co-hosts whom an acting host appointed, ascending: they back nobody, and an acting host may dismiss them. */
	readonly deputies: readonly IdentityId[];
	/** Whom each co-host backs, ascending by co-host. */
	readonly backings: readonly { readonly by: IdentityId; readonly target: IdentityId }[];
	/** Feeds that forked, ascending by session. */
	readonly forks: readonly Fork[];
	readonly title: string;
	readonly topics: readonly string[];
	readonly door: Door;
	/** Who may return through any door without being let in, ascending. */
	readonly inside: readonly IdentityId[];
	/** Invites that were used or revoked, ascending: they open no door. */
	readonly spentInvites: readonly InviteKey[];
	readonly ended: boolean;
	/** Ascending by identity. */
	readonly people: readonly Person[];
	/** Raised hands, first raised first. */
	readonly hands: readonly { readonly identity: IdentityId; readonly event: EventId }[];
	/** In the order they were pinned. */
	readonly pins: readonly Pin[];
	readonly chat: Chat;
	/** How long each turn on the stage shall be at most; nothing enforces it. */
	readonly turnMinutes: TurnMinutes;
	/** Null for a room that was never scheduled: it is live from its beginning. */
	readonly schedule: Schedule | null;
	/** The community in whose name the host says the room is held; null: in nobody's but the host's. */
	readonly claim: CommunityClaim | null;
	/** Recordings that go on, ascending by who records; of each person the file before the minutes. */
	readonly recordings: readonly Recording[];
	/** Offers that are open or of which tickets stand, and those tickets; both in the order they were signed. */
	readonly tickets: { readonly offers: readonly TicketOffer[]; readonly sold: readonly Ticket[] };
	/** Accepted moderation acts in causal order. */
	readonly log: readonly LogEntry[];
	/** Events held back because something in their past has not arrived. */
	readonly pending: number;
}
