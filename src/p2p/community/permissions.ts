import type { EventId, IdentityId } from '../base/ids.ts';
import type { Draft } from '../room/permissions.ts';
import type { CommunityPolicy } from '../room/policy.ts';
import { isBanned, isMember, isOrganiser, mayHost } from './selectors.ts';
import type { CommunityState, ListedRoom } from './state.ts';

/** What a person can ask of a community. */
export type CommunityCommand =
	| { readonly do: 'join'; readonly name: string }
	| { readonly do: 'leave' }
	| { readonly do: 'describe'; readonly name: string; readonly about: string }
	| { readonly do: 'picture'; readonly picture: Uint8Array }
	| { readonly do: 'set-policy'; readonly policy: CommunityPolicy }
	| { readonly do: 'appoint' | 'dismiss'; readonly target: IdentityId }
	| { readonly do: 'follow' | 'unfollow'; readonly target: IdentityId }
	| { readonly do: 'ban'; readonly target: IdentityId; readonly reason: string }
	| { readonly do: 'unban'; readonly target: IdentityId }
	| { readonly do: 'set-relays'; readonly relays: readonly string[] }
	| { readonly do: 'post'; readonly text: string }
	| { readonly do: 'unpost'; readonly post: EventId }
	| ({ readonly do: 'list' } & Pick<ListedRoom, 'code' | 'title' | 'start'>)
	| { readonly do: 'unlist'; readonly listing: EventId };

/** Whether a command of `me`, signed on top of everything known, has its effect: the reducer's rules looking forward. */
export function mayDo(state: CommunityState, me: IdentityId, command: CommunityCommand): boolean {
	if (isBanned(state, me)) return false;
	const isLeading = isOrganiser(state, me);
	switch (command.do) {
		case 'join':
			return true;
		case 'leave':
			return isMember(state, me) && me !== state.founder;
		case 'describe':
		case 'picture':
		case 'set-policy':
		case 'set-relays':
		case 'post':
		case 'unpost':
			return isLeading;
		case 'appoint':
			return me === state.founder && isMember(state, command.target) && !isOrganiser(state, command.target);
		case 'dismiss':
			if (command.target === state.founder || !isOrganiser(state, command.target)) return false;
			return me === state.founder || me === command.target;
		case 'follow':
		case 'unfollow':
			return (
				isMember(state, me) &&
				command.target !== me &&
				follows(state, me, command.target) === (command.do === 'unfollow')
			);
		case 'ban':
		case 'unban':
			if (isBanned(state, command.target) !== (command.do === 'unban') || command.target === state.founder)
				return false;
			return me === state.founder || (isLeading && !isOrganiser(state, command.target));
		case 'list':
			return mayHost(state, me).may;
		case 'unlist': {
			const room = state.rooms.find(({ id }) => id === command.listing);
			return room !== undefined && (room.by === me || isLeading);
		}
	}
}

/** Whether a member follows somebody in the community. */
export function follows(state: CommunityState, who: IdentityId, whom: IdentityId): boolean {
	return state.follows.get(who)?.has(whom) ?? false;
}

/** The event that a command becomes. */
export function draftOf(command: CommunityCommand): Draft {
	switch (command.do) {
		case 'join':
			return { type: 'member.joined', body: { name: command.name } };
		case 'leave':
			return { type: 'member.left', body: {} };
		case 'describe':
			return { type: 'community.changed', body: { name: command.name, about: command.about } };
		case 'picture':
			return { type: 'community.pictured', body: { picture: command.picture } };
		case 'set-policy':
			return { type: 'policy.set', body: command.policy };
		case 'appoint':
			return { type: 'organiser.appointed', body: { target: command.target } };
		case 'dismiss':
			return { type: 'organiser.dismissed', body: { target: command.target } };
		case 'follow':
			return { type: 'follow.given', body: { target: command.target } };
		case 'unfollow':
			return { type: 'follow.withdrawn', body: { target: command.target } };
		case 'ban':
			return { type: 'person.banned', body: { target: command.target, reason: command.reason } };
		case 'unban':
			return { type: 'person.unbanned', body: { target: command.target } };
		case 'set-relays':
			return { type: 'relays.set', body: { relays: command.relays } };
		case 'post':
			return { type: 'post.pinned', body: { text: command.text } };
		case 'unpost':
			return { type: 'post.unpinned', body: { post: command.post } };
		case 'list': {
			const { code, title, start } = command;
			return { type: 'room.listed', body: { code, title, start } };
		}
		case 'unlist':
			return { type: 'room.unlisted', body: { listing: command.listing } };
	}
}
