/** How much somebody may spend at once, and how fast it comes back. */
export interface Rate {
	readonly burst: number;
	readonly perSecond: number;
}

/** A budget that refills steadily up to its burst. Time comes in from outside, in milliseconds. */
export class TokenBucket {
	readonly #rate: Rate;
	readonly #now: () => number;
	#tokens: number;
	#refilledAt: number;

	constructor(rate: Rate, now: () => number) {
		this.#rate = rate;
		this.#now = now;
		this.#tokens = rate.burst;
		this.#refilledAt = now();
	}

	/** Spends `cost` if there is enough; false leaves the bucket as it was. */
	spend(cost = 1): boolean {
		const now = this.#now();
		const { burst, perSecond } = this.#rate;
		this.#tokens = Math.min(burst, this.#tokens + ((now - this.#refilledAt) / 1000) * perSecond);
		this.#refilledAt = now;
		if (this.#tokens < cost) return false;
		this.#tokens -= cost;
		return true;
	}
}
