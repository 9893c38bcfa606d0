import type { EventId, IdentityId, RoomId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';

/** A room this browser knows. */
export interface KnownRoom {
	readonly room: RoomId;
	/** The fragment of the room's link: id, secret and relays. */
	readonly code: string;
	readonly title: string;
	readonly host: IdentityId;
	readonly hosted: boolean;
	readonly ended: boolean;
	/** Milliseconds since the epoch. */
	readonly lastVisit: number;
}

/** One event as it is kept: its id names it, since a session that forks signs two in one place. */
export interface KeptEvent {
	readonly id: EventId;
	/** Position in the session's feed. */
	readonly seq: number;
	readonly raw: Uint8Array;
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
	/** Puts another identity in place of the one that is kept. */
	replaceIdentity(pair: CryptoKeyPair): Promise<Result<void, StoreFault>>;
	/** Raw events of a room, each after its predecessor. */
	loadEvents(room: RoomId): Promise<Uint8Array[]>;
	saveEvents(room: RoomId, events: readonly KeptEvent[]): Promise<Result<void, StoreFault>>;
	/** Keeps these events of a room and none of those before: the room goes on in a new document. */
	replaceEvents(room: RoomId, events: readonly KeptEvent[]): Promise<Result<void, StoreFault>>;
	loadRooms(): Promise<KnownRoom[]>;
	saveRoom(room: KnownRoom): Promise<Result<void, StoreFault>>;
	/** Forgets a room, its events, and the values whose names end with `:` and its id. */
	deleteRoom(room: RoomId): Promise<void>;
	/** Forgets everything, the identity included. Nothing can be kept or read afterwards: open it anew. */
	deleteEverything(): Promise<Result<void, StoreFault>>;
	/** A small structured-clonable value under a name: settings, profile, volumes. */
	loadValue<Value>(name: string): Promise<Value | null>;
	saveValue(name: string, value: unknown): Promise<Result<void, StoreFault>>;
	/** Values whose names begin so, by the rest of their names. */
	loadValuesUnder<Value>(beginning: string): Promise<ReadonlyMap<string, Value>>;
	/** Calls `changed` after any such value was saved or forgotten, in other tabs too; the returned function ends it. */
	watchValuesUnder(beginning: string, changed: () => void): () => void;
	/** Every value by its name. */
	loadValues(): Promise<ReadonlyMap<string, unknown>>;
	/** Calls `changed` after a room was saved or forgotten, in other tabs too; the returned function ends it. */
	watchRooms(changed: () => void): () => void;
	close(): void;
}

/** Which of this profile's tabs has a room: one owns its sound and links. */
export interface RoomLock {
	/** Resolves to whether this page got the room; `lost` is called when another tab takes it over. */
	hold(room: RoomId, options: { readonly steal: boolean; readonly lost: () => void }): Promise<boolean>;
	/** Lets other tabs have the room. It does nothing to a `hold` that is still under way. */
	release(room: RoomId): void;
}
