import type { EventId, RoomId } from '../base/ids.ts';
import type { Store } from '../ports.ts';
import type { RoomState } from '../room/state.ts';

/** Times kept for a room: more acts than a person scrolls back through. */
const MAX_TIMES = 500;

/**
 * When this page first saw each entry of the moderation log. Events carry no time that could be trusted,
 * so the reader's own clock is the only one to show. What was there before this page came has none.
 */
export class LogTimes {
	readonly #store: Store;
	readonly #name: string;
	readonly #now: () => number;
	readonly #known = new Set<EventId>();
	#times: ReadonlyMap<EventId, number> = new Map();
	#isFollowing = false;

	constructor(store: Store, room: RoomId, now: () => number) {
		this.#store = store;
		this.#name = `log-times:${room}`;
		this.#now = now;
	}

	get times(): ReadonlyMap<EventId, number> {
		return this.#times;
	}

	/** Reads what was kept of earlier visits. */
	async load(): Promise<void> {
		const kept = await this.#store.loadValue<[EventId, number][]>(this.#name);
		if (kept) this.#times = new Map([...kept, ...this.#times]);
	}

	/** Takes entries as long known: those of a record, which tell again what was there before. */
	skip({ log }: RoomState): void {
		for (const { id } of log) this.#known.add(id);
	}

	/** Takes note of entries that are new. */
	follow({ log }: RoomState): void {
		const fresh = log.filter(({ id }) => !this.#known.has(id));
		for (const { id } of fresh) this.#known.add(id);
		const isFirst = !this.#isFollowing;
		this.#isFollowing = true;
		if (isFirst || fresh.length === 0) return;
		const times = new Map(this.#times);
		for (const { id } of fresh) if (!times.has(id)) times.set(id, this.#now());
		this.#times = new Map([...times].slice(-MAX_TIMES));
		void this.#store.saveValue(this.#name, [...this.#times]);
	}
}
