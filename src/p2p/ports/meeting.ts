import type { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';

/** What a channel tells its owner. */
export interface ChannelEvents {
	/** One whole message, as sent. */
	received: Uint8Array;
	/** The channel is gone; nothing follows. */
	closed: undefined;
}

/**
 * A reliable, ordered pipe of whole messages to one session, whose key the transport has proven or
 * whose every byte comes over a connection that was set up with signed signals.
 */
export interface Channel extends Pick<Emitter<ChannelEvents>, 'on'> {
	readonly peer: SessionId;
	/** Queues one message of at most `MAX_MESSAGE_BYTES`; does nothing once closed. */
	send(message: Uint8Array): void;
	close(): void;
}

/** What a direct connection tells its owner besides its channel's events. */
export interface DirectLinkEvents extends ChannelEvents {
	/** Bytes for the other side's `signal`, in order. */
	signal: Uint8Array;
	/** The channel is open: messages flow. */
	opened: undefined;
	/** The other side's sound, once for each connection. */
	receiver: RTCRtpReceiver;
}

/** One WebRTC connection to one session: a reliable channel, and sound both ways. */
export interface DirectLink extends Omit<Channel, 'on'>, Pick<Emitter<DirectLinkEvents>, 'on'> {
	/** Takes a signal of the other side. Anything that is not one is ignored. */
	signal(data: Uint8Array): void;
	/** Sends this track's sound from now on, or nothing. Needs no new signalling. */
	setOutgoing(track: MediaStreamTrack | null): void;
	/** Half of the newest round trip that the connection measured, milliseconds; null before the first. */
	readonly delayMs: number | null;
	/** Share of the sound sent lately that the other side says it lost, 0 to 1; null while it says nothing of it. */
	readonly lostShare: number | null;
	/** Whether the connection carries traffic now; false while the network is interrupted. */
	readonly isAlive: boolean;
	/**
	 * The unreliable, unordered channel beside the reliable one, for sound. Give it to the sound path in
	 * the task in which the link was made: a browser can hand it to a worker only then.
	 */
	readonly frames: FrameChannel;
}

/** The part of an `RTCDataChannel` that sound uses: each message arrives whole, once, late or never. */
export interface FrameChannel {
	binaryType: BinaryType;
	readonly readyState: RTCDataChannelState;
	/** Bytes that were sent and have not left yet. */
	readonly bufferedAmount: number;
	send(data: Uint8Array<ArrayBuffer>): void;
	close(): void;
	addEventListener(name: 'message', listener: (event: { readonly data: unknown }) => void): void;
	addEventListener(name: 'open' | 'close', listener: () => void): void;
}

/** Makes one side of a direct connection. */
export type OpenDirectLink = (options: {
	readonly peer: SessionId;
	readonly initiator: boolean;
}) => DirectLink;

/** How the way into rooms (a relay) stands. */
export type MeetingState = 'connecting' | 'connected' | 'unreachable';

/** What a meeting point tells its owner. */
export interface MeetingEvents {
	stateChanged: MeetingState;
	/** A session registered under the topic that is not this one; repeats are allowed. */
	found: SessionId;
	/** Somebody opened a channel to us through the relay. */
	accepted: Channel;
}

/** Where sessions of one room find each other: a relay, or a fake in tests. */
export interface MeetingPoint extends Pick<Emitter<MeetingEvents>, 'on'> {
	readonly state: MeetingState;
	/** Starts listing and watching a topic (32 bytes); found sessions are emitted. */
	watch(topic: Uint8Array): void;
	/** Makes this session findable under the watched topic and reachable through the relay. */
	announce(): void;
	/** Takes that back: nobody new finds this session. */
	withdraw(): void;
	/** Opens a channel to a session through the relay. */
	dial(peer: SessionId, signal: AbortSignal): Promise<Result<Channel, 'unreachable'>>;
	/** Tries to reach the relay now (after a network change), without waiting for the backoff. */
	retryNow(): void;
	close(): Promise<void>;
}
