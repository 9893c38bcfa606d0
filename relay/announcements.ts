import type { Clock } from '../src/p2p/base/clock.ts';
import type { IdentityId } from '../src/p2p/base/ids.ts';
import type { Random } from '../src/p2p/base/random.ts';
import { fail, ok, type Result } from '../src/p2p/base/result.ts';
import {
	decodeAnnouncement,
	isAnnouncementAuthentic,
	isTimely,
	type Announcement,
	type AnnouncementFault
} from '../src/p2p/wire/announcement.ts';
import { decodePlannedRoom, isPlannedRoomAuthentic, type PlannedRoom } from '../src/p2p/wire/planned-room.ts';
import {
	CLOCK_TOLERANCE_MS,
	MAX_ANNOUNCED_MS,
	MAX_DIRECTORY_BYTES,
	MAX_LISTED,
	MAX_PLANNED_MS,
	MAX_PLANNED_OF_HOST,
	MAX_ROOMS_OF_HOST,
	MAX_SEALED
} from '../src/p2p/wire/directory-limits.ts';
import { encodeDirectory, SALT_BYTES, sealEntry } from '../src/p2p/wire/directory.ts';
import { fairChoice } from './fair-choice.ts';
import type { RelayLimits } from './limits.ts';
import { Rate } from './rate.ts';

/** Why an announcement is not kept. */
export type KeepFault =
	| AnnouncementFault
	/** One of the same room that was signed later, or this very one, is here already. */
	| 'announcement-older'
	/** This host, or this address, has as many as it may have. */
	| 'announcement-too-many'
	| 'relay-busy'
	| 'relay-full';

/** What of an announcement the relay goes by. */
type Word = Pick<Announcement, 'host' | 'invite' | 'audience' | 'at' | 'until'>;

/** One kind of announcement: how it is read, and how many of a host are shown for how long. */
export interface AnnouncementKind<Kind extends Word> {
	readonly decode: (bytes: Uint8Array) => Result<Kind, 'announcement-malformed'>;
	readonly isAuthentic: (word: Kind) => boolean;
	readonly isShown: (word: Kind) => boolean;
	readonly maxOfHost: number;
	readonly maxMs: number;
}

/** Rooms that are live. */
export const LIVE_ROOMS: AnnouncementKind<Announcement> = {
	decode: decodeAnnouncement,
	isAuthentic: isAnnouncementAuthentic,
	isShown: ({ isLive }) => isLive,
	maxOfHost: MAX_ROOMS_OF_HOST,
	maxMs: MAX_ANNOUNCED_MS
};

/** Rooms that take place later. */
export const PLANNED_ROOMS: AnnouncementKind<PlannedRoom> = {
	decode: decodePlannedRoom,
	isAuthentic: isPlannedRoomAuthentic,
	isShown: ({ isShown }) => isShown,
	maxOfHost: MAX_PLANNED_OF_HOST,
	maxMs: MAX_PLANNED_MS
};

interface Kept<Kind> {
	readonly announcement: Kind;
	readonly bytes: Uint8Array;
	/** Who brought it. */
	readonly party: string;
	/** Until when it is shown, by this relay's clock: a host whose clock is off is shown as long as any other. */
	readonly endsAt: number;
	/** Until when an older one of the room is told from a newer one: as long as one could seem timely. */
	readonly knownUntil: number;
}

/** How long an answer serves everybody who asks: many readers cost one encoding. */
const FRESH_MS = 1_000;
/** What CBOR adds to each announcement in an answer, at most, its lock included. */
const OVERHEAD_BYTES = 48;

/** What hosts announced here: kept while it holds, within limits, and only if its host signed it. */
export class Announcements<Kind extends Word = Announcement> {
	readonly #kind: AnnouncementKind<Kind>;
	readonly #clock: Clock;
	readonly #random: Random;
	readonly #limits: RelayLimits;
	readonly #checks: Rate;
	readonly #kept = new Map<string, Kept<Kind>>();
	readonly #ofParty = new Map<string, number>();
	#answer: { readonly madeAt: number; readonly bytes: Promise<Uint8Array | null> } | null = null;

	constructor(kind: AnnouncementKind<Kind>, options: { clock: Clock; random: Random; limits: RelayLimits }) {
		this.#kind = kind;
		this.#clock = options.clock;
		this.#random = options.random;
		this.#limits = options.limits;
		this.#checks = new Rate(options.clock, options.limits.announcementChecksPerSecond);
	}

	/** Rooms that are shown now. */
	get size(): number {
		return this.#shown().length;
	}

