import type { SessionId } from '../base/ids.ts';
import type { PerStripe, Stripe } from '../ports.ts';

/** Where one session sits in the tree of one stripe. */
export interface Place {
	/** Who hands the stripe to it. Null at the root, and for a leaf while the tree has no room for it. */
	readonly parent: SessionId | null;
	/**
	 * Who takes it in if the parent fails, best first; at most `FALLBACKS`. Everybody may take theirs at
	 * the same time: parents and fallbacks together hold no cycle.
	 */
	readonly fallbacks: readonly SessionId[];
	/** Hops from the root, 0 at the root itself; as planned for when there is no parent. */
	readonly depth: number;
}

/** What the plan says of one session. */
export interface Seat {
	readonly session: SessionId;
	readonly stripes: PerStripe<Place>;
	/** The one stripe in which it hands on, or null: a leaf in both, perhaps waiting to be needed. */
	readonly forwards: Stripe | null;
	/** Children that it can feed. */
	readonly capacity: number;
}

/** The seats that one change of the plan altered, in their newest state. Nobody who left is in it. */
export type SeatChanges = ReadonlyMap<SessionId, Seat>;

/** One session as a plan keeps it: with all rows, and the plan's head, a plan goes on as if it were the first. */
export interface PlanRow {
	readonly session: SessionId;
	/** Counts up with every session that joined: the smaller, the longer it has been here. */
	readonly order: number;
	readonly capacity: number;
	readonly forwards: Stripe | null;
	readonly parents: PerStripe<SessionId | null>;
	readonly fallbacks: PerStripe<readonly SessionId[]>;
	/** Whom it could not be fed by, each with the turn of the plan in which it said so. */
	readonly broken: readonly (readonly [parent: SessionId, turn: number])[];
	/** It was found wanting as a parent, and feeds nobody until it tells a capacity again. */
	readonly isRetired: boolean;
}

/** What a plan holds besides its rows. */
export interface PlanHead {
	readonly roots: PerStripe<SessionId>;
	/** Children of each root, in its own stripe. */
	readonly rootCapacity: number;
	/** Changes made so far. */
	readonly turn: number;
	/** The order of the next newcomer. */
	readonly next: number;
}

/** Fallbacks for each stripe: a second one for when the first dies with the parent. */
export const FALLBACKS = 2;

/** Most children that a session may offer to feed; a host of a large room is the most there is. */
export const MAX_CAPACITY = 16;

/** No session sits deeper: every hop adds its delay, and a chain of weak pages would be a slow and frail one. */
export const MAX_DEPTH = 12;
