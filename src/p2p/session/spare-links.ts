import type { SessionId } from '../base/ids.ts';

/** Which links this page needs in a large room. */
export interface NeededLinks {
	/** To dial and to keep. */
	readonly wanted: ReadonlySet<SessionId>;
	/** To leave as they are, if they are there; null: all of them, while the way of the sound changes. */
	readonly kept: ReadonlySet<SessionId> | null;
	/** How long a link is left in peace that this page does not need: the other side may be about to use it. */
	readonly spareMs: number;
}

/** Finds links that nobody has needed for a while. */
export class SpareLinks {
	readonly #since = new Map<SessionId, number>();
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
	}

	/** Those of the open links that may be closed by now. */
	look({ wanted, kept, spareMs }: NeededLinks, linked: ReadonlySet<SessionId>): SessionId[] {
		for (const session of this.#since.keys()) if (!linked.has(session)) this.#since.delete(session);
		const due: SessionId[] = [];
		for (const session of linked) {
			if (!kept || kept.has(session) || wanted.has(session)) {
				this.#since.delete(session);
				continue;
			}
			const since = this.#since.get(session) ?? this.#now();
			this.#since.set(session, since);
			if (this.#now() - since >= spareMs) due.push(session);
		}
		return due;
	}
}
