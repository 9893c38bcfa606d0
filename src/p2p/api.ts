import type { Emitter } from './base/emitter.ts';
import type { EventId, IdentityId, InviteKey, RoomId, SessionId } from './base/ids.ts';
import type { Result } from './base/result.ts';
import type {
	KeptModel,
	KnownRoom,
	MeetingState,
	MicrophoneFault,
	MicrophoneState,
	PerStripe,
	RecogniserFault,
	RecogniserKind,
	RecogniserReadiness,
	SpeechModels,
	SoundDevices,
	SoundSettings,
	RecordingFault,
	StoreFault,
	Stripe,
	TakeKind
} from './ports.ts';
import type { Command } from './room/commands.ts';
import type { Door, KeptMinutes } from './room/events.ts';
import type { Reaction } from './room/reactions.ts';
import type { ChatMessage, Role, RoomState } from './room/state.ts';

export type {
	KeptModel,
	MicrophoneFault,
	MicrophoneState,
	ModelFault,
	PerStripe,
	RecordingFault,
	RecogniserFault,
	RecogniserKind,
	RecogniserReadiness,
	SpeechModel,
	SpeechModels,
	SoundDevices,
	SoundSettings,
	Stripe,
	TakeKind
} from './ports.ts';

/** What a person says about themselves; kept on this device and sent to the peers of a room. */
export interface Profile {
	readonly name: string;
	/** A small JPEG, PNG or WebP, at most `MAX_PICTURE_BYTES`; null means the avatar drawn from the key. */
	readonly picture: Uint8Array | null;
}

/** Somebody whom this person blocks, by key; known to this profile alone. */
export interface Block {
	readonly identity: IdentityId;
	/** What they were called when they were blocked; may be empty. */
	readonly name: string;
	/** Why, in own words, or in those of whoever signed the list it came with; may be empty. */
	readonly reason: string;
	/** When it came on this list, milliseconds since the epoch. */
	readonly at: number;
	/** Who signed the list it was taken from; null for one's own. */
	readonly from: { readonly identity: IdentityId; readonly name: string } | null;
}

/** A signed list of whom somebody blocks, as read from a file. */
export interface BlockListFile {
	/** Whose signature it bears, and what they call themselves. */
	readonly signer: { readonly identity: IdentityId; readonly name: string };
	/** When it was signed by the signer's clock, milliseconds since the epoch. */
	readonly at: number;
	readonly people: readonly Pick<Block, 'identity' | 'name' | 'reason'>[];
}

/** Why somebody was not blocked. */
export type BlockFault = StoreFault | 'blocks-full' | 'blocks-myself';

/** What is wrong with a file that should hold a block list. */
export type BlockListFault =
	'list-foreign' | 'list-newer-version' | 'list-damaged' | 'list-forged' | 'list-too-large';

/** What is wrong with a file that should hold a saved identity, or with the passphrase for it. */
export type SavedIdentityFault =
	'identity-foreign' | 'identity-newer-version' | 'identity-damaged' | 'wrong-passphrase';

/** An identity that this browser can take in place of the one it has. */
export interface IdentityOnOffer {
	readonly identity: IdentityId;
	/**
	 * Puts it in place of the own one, which is gone for good unless it was saved. Leave every room first, and load the
	 * page anew after.
	 */
	adopt(): Promise<Result<void, StoreFault>>;
}

/** The identity of this browser, saved as a file or read from one. */
export interface Identities {
	/** A file of it was made when it was made, or it came from one. */
	readonly isSaved: boolean;
	/** Makes a new identity and the file of it, which only this passphrase of 12 characters or more opens. Takes a second. */
	make(passphrase: string): Promise<Result<IdentityOnOffer & { readonly file: Blob }, 'passphrase-short'>>;
	/** Reads an identity from its file. Takes a second. */
	open(file: Blob, passphrase: string): Promise<Result<IdentityOnOffer, SavedIdentityFault>>;
}

/** What a block list tells its owner. */
export interface BlocksEvents {
	/** `known` was replaced. */
	changed: undefined;
}

