import type { IdentityId } from '../base/ids.ts';
import {
	decodeAnnouncement,
	isAnnouncementAuthentic,
	isTimely,
	type Announcement
} from '../wire/announcement.ts';
import { MAX_CHECKS, MAX_ROOMS_OF_HOST, MAX_SHOWN } from '../wire/directory-limits.ts';
import { openSealed, type Directory } from '../wire/directory.ts';

/** A directory, and which relay it is from: null for the page's own origin. */
export interface Answer {
	readonly directory: Directory;
	readonly relay: string | null;
}

/** A room to show: its host signed it, and it was announced at this relay. */
export interface Shown {
	readonly announcement: Announcement;
	readonly relay: string | null;
}

/** Who looks, and when. */
export interface Looking {
	readonly follows: ReadonlySet<IdentityId>;
	/** Whose rooms are not shown, whoever announces them. */
	readonly hides: (host: IdentityId) => boolean;
	/** Milliseconds since the epoch. */
	readonly now: number;
	/** Where somebody had their place before: nobody moves because somebody came. */
	readonly placeOf: (host: IdentityId) => number | null;
	/** Lets the page do something else for a moment. */
	readonly pause: () => Promise<void>;
}

/** Announcements that are read, or checked, before the page may do something else. */
const AT_ONCE = 8;

/**
 * The rooms that a person is shown of what relays answered, one of each host: those who are followed first, then in
 * their places, and newcomers after them. Bounded work whatever the answers hold; only what could be shown is verified.
 */
export async function shownRooms(answers: readonly Answer[], looking: Looking): Promise<Shown[]> {
	const pace = pacer(looking.pause);
	const candidates = new Map<IdentityId, Shown[]>();
	for (const answer of answers)
		for (const [host, rooms] of await timelyRooms(answer, looking, pace))
			candidates.set(host, [...(candidates.get(host) ?? []), ...rooms]);
	const order = [...candidates.keys()].sort((a, b) => rank(a, looking) - rank(b, looking));
	const shown: Shown[] = [];
	let checks = MAX_CHECKS;
	for (const host of order) {
		for (const room of candidates.get(host)!.sort(newestFirst)) {
			if (shown.length >= MAX_SHOWN || checks === 0) return shown;
			checks -= 1;
			await pace();
			if (!isAnnouncementAuthentic(room.announcement)) continue;
			shown.push(room);
			break;
		}
	}
	return shown;
}

/** What one relay says of each host. An honest one keeps no more than so many rooms of a host, so no more are looked at. */
async function timelyRooms(
	{ directory, relay }: Answer,
	{ follows, hides, now }: Looking,
	pace: () => Promise<void>
): Promise<Map<IdentityId, Shown[]>> {
	const found = new Map<IdentityId, Shown[]>();
	const take = async (bytes: Uint8Array, audience: Announcement['audience']) => {
		await pace();
		const read = decodeAnnouncement(bytes);
		if (!read.ok) return;
		const announcement = read.value;
		const { host, isLive } = announcement;
		if (!isLive || announcement.audience !== audience || !isTimely(announcement, now) || hides(host)) return;
		if (audience === 'followers' && !follows.has(host)) return;
		const rooms = found.get(host) ?? [];
		if (rooms.length < MAX_ROOMS_OF_HOST) found.set(host, [...rooms, { announcement, relay }]);
	};
	for (const bytes of await openSealed(directory, follows)) await take(bytes, 'followers');
	for (const bytes of directory.listed) await take(bytes, 'everybody');
	return found;
}

/** The room that began last; of one room what was signed last. */
function newestFirst({ announcement: a }: Shown, { announcement: b }: Shown): number {
	return b.since - a.since || b.at - a.at;
}

function rank(host: IdentityId, { follows, placeOf }: Looking): number {
	const place = placeOf(host) ?? Number.MAX_SAFE_INTEGER / 4;
	return follows.has(host) ? place : place + Number.MAX_SAFE_INTEGER / 2;
}

function pacer(pause: () => Promise<void>): () => Promise<void> {
	let done = 0;
	return async () => {
		done += 1;
		if (done % AT_ONCE === 0) await pause();
	};
}
