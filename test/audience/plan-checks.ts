import type { SessionId } from '../../src/p2p/base/ids.ts';
import type { Plan } from '../../src/p2p/audience/plan.ts';
import type { Seat, SeatChanges } from '../../src/p2p/audience/seat.ts';
import type { Stripe } from '../../src/p2p/ports.ts';

const STRIPES: readonly Stripe[] = [0, 1];

/** Everybody's seat, as the plan has it. */
export function seatsOf(plan: Plan): Map<SessionId, Seat> {
	return new Map(plan.sessions.map((session) => [session, plan.seat(session)!]));
}

/** Children of each member in a stripe. */
export function childrenOf(seats: ReadonlyMap<SessionId, Seat>, stripe: Stripe): Map<SessionId, Seat[]> {
	const children = new Map<SessionId, Seat[]>();
	for (const seat of seats.values()) {
		const { parent } = seat.stripes[stripe];
		if (parent === null) continue;
		if (children.has(parent)) children.get(parent)!.push(seat);
		else children.set(parent, [seat]);
	}
	return children;
}

/** Whether a walk along parents and fallbacks can come back to where it began, in a stripe. */
function hasCycle(seats: ReadonlyMap<SessionId, Seat>, stripe: Stripe): boolean {
	const done = new Map<SessionId, 'open' | 'closed'>();
	const visit = (session: SessionId): boolean => {
		const state = done.get(session);
		if (state) return state === 'open';
		done.set(session, 'open');
		const { parent, fallbacks } = seats.get(session)!.stripes[stripe];
		const found = [...(parent === null ? [] : [parent]), ...fallbacks].some(visit);
		done.set(session, 'closed');
		return found;
	};
	return [...seats.keys()].some(visit);
}

/** What is wrong with a plan; nothing of a sound one. Of some thousand members at most: it walks by recursion. */
export function flawsOf(plan: Plan, seats = seatsOf(plan)): string[] {
	const flaws: string[] = [];
	const { roots } = plan.head;
	for (const stripe of STRIPES) {
		const children = childrenOf(seats, stripe);
		for (const [parent, own] of children) {
			const seat = seats.get(parent);
			if (!seat) flaws.push(`${parent} feeds ${own.length} and is no member`);
			else if (own.length > seat.capacity) flaws.push(`${parent} feeds ${own.length} of ${seat.capacity}`);
			if (seat && parent !== roots[stripe] && seat.forwards !== stripe)
				flaws.push(`${parent} feeds in ${stripe} and forwards in ${seat.forwards}`);
		}
		const reached = new Map<SessionId, number>([[roots[stripe], 0]]);
		for (const [session, depth] of reached)
			for (const child of children.get(session) ?? []) reached.set(child.session, depth + 1);
		let room = 0;
		for (const [session, { stripes, forwards, capacity }] of seats) {
			const { parent, fallbacks, depth } = stripes[stripe];
			if (parent !== null && reached.get(session) !== depth)
				flaws.push(`${session} is told depth ${depth} in ${stripe}, and it is ${reached.get(session)}`);
			if (fallbacks.includes(parent!) || fallbacks.includes(session))
				flaws.push(`${session} falls back in place`);
			if (new Set(fallbacks).size < fallbacks.length) flaws.push(`${session} has a fallback twice`);
			for (const fallback of fallbacks) {
				const other = seats.get(fallback);
				if (other?.forwards !== stripe && fallback !== roots[stripe])
					flaws.push(`${session} falls back on ${fallback}, which forwards nothing in ${stripe}`);
			}
			if (parent !== null && parent === stripes[1 - stripe]!.parent && roots[0] !== roots[1])
				flaws.push(`${session} has ${parent} twice`);
			const feeds = session === roots[stripe] || forwards === stripe;
			if (feeds && reached.has(session)) room += capacity - (children.get(session)?.length ?? 0);
		}
		const waiting = [...seats.values()].filter(
			({ session, stripes }) => stripes[stripe].parent === null && session !== roots[stripe]
		);
		if (waiting.length > 0 && room > 0)
			flaws.push(`${waiting.length} wait in ${stripe} beside ${room} places`);
		if (hasCycle(seats, stripe)) flaws.push(`a cycle in ${stripe}`);
	}
	return flaws;
}

/** Parents that one change gave anew to members that were there before. */
export function movesOf(before: ReadonlyMap<SessionId, Seat>, changes: SeatChanges): number {
	let moves = 0;
	for (const [session, { stripes }] of changes) {
		const old = before.get(session);
		if (!old) continue;
		for (const stripe of STRIPES) if (old.stripes[stripe].parent !== stripes[stripe].parent) moves++;
	}
	return moves;
}

/** Seats as they stand after changes, with nobody who is not a member. */
export function told(
	before: ReadonlyMap<SessionId, Seat>,
	changes: SeatChanges,
	plan: Plan
): Map<SessionId, Seat> {
	return new Map([...before, ...changes].filter(([session]) => plan.has(session)));
}