/**
 * Whom this person blocks: a private list, by key and never by name. They cannot join a room that this person
 * hosts, are not heard here, and are marked in every room.
 */
export interface Blocks extends Pick<Emitter<BlocksEvents>, 'on'> {
	/** The newest last; replaced as a whole on each change. At most 2,000. */
	readonly known: ReadonlyMap<IdentityId, Block>;
	/**
	 * Blocks somebody, in own words from now on if they were taken from a list. What cannot be shown in the
	 * texts is left out. Holds for this page even when it cannot be stored.
	 */
	block(who: Pick<Block, 'identity' | 'name' | 'reason'>): Promise<Result<void, BlockFault>>;
	/** Takes somebody off the list. Bans that were signed in rooms stay. */
	unblock(identity: IdentityId): Promise<Result<void, StoreFault>>;
	/** What the bans say that a host's page signs for people on the list; everybody in the room can read it. */
	setBanReason(text: string): void;
	/** The list as a file that this identity signs; own reasons are in it only `withReasons`, others' never. */
	toFile(options: { readonly withReasons: boolean }): Promise<Blob>;
	/** Reads and checks a file; takes nothing in. */
	readFile(file: Blob): Promise<Result<BlockListFile, BlockListFault>>;
	/** Blocks everybody on a list who is not blocked yet, all or nobody; how many that were. */
	take(list: BlockListFile): Promise<Result<number, Exclude<BlockFault, 'blocks-myself'>>>;
}

/** How a letter of one's own stands: nobody has it yet, it is kept there, or its reader takes none. */
export type LetterState = 'waiting' | 'delivered' | 'declined';

/** One letter between this person and another, as this device keeps it. */
export interface Letter {
	/** Names it between the two. */
	readonly id: string;
	readonly isMine: boolean;
	readonly text: string;
	/** When it was written or came here, by this device's clock, milliseconds since the epoch. */
	readonly at: number;
	/** Of a letter that came: always `delivered`. */
	readonly state: LetterState;
}

/** Everything that this person and another wrote each other, as far as it is kept. */
export interface Conversation {
	readonly with: IdentityId;
	/** What they were called last; may be empty. */
	readonly name: string;
	/** The oldest first, at most 200. */
	readonly letters: readonly Letter[];
	/** Letters that came since it was read last. */
	readonly unread: number;
}

/** Whose letters are taken: everybody's, those of people whom one has written to, or nobody's. */
export type LettersFrom = 'everybody' | 'known' | 'nobody';

/** Why a letter was not written. */
export type LettersFault =
	| StoreFault
	| 'letter-empty'
	| 'letter-to-myself'
	| 'letter-to-blocked'
	/** Too many wait for this person already. */
	| 'letters-waiting'
	/** As many conversations as are kept. */
	| 'letters-full';

/** What letters tell their owner. */
export interface LettersEvents {
	/** `conversations` or `from` was replaced. */
	changed: undefined;
	/** A letter came that is not read yet. */
	came: { readonly from: IdentityId; readonly name: string; readonly text: string };
}

/**
 * Letters between this person and one other at a time, which nobody else can read. They go out as soon as both are
 * in one room, and are kept on the two devices alone.
 */
export interface Letters extends Pick<Emitter<LettersEvents>, 'on'> {
	/** The one with the newest letter first; replaced as a whole on each change. */
	readonly conversations: readonly Conversation[];
	readonly from: LettersFrom;
	setFrom(from: LettersFrom): Promise<Result<void, StoreFault>>;
	/** Writes to somebody; the letter waits until they are met. What cannot be shown in the text is left out. */
	write(
		to: { readonly identity: IdentityId; readonly name: string },
		text: string
	): Promise<Result<void, LettersFault>>;
	/** Takes a letter back that nobody has yet. */
	takeBack(to: IdentityId, id: string): Promise<Result<void, StoreFault>>;
	/** Everything that came from them so far is read. */
	read(from: IdentityId): Promise<Result<void, StoreFault>>;
	/** Forgets a conversation on this device; the other keeps theirs. */
	forget(other: IdentityId): Promise<Result<void, StoreFault>>;
}

