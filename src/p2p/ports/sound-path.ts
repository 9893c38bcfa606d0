import type { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { FrameChannel } from './meeting.ts';

/** What playback tells its owner. */
export interface PlaybackEvents {
	/** `isBlocked` changed. */
	blockedChanged: undefined;
}

/** The ears of this page: one voice for each session that sends sound. */
export interface Playback extends Pick<Emitter<PlaybackEvents>, 'on'> {
	/** The browser refused to play until a click. */
	readonly isBlocked: boolean;
	/** Takes over a session's sound; silent until `setAudible`. */
	attach(session: SessionId, receiver: RTCRtpReceiver): void;
	detach(session: SessionId): void;
	setAudible(session: SessionId, isAudible: boolean): void;
	/** Volume of a session, 0 to 1. */
	setVolume(session: SessionId, volume: number): void;
	/** Level of a session's sound as received, 0 to 1. */
	levelOf(session: SessionId): number;
	/** Starts what was refused; call it from a click. */
	unlock(): Promise<void>;
	close(): void;
}

/** One of the two trees over which packets travel: even sequence numbers take stripe 0, odd ones stripe 1. */
export type Stripe = 0 | 1;

/** Something for each of the two stripes. */
export type PerStripe<Value> = readonly [Value, Value];

/**
 * Upload for one child, who is handed one stripe, kbit/s: 25 packets a second of some 310 bytes with all that the
 * network adds is about 60 for one voice, and people speak over each other.
 */
export const KBPS_PER_CHILD = 100;

/** Where this page stands in the two trees, as far as forwarding needs it. */
export interface TreePlace {
	/** Whom packets of a stripe are taken from; several while a parent is being changed. */
	readonly parents: PerStripe<readonly SessionId[]>;
	/** To whom packets of a stripe are handed on, as they came. */
	readonly children: PerStripe<readonly SessionId[]>;
	/** Where own packets go besides the children: the roots of the two trees, for whoever speaks. */
	readonly feeds: PerStripe<SessionId | null>;
	/** The root of a stripe takes packets from their speakers themselves. */
	readonly isRoot: PerStripe<boolean>;
	/** Hops from the root, 0 at the root itself: who is nearer to a fault acts on it first. */
	readonly hops: PerStripe<number>;
}

/** Somebody whose packets count. */
export interface PacketSource {
	readonly session: SessionId;
	/** Packets with a smaller sequence number are old: what was played before this page came. */
	readonly floor: number;
}

/** How one stripe stands at this page. */
export interface StripeReport {
	/** The parent that brought the newest packet; null before the first. */
	readonly parent: SessionId | null;
	/** Milliseconds since anything came from a parent, keepalives included; null if nothing ever did. */
	readonly silentMs: number | null;
	/** Packets taken since the path began. */
	readonly packets: number;
	/** Packets forwarded, to all children together. */
	readonly forwarded: number;
	/** Packets not sent because a child did not drain. */
	readonly dropped: number;
	/** Children now, and those of them to whom something could not be sent in the last second. */
	readonly children: number;
	readonly stuck: number;
	/** Newest sequence number seen of each source, for the floors of newcomers. */
	readonly newest: ReadonlyMap<SessionId, number>;
}

/** How the sound path stands, four times a second. */
export interface PathReport {
	readonly stripes: PerStripe<StripeReport>;
	/** Bytes of sound sent to others since the path began. */
	readonly sentBytes: number;
	/** Bytes of sound received since the path began. */
	readonly receivedBytes: number;
	/** Frames that were due at this ear since the path began, and those of them that never came. */
	readonly frames: { readonly due: number; readonly missing: number };
	/** Playout delay now, from a frame's arrival at its earliest to its sound, milliseconds. */
	readonly playoutMs: number;
}

/** What the sound path tells its owner. */
export interface SoundPathEvents {
	report: PathReport;
	/** A parent said its first word on a stripe, or its first since it was silent; a keepalive is one. */
	fed: { readonly stripe: Stripe; readonly parent: SessionId };
	/**
	 * A parent said nothing on a stripe, not even a keepalive, for 200 ms, or a new one for 1.5 s. Once until
	 * it speaks again.
	 */
	silent: { readonly stripe: Stripe; readonly parent: SessionId };
	/**
	 * A parent says that it is there, and leaves out what the other stripe brought. At a root the parent is
	 * the speaker, who does not feed it.
	 */
	starving: { readonly stripe: Stripe; readonly parent: SessionId };
	/** A neighbour sent what its source did not sign, or not a packet at all: nothing more of it is taken. */
	forged: { readonly from: SessionId };
	/** Frames of a source are played from now on, without a break since some time: its track may be let go. */
	playing: { readonly session: SessionId };
	/** Of a source that was playing nothing came for seconds, though it may speak: its track is needed. */
	stalled: { readonly session: SessionId };
	/** The browser refuses to play until a click, or no longer does. */
	blockedChanged: boolean;
}

/**
 * Sound in packets on this page: takes them from parents, verifies, hands them on, plays them; makes own
 * ones of the microphone. Runs in a worker where the browser can move data channels there.
 */
export interface SoundPath extends Pick<Emitter<SoundPathEvents>, 'on'> {
	/** Takes over the frames channel of a link; an older one to the same session is let go. */
	attach(session: SessionId, channel: FrameChannel): void;
	detach(session: SessionId): void;
	setPlace(place: TreePlace): void;
	/** Whose packets count from now on; those of everybody else are neither played nor handed on. */
	setSources(sources: readonly PacketSource[]): void;
	/** Which sources are played here, and how loud, 0 to 1; the others are only handed on. */
	setAudible(volumes: ReadonlyMap<SessionId, number>): void;
	/** Frames in each packet, the newest included: 2, or 3 when loss was measured. */
	setCopies(copies: 2 | 3): void;
	/**
	 * Keys of a private room, the one to encrypt with last; null in an open room. Of an epoch that is not
	 * listed nothing is played. With an empty list nothing is said and nothing played: a private room
	 * whose key is not here yet.
	 */
	setEpochs(epochs: readonly Epoch[] | null): void;
	/** Makes packets of this track from now on, or of none. */
	speak(track: MediaStreamTrack | null): void;
	/** The browser refused to play until a click. */
	readonly isBlocked: boolean;
	/** Level of a source as it is played, 0 to 1. */
	levelOf(session: SessionId): number;
	/** Starts playback that the browser had refused; call it from a click. */
	unlock(): Promise<void>;
	close(): void;
}

/** What a track seal tells its owner. */
export interface TrackSealEvents {
	/** `isInForce` changed. */
	changed: undefined;
}

/** Encrypts the tracks of direct links in a private room, each frame by itself. */
export interface TrackSeal extends Pick<Emitter<TrackSealEvents>, 'on'> {
	/** Whether every track goes through it. Where not, a private room may use no track at all. */
	readonly isInForce: boolean;
	/** As `SoundPath.setEpochs`. */
	setEpochs(epochs: readonly Epoch[] | null): void;
}

/** A stretch of a private room's life with one secret. */
export interface Epoch {
	/** Counts up; what it is for and who may make one stands in PROTOCOL.md, "Epochs". */
	readonly number: number;
	/** 32 bytes from which each speaker's key is derived. */
	readonly secret: Uint8Array;
}
