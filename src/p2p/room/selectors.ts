import type { EventId, IdentityId, SessionId } from '../base/ids.ts';
import type { Person, Pin, Role, RoomState } from './state.ts';
import { ticketsHeldBy } from './ticket-selectors.ts';

/** What stands between a person and the room. */
export type Entry =
	'yes' | 'banned' | 'removed' | 'locked' | 'uninvited' | 'ticketless' | 'not-following' | 'ended';

/** The person behind an identity, or null if nobody signed anything by or about them. */
export function personOf(state: RoomState, identity: IdentityId): Person | null {
	return state.people.find((person) => person.identity === identity) ?? null;
}

/** A person's role; who is unknown listens. */
export function roleOf(state: RoomState, identity: IdentityId): Role {
	return personOf(state, identity)?.role ?? 'listener';
}

/** Whether somebody is host or co-host. */
export function isModerator(state: RoomState, identity: IdentityId): boolean {
	const role = roleOf(state, identity);
	return role === 'host' || role === 'cohost';
}

/** Whoever may lead a room, first who comes first: the host, the acting host, the order of succession, other co-hosts by key. */
export function lineOf(state: RoomState): readonly IdentityId[] {
	const cohosts = state.people.filter(({ role }) => role === 'cohost').map(({ identity }) => identity);
	const line = [state.host, state.actingHost, ...state.succession, ...cohosts];
	return [...new Set(line.filter((identity) => identity !== null))];
}

/** Who leads a room while these people are present: the first of `lineOf`; null if none of them is here. */
export function leaderOf(state: RoomState | null, present: ReadonlySet<IdentityId>): IdentityId | null {
	return (state && lineOf(state).find((identity) => present.has(identity))) ?? null;
}

/** How much somebody's word weighs in a room: 3 the host's, 2 the acting host's, 1 a co-host's, 0 nobody's or of somebody put out. */
export function authorityOf(state: RoomState, identity: IdentityId): 0 | 1 | 2 | 3 {
	if ((personOf(state, identity)?.access ?? 'in') !== 'in') return 0;
	if (identity === state.host) return 3;
	if (identity === state.actingHost) return 2;
	return isModerator(state, identity) ? 1 : 0;
}

/** Whether somebody has a place on the stage, muted or not. */
export function isOnStage(state: RoomState, identity: IdentityId): boolean {
	const person = personOf(state, identity);
	return person !== null && person.role !== 'listener' && person.access === 'in';
}

/** Whether others play what somebody sends: on the stage and not silenced by a moderator. */
export function isAudible(state: RoomState, identity: IdentityId): boolean {
	return isOnStage(state, identity) && !personOf(state, identity)!.muted;
}

/** Place in the queue of raised hands from 1, or null. */
export function queuePosition(state: RoomState, identity: IdentityId): number | null {
	const index = state.hands.findIndex((hand) => hand.identity === identity);
	return index < 0 ? null : index + 1;
}

/** Whether what a session signs counts: a moderator's always, anybody else's once a moderator's page admitted it. */
export function mayWrite(state: RoomState, identity: IdentityId, session: SessionId): boolean {
	return isModerator(state, identity) || (personOf(state, identity)?.admitted.includes(session) ?? false);
}

/**
 * Whether somebody may come in now, bringing nothing but the link, or why not. No door holds out the
 * moderators and those inside; an admission, once given, opens every door but the locked one and that for
 * tickets, where a ticket counts alone: it can be given back.
 */
export function mayEnter(state: RoomState, identity: IdentityId): Entry {
	if (state.ended) return 'ended';
	const access = personOf(state, identity)?.access ?? 'in';
	if (access !== 'in') return access;
	if (state.inside.includes(identity) || isModerator(state, identity)) return 'yes';
	if (state.door === 'locked') return 'locked';
	if (state.door === 'ticket') return ticketsHeldBy(state, identity).length > 0 ? 'yes' : 'ticketless';
	if (state.door === 'open' || state.door === 'link' || personOf(state, identity)?.admitted.length)
		return 'yes';
	return state.door === 'invite' ? 'uninvited' : 'not-following';
}

/** Why somebody may no longer be in the room, or null. Only the door for tickets puts out: a ticket can be given back. */
export function outReason(
	state: RoomState,
	identity: IdentityId
): 'banned' | 'removed' | 'ticketless' | null {
	const entry = mayEnter(state, identity);
	return entry === 'banned' || entry === 'removed' || entry === 'ticketless' ? entry : null;
}

/** These pins with those that an order names first, as it names them; the others follow as they were. */
export function inOrder(pins: readonly Pin[], order: readonly EventId[]): readonly Pin[] {
	const place = new Map(order.map((pin, i) => [pin, i]));
	const placeOf = ({ id }: Pin) => place.get(id) ?? order.length;
	return [...pins].sort((a, b) => placeOf(a) - placeOf(b));
}
