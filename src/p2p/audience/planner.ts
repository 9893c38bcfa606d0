import type { SessionId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { Stripe } from '../ports.ts';
import type { PlanHead, PlanRow, Seat, SeatChanges } from './seat.ts';

/**
 * Who plans the two trees. Every method is deterministic, O(log n) amortised, and answers with the seats
 * that it changed; sessions that the plan does not hold change nothing.
 */
export interface Planner {
	/** Members, both roots included. */
	readonly size: number;
	/** Hops of the farthest member in either stripe. */
	readonly depth: number;
	/** Members in the order in which they came. */
	readonly sessions: readonly SessionId[];
	/** Members of whom children complained lately, and how many different ones did. */
	readonly suspects: ReadonlyMap<SessionId, number>;
	has(session: SessionId): boolean;
	seat(session: SessionId): Seat | null;
	/**
	 * Seats a newcomer that can feed `capacity` children, or sets the capacity of a member.
	 * `full`: the room has no upload left for somebody who brings so little; nothing changed.
	 */
	join(session: SessionId, capacity: number): Result<SeatChanges, 'full'>;
	/** Somebody went or died; their children are seated elsewhere. A root stays until `setRoot` replaces it. */
	leave(session: SessionId): SeatChanges;
	/**
	 * A member could not be fed by `parent`, though both may live: it is moved away, and the two are kept
	 * apart for a while. `now` is who feeds it instead, if anybody does: kept where there is room. When
	 * `parent` is not its parent any more, its present seat is the answer.
	 */
	lostParent(session: SessionId, stripe: Stripe, parent: SessionId, now?: SessionId | null): SeatChanges;
	/**
	 * A member can feed so many children. One that was retired, since several children complained of it,
	 * feeds others again from then on.
	 */
	setCapacity(session: SessionId, capacity: number): SeatChanges;
	/** The roots can feed so many children each. One that has more keeps those for whom there is no other place. */
	setRootCapacity(capacity: number): SeatChanges;
	/** Another root for a stripe: a member or somebody new. The former one is no member any more, unless it is the other's root. */
	setRoot(stripe: Stripe, session: SessionId): SeatChanges;
	/** What the deputy keeps: with `head`, enough to go on planning. */
	row(session: SessionId): PlanRow | null;
	readonly head: PlanHead;
	toRows(): PlanRow[];
}
