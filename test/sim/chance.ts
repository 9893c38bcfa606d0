import type { Random } from '../../src/p2p/base/random.ts';
import { seededRandom } from '../fixtures/random.ts';

/** Every choice of one run, drawn from its seed. */
export class Chance implements Random {
	readonly #random: Random;

	constructor(seed: number) {
		this.#random = seededRandom(seed);
	}

	bytes(length: number): Uint8Array {
		return this.#random.bytes(length);
	}

	fraction(): number {
		return this.#random.fraction();
	}

	/** True in `share` of all cases, 0 to 1. */
	happens(share: number): boolean {
		return this.fraction() < share;
	}

	/** A whole number from `low` to `high`, both included. */
	between(low: number, high: number): number {
		return low + Math.floor(this.fraction() * (high - low + 1));
	}

	/** One of a list that is not empty. */
	pick<Item>(items: readonly Item[]): Item {
		return items[this.between(0, items.length - 1)]!;
	}

	/** One of what is offered, each as often as its weight says. */
	weighed<Item>(offers: readonly (readonly [weight: number, item: Item])[]): Item {
		let left = this.fraction() * offers.reduce((sum, [weight]) => sum + weight, 0);
		for (const [weight, item] of offers) {
			left -= weight;
			if (left < 0) return item;
		}
		return offers.at(-1)![1];
	}

	/** The same items in another order. */
	shuffled<Item>(items: readonly Item[]): Item[] {
		const left = [...items];
		return items.map(() => left.splice(this.between(0, left.length - 1), 1)[0]!);
	}
}
