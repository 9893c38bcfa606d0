import { fail, type Result } from '../base/result.ts';
import { inviteFragment, parseInvite, type Invite, type InviteFault } from './invite.ts';

/** The fragment of a community's link, without `#`: the code of a room's link, with the community's id and secret. */
export function communityCode(invite: Pick<Invite, 'room' | 'secret' | 'relays'>): string {
	return inviteFragment({ ...invite, pass: null });
}

/** Reads a whole link to a community, its fragment or a bare code, as a person may paste it. */
export function parseCommunityLink(link: string): Result<Invite, InviteFault> {
	const text = link.trim();
	const hash = text.indexOf('#');
	if (hash > 0 && !/\/community\/?$/.test(text.slice(0, hash).replace(/\?.*$/, '')))
		return fail('link-foreign');
	return parseInvite(hash < 0 ? text : text.slice(hash));
}