/** Somebody whose live rooms this person wants to see, by key; known to this profile alone. */
export interface Followed {
	readonly identity: IdentityId;
	/** What they called themselves when they were seen last; may be empty. */
	readonly name: string;
	/** Since when, milliseconds since the epoch. */
	readonly at: number;
}

/** Somebody to follow, as a link names them: only the key says who it is, the name was chosen by whoever made the link. */
export type Followable = Pick<Followed, 'identity' | 'name'>;

/** Why somebody is not followed. */
export type FollowFault = StoreFault | 'follows-full' | 'follows-myself';

/** What is wrong with a link by which somebody is to be followed. */
export type FollowLinkFault = 'follow-empty' | 'follow-mangled' | 'follow-newer-version';

/** What a list of followed people tells its owner. */
export interface FollowsEvents {
	/** `known` was replaced. */
	changed: undefined;
}

/** Whom this person follows: a private list, by key and never by name. Nobody is told, the followed neither. */
export interface Follows extends Pick<Emitter<FollowsEvents>, 'on'> {
	/** The newest last; replaced as a whole on each change. At most 500. */
	readonly known: ReadonlyMap<IdentityId, Followed>;
	/** Follows somebody. Holds for this page even when it cannot be stored. */
	follow(who: Followable): Promise<Result<void, FollowFault>>;
	unfollow(identity: IdentityId): Promise<Result<void, StoreFault>>;
}

/** Who can see that a host is live: nobody without the link, whoever follows the host, or everybody who reads the directory. */
export type AnnouncedTo = 'nobody' | 'followers' | 'everybody';

/** Why nobody sees that a room is live. */
export type AnnounceFault =
	/** No relay of the room answers. */
	| 'relay-unreachable'
	/** The relays of the room keep no directory. */
	| 'no-directory'
	/** This device's clock and the relay's are too far apart. */
	| 'clock-apart'
	/** The relay has as many as it takes. */
	| 'directory-full';

/** How a room is announced by this page. */
export interface AnnouncedView {
	/** What the host chose. */
	readonly to: AnnouncedTo;
	/** `off`: nothing is announced, by choice or because the room is not public. */
	readonly standing: 'off' | 'sending' | 'shown' | AnnounceFault;
}

/** A room that its host says is live; the host signed all of it. */
export interface LiveRoom {
	readonly host: IdentityId;
	/** What the host is called by their own word; may be empty. */
	readonly name: string;
	readonly title: string;
	readonly topics: readonly string[];
	/** The fragment of the room's link. */
	readonly code: string;
	/** People inside, the host included, as the host says. */
	readonly inside: number;
	readonly isFollowed: boolean;
}

/** Who is live, as the relays of this page tell it. */
export interface LiveRooms {
	/** One of each host; those this person follows first, and nobody moves because somebody came. At most 48. */
	readonly rooms: readonly LiveRoom[];
	/** Whether at least one relay answered, or has no directory; false means that nobody knows. */
	readonly isKnown: boolean;
}

/** The small door to what hosts announce, and to whom this person follows. */
export interface Live {
	/** Null before the first visit made an identity. */
	me(): Promise<IdentityId | null>;
	readonly follows: Follows;
	/** Asks the relays of this page, which do not learn whom this person follows. */
	look(): Promise<LiveRooms>;
	/** The link by which others can follow somebody. */
	followLink(who: Followable): Promise<string>;
	/** Reads such a link, or its fragment. */
	readFollowLink(link: string): Promise<Result<Followable, FollowLinkFault>>;
}

/** Where this page stands towards the room. Each has its own words and way out in the interface. */
export type Phase =
	/** Reaching the relay or a peer; nothing about the room is known yet. */
	| { readonly name: 'connecting' }
	/** The relay answers and nobody of this room is there; we keep asking. */
	| { readonly name: 'waiting' }
	/** The room's state is known and this page has not joined. */
	| { readonly name: 'preview' }
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
	/** The others speak another version of the protocol. */
	| { readonly name: 'other-version' }
	| { readonly name: 'removed'; readonly reason: string }
	| { readonly name: 'banned'; readonly reason: string }
	/** The same profile has this room open in another tab, which owns the sound. */
	| { readonly name: 'elsewhere' }
	| { readonly name: 'left' };

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

