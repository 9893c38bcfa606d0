/** People whose time is kept: far more than ever speak in one room. */
const MAX_PEOPLE = 500;

/** How long each person has spoken, as this page heard it since it came. Time comes in from outside, in milliseconds. */
export class TalkTimes<Key> {
	readonly #times = new Map<Key, number>();
	#notedAtMs: number | null = null;

	/** Milliseconds by person; nobody is in it who never spoke. */
	get times(): ReadonlyMap<Key, number> {
		return this.#times;
	}

	/** Takes in who has been speaking since the last call, several times a second. */
	note(nowMs: number, speaking: ReadonlySet<Key>): void {
		const sinceMs = nowMs - (this.#notedAtMs ?? nowMs);
		this.#notedAtMs = nowMs;
		for (const key of speaking)
			if (this.#times.has(key) || this.#times.size < MAX_PEOPLE)
				this.#times.set(key, (this.#times.get(key) ?? 0) + sinceMs);
	}
}
