import type { IdentityId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { KeptModel, KnownRoom, StoreFault } from '../ports.ts';
import type { Door } from '../room/events.ts';
import type { Timing } from '../room/timing.ts';
import type { Blocks } from './blocks.ts';
import type { Identities } from './identities.ts';
import type { Letters } from './letters.ts';
import type { ForwardingSettings } from './path.ts';
import type { RoomFiles } from './room-files.ts';
import type { RoomSession } from './room-session.ts';
import type { Sound } from './sound.ts';

/** What a person says about themselves; kept on this device and sent to the peers of a room. */
export interface Profile {
	readonly name: string;
	/** A small JPEG, PNG or WebP, at most `MAX_PICTURE_BYTES`; null means the avatar drawn from the key. */
	readonly picture: Uint8Array | null;
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

/** When a room shall take place, and what is to be known before. */
export interface PlannedRoom {
	readonly timing: Timing;
	/** At most `TEXT_LIMITS.note` characters. */
	readonly note: string;
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
	/** Rooms as files, loaded when somebody wants one. */
	roomFiles(): Promise<RoomFiles>;
	/** What this page gives to large rooms. */
	readonly forwarding: ForwardingSettings;
	setForwarding(settings: ForwardingSettings): Promise<Result<void, StoreFault>>;
	/** Keeps the profile; what cannot be shown in the name is left out. */
	setProfile(profile: Profile): Promise<Result<void, StoreFault>>;
	/** Relays of one's own: rooms made here are found through them too, and their links carry them. */
	readonly relays: readonly string[];
	/** Sets the own relays, each a multiaddr or an http(s) address; at most 4. */
	setRelays(relays: readonly string[]): Promise<Result<void, StoreFault | 'relay-invalid'>>;
	/** Reads profile, relays and blocked people anew, after another device or tab changed them. */
	readAgain(): Promise<void>;
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
	/**
	 * Makes a room whose host is this identity, and joins it. With `schedule` it is not live yet, and is kept on this
	 * device alone until somebody else opens its link while it is open here; needs no network. Throws (a bug) on a plan
	 * that peers would not take.
	 */
	createRoom(options: {
		readonly title: string;
		readonly topics: readonly string[];
		readonly door: Door;
		readonly schedule?: PlannedRoom;
	}): Promise<RoomSession>;
	/** Opens a room from the whole link or its fragment, as a preview; `join` comes in. */
	openRoom(link: string): Promise<Result<RoomSession, LinkFault>>;
}
