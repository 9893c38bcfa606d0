import type { EventId, IdentityId, RoomId, SessionId } from '../base/ids.ts';
import type { CommunityPolicy } from '../room/policy.ts';

/** How somebody stands in a community. */
export type Rank = 'founder' | 'organiser' | 'member';

/** Somebody who ever was in a community, or was banned from it. */
export interface Member {
	readonly identity: IdentityId;
	/** Empty when they gave none. */
	readonly name: string;
	readonly rank: Rank;
	/** `left`: of their own will; `unknown`: banned before they ever joined. */
	readonly standing: 'in' | 'left' | 'unknown';
	readonly isBanned: boolean;
	/** Why, as who banned them put it; empty otherwise. */
	readonly reason: string;
	/** Members who follow them, themselves not counted. */
	readonly followers: number;
}

/** A text that organisers pinned. */
export interface Post {
	readonly id: EventId;
	readonly by: IdentityId;
	readonly text: string;
}

/** A room held in the community's name. */
export interface ListedRoom {
	readonly id: EventId;
	readonly by: IdentityId;
	/** The fragment of its link. */
	readonly code: string;
	readonly title: string;
	/** Milliseconds since the epoch; 0: as it was listed. */
	readonly start: number;
}

/** A community as the accepted events make it: the same on every page that has the same events. */
export interface CommunityState {
	readonly community: RoomId;
	readonly founder: IdentityId;
	readonly name: string;
	readonly about: string;
	/** A small picture as a browser made it; empty: none. */
	readonly picture: Uint8Array;
	readonly policy: CommunityPolicy;
	/** Where it meets besides the relays of its link. */
	readonly relays: readonly string[];
	/** Everybody, by identity, ascending. */
	readonly members: ReadonlyMap<IdentityId, Member>;
	/** Whom each member follows. */
	readonly follows: ReadonlyMap<IdentityId, ReadonlySet<IdentityId>>;
	/** In the order they were pinned, the newest `MAX_POSTS`. */
	readonly posts: readonly Post[];
	/** In the order they were listed, the newest `MAX_ROOMS` of those whose host the policy allows. */
	readonly rooms: readonly ListedRoom[];
	/** Sessions that signed two events for one place: from there on nothing of theirs counts. */
	readonly forked: readonly SessionId[];
	/** Events held back because something in their past has not arrived. */
	readonly pending: number;
}

/** Posts shown at once, so that a page stays a page. */
export const MAX_POSTS = 50;
/** Rooms listed at once: three months of one a day. */
export const MAX_ROOMS = 100;

/** Under what a store keeps the row of each community that this browser knows. */
export const KEPT_COMMUNITIES = 'community:';
