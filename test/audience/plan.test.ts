import { describe, expect, it } from 'vitest';
import { Plan } from '../../src/p2p/audience/plan.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { Chance } from '../sim/chance.ts';
import { childrenOf, flawsOf, movesOf, seatsOf, told } from './plan-checks.ts';

const SEED = 7;
const named = (number: number) => number.toString(16).padStart(64, '0') as SessionId;
const [HOST, DEPUTY] = [named(1), named(2)];

function planOf(capacities: readonly number[], rootCapacity = 16): Plan {
	const plan = new Plan({ roots: [HOST, DEPUTY], rootCapacity });
	for (const [i, capacity] of capacities.entries()) plan.join(named(10 + i), capacity);
	return plan;
}

/** As many capacities as asked for, a third of them none. */
function crowd(size: number): number[] {
	const chance = new Chance(SEED);
	return Array.from({ length: size }, () => (chance.happens(0.35) ? 0 : chance.between(2, 8)));
}

describe('A plan', () => {
	it('seats the first listeners right under the roots', () => {
		const plan = planOf([0, 4, 4]);
		expect(plan.seat(named(10))).toEqual({
			session: named(10),
			stripes: [
				{ parent: HOST, fallbacks: [], depth: 1 },
				{ parent: DEPUTY, fallbacks: [], depth: 1 }
			],
			forwards: null,
			capacity: 0
		});
		expect(plan.depth).toBe(1);
	});

	it('lets some forward in either stripe once the roots fill, and puts those above all others', () => {
		const plan = planOf(crowd(200));
		expect(flawsOf(plan)).toEqual([]);
		const seats = seatsOf(plan);
		for (const stripe of [0, 1] as const) {
			const depths = [...seats.values()].map(({ session, forwards, stripes }) => ({
				forwards: forwards === stripe && childrenOf(seats, stripe).has(session),
				depth: stripes[stripe].depth
			}));
			const lowest = Math.max(...depths.filter((one) => one.forwards).map(({ depth }) => depth));
			const highest = Math.min(
				...depths.filter((one) => !one.forwards && one.depth > 0).map(({ depth }) => depth)
			);
			expect(lowest).toBeLessThanOrEqual(highest + 1);
		}
	});

	it('says that it is full to whoever brings nothing when there is no upload left, and takes in who brings some', () => {
		const plan = planOf(
			Array.from({ length: 20 }, () => 0),
			6
		);
		expect(plan.size).toBeLessThan(10);
		const size = plan.size;
		expect(plan.join(named(100), 0)).toEqual({ ok: false, code: 'full' });
		expect(plan.size).toBe(size);
		expect(plan.join(named(101), 8).ok).toBe(true);
		expect(plan.join(named(102), 8).ok).toBe(true);
		expect(plan.join(named(103), 0).ok).toBe(true);
		expect(flawsOf(plan)).toEqual([]);
	});

	it('takes fifty who come at once, each with a few moves', () => {
		const plan = planOf(crowd(500));
		let seats = seatsOf(plan);
		for (const [i, capacity] of crowd(50).entries()) {
			const result = plan.join(named(5000 + i), capacity);
			if (!result.ok) throw new Error(result.code);
			expect(movesOf(seats, result.value)).toBeLessThanOrEqual(8);
			seats = told(seats, result.value, plan);
		}
		expect(flawsOf(plan)).toEqual([]);
	});

	it('is sound and as shallow as before after half have left at once', () => {
		const plan = planOf(crowd(2000));
		const { depth } = plan;
		const leaving = new Chance(SEED).shuffled(plan.sessions).slice(0, 1000);
		for (const session of leaving) plan.leave(session);
		expect(flawsOf(plan)).toEqual([]);
		expect(plan.depth).toBeLessThanOrEqual(depth);
	});

	it('moves few when people come and go, and does not grow deep with time', () => {
		const plan = planOf(crowd(1000));
		const chance = new Chance(SEED);
		let seats = seatsOf(plan);
		let moves = 0;
		for (const [i, capacity] of crowd(3000).entries()) {
			const left = plan.leave(chance.pick(plan.sessions));
			moves += movesOf(seats, left);
			seats = told(seats, left, plan);
			const came = plan.join(named(9000 + i), capacity);
			if (!came.ok) throw new Error(came.code);
			moves += movesOf(seats, came.value);
			seats = told(seats, came.value, plan);
		}
		expect(moves / 6000).toBeLessThan(2);
		expect(plan.depth).toBeLessThanOrEqual(5);
		expect(flawsOf(plan)).toEqual([]);
	});

	it('replaces a root: its children go to the new one, and the former is no member any more', () => {
		const plan = planOf(crowd(300));
		const children = childrenOf(seatsOf(plan), 0)
			.get(HOST)!
			.map(({ session }) => session);
		const heir = named(10 + 299);
		plan.setRoot(0, heir);
		expect(plan.head.roots).toEqual([heir, DEPUTY]);
		expect(plan.has(HOST)).toBe(false);
		for (const child of children) expect(plan.seat(child)!.stripes[0].parent).toBe(heir);
		expect(flawsOf(plan)).toEqual([]);
	});

	it('moves a leaf away from a parent that failed it, and does not bring the two together again soon', () => {
		const plan = planOf(crowd(300));
		const seats = seatsOf(plan);
		const leaf = [...seats.values()].find(({ forwards, stripes }) => !forwards && stripes[0].depth > 1)!;
		const { parent } = leaf.stripes[0];
		plan.lostParent(leaf.session, 0, parent!);
		expect(plan.seat(leaf.session)!.stripes[0].parent).not.toBe(parent);
		expect(plan.seat(leaf.session)!.stripes[0].fallbacks).not.toContain(parent);
	});

	it('answers a report about a parent of the past with the present seat', () => {
		const plan = planOf(crowd(300));
		const changes = plan.lostParent(named(200), 0, named(299));
		expect(changes.get(named(200))).toEqual(plan.seat(named(200)));
	});

	it('replaces a forwarder of whom three children complain, until it tells a capacity again', () => {
		const plan = planOf(crowd(500));
		const seats = seatsOf(plan);
		const [bad, children] = [...childrenOf(seats, 0)].find(([one, own]) => one !== HOST && own.length >= 4)!;
		for (const { session } of children.slice(0, 3)) plan.lostParent(session, 0, bad);
		expect(plan.seat(bad)!.forwards).toBeNull();
		expect(childrenOf(seatsOf(plan), 0).has(bad)).toBe(false);
		expect(flawsOf(plan)).toEqual([]);
		expect(plan.row(bad)!.isRetired).toBe(true);
		plan.setCapacity(bad, 4);
		expect(plan.row(bad)!.isRetired).toBe(false);
	});
});
