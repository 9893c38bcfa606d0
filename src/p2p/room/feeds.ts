import type { EventId, IdentityId, RoomId, SessionId } from '../base/ids.ts';
import { orderEvents } from './causality.ts';
import type { Causality } from './causality.ts';
import { opensFeed, type RoomEvent } from './events.ts';
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
	/** Whether the event at `by` has seen another branch of the feed than the one that the entry at `at` is on. */
	hasSeenRival(at: number, by: number): boolean;
	/** Adds an event that `Causality.append` takes at the end of its feed; false, and nothing is changed, otherwise. */
	append(event: RoomEvent): boolean;
}

/** The identity that certified the feed whose entry 0 this is. */
function certifiedBy(opening: RoomEvent): IdentityId {
	if (opensFeed(opening)) return opening.body.certificate.identity;
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

/** Tells of each event in turn whether it is over its quota (R14), counted along its own branch of the feed. */
function quotaCounter({ positionOf }: Causality): (event: RoomEvent) => boolean {
	const counts: FeedCount[] = [];
	return ({ prev, type }) => {
		const count = countNext(prev === null ? EMPTY_FEED : counts[positionOf(prev)!]!, type);
		counts.push(count);
		return isOverQuota(count, type);
	};
}

/** Reads the feeds of a room from a set of events; null until the first event is there. */
export function readFeeds(room: RoomId, known: Iterable<RoomEvent>): Feeds | null {
	const causality = orderEvents(room, known);
	if (causality.positionOf(room as string as EventId) === undefined) return null;
	const authorOf = (at: number) => certifiedBy(causality.events[causality.openings[at]!]!);
	const authors = causality.events.map((_, at) => authorOf(at));
	const forks = forksOf(causality, authors);
	const isNextOver = quotaCounter(causality);
	const over = causality.events.map(isNextOver);
	const lengths = new Map<SessionId, number>();
	for (const { session, seq } of causality.events)
		lengths.set(session, Math.max(seq + 1, lengths.get(session) ?? 0));
	const { events, isBefore, positionOf } = causality;
	const isForked = (at: number) => {
		const { session, seq } = events[at]!;
		return at > 0 && seq >= (forks.get(session)?.seq ?? Infinity);
	};
	const branches = new Map<SessionId, number[]>();
	for (const [at, { session }] of events.entries()) {
		if (!forks.has(session) || !isForked(at)) continue;
		branches.set(session, branches.get(session) ?? []);
		branches.get(session)!.push(at);
	}
	return {
		causality,
		authors,
		forks: [...forks.values()].sort((a, b) => (a.session < b.session ? -1 : 1)),
		isOverQuota: (at) => over[at]!,
		isForked,
		hasSeenRival(at, by) {
			const { session, seq } = events[at]!;
			const branch = new Set<number>();
			for (let own: number | undefined = at; own !== undefined && isForked(own);) {
				branch.add(own);
				const prev: EventId | null = events[own]!.prev;
				own = prev === null ? undefined : positionOf(prev);
			}
			const all = branches.get(session) ?? [];
			return all.some((other) => events[other]!.seq <= seq && !branch.has(other) && isBefore(other, by));
		},
		append(event) {
			const { session, seq } = event;
			if (seq !== (lengths.get(session) ?? 0) || !causality.append(event)) return false;
			lengths.set(session, seq + 1);
			authors.push(authorOf(causality.now - 1));
			over.push(isNextOver(event));
			return true;
		}
	};
}