/** Something worth a sentence that does not change the phase; shown until `dismiss`ed or replaced. */
export type Notice =
	| { readonly code: 'storage-full' | 'storage-unavailable' }
	| { readonly code: 'muted-by-moderator'; readonly by: string }
	| { readonly code: 'moved-to-audience'; readonly by: string }
	| { readonly code: 'made-cohost' }
	| { readonly code: 'microphone-lost' }
	| { readonly code: 'microphone-switched'; readonly device: string }
	| { readonly code: 'talking-while-muted' }
	/** RNNoise was chosen and cannot be had; the browser's own noise suppression is in its place. */
	| { readonly code: 'noise-model-missing' }
	| { readonly code: 'made-host' }
	| { readonly code: 'acting-host' }
	| { readonly code: 'network-changed' }
	/** A private room, and no page here has given this one its key: nothing is heard or said. */
	| { readonly code: 'no-room-key' }
	/** A private room, and this browser cannot encrypt tracks: none is played or sent. */
	| { readonly code: 'no-encryption' }
	| { readonly code: 'peer-misbehaved'; readonly name: string }
	/** This page is on the stage or a root, and its line does not carry what it has to send. */
	| { readonly code: 'weak-line' }
	| RecordingNotice
	| PathNotice;

/** A word about what this page records; each replaces the one before it. */
export type RecordingNotice = {
	readonly code:
		/** The recording is over, and kept on this device. */
		| 'recording-kept'
		/** A moderator ended it; what was recorded is kept on this device. */
		| 'recording-ended-by-other'
		/** This page went away while it recorded, and has come back; it is whole up to there. */
		| 'recording-cut-off'
		| RecordingFault
		| CatchUpFault;
};

/** Why somebody who was catching up passed to live sound before they had. */
export type CatchUpFault =
	/** Nothing is kept any more. */
	| 'minutes-over'
	/** The page that keeps the last minutes does not answer. */
	| 'minutes-unanswered'
	/** What it sent is not what an honest page sends. */
	| 'minutes-broken';

/** A word about how sound gets here; each replaces the one before it. */
export type PathNotice = {
	readonly code:
		/** The room has grown: listeners hand sound on to each other from now on. */
		| 'sound-over-listeners'
		/** The room is small again: sound comes straight from whoever speaks. */
		| 'sound-direct'
		/** No page is left that hands sound on to this one; it goes on asking. */
		| 'no-parent'
		/** Too few pages hand sound on for one more that does not. */
		| 'no-place'
		/** This page is the root of the second stripe from now on, and plans if the host's page goes. */
		| 'second-root';
};

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

/** A one-use invite as its maker holds it: the link to give away, and the key by which to revoke it. */
export interface MadeInvite {
	readonly link: string;
	readonly key: InviteKey;
}

/** A page as another one sees it on its sound path; the name is empty when it is not known here. */
export interface PathPeer {
	readonly session: SessionId;
	readonly name: string;
}

/** One stripe as it reaches this page. */
export interface StripePath {
	/** Who hands it to this page: null at its root, and while there is none. */
	readonly parent: PathPeer | null;
	/** Who would take over. */
	readonly fallback: PathPeer | null;
	/** To whom this page hands it. */
	readonly children: readonly PathPeer[];
	/** Hops from the root of the stripe; 0 is the root itself. */
	readonly hops: number;
	/** One way from the parent, as half of the round trip that was measured; null before that. */
	readonly delayMs: number | null;
	/** Packets that the other stripe proved to exist and this one did not bring in time, of all lately, 0 to 1. */
	readonly loss: number;
	readonly state: 'steady' | 'repairing' | 'root';
}

/** Why a page hands nothing on, or that it may. */
export type ForwardingState = 'ready' | 'off' | 'hidden' | 'battery' | 'metered' | 'phone' | 'weak';

/** How the tree did at one moment, as whoever plans it saw it. */
export interface TreeMoment {
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly listeners: number;
	/** Frames that no stripe brought, of all that were due, as the listeners told; 0 to 1. */
	readonly missing: number;
	/** Parents that went silent since the moment before. */
	readonly repairs: number;
}

