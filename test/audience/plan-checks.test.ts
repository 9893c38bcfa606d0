import { describe, expect, it } from 'vitest';
import { Plan } from '../../src/p2p/audience/plan.ts';
import type { Place, Seat } from '../../src/p2p/audience/seat.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { childrenOf, flawsOf, seatsOf } from './plan-checks.ts';

const named = (number: number) => number.toString(16).padStart(64, '0') as SessionId;

function planOf(size: number): Plan {
	const plan = new Plan({ roots: [named(1), named(2)], rootCapacity: 8 });
	for (let i = 0; i < size; i++) plan.join(named(10 + i), i % 3 === 0 ? 0 : 4);
	return plan;
}

/** The seats of a sound plan, with one place in the first stripe changed. */
function spoilt(plan: Plan, session: SessionId, place: Partial<Place>): Map<SessionId, Seat> {
	const seats = seatsOf(plan);
	const seat = seats.get(session)!;
	const [first, second] = seat.stripes;
	return seats.set(session, { ...seat, stripes: [{ ...first, ...place }, second] });
}

describe('The check of plans', () => {
	const plan = planOf(60);
	const seats = seatsOf(plan);
	const forwarder = [...seats.values()].find(
		({ session, forwards }) => forwards === 0 && childrenOf(seats, 0).has(session) && session !== named(1)
	)!;
	const child = childrenOf(seats, 0).get(forwarder.session)![0]!;
	const leaf = [...seats.values()].find(({ forwards }) => forwards !== 0)!;

	it('finds nothing wrong with a sound plan', () => {
		expect(flawsOf(plan)).toEqual([]);
	});

	it('finds somebody who hangs under their own child', () => {
		const flaws = flawsOf(plan, spoilt(plan, forwarder.session, { parent: child.session }));
		expect(flaws).toContain('a cycle in 0');
	});

	it('finds a fallback that would close a cycle', () => {
		const below = [...seats.values()].find(({ stripes }) => stripes[0].parent === forwarder.session)!;
		expect(below.session).toBe(child.session);
		const flaws = flawsOf(plan, spoilt(plan, forwarder.session, { fallbacks: [child.session] }));
		expect(flaws).toContain('a cycle in 0');
	});

	it('finds somebody who feeds in a stripe that they do not forward, or more than they can', () => {
		const own = childrenOf(seats, 0).get(forwarder.session)!.length;
		const wrong = spoilt(plan, child.session, { parent: leaf.session });
		expect(flawsOf(plan, wrong).join()).toContain(`feeds in 0 and forwards in ${leaf.forwards}`);
		const full = seatsOf(plan).set(forwarder.session, { ...forwarder, capacity: own - 1 });
		expect(flawsOf(plan, full)).toContain(`${forwarder.session} feeds ${own} of ${own - 1}`);
	});

	it('finds somebody who waits although there is room', () => {
		const flaws = flawsOf(plan, spoilt(plan, child.session, { parent: null }));
		expect(flaws.join()).toContain('1 wait in 0');
	});
});
