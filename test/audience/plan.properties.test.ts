import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Plan } from '../../src/p2p/audience/plan.ts';
import type { Seat, SeatChanges } from '../../src/p2p/audience/seat.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import type { PerStripe, Stripe } from '../../src/p2p/ports.ts';
import { PATIENCE_MS, runs } from '../room/runs.ts';
import { flawsOf, movesOf, seatsOf, told } from './plan-checks.ts';

/** What is drawn for one change; whom it concerns is picked among those who are there. */
type Step =
	| { readonly kind: 'join'; readonly capacity: number }
	| { readonly kind: 'leave' | 'root'; readonly who: number; readonly stripe: Stripe }
	| { readonly kind: 'rootCapacity'; readonly capacity: number }
	| { readonly kind: 'capacity'; readonly who: number; readonly capacity: number }
	| { readonly kind: 'lost'; readonly who: number; readonly stripe: Stripe; readonly now: number };

/** Most members that one change may move: the children of two forwarders, and those that make room. */
const MOST_MOVES = 2 * 16 + 12;

function named(number: number): SessionId {
	return number.toString(16).padStart(64, '0') as SessionId;
}

const stripes = fc.constantFrom<Stripe>(0, 1);
const capacities = fc.oneof(
	{ weight: 4, arbitrary: fc.constant(0) },
	{ weight: 2, arbitrary: fc.integer({ min: 1, max: 3 }) },
	{ weight: 6, arbitrary: fc.integer({ min: 4, max: 8 }) },
	{ weight: 1, arbitrary: fc.integer({ min: 9, max: 16 }) }
);
const steps = fc.array(
	fc.oneof(
		{ weight: 10, arbitrary: fc.record({ kind: fc.constant('join' as const), capacity: capacities }) },
		{
			weight: 5,
			arbitrary: fc.record({ kind: fc.constant('leave' as const), who: fc.nat(), stripe: stripes })
		},
		{
			weight: 2,
			arbitrary: fc.record({ kind: fc.constant('capacity' as const), who: fc.nat(), capacity: capacities })
		},
		{
			weight: 4,
			arbitrary: fc.record({
				kind: fc.constant('lost' as const),
				who: fc.nat(),
				stripe: stripes,
				now: fc.nat({ max: 3 })
			})
		},
		{
			weight: 1,
			arbitrary: fc.record({
				kind: fc.constant('rootCapacity' as const),
				capacity: fc.integer({ min: 0, max: 16 })
			})
		},
		{
			weight: 1,
			arbitrary: fc.record({ kind: fc.constant('root' as const), who: fc.nat(), stripe: stripes })
		}
	),
	{ minLength: 1, maxLength: 160, size: 'max' }
);

/** A plan under test, and what its members were told so far. */
class Trial {
	plan: Plan;
	seats: Map<SessionId, Seat>;
	#next = 100;

	constructor(roots: PerStripe<SessionId>, rootCapacity: number) {
		this.plan = new Plan({ roots, rootCapacity });
		this.seats = seatsOf(this.plan);
	}

	/** Makes one change; returns what it changed. */
	take(step: Step): SeatChanges {
		const { plan } = this;
		const sessions = plan.sessions;
		const pick = (who: number) => sessions[who % sessions.length]!;
		switch (step.kind) {
			case 'join': {
				const result = plan.join(named(this.#next++), step.capacity);
				return result.ok ? result.value : new Map();
			}
			case 'leave':
				return plan.leave(pick(step.who));
			case 'capacity':
				return plan.setCapacity(pick(step.who), step.capacity);
			case 'rootCapacity':
				return plan.setRootCapacity(step.capacity);
			case 'root':
				return plan.setRoot(step.stripe, step.who % 3 === 0 ? named(this.#next++) : pick(step.who));
			case 'lost': {
				const child = pick(step.who);
				const { parent, fallbacks } = plan.seat(child)!.stripes[step.stripe];
				return parent === null
					? new Map()
					: plan.lostParent(child, step.stripe, parent, fallbacks[step.now] ?? null);
			}
		}
	}

	/** As `take`, and keeps what members know now. */
	tell(step: Step): SeatChanges {
		const changes = this.take(step);
		this.seats = told(this.seats, changes, this.plan);
		return changes;
	}
}

const trials = fc
	.record({ rootCapacity: fc.integer({ min: 2, max: 16 }), sole: fc.boolean() })
	.map(({ rootCapacity, sole }) => ({ rootCapacity, roots: [named(1), named(sole ? 1 : 2)] as const }));

describe('A plan, whatever happens', () => {
	it(
		'stays sound: disjoint, within capacities, without cycles, everybody seated while there is room',
		() => {
			fc.assert(
				fc.property(trials, steps, ({ roots, rootCapacity }, all) => {
					const trial = new Trial(roots, rootCapacity);
					for (const step of all) {
						trial.tell(step);
						expect(flawsOf(trial.plan)).toEqual([]);
					}
				}),
				runs(7001, 200)
			);
		},
		PATIENCE_MS
	);

	it(
		'tells everybody whose seat changed, and moves few',
		() => {
			fc.assert(
				fc.property(trials, steps, ({ roots, rootCapacity }, all) => {
					const trial = new Trial(roots, rootCapacity);
					for (const step of all) {
						const before = trial.seats;
						const changes = trial.tell(step);
						expect(movesOf(before, changes)).toBeLessThanOrEqual(MOST_MOVES);
						expect(trial.seats).toEqual(seatsOf(trial.plan));
					}
				}),
				runs(7002, 200)
			);
		},
		PATIENCE_MS
	);

	it(
		'is the same again from the same changes, and goes on the same from its rows',
		() => {
			fc.assert(
				fc.property(trials, steps, fc.nat(), ({ roots, rootCapacity }, all, cut) => {
					const [first, second] = [new Trial(roots, rootCapacity), new Trial(roots, rootCapacity)];
					const at = cut % all.length;
					for (const [i, step] of all.entries()) {
						if (i === at) {
							const { plan } = second;
							second.plan = Plan.fromRows(plan.head, structuredClone(plan.toRows()).reverse());
							expect(second.plan.toRows()).toEqual(first.plan.toRows());
						}
						expect([...second.take(step)]).toEqual([...first.take(step)]);
						expect(second.plan.head).toEqual(first.plan.head);
					}
				}),
				runs(7003, 200)
			);
		},
		PATIENCE_MS
	);

	it(
		'can go on from a copy that missed some of what happened last',
		() => {
			fc.assert(
				fc.property(trials, steps, steps, ({ roots, rootCapacity }, all, more) => {
					const trial = new Trial(roots, rootCapacity);
					for (const step of all) trial.take(step);
					const stale = new Map(trial.plan.toRows().map((row) => [row.session, row]));
					for (const [i, step] of more.entries()) {
						trial.take(step);
						for (const row of trial.plan.toRows()) if (i % 2) stale.set(row.session, row);
					}
					const copy = Plan.fromRows(
						trial.plan.head,
						[...stale.values()].filter((_, i) => i % 7)
					);
					for (let i = 0; i < 60; i++) copy.setRoot(0, named(10 + i));
					expect(flawsOf(copy)).toEqual([]);
				}),
				runs(7004, 100)
			);
		},
		PATIENCE_MS
	);
});