/** One page in the whole tree. */
export interface TreeNode extends PathPeer {
	/** Parent in each stripe; null at the root of it. */
	readonly parents: PerStripe<SessionId | null>;
	/** The stripe in which it hands on, or null. */
	readonly forwards: Stripe | null;
	readonly children: number;
}

/** The whole tree, for whoever plans it. */
export interface TreeView {
	/** At most 500 of them. */
	readonly nodes: readonly TreeNode[];
	readonly listeners: number;
	/** Hops of the farthest listener. */
	readonly depth: number;
	/** The last ten minutes, oldest first. */
	readonly history: readonly TreeMoment[];
}

/** How sound travels to this page and from it, as of now. */
export interface PathView {
	/** Null where sound comes directly: on the stage, and in a small room. */
	readonly stripes: PerStripe<StripePath> | null;
	/** Pages this one is linked to, and those of them that hand sound over directly. */
	readonly links: readonly PathPeer[];
	/** Sound sent and received lately, in kbit/s, without what the network adds. */
	readonly upKbps: number;
	readonly downKbps: number;
	/** Share of the frames due here that never came, over the last minute, 0 to 1. */
	readonly missing: number;
	/** Playout delay now, milliseconds; null while nothing plays. */
	readonly playoutMs: number | null;
	readonly forwarding: ForwardingState;
	/** Present on the page that plans the tree. */
	readonly tree: TreeView | null;
}

/** What a listener gives to the room by handing sound on. */
export interface ForwardingSettings {
	readonly isAllowed: boolean;
	/** Upload that may be used for it, kbit/s. */
	readonly budgetKbps: number;
	/** Also on battery, over a metered connection, from a phone or from a hidden tab. */
	readonly evenWhenScarce: boolean;
}

/** What a `RoomSession` tells its owner. */
export interface RoomSessionEvents {
	/** `view` was replaced. */
	changed: undefined;
}

/** Why a command was not carried out. */
export type CommandFault =
	| 'not-allowed'
	| 'not-in-room'
	| 'invalid'
	/** No moderator's page is here to admit this one, so it cannot write. */
	| 'not-admitted';

/** An open microphone test: a level meter and, on request, one's own voice. */
export interface MicrophoneTest {
	/** RNNoise was asked for and could not be had: the browser takes the noise out. */
	readonly lacksModel: boolean;
	/** Level now, 0 (silence) to 1. */
	level(): number;
	/** Plays the microphone back to its owner about half a second late, so that it can be judged. */
	hearYourself(on: boolean): void;
	close(): void;
}

/** A short sound of the interface, by what it tells. */
export type Cue =
	| 'muted'
	| 'unmuted'
	/** This person came to the stage. */
	| 'on-stage'
	/** All links are lost, or one is back. */
	| 'dropped'
	| 'reconnected'
	/** Somebody raised a hand. */
	| 'hand'
	/** Somebody came into the room, or left it. */
	| 'joined'
	| 'left'
	/** A recording of the room began, or the last one ended. */
	| 'recording'
	/** This person's turn has half a minute left, or its time is up. */
	| 'turn';

/** Sound on this device: settings, devices, tests. */
export interface Sound {
	readonly settings: SoundSettings;
	change(settings: Partial<SoundSettings>): Promise<void>;
	devices(): Promise<SoundDevices>;
	/** Opens a test with the given input (asks for the microphone). */
	test(inputDevice: string | null): Promise<Result<MicrophoneTest, MicrophoneFault>>;
	/**
	 * Plays a sound of the interface here, and nowhere else, as loud as the settings say. Nothing where they are
	 * off, and nothing later on where the browser refuses to play now.
	 */
	cue(cue: Cue): void;
}

