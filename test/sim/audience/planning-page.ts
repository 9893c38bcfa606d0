import { Plan } from '../../../src/p2p/audience/plan.ts';
import type { Report } from '../../../src/p2p/audience/course.ts';
import type { PlanHead, PlanRow, SeatChanges } from '../../../src/p2p/audience/seat.ts';
import type { SessionId } from '../../../src/p2p/base/ids.ts';
import type { PerStripe } from '../../../src/p2p/ports.ts';

/** What planning cost. */
export interface Cost {
	changes: number;
	/** Members whose parent in a stripe became another, newcomers not counted. */
	moves: number;
	/** Seats that were told. */
	seats: number;
	cpuMs: number;
	/** The dearest change. */
	worstMs: number;
	/** Newcomers for whom there was no room. */
	refused: number;
}

/** The page that plans: the real plan, with what each change costs. Its deputy has a copy of all rows. */
export class PlanningPage {
	plan: Plan;
	cost: Cost = { changes: 0, moves: 0, seats: 0, cpuMs: 0, worstMs: 0, refused: 0 };
	readonly #parents = new Map<SessionId, PerStripe<SessionId | null>>();

	constructor(roots: PerStripe<SessionId>) {
		this.plan = new Plan({ roots, rootCapacity: 16 });
	}

	join(session: SessionId, capacity: number): SeatChanges {
		return this.#measured(() => {
			const result = this.plan.join(session, capacity);
			if (!result.ok) this.cost.refused++;
			return result.ok ? result.value : new Map();
		});
	}

	leave(session: SessionId): SeatChanges {
		this.#parents.delete(session);
		return this.#measured(() => this.plan.leave(session));
	}

	setCapacity(session: SessionId, capacity: number): SeatChanges {
		return this.#measured(() => this.plan.setCapacity(session, capacity));
	}

	take(session: SessionId, { stripe, parent, now }: Report): SeatChanges {
		return this.#measured(() => this.plan.lostParent(session, stripe, parent, now));
	}

	/** The deputy plans on from its copy, with another root for the first stripe. Returns all that changes. */
	takeOver(
		copy: { readonly head: PlanHead; readonly rows: readonly PlanRow[] },
		root: SessionId
	): SeatChanges {
		return this.#measured(() => {
			this.plan = Plan.fromRows(copy.head, copy.rows);
			return this.plan.setRoot(0, root);
		});
	}

	/** Forgets what was counted so far. */
	startCounting(): void {
		this.cost = { changes: 0, moves: 0, seats: 0, cpuMs: 0, worstMs: 0, refused: 0 };
	}

	#measured(change: () => SeatChanges): SeatChanges {
		const startMs = performance.now();
		const changes = change();
		const ms = performance.now() - startMs;
		const { cost } = this;
		cost.changes++;
		cost.cpuMs += ms;
		cost.worstMs = Math.max(cost.worstMs, ms);
		cost.seats += changes.size;
		for (const [session, { stripes }] of changes) {
			const before = this.#parents.get(session);
			const after: PerStripe<SessionId | null> = [stripes[0].parent, stripes[1].parent];
			if (before) cost.moves += Number(before[0] !== after[0]) + Number(before[1] !== after[1]);
			this.#parents.set(session, after);
		}
		return changes;
	}
}
