import type { EventId, IdentityId, RoomId, SessionId } from '../base/ids.ts';
import { orderEvents } from './causality.ts';
import type { Causality } from './causality.ts';
import type { RoomEvent } from './events.ts';
import { EMPTY_FEED, countNext, isOverQuota } from './quotas.ts';
import type { FeedCount } from './quotas.ts';
import type { Fork } from './state.ts';

/** What the feeds of a room hold, before any rule on roles: who wrote what, and what is void by its place alone. */
export interface Feeds {
	readonly causality: Causality;
	/** For each position, the identity whose certificate opened the event's feed. */
	readonly authors: readonly IdentityId[];
	/** Feeds of which two branches are here, ascending by session. */
	readonly forks: readonly Fork[];
	isOverQuota(at: number): boolean;
	/** Whether the event stands at or after the first slot of its feed that two events claim. */
	isForked(at: number): boolean;
}

/** The identity that certified the feed whose entry 0 this is. */
function certifiedBy(opening: RoomEvent): IdentityId {
	if (opening.type === 'room.created' || opening.type === 'session.opened')
		return opening.body.certificate.identity;
	throw new Error('a feed begins with its opening');
}

/** The first slot of each forked feed. Entry 0 of the room itself is beyond doubt: it names the room. */
function forksOf({ events }: Causality, authors: readonly IdentityId[]): Map<SessionId, Fork> {
	const slots = new Map<SessionId, IdentityId[]>();
	const forks = new Map<SessionId, Fork>();
	for (const [at, { session, seq }] of events.entries()) {
		const taken = slots.get(session) ?? [];
		slots.set(session, taken);
		const first = taken[seq];
		if (first === undefined) taken[seq] = authors[at]!;
		else if (seq < (forks.get(session)?.seq ?? Infinity)) {
			const identity = first < authors[at]! ? first : authors[at]!;
			forks.set(session, { session, identity, seq });
		}
	}
	return forks;
}

/** For each position, whether it is over its quota (R14), counted along its own branch of the feed. */
function overQuota({ events, positionOf }: Causality): boolean[] {
	const counts: FeedCount[] = [];
	return events.map(({ prev, type }, at) => {
		const count = countNext(prev === null ? EMPTY_FEED : counts[positionOf(prev)!]!, type);
		counts[at] = count;
		return isOverQuota(count, type);
	});
}

/** Reads the feeds of a room from a set of events; null until the first event is there. */
export function readFeeds(room: RoomId, events: Iterable<RoomEvent>): Feeds | null {
	const causality = orderEvents(room, events);
	if (causality.positionOf(room as string as EventId) === undefined) return null;
	const authors = causality.events.map((_, at) => certifiedBy(causality.events[causality.openings[at]!]!));
	const forks = forksOf(causality, authors);
	const over = overQuota(causality);
	return {
		causality,
		authors,
		forks: [...forks.values()].sort((a, b) => (a.session < b.session ? -1 : 1)),
		isOverQuota: (at) => over[at]!,
		isForked(at) {
			const { session, seq } = causality.events[at]!;
			return at > 0 && seq >= (forks.get(session)?.seq ?? Infinity);
		}
	};
}
