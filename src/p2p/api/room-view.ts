import type { EventId, IdentityId, RoomId, SessionId } from '../base/ids.ts';
import type { CommunityState } from '../community/state.ts';
import type { MeetingState, MicrophoneState } from '../ports.ts';
import type { KeptMinutes } from '../room/events.ts';
import type { Reaction } from '../room/reactions.ts';
import type { ChatMessage, Role, RoomState } from '../room/state.ts';
import type { Rsvp } from '../room/timing.ts';
import type { Block } from './blocks.ts';
import type { AnnouncedView } from './live.ts';
import type { Notice } from './notices.ts';
import type { TicketsView } from './tickets.ts';

/** Where this page stands towards the room. Each has its own words and way out in the interface. */
export type Phase =
	/** Reaching the relay or a peer; nothing about the room is known yet. */
	| { readonly name: 'connecting' }
	/** The relay answers and nobody of this room is there; we keep asking. */
	| { readonly name: 'waiting' }
	/** The room's state is known and this page has not joined. */
	| { readonly name: 'preview' }
	/** The room is planned and not live: it takes place later, or was called off. This page can sign, and is in no room. */
	| { readonly name: 'scheduled' }
	| { readonly name: 'live' }
	/** Joined, others were here, and every link to them is lost; redialling. */
	| { readonly name: 'reconnecting' }
	| { readonly name: 'ended' }
	| { readonly name: 'locked' }
	| { readonly name: 'full' }
	/** The door asks for a one-use invite, and this page brought none that counts. */
	| { readonly name: 'uninvited' }
	/** The door asks for a signed follow of the host: `follow` gives it. */
	| { readonly name: 'not-following' }
	/** The door asks for a ticket: what it costs the state says, and `tickets` gets one. */
	| { readonly name: 'ticketless' }
	/** The others speak another version of the protocol. */
	| { readonly name: 'other-version' }
	| { readonly name: 'removed'; readonly reason: string }
	| { readonly name: 'banned'; readonly reason: string }
	/** The same profile has this room open in another tab, which owns the sound. */
	| { readonly name: 'elsewhere' }
	| { readonly name: 'left' };

/** This person's own answer whether they will come, as this device keeps it. */
export interface KeptRsvp extends Rsvp {
	/** It is signed in the room's document. Until then nobody else knows of it. */
	readonly delivered: boolean;
}

/** Somebody who is in the room now. */
export interface Participant {
	readonly identity: IdentityId;
	readonly session: SessionId;
	readonly isMe: boolean;
	/** Empty when they gave none: the interface then shows a name drawn from the key. */
	readonly name: string;
	readonly picture: Uint8Array | null;
	readonly role: Role;
	readonly link: 'connected' | 'reconnecting';
	/** They say their microphone is open. */
	readonly microphone: boolean;
	/** Silenced by a moderator; nobody plays them. */
	readonly mutedByModerator: boolean;
	/** Their turn while they speak, if turns have a time; null for the host. */
	readonly turn: TurnView | null;
	/** Place in the queue of hands from 1, or null. */
	readonly hand: number | null;
	/** Invited to the stage and not answered yet. */
	readonly invited: boolean;
	/** Playback volume on this device, 0 to 1, as chosen; nobody who is blocked or muted here is heard, whatever it says. */
	readonly volume: number;
	/** This person muted them on this device; nobody else knows. */
	readonly mutedForMe: boolean;
	/** Present if this page's person blocks them. */
	readonly blocked: Block | null;
}

/** Somebody's turn where turns have a time: from when they began to speak until they have been silent for ten seconds. */
export interface TurnView {
	/** When its time is up by this page's clock, milliseconds since the epoch. */
	readonly endsAt: number;
	/** Half a minute before the end it is `ending`, from then on `over`: nobody is cut off. */
	readonly state: 'running' | 'ending' | 'over';
}

/** Somebody in the room whom this page's person blocks. */
export interface BlockedPerson {
	readonly identity: IdentityId;
	/** What they are called in this room; empty when that is not known. */
	readonly name: string;
	readonly block: Block;
}

/** One raised hand, for the requests drawer. */
export interface Request {
	readonly identity: IdentityId;
	readonly name: string;
	readonly picture: Uint8Array | null;
	/** When this page first saw the hand, milliseconds since the epoch. */
	readonly seenAt: number;
	/** How long they have spoken here before, as this page heard it, milliseconds. */
	readonly talkedMs: number;
	readonly isPresent: boolean;
}

