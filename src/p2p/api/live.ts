import type { Emitter } from '../base/emitter.ts';
import type { IdentityId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { StoreFault } from '../ports.ts';

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
	/** Reads the list anew, after another device or tab changed it. */
	readAgain(): Promise<void>;
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