/** One line of what is said on the stage, in writing. */
export interface CaptionLine {
	/** The same for all wordings of the line. */
	readonly id: string;
	/** Whose words they are. */
	readonly speaker: IdentityId;
	/** Whose page told them: another one's where a moderator types for the speaker. */
	readonly author: IdentityId;
	/** At most 300 characters that show as what they are. */
	readonly text: string;
	/** BCP 47, by the author's word. */
	readonly language: string;
	/** No other wording follows. */
	readonly isFinal: boolean;
	/** A person typed it; else a machine understood it. */
	readonly isTyped: boolean;
	/** When this page first and last got words of it, milliseconds since the epoch. */
	readonly beganAt: number;
	readonly changedAt: number;
}

/** Why a typed line was not told. */
export type CaptionFault =
	| 'not-on-stage'
	/** A moderator silenced this person, who has to unmute themselves first. */
	| 'muted'
	/** Only moderators write for others, and only for who is on the stage. */
	| 'not-for-another'
	/** Nothing is left of it that can be shown. */
	| 'caption-empty';

/** What captions tell their owner. */
export interface RoomCaptionsEvents {
	/** `lines` or `own` was replaced. */
	changed: undefined;
}

/** How this page turns its own microphone into words. */
export interface OwnCaptions {
	/** `waiting`: until the microphone is open. */
	readonly state: 'off' | 'waiting' | 'listening';
	/** What was chosen last; null before that. */
	readonly kind: RecogniserKind | null;
	/** BCP 47. */
	readonly language: string;
	/** Why it went off by itself. */
	readonly fault: RecogniserFault | null;
}

/** What is said on the stage, in writing. Nothing of it is kept but in this page's memory. */
export interface RoomCaptions extends Pick<Emitter<RoomCaptionsEvents>, 'on'> {
	/** The oldest first, one's own included, at most 2,000; replaced as a whole on each change. */
	readonly lines: readonly CaptionLine[];
	readonly own: OwnCaptions;
	/**
	 * Tells everybody a typed line of this person, who is on the stage; `speaker`: as a moderator for somebody else
	 * there. What cannot be shown is left out, and what is past 300 characters.
	 */
	write(
		text: string,
		options: { readonly language: string; readonly speaker: IdentityId | null }
	): Result<void, CaptionFault>;
	/** How a kind of recogniser stands for a language. Asks nobody but this browser. */
	readiness(kind: RecogniserKind, language: string): Promise<RecogniserReadiness>;
	/** Lets the browser fetch what its own program needs for a language. */
	fetchLanguage(language: string): Promise<Result<void, RecogniserFault>>;
	/** The speech models of this browser; null in a process without one. */
	readonly models: SpeechModels | null;
	/**
	 * Turns this person's own microphone into words whenever it is open, and tells them to everybody, until `stop`.
	 * With `cloud` the browser sends the voice to its maker: ask the person first.
	 */
	recognise(kind: RecogniserKind, language: string): Promise<Result<void, RecogniserFault>>;
	stop(): void;
}

