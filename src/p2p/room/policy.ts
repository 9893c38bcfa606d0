/**
 * Who may host rooms in a community's name: `anyone` who is not banned, `members`, or members whom at least so many other
 * members follow. Organisers always may.
 */
export const HOSTING = ['anyone', 'members', 'followers'] as const;
/** One of `HOSTING`. */
export type Hosting = (typeof HOSTING)[number];

/** Who may speak in a community's rooms. */
export const SPEAKING = ['everyone', 'members'] as const;
/** One of `SPEAKING`. */
export type Speaking = (typeof SPEAKING)[number];

/** The most followers that a policy can ask for: every other member that a community may have. */
export const MAX_FOLLOWERS = 2_000;

/** The rules of a community for its rooms. */
export interface CommunityPolicy {
	readonly hosts: Hosting;
	/** How many followers a host needs, 1 to `MAX_FOLLOWERS`; it says something where `hosts` is `followers`. */
	readonly followers: number;
	readonly speakers: Speaking;
}
