import type { EventType, RoomEvent } from './events.ts';
import { targetOf } from './history.ts';
import type { History } from './history.ts';
import type { Standing } from './standing.ts';

/** What host and co-hosts may sign for others or for the room. */
const MODERATOR_ACTS: ReadonlySet<EventType> = new Set<EventType>([
	'stage.invited',
	'role.revoked',
	'mic.muted',
	'hand.lowered',
	'person.removed',
	'person.banned',
	'person.unbanned',
	'pin.added',
	'pin.removed',
	'title.changed',
	'door.changed',
	'person.admitted',
	'invite.revoked',
	'hands.lowered',
	'stage.muted'
]);

/** What only the host may sign. */
function isHostAct(event: RoomEvent): boolean {
	if (event.type === 'role.revoked') return event.body.role === 'cohost';
	return event.type === 'role.granted' || event.type === 'room.ended';
}

/** Strict rank: whether a co-host's act at `at` is about somebody who stood below when it was signed. */
function isOnLowerRank(history: History, standing: Standing, at: number): boolean {
	const target = targetOf(history.causality.events[at]!);
	if (target === null) return true;
	// Being appointed, the author is not below themselves either.
	if (target === history.host || standing.isAppointed(target, at)) return false;
	return !isOvertakenByAppointment(history, standing, at);
}

/** Whether the host appointed the act's target concurrently: the appointment wins and voids the act. */
function isOvertakenByAppointment({ causality }: History, standing: Standing, at: number): boolean {
	const target = targetOf(causality.events[at]!);
	return target !== null && standing.appointments(target).some((act) => causality.isConcurrent(act, at));
}

/** Whether the event at `at` is an act of a moderator with the authority for it. Self acts are not. */
function isAuthorised(history: History, standing: Standing, at: number): boolean {
	const event = history.causality.events[at]!;
	const author = history.authors[at]!;
	if (!MODERATOR_ACTS.has(event.type) && !isHostAct(event)) return false;
	if (author === history.host) return targetOf(event) !== history.host;
	return !isHostAct(event) && standing.actsAsCohost(author, at) && isOnLowerRank(history, standing, at);
}

/**
 * Positions of the moderators' acts that count, ascending. This depends on co-host standing only,
 * never on the access that these acts decide, so the rules have no circle.
 */
export function authorisedActs(history: History, standing: Standing): number[] {
	const acts: number[] = [];
	for (let at = 0; at < history.causality.now; at++) {
		if (!history.isOver(at) && isAuthorised(history, standing, at)) acts.push(at);
	}
	return acts;
}