/** One room as this page lives in it. */
export interface RoomSession extends Pick<Emitter<RoomSessionEvents>, 'on'> {
	/** What to share: `<origin>/room/#…`. */
	readonly link: string;
	readonly view: RoomView;
	/** Comes in: links to everybody, plays the stage. Call it from a click, which also unlocks playback. */
	join(): Promise<void>;
	/** Goes out and closes everything; the room goes on. Also for a page that is about to unload. */
	leave(): Promise<void>;
	/** Signs what the command asks for, if the rules allow it. */
	act(command: Command): Promise<Result<void, CommandFault>>;
	/** Makes an invite that lets one person in through an invite-only door, once. For moderators. */
	makeInvite(): Promise<Result<MadeInvite, CommandFault>>;
	/** Signs that this person follows the host and knocks again. */
	follow(): Promise<void>;
	/**
	 * Lets others see that this room is live for as long as it is public, this person hosts it and this page is in it.
	 * Does nothing for others than the host. Remembered for this room.
	 */
	announce(to: AnnouncedTo): void;
	/** Shows a reaction to everybody here for a few seconds. */
	react(reaction: Reaction): void;
	/**
	 * Records the room on this device, told to everybody; for moderators. `ownVoice` keeps this person's voice in a
	 * file of its own as well.
	 */
	startRecording(options: {
		readonly ownVoice: boolean;
	}): Promise<Result<void, RecordingFault | CommandFault>>;
	/** Ends every recording of the room; for moderators. */
	stopRecording(): Promise<Result<void, CommandFault>>;
	/**
	 * Keeps the last minutes of the room in this page's memory, told to everybody, for who comes late; 0: nobody's page
	 * does any more. For the host; moderators may end it.
	 */
	keepMinutes(minutes: KeptMinutes): Promise<Result<void, RecordingFault | CommandFault>>;
	/** Plays the last minutes faster, then live sound. Call it from a click. Nothing unless `mayCatchUp`. */
	catchUp(): void;
	/** Passes to live sound at once. */
	goLive(): void;
	/**
	 * Agrees to be heard in the recordings of the room and in its last minutes, and opens the microphone again if one of them closed it.
	 * `ownVoice` keeps this person's voice in a file on this device for as long as the room is recorded.
	 */
	agreeToRecording(options: { readonly ownVoice: boolean }): Promise<Result<void, CommandFault>>;
	/**
	 * Opens the microphone and sends it. Asks for permission the first time. `not-agreed` while the room is recorded
	 * and this person has not agreed to that.
	 */
	openMicrophone(): Promise<Result<void, MicrophoneFault | 'not-agreed'>>;
	/** Stops sending at once and ends the sent track. */
	closeMicrophone(): void;
	/** Playback volume of a person on this device, 0 to 1, remembered. */
	setVolume(identity: IdentityId, volume: number): void;
	/** Silences a person on this device alone, or gives them their volume back; remembered. */
	muteForMe(identity: IdentityId, isMuted: boolean): void;
	/** Level of a person now, 0 to 1, for the speaking ring. */
	levelOf(identity: IdentityId): number;
	/** How sound travels now; made anew at each call, so ask about once a second. */
	path(): PathView;
	/** Starts playback that the browser had refused; call it from a click. */
	unlockOutput(): Promise<void>;
	/** Takes the room over from the tab that has it (phase `elsewhere`). */
	takeOver(): Promise<void>;
	dismiss(notice: Notice['code']): void;
	/** What is said on the stage, in writing. */
	readonly captions: RoomCaptions;
	/** The machine's network came back or changed: redials everything now. */
	networkChanged(): void;
}

/** What this browser keeps, without the engine: enough for the home page. */
export interface Library {
	/** Null before the first visit made one. */
	readonly identity: IdentityId | null;
	readonly profile: Profile | null;
	/** False when nothing outlives this page (private mode, blocked storage). */
	readonly isDurable: boolean;
	rooms(): Promise<KnownRoom[]>;
	forgetRoom(room: KnownRoom['room']): Promise<void>;
}

/** How a recording ended: by somebody's wish, with its page, with the disk, by a fault; or not yet. */
export type RecordingEnd = 'stopped' | 'cut-off' | 'full' | 'failed' | 'running';

/** A recording as this device keeps it. */
export interface KeptRecording {
	/** Names it on this device. */
	readonly id: string;
	readonly kind: TakeKind;
	readonly room: RoomId;
	/** As it was when the recording began. */
	readonly title: string;
	readonly topics: readonly string[];
	/** What the host was called; may be empty. */
	readonly host: string;
	/** Milliseconds since the epoch. */
	readonly startedAt: number;
	readonly lengthMs: number;
	readonly bytes: number;
	readonly end: RecordingEnd;
}

/** A place in a recording worth going to, `at` in milliseconds from its beginning. */
export type RecordingChapter = { readonly at: number } & (
	| { readonly what: 'title'; readonly title: string; readonly topics: readonly string[] }
	| { readonly what: 'speaker'; readonly identity: IdentityId }
	| { readonly what: 'pin'; readonly text: string }
);

/** A finished line of captions along a recording. */
export interface RecordedCaption {
	/** From when to when it is shown, milliseconds from the beginning. */
	readonly from: number;
	readonly to: number;
	/** Whose words they are, and whose page told them; a name may be empty. */
	readonly speaker: { readonly identity: IdentityId; readonly name: string };
	readonly author: { readonly identity: IdentityId; readonly name: string };
	readonly text: string;
	/** BCP 47. */
	readonly language: string;
}

