/** However weak a root's line is: with fewer children a tree has no width, and whoever feeds one may as well feed two. */
const LEAST = 2;
/** A change takes this long to show whether it was enough. */
const HALVED_EVERY_MS = 15_000;
/** A root tries one child more after so long without strain. */
const GROWN_EVERY_MS = 60_000;

/**
 * How many children the roots are given: as many as they are thought able to feed, half as many each time one of
 * them is strained, one more after a calm minute (additive increase, multiplicative decrease).
 */
export class RootCapacity {
	readonly #most: number;
	#children: number;
	#changedAtMs: number;

	constructor(most: number, nowMs: number) {
		this.#most = most;
		this.#children = most;
		this.#changedAtMs = nowMs;
	}

	/** Children of each root from now on; looked at every so often. */
	look(nowMs: number, { isStrained }: { readonly isStrained: boolean }): number {
		const sinceMs = nowMs - this.#changedAtMs;
		const isDue = sinceMs >= (isStrained ? HALVED_EVERY_MS : GROWN_EVERY_MS);
		const least = Math.min(LEAST, this.#most);
		if (isStrained && this.#children > least && isDue)
			this.#change(Math.max(least, this.#children >> 1), nowMs);
		else if (!isStrained && this.#children < this.#most && isDue) this.#change(this.#children + 1, nowMs);
		return this.#children;
	}

	#change(children: number, nowMs: number): void {
		this.#children = children;
		this.#changedAtMs = nowMs;
	}
}
