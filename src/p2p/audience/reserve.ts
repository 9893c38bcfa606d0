import type { Member } from './member.ts';
import { Ranking } from './ranking.ts';
import { MAX_CAPACITY } from './seat.ts';

/** From so many children on, somebody is worth a place high up; with fewer the tree grows deep. */
export const STRONG = 4;

/** Members that could feed others and need not yet, for either stripe. */
export class Reserve {
	/** By capacity, each the oldest first: whoever was here long is likely to stay. */
	readonly #byCapacity = Array.from({ length: MAX_CAPACITY + 1 }, () => new Ranking<Member>());

	get size(): number {
		return this.#byCapacity.reduce((sum, { size }) => sum + size, 0);
	}

	/** Takes a member in where it belongs now, or not at all. */
	update(member: Member): void {
		this.delete(member);
		if (member.forwards !== null || member.isRetired || member.capacity === 0) return;
		this.#byCapacity[member.capacity]!.set(member, member.order);
	}

	delete(member: Member): void {
		for (const ranking of this.#byCapacity) ranking.delete(member);
	}

	/** The oldest that can feed `capacity` children, else the one that can feed the most. */
	best(capacity: number, isFit: (member: Member) => boolean = () => true): Member | null {
		let best: Member | null = null;
		for (let at = MAX_CAPACITY; at > 0; at--) {
			if (at < capacity && best) return best;
			for (const member of this.#byCapacity[at]!.inOrder()) {
				if (!isFit(member)) continue;
				if (!best || member.order < best.order) best = member;
				break;
			}
		}
		return best;
	}
}