/** A recording with its sound and everything that is known along it. */
export interface OpenedRecording extends KeptRecording {
	/** Opus in Ogg, whole. */
	readonly sound: Blob;
	/** Ascending. */
	readonly chapters: readonly RecordingChapter[];
	/** What was said in writing, ascending by `from`. */
	readonly captions: readonly RecordedCaption[];
	/** What its files are called, without an end; any file system takes it. */
	readonly fileName: string;
	/** Whoever spoke, the first one first, with their turns in milliseconds. */
	readonly speakers: readonly {
		readonly identity: IdentityId;
		readonly name: string;
		readonly turns: readonly { readonly from: number; readonly to: number }[];
	}[];
}

/** Why a recording cannot be opened: it is gone, or what is there is none. */
export type ReplayFault = 'recording-missing' | 'recording-damaged';

/** The recordings that this device keeps. */
export interface Recordings {
	/** The newest first. Empty where the browser keeps none. */
	list(): Promise<readonly KeptRecording[]>;
	open(id: string): Promise<Result<OpenedRecording, ReplayFault>>;
	/** The recording as a file for other players, with its chapters, and a name for it. `nameOf` names who gave no name. */
	toFile(
		recording: OpenedRecording,
		nameOf: (speaker: { readonly identity: IdentityId; readonly name: string }) => string
	): Promise<Result<{ readonly file: Blob; readonly name: string }, ReplayFault>>;
	remove(id: string): Promise<void>;
}

/** What is wrong with a link. */
export type LinkFault =
	'link-empty' | 'link-truncated' | 'link-mangled' | 'link-foreign' | 'link-newer-version';

/** Why the engine cannot run in this browser. */
export type EngineFault = 'no-webrtc' | 'no-crypto' | 'insecure-page';

/** The engine of one page: the profile, the rooms it knows, and the way into rooms. */
export interface Engine {
	readonly identity: IdentityId;
	readonly profile: Profile;
	/** False when nothing outlives this page (private mode, blocked storage). */
	readonly isDurable: boolean;
	readonly sound: Sound;
	/** Whom this person blocks. */
	readonly blocks: Blocks;
	/** What this person and others wrote each other alone. */
	readonly letters: Letters;
	readonly identities: Identities;
	/** What this page gives to large rooms. */
	readonly forwarding: ForwardingSettings;
	setForwarding(settings: ForwardingSettings): Promise<Result<void, StoreFault>>;
	/** Keeps the profile; what cannot be shown in the name is left out. */
	setProfile(profile: Profile): Promise<Result<void, StoreFault>>;
	/** Relays of one's own: rooms made here are found through them too, and their links carry them. */
	readonly relays: readonly string[];
	/** Sets the own relays, each a multiaddr or an http(s) address; at most 4. */
	setRelays(relays: readonly string[]): Promise<Result<void, StoreFault | 'relay-invalid'>>;
	rooms(): Promise<KnownRoom[]>;
	forgetRoom(room: KnownRoom['room']): Promise<void>;
	/**
	 * Everything that this browser keeps as one file, but for the identity's key and the recordings. It holds the links
	 * of rooms and letters in the clear. `preferences` are choices that the page keeps elsewhere.
	 */
	keptToFile(preferences: Readonly<Record<string, unknown>>): Promise<Blob>;
	/** The speech model that this browser keeps, or null. */
	speechModel(): Promise<KeptModel | null>;
	removeSpeechModel(): Promise<void>;
	/** Forgets everything that this browser keeps, the identity included. Leave every room first, and load the page anew after. */
	deleteEverything(): Promise<Result<void, StoreFault>>;
	/** Makes a room whose host is this identity, and joins it. */
	createRoom(options: {
		readonly title: string;
		readonly topics: readonly string[];
		readonly door: Door;
	}): Promise<RoomSession>;
	/** Opens a room from the whole link or its fragment, as a preview; `join` comes in. */
	openRoom(link: string): Promise<Result<RoomSession, LinkFault>>;
}