	/** Keeps what a party brought, in place of what it had of the same room. The signature, which costs most, is checked last. */
	keep(bytes: Uint8Array, party: string): Result<void, KeepFault> {
		const now = this.#clock.now();
		const read = this.#kind.decode(bytes);
		if (!read.ok) return read;
		const announcement = read.value;
		if (!isTimely(announcement, now)) return fail('announcement-untimely');
		const name = `${announcement.host}:${announcement.invite.room}`;
		const before = this.#kept.get(name);
		if (before && before.announcement.at >= announcement.at) return fail('announcement-older');
		const fault = this.#placeFor(announcement, { party, before });
		if (fault) return fail(fault);
		if (!this.#checks.take()) return fail('relay-busy');
		if (!this.#kind.isAuthentic(announcement)) return fail('announcement-forged');
		this.#drop(name);
		this.#kept.set(name, {
			announcement,
			bytes: bytes.slice(),
			party,
			endsAt: now + announcement.until - announcement.at,
			knownUntil: now + this.#kind.maxMs + 2 * CLOCK_TOLERANCE_MS
		});
		this.#ofParty.set(party, this.#countOf(party) + 1);
		return ok(undefined);
	}

	/** Forgets what nobody could bring again. */
	expire(): void {
		const now = this.#clock.now();
		for (const [name, { knownUntil }] of [...this.#kept]) if (knownUntil <= now) this.#drop(name);
	}

	/** Everything that is announced, the same bytes for whoever asks within a second; null when there is nothing. */
	answer(): Promise<Uint8Array | null> {
		const now = this.#clock.now();
		const age = now - (this.#answer?.madeAt ?? 0);
		if (!this.#answer || age >= FRESH_MS || age < 0) this.#answer = { madeAt: now, bytes: this.#encode(now) };
		return this.#answer.bytes;
	}

	#placeFor(
		{ host, invite }: Kind,
		{ party, before }: { readonly party: string; readonly before: Kept<Kind> | undefined }
	): KeepFault | null {
		const others = this.#shown().filter(({ announcement: one }) => one.host === host);
		const isNew = others.every(({ announcement: one }) => one.invite.room !== invite.room);
		if (isNew && others.length >= this.#kind.maxOfHost) return 'announcement-too-many';
		if (before?.party !== party && this.#countOf(party) >= this.#limits.announcementsPerAddress)
			return 'announcement-too-many';
		return !before && this.#kept.size >= this.#limits.announcements ? 'relay-full' : null;
	}

	#shown(): Kept<Kind>[] {
		const now = this.#clock.now();
		return [...this.#kept.values()].filter(
			({ announcement, endsAt }) => this.#kind.isShown(announcement) && endsAt > now
		);
	}

	async #encode(now: number): Promise<Uint8Array | null> {
		const shown = this.#shown();
		if (shown.length === 0) return null;
		const salt = this.#random.bytes(SALT_BYTES);
		const room = { bytes: MAX_DIRECTORY_BYTES - 2 * OVERHEAD_BYTES };
		const public_ = shown.filter(({ announcement }) => announcement.audience === 'everybody');
		const listed = fairChoice(public_, MAX_LISTED, this.#random)
			.map(({ bytes }) => bytes)
			.filter((bytes) => fits(room, [bytes]));
		const ofHost = new Map<IdentityId, Uint8Array[]>();
		for (const { announcement, bytes } of shown) {
			if (announcement.audience !== 'followers') continue;
			ofHost.set(announcement.host, [...(ofHost.get(announcement.host) ?? []), bytes]);
		}
		const hosts = fairChoice([...ofHost], MAX_SEALED, this.#random).filter(([, all]) => fits(room, all));
		const sealed = await Promise.all(hosts.map(([host, all]) => sealEntry(salt, host, all)));
		return encodeDirectory({ salt, now, listed, sealed });
	}

	#countOf(party: string): number {
		return this.#ofParty.get(party) ?? 0;
	}

	#drop(name: string): void {
		const kept = this.#kept.get(name);
		if (!kept) return;
		this.#kept.delete(name);
		const left = this.#countOf(kept.party) - 1;
		if (left > 0) this.#ofParty.set(kept.party, left);
		else this.#ofParty.delete(kept.party);
	}
}

/** Whether these still fit into an answer; takes their room if so. */
function fits(room: { bytes: number }, parts: readonly Uint8Array[]): boolean {
	const bytes = parts.reduce((sum, part) => sum + part.length + OVERHEAD_BYTES, 0);
	if (bytes > room.bytes) return false;
	room.bytes -= bytes;
	return true;
}
