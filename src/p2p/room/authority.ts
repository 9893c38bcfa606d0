import { isActingRoleAct } from './acting.ts';
import type { Acting } from './acting.ts';
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
	'pins.ordered',
	'title.changed',
	'door.changed',
	'person.admitted',
	'invite.revoked',
	'hands.lowered',
	'stage.muted',
	'chat.removed',
	'chat.switched',
	'turns.limited',
	'schedule.set',
	'schedule.changed',
	'schedule.cancelled',
	'room.opened',
	'instance.closed',
	'recording.started',
	'recording.stopped'
]);

/** What of it an acting host may do to co-hosts too. */
const ACTS_FOR_HOST: ReadonlySet<EventType> = new Set<EventType>([
	'role.revoked',
	'mic.muted',
	'hand.lowered'
]);

/** What only the host may sign. */
function isOnlyTheHosts(event: RoomEvent): boolean {
	if (event.type === 'role.revoked') return event.body.role === 'cohost';
	// A file stays with whoever makes it; what all newcomers hear the host answers for.
	if (event.type === 'recording.started') return event.body.minutes > 0;
	return (
		event.type === 'role.granted' ||
		event.type === 'succession.set' ||
		event.type === 'community.claimed' ||
		event.type === 'host.offered' ||
		event.type === 'tickets.offered' ||
		event.type === 'ticket.issued' ||
		event.type === 'ticket.refunded' ||
		event.type === 'tickets.closed' ||
		event.type === 'room.ended'
	);
}

/** Who may sign what, from the strata below. */
export interface Ranks {
	/** What the hosts alone gave. */
	readonly appointed: Standing;
	/** With what acting hosts gave besides. */
	readonly standing: Standing;
	readonly acting: Acting;
}

/** Strict rank: whether an act at `at` is about somebody who stood below its author, a co-host, when it was signed. */
function isOnLowerRank(history: History, { standing, acting }: Ranks, at: number): boolean {
	const event = history.causality.events[at]!;
	const target = targetOf(event);
	if (target === null) return true;
	if (target === history.reigns.hostAt(at)) return false;
	if (standing.isAppointed(target, at)) {
		// Being appointed, the author is not below themselves either.
		const isSelf = target === history.authors[at];
		return !isSelf && ACTS_FOR_HOST.has(event.type) && acting.actsForHost(at, target);
	}
	// The host raised the target concurrently: that wins and voids the act.
	return !standing.appointments(target).some((act) => history.causality.isConcurrent(act, at));
}

/** Whether the event at `at` is an act of a moderator with the authority for it, and not void. Self acts are not. */
export function isAuthorised(history: History, ranks: Ranks, at: number): boolean {
	const { authors, causality, reigns } = history;
	if (history.isVoid(at)) return false;
	const event = causality.events[at]!;
	const isHostsAlone = isOnlyTheHosts(event);
	if (!MODERATOR_ACTS.has(event.type) && !isHostsAlone) return false;
	// An admission takes nothing from anybody, so rank has no say in it.
	const isAdmission = event.type === 'person.admitted';
	if (reigns.isHostAct(at)) return isAdmission || targetOf(event) !== reigns.hostAt(at);
	if (isHostsAlone) return isActingRoleAct(history, ranks.appointed, ranks.acting, at);
	if (!ranks.standing.actsAsCohost(authors[at]!, at)) return false;
	return isAdmission || isOnLowerRank(history, ranks, at);
}

/**
 * Positions of the moderators' acts that count, ascending. This depends on reigns and standing only,
 * never on the access that these acts decide, so the rules have no circle.
 */
export function authorisedActs(history: History, ranks: Ranks): number[] {
	const acts: number[] = [];
	for (let at = 0; at < history.causality.now; at++) {
		if (isAuthorised(history, ranks, at)) acts.push(at);
	}
	return acts;
}
