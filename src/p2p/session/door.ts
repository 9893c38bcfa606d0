import type { IdentityId, RoomId, SessionId } from '../base/ids.ts';
import { isModerator, mayEnter, type Entry } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import type { Grant } from '../wire/grant.ts';
import type { Invite } from '../wire/invite.ts';
import { isFollow, isInviteGenuine, isPassUsedBy, signedInvite, usePass } from '../wire/pass.ts';

/** Somebody before the door, and what they brought; the signatures of the grant are not checked yet. */
export interface Caller {
	readonly identity: IdentityId;
	readonly session: SessionId;
	readonly grant: Grant | null;
}

/** What this session brings to the door by the link it was opened with. */
export function grantOf({ room, pass }: Invite, session: SessionId): Grant | null {
	return pass && { kind: 'invite', ...signedInvite(pass), use: usePass(room, pass, session) };
}

/** Whether a caller may come in now, or why not: the room's door, and what opens it for this one. */
export function entryFor(room: RoomId, state: RoomState, caller: Caller): Entry {
	const entry = mayEnter(state, caller.identity);
	const { grant } = caller;
	if (entry === 'uninvited' && grant?.kind === 'invite' && opens(room, state, caller.session, grant))
		return 'yes';
	if (entry === 'not-following' && grant?.kind === 'follow')
		return isFollow(room, caller.identity, grant.signature) ? 'yes' : entry;
	return entry;
}

/** Whether an invite is unused, made by a session of somebody who is a moderator now, and used by this caller. */
function opens(
	room: RoomId,
	state: RoomState,
	session: SessionId,
	grant: Grant & { readonly kind: 'invite' }
): boolean {
	if (state.spentInvites.includes(grant.key)) return false;
	const issuer = state.people.find(({ sessions }) => sessions.includes(grant.issuer));
	if (!issuer || issuer.access !== 'in' || !isModerator(state, issuer.identity)) return false;
	return isInviteGenuine(grant) && isPassUsedBy(room, grant.key, session, grant.use);
}
