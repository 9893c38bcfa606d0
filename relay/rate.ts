import type { Clock } from '../src/p2p/base/clock.ts';

/**
 * A token bucket: `perSecond` on average, after a burst of three seconds' worth.
 */
export class Rate {
	readonly #clock: Clock;
	readonly #perSecond: number;
	#tokens: number;
	#filledAt: number;

	constructor(clock: Clock, perSecond: number) {
		this.#clock = clock;
		this.#perSecond = perSecond;
		this.#tokens = perSecond * 3;
		this.#filledAt = clock.now();
	}

	/** Takes one token; false when there is none. */
	take(): boolean {
		this.#fill();
		if (this.#tokens < 1) return false;
		this.#tokens -= 1;
		return true;
	}

	/** Whether nothing was taken lately, so that the bucket can be forgotten. */
	get isFull(): boolean {
		this.#fill();
		return this.#tokens >= this.#perSecond * 3;
	}

	#fill(): void {
		const now = this.#clock.now();
		const elapsedMs = Math.max(0, now - this.#filledAt);
		this.#tokens = Math.min(this.#perSecond * 3, this.#tokens + (elapsedMs / 1000) * this.#perSecond);
		this.#filledAt = now;
	}
}
