import type { SessionId } from '../base/ids.ts';
import type { PerStripe, Stripe } from '../ports.ts';
import type { PlanRow, Seat } from './seat.ts';

/** A member's standing in one tree. The tree and the fallbacks keep it; others only read. */
export interface Branch {
	parent: Member | null;
	readonly children: Member[];
	/** Hops from the root; of a subtree that hangs nowhere at the moment, what it was. */
	depth: number;
	fallbacks: readonly Member[];
	/** Those that have this member as a fallback. */
	readonly backs: Member[];
	/** Children that could be added here now. */
	room: number;
}

/** One session of a plan. */
export class Member {
	readonly session: SessionId;
	/** The smaller, the longer it has been here. */
	readonly order: number;
	capacity: number;
	forwards: Stripe | null = null;
	/** Found wanting as a parent: feeds nobody until it tells a capacity again. */
	isRetired = false;
	readonly branches: PerStripe<Branch> = [newBranch(), newBranch()];
	/** Whom it could not be fed by, oldest first, with the turn in which it said so. */
	readonly broken = new Map<SessionId, number>();

	constructor(session: SessionId, order: number, capacity: number) {
		this.session = session;
		this.order = order;
		this.capacity = capacity;
	}

	/** As a row has it, but for its places and its complaints. */
	static fromRow({ session, order, capacity, forwards, isRetired }: PlanRow): Member {
		const member = new Member(session, order, capacity);
		member.forwards = forwards;
		member.isRetired = isRetired;
		return member;
	}

	/** As those are told whom it concerns. */
	seat(): Seat {
		const { session, forwards, capacity, branches } = this;
		return { session, forwards, capacity, stripes: [placeOf(branches[0]), placeOf(branches[1])] };
	}

	/** As the deputy keeps it. */
	row(): PlanRow {
		const { session, order, capacity, forwards, isRetired, branches } = this;
		const [first, second] = branches;
		return {
			session,
			order,
			capacity,
			forwards,
			isRetired,
			parents: [first.parent?.session ?? null, second.parent?.session ?? null],
			fallbacks: [first.fallbacks.map(sessionOf), second.fallbacks.map(sessionOf)],
			broken: [...this.broken]
		};
	}
}

function newBranch(): Branch {
	return { parent: null, children: [], depth: 0, fallbacks: [], backs: [], room: 0 };
}

function sessionOf(member: Member): SessionId {
	return member.session;
}

function placeOf({ parent, fallbacks, depth }: Branch): Seat['stripes'][0] {
	return { parent: parent?.session ?? null, fallbacks: fallbacks.map(sessionOf), depth };
}

/** A number that orders by `major`, then by `minor`; both whole, `minor` below 2^32, `major` above -2^20. */
export function rankOf(major: number, minor: number): number {
	return major * 2 ** 32 + minor;
}

/** The same members from the longest here to the youngest. */
export function inOrderOfCome(members: Iterable<Member>): Member[] {
	return [...members].sort((a, b) => a.order - b.order);
}

/** Takes one item out of a short list, if it is in. */
export function remove(list: Member[], member: Member): void {
	const at = list.indexOf(member);
	if (at >= 0) list.splice(at, 1);
}
