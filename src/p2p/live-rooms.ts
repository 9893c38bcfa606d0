import type { LiveRoom } from './api.ts';
import type { Clock } from './base/clock.ts';
import type { IdentityId } from './base/ids.ts';
import { loadBlocked } from './blocks.ts';
import { shownRooms, type Answer, type Shown } from './directory/shown-rooms.ts';
import type { Store } from './ports.ts';
import { decodeDirectory } from './wire/directory.ts';
import { inviteFragment, MAX_RELAYS } from './wire/invite.ts';

export { followCode, parseFollowCode } from './wire/follow-link.ts';

/** What a relay answered, unread; the relay's multiaddr, null for the page's own origin. */
export interface Told {
	readonly bytes: Uint8Array;
	readonly relay: string | null;
}

/** Who looks. */
export interface Onlooker {
	/** Keeps whom they block. */
	readonly store: Store;
	readonly clock: Clock;
	readonly me: IdentityId | null;
	readonly follows: ReadonlySet<IdentityId>;
	/** Hosts who were shown before, in their order. */
	readonly places: readonly IdentityId[];
}

/** The rooms that somebody is shown of what relays answered; not their own, and none of people whom they block. */
export async function liveRooms(
	told: readonly Told[],
	{ store, clock, me, follows, places }: Onlooker
): Promise<readonly LiveRoom[]> {
	const answers = told.flatMap(({ bytes, relay }): Answer[] => {
		const read = decodeDirectory(bytes);
		return read.ok ? [{ directory: read.value, relay }] : [];
	});
	const blocked = await loadBlocked(store);
	const shown = await shownRooms(answers, {
		follows,
		hides: (host) => host === me || blocked.has(host),
		now: clock.now(),
		placeOf: (host) => {
			const place = places.indexOf(host);
			return place < 0 ? null : place;
		},
		pause: () => new Promise((resolve) => clock.after(0, resolve))
	});
	return shown.map((one) => liveRoom(one, follows));
}

/** A room as a page shows it. One that another relay than the origin's told of is found through that relay. */
function liveRoom({ announcement, relay }: Shown, follows: ReadonlySet<IdentityId>): LiveRoom {
	const { host, name, title, topics, invite, inside } = announcement;
	const relays = [...new Set(relay === null ? invite.relays : [relay, ...invite.relays])];
	const code = inviteFragment({ ...invite, relays: relays.slice(0, MAX_RELAYS) });
	return { host, name, title, topics, code, inside, isFollowed: follows.has(host) };
}
