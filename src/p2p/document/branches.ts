import type { EventId, SessionId } from '../base/ids.ts';
import type { RoomEvent } from '../room/events.ts';
import { MAX_BRANCH_EVENTS, MAX_BRANCH_EVENTS_OF_FEED, MAX_BRANCHES_OF_FEED } from '../wire/limits.ts';
import type { Head } from '../wire/messages.ts';

interface Fork {
	readonly events: RoomEvent[];
	readonly tips: Map<EventId, RoomEvent>;
	/** The lowest place in which two events stand. */
	at: number;
}

/**
 * What sessions signed beside the branch that the Yjs document holds. It is kept because others may have
 * built on it in good faith, and because it proves the fork.
 */
export class Branches {
	readonly #forks = new Map<SessionId, Fork>();
	#size = 0;

	/**
	 * Keeps an event whose predecessor is known. False if it is one too many: then it is kept nowhere here.
	 * Two kinds go past a feed's limits: what somebody else's event needs (`isNeeded`), else a forker could
	 * strand them; and what shows that the feed forks earlier than known, else pages could differ about it.
	 */
	keep(event: RoomEvent, { isNeeded }: { readonly isNeeded: boolean }): boolean {
		const fork = this.#forks.get(event.session);
		const isEarlier = !fork || event.seq < fork.at;
		if (this.#size >= MAX_BRANCH_EVENTS) return false;
		if (fork && !isEarlier && !isNeeded && !hasRoom(fork, event)) return false;
		const kept: Fork = fork ?? { events: [], tips: new Map(), at: event.seq };
		this.#forks.set(event.session, kept);
		kept.events.push(event);
		if (event.prev) kept.tips.delete(event.prev);
		kept.tips.set(event.id, event);
		kept.at = Math.min(kept.at, event.seq);
		this.#size++;
		return true;
	}

	/** The events kept of one session, each after its predecessor. */
	of(session: SessionId): readonly RoomEvent[] {
		return this.#forks.get(session)?.events ?? [];
	}

	/** The lowest place of a feed in which two events stand, or null. */
	forkedAt(session: SessionId): number | null {
		return this.#forks.get(session)?.at ?? null;
	}

	/** Where the kept branches end. */
	heads(): Head[] {
		return [...this.#forks.values()].flatMap(({ tips }) =>
			[...tips.values()].map(({ session, seq, id }) => ({ session, seq, event: id }))
		);
	}
}

function hasRoom({ events, tips }: Fork, { prev }: RoomEvent): boolean {
	const continues = prev !== null && tips.has(prev);
	return events.length < MAX_BRANCH_EVENTS_OF_FEED && (continues || tips.size < MAX_BRANCHES_OF_FEED);
}
