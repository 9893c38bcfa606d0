import type { Clock } from '../src/p2p/base/clock.ts';
import { Rate } from './rate.ts';

/** Buckets of parties that came lately; swept when there are more. */
const REMEMBERED_PARTIES = 10_000;

/** How fast each party may come: one bucket for each, and those who came lately remembered. */
export class Rates {
	readonly #clock: Clock;
	readonly #perSecond: number;
	readonly #rates = new Map<string, Rate>();

	constructor(clock: Clock, perSecond: number) {
		this.#clock = clock;
		this.#perSecond = perSecond;
	}

	/** Takes one token of a party's; false when there is none. */
	take(party: string): boolean {
		return this.#rateOf(party).take();
	}

	#rateOf(party: string): Rate {
		const known = this.#rates.get(party);
		if (known) return known;
		if (this.#rates.size >= REMEMBERED_PARTIES) {
			for (const [key, rate] of this.#rates) if (rate.isFull) this.#rates.delete(key);
			if (this.#rates.size >= REMEMBERED_PARTIES) this.#rates.clear();
		}
		const rate = new Rate(this.#clock, this.#perSecond);
		this.#rates.set(party, rate);
		return rate;
	}
}
