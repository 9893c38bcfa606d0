/**
 * Items ordered by a number of their own, the smallest first: a binary heap that knows where each item is.
 * As long as the numbers differ, what it answers depends on them alone and not on how they came in.
 */
export class Ranking<Item> {
	readonly #items: Item[] = [];
	readonly #ranks: number[] = [];
	readonly #places = new Map<Item, number>();

	get size(): number {
		return this.#items.length;
	}

	has(item: Item): boolean {
		return this.#places.has(item);
	}

	/** The smallest, or null of nothing. */
	first(): Item | null {
		return this.#items[0] ?? null;
	}

	/** Takes an item in, or ranks it anew. O(log n). */
	set(item: Item, rank: number): void {
		const place = this.#places.get(item);
		if (place === undefined) {
			this.#put(this.#items.length, item, rank);
			this.#rise(this.#items.length - 1);
		} else if (this.#ranks[place] !== rank) {
			this.#ranks[place] = rank;
			this.#rise(place);
			this.#sink(this.#places.get(item)!);
		}
	}

	/** Takes an item out, if it is in. O(log n). */
	delete(item: Item): void {
		const place = this.#places.get(item);
		if (place === undefined) return;
		this.#places.delete(item);
		const last = this.#items.pop()!;
		const rank = this.#ranks.pop()!;
		if (place === this.#items.length) return;
		this.#put(place, last, rank);
		this.#rise(place);
		this.#sink(this.#places.get(last)!);
	}

	/** The items from the smallest on; the k-th costs O(log k). Nothing may change meanwhile. */
	*inOrder(): Generator<Item, void, undefined> {
		const frontier = new Frontier(this.#ranks);
		if (this.#items.length > 0) frontier.add(0);
		for (let place = frontier.take(); place !== null; place = frontier.take()) {
			yield this.#items[place]!;
			for (const child of [2 * place + 1, 2 * place + 2]) if (child < this.#items.length) frontier.add(child);
		}
	}

	#put(place: number, item: Item, rank: number): void {
		this.#items[place] = item;
		this.#ranks[place] = rank;
		this.#places.set(item, place);
	}

	#rise(from: number): void {
		const [item, rank] = [this.#items[from]!, this.#ranks[from]!];
		let place = from;
		while (place > 0) {
			const above = (place - 1) >> 1;
			if (this.#ranks[above]! <= rank) break;
			this.#put(place, this.#items[above]!, this.#ranks[above]!);
			place = above;
		}
		if (place !== from) this.#put(place, item, rank);
	}

	#sink(from: number): void {
		const [item, rank] = [this.#items[from]!, this.#ranks[from]!];
		let place = from;
		for (;;) {
			let below = 2 * place + 1;
			if (below >= this.#items.length) break;
			if (below + 1 < this.#items.length && this.#ranks[below + 1]! < this.#ranks[below]!) below++;
			if (this.#ranks[below]! >= rank) break;
			this.#put(place, this.#items[below]!, this.#ranks[below]!);
			place = below;
		}
		if (place !== from) this.#put(place, item, rank);
	}
}

/** Places of a heap that may hold the next smallest, the best taken first. Few, as a rule: a sorted list. */
class Frontier {
	readonly #ranks: readonly number[];
	/** Largest rank first. */
	readonly #places: number[] = [];

	constructor(ranks: readonly number[]) {
		this.#ranks = ranks;
	}

	add(place: number): void {
		let at = this.#places.length;
		while (at > 0 && this.#ranks[this.#places[at - 1]!]! < this.#ranks[place]!) at--;
		this.#places.splice(at, 0, place);
	}

	take(): number | null {
		return this.#places.pop() ?? null;
	}
}
