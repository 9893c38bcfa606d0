import type { EventId } from '../base/ids.ts';
import type { RoomState } from '../room/state.ts';

/** Since when this page has seen each raised hand, by its own clock, in milliseconds. */
export class HandTimes {
	readonly #seenAt = new Map<EventId, number>();
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
	}

	get times(): ReadonlyMap<EventId, number> {
		return this.#seenAt;
	}

	/** Takes note of hands that are new. */
	follow({ hands }: RoomState): void {
		for (const { event } of hands) if (!this.#seenAt.has(event)) this.#seenAt.set(event, this.#now());
	}

	/** The room goes on in another document: a hand that was up has been up since then, under another event. */
	move(before: RoomState, after: RoomState): void {
		for (const { identity, event } of after.hands) {
			const hand = before.hands.find((known) => known.identity === identity);
			const seenAt = hand && this.#seenAt.get(hand.event);
			if (seenAt !== undefined) this.#seenAt.set(event, seenAt);
		}
	}
}
