import type { Emitter } from './base/emitter.ts';
import type { IdentityId, RoomId, SessionId } from './base/ids.ts';
import type { Result } from './base/result.ts';

export type { Clock } from './base/clock.ts';
export type { Random } from './base/random.ts';

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
	/** Opens a channel to a session through the relay. */
	dial(peer: SessionId, signal: AbortSignal): Promise<Result<Channel, 'unreachable'>>;
	/** Tries to reach the relay now (after a network change), without waiting for the backoff. */
	retryNow(): void;
	close(): Promise<void>;
}

/** A room this browser knows. */
export interface KnownRoom {
	readonly room: RoomId;
	/** The room's link code (id and secret), as in the fragment. */
	readonly code: string;
	readonly relays: readonly string[];
	readonly title: string;
	readonly host: IdentityId;
	readonly hosted: boolean;
	readonly ended: boolean;
	/** Milliseconds since the epoch. */
	readonly lastVisit: number;
}

/** What a store can answer instead of doing what was asked. */
export type StoreFault = 'storage-full' | 'storage-unavailable';

/** Durable memory of one profile. Every method is safe to call at any time and never throws. */
export interface Store {
	/** False when nothing outlives the page (private mode, blocked storage). */
	readonly isDurable: boolean;
	/** The identity's key pair, if one was made here before. */
	loadIdentity(): Promise<CryptoKeyPair | null>;
	saveIdentity(pair: CryptoKeyPair): Promise<Result<void, StoreFault>>;
	/** Raw events of a room, each feed in order. */
	loadEvents(room: RoomId): Promise<Uint8Array[]>;
	saveEvents(
		room: RoomId,
		events: readonly { readonly session: SessionId; readonly seq: number; readonly raw: Uint8Array }[]
	): Promise<Result<void, StoreFault>>;
	loadRooms(): Promise<KnownRoom[]>;
	saveRoom(room: KnownRoom): Promise<Result<void, StoreFault>>;
	/** Forgets a room and its events. */
	deleteRoom(room: RoomId): Promise<void>;
	/** A small structured-clonable value under a name: settings, profile, volumes. */
	loadValue<Value>(name: string): Promise<Value | null>;
	saveValue(name: string, value: unknown): Promise<Result<void, StoreFault>>;
	close(): void;
}
