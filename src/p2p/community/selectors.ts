import type { IdentityId } from '../base/ids.ts';
import type { CommunityState, Member } from './state.ts';

/** Whether somebody may host in a community's name, or why not. */
export type HostVerdict =
	| { readonly may: true }
	| { readonly may: false; readonly why: 'banned' | 'not-member' }
	/** So many more members would have to follow them. */
	| { readonly may: false; readonly why: 'followers'; readonly missing: number };

/** Somebody as the community knows them, or null. */
export function memberOf(state: CommunityState, who: IdentityId): Member | null {
	return state.members.get(who) ?? null;
}

/** Whether somebody is in the community: joined, neither left nor banned. */
export function isMember(state: CommunityState, who: IdentityId): boolean {
	const member = memberOf(state, who);
	return member !== null && member.standing === 'in' && !member.isBanned;
}

/** Whether somebody is banned from the community. */
export function isBanned(state: CommunityState, who: IdentityId): boolean {
	return memberOf(state, who)?.isBanned ?? false;
}

/** Whether somebody is an organiser, or the founder. */
export function isOrganiser(state: CommunityState, who: IdentityId): boolean {
	return who === state.founder || memberOf(state, who)?.rank === 'organiser';
}

/** Those who are in, organisers first, then by name. */
export function membersIn({ members }: CommunityState): Member[] {
	const order = { founder: 0, organiser: 1, member: 2 };
	return [...members.values()]
		.filter(({ standing, isBanned: isOut }) => standing === 'in' && !isOut)
		.sort((a, b) => order[a.rank] - order[b.rank] || a.name.localeCompare(b.name));
}

/** Whether the policy allows somebody to host in the community's name. */
export function mayHost(state: CommunityState, who: IdentityId): HostVerdict {
	const { hosts, followers } = state.policy;
	if (isBanned(state, who)) return { may: false, why: 'banned' };
	if (hosts === 'anyone' || isOrganiser(state, who)) return { may: true };
	if (!isMember(state, who)) return { may: false, why: 'not-member' };
	const missing = hosts === 'followers' ? followers - memberOf(state, who)!.followers : 0;
	return missing > 0 ? { may: false, why: 'followers', missing } : { may: true };
}

/** Whether a room of this host is held in the community's name. */
export function isHeldIn(state: CommunityState, host: IdentityId): boolean {
	return mayHost(state, host).may;
}

/**
 * Whether somebody may speak in a room that its host holds in the name of a community, as far as this page can tell: it
 * has to have the community's document.
 */
export function maySpeak(
	mark: { readonly state: CommunityState | null } | null,
	host: IdentityId,
	who: IdentityId
): boolean {
	const state = mark?.state;
	if (!state || who === host || !isHeldIn(state, host)) return true;
	if (isBanned(state, who)) return false;
	return state.policy.speakers === 'everyone' || isMember(state, who) || isOrganiser(state, who);
}