/** Everything a room screen shows, replaced as a whole on each change. */
export interface RoomView {
	readonly phase: Phase;
	/** The way in for newcomers; a room that stands goes on without it. */
	readonly relay: MeetingState;
	/** Null until the first event of the room is known. */
	readonly state: RoomState | null;
	readonly me: {
		readonly identity: IdentityId;
		readonly session: SessionId;
		readonly name: string;
		readonly role: Role;
		readonly handRaised: boolean;
		/** An open invitation to the stage, if any. */
		readonly invite: EventId | null;
		readonly microphone: MicrophoneState;
		readonly mutedByModerator: boolean;
	};
	/** Host first, then co-hosts, then speakers, each in a fixed order; me included. */
	readonly stage: readonly Participant[];
	readonly audience: readonly Participant[];
	/** Everybody in the room, as far as this page knows; also before joining. */
	readonly count: number;
	/** Those of them whom this page's person blocks, as far as it knows who is here; also before joining. */
	readonly blockedHere: readonly BlockedPerson[];
	/** Listeners in all. In a large room `audience` holds only some of them: those this page knows of. */
	readonly audienceCount: number;
	/** Reactions of the whole room in the last seconds, where they are counted instead of shown one by one. */
	readonly reactionCounts: ReadonlyMap<Reaction, number>;
	/** How the sound gets here: from everybody directly, or over the listeners. */
	readonly paths: 'mesh' | 'tree';
	/** What protects the sound: each link by itself, or one key that only those who may be in the room have. */
	readonly protection: 'links' | 'end-to-end';
	readonly requests: readonly Request[];
	/** Whose measured level says they speak now. */
	readonly speaking: ReadonlySet<IdentityId>;
	/** Whether a session of the host is here. */
	readonly hostPresent: boolean;
	/**
	 * Who leads now: the host while here, else the acting host, else the first present co-host in the order
	 * of succession; null if nobody of them is here.
	 */
	readonly leader: IdentityId | null;
	/** When this page first saw an entry of the log, milliseconds since the epoch. */
	readonly seenAt: ReadonlyMap<EventId, number>;
	/** What this page refused from others, newest first; it never disturbs anybody. */
	readonly refused: readonly Refused[];
	/** What people wrote to everybody, oldest first, as far as this page has it. */
	readonly chat: readonly ShownMessage[];
	/** Reactions of the last few seconds, oldest first, one's own included; `at` in milliseconds since the epoch. */
	readonly reactions: readonly ShownReaction[];
	/** The browser refuses to play sound until a click calls `unlockOutput`. */
	readonly outputBlocked: boolean;
	/** When this page joined, milliseconds since the epoch; null before. */
	readonly joinedAt: number | null;
	readonly notices: readonly Notice[];
	/** Null while nobody records the room. */
	readonly recording: RecordingView | null;
	/** Null while nobody keeps the room's last minutes. */
	readonly lastMinutes: LastMinutesView | null;
	/** Who can see that the room is live; null for everybody but its host. */
	readonly announced: AnnouncedView | null;
	/** In the name of which community the host holds the room; null: in nobody's but the host's. */
	readonly community: CommunityMark | null;
	/** The ticket that this person wants, and on the host's page who waits. */
	readonly tickets: TicketsView;
	/** What this person answered last, on this device, when asked whether they will come; null before any answer. */
	readonly rsvp: KeptRsvp | null;
}

/** The community in whose name a room is held, as its host says. */
export interface CommunityMark {
	readonly community: RoomId;
	/** What the host calls it. */
	readonly name: string;
	/** What the community is; null: this page does not have its document, and cannot tell whether the host may. */
	readonly state: CommunityState | null;
}

/** The last minutes of a room, which who comes late can hear. */
export interface LastMinutesView {
	/** The longest that anybody keeps. */
	readonly minutes: KeptMinutes;
	/** Who keeps them; at least one. */
	readonly by: RecordingView['by'];
	/** This page's person is on the stage and has not agreed to all of it: until then their microphone stays off. */
	readonly asksMe: boolean;
	/** Whether this page keeps them. */
	readonly isKeptHere: boolean;
	/** Whether this person could hear them now: listeners can, while a page that keeps them is here. */
	readonly mayCatchUp: boolean;
	/** Null unless this person is hearing them, or waits to. */
	readonly catchingUp: CatchUpView | null;
}

/** How catching up goes. */
export type CatchUpView =
	/** `waiting`: as many people as can be served at once are being served. */
	| { readonly state: 'asking' | 'waiting'; readonly behindMs: null }
	/** Live sound is silent meanwhile. */
	| { readonly state: 'playing'; readonly behindMs: number };

/** Who records a room, and what that asks of this page's person. */
export interface RecordingView {
	/** Everybody who records; at least one. */
	readonly by: readonly {
		readonly identity: IdentityId;
		/** Empty when they gave none. */
		readonly name: string;
		readonly session: SessionId;
		/** Whether the page that records is here; if not, nothing is being recorded by it now. True until this page can tell. */
		readonly isHere: boolean;
	}[];
	/** This page's person is on the stage and has not agreed to all of it: until then their microphone stays off. */
	readonly asksMe: boolean;
	/** Since when this page writes the room's sound, milliseconds since the epoch; null if it does not. */
	readonly writingSince: number | null;
	/** Whether this page writes its own person's voice to a file of its own. */
	readonly keepsOwnVoice: boolean;
}

/** A message of the chat as this page shows it. */
export interface ShownMessage extends ChatMessage {
	/** What its author was called when it was read here; empty if they gave no name. */
	readonly name: string;
	/** When this page first saw it, milliseconds since the epoch; null if it was there before this page came. */
	readonly at: number | null;
	/** This page's person blocks its author. */
	readonly isBlocked: boolean;
}

/** Somebody's reaction. */
export interface ShownReaction {
	readonly identity: IdentityId;
	readonly reaction: Reaction;
	/** When this page got it, milliseconds since the epoch. */
	readonly at: number;
}

/** One kind of refused input from one sender. */
export interface Refused {
	/** The rule that was broken, as PROTOCOL.md names it. */
	readonly code: string;
	/** The session that sent it. */
	readonly from: SessionId;
	/** Its certified name; empty when it never introduced itself. */
	readonly name: string;
	readonly count: number;
	/** Milliseconds since the epoch. */
	readonly firstAt: number;
	readonly lastAt: number;
}
