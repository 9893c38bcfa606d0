import type { Stripe } from '../../../src/p2p/ports.ts';
import type { Listener } from './listener.ts';

/**
 * Who has which stripe, exactly: a page has it if a chain of pages that feed each other leads to the root.
 * Frames are due at a page from the first sound on; they are lost while neither stripe comes, since every
 * frame travels on both.
 */
export class Flows {
	readonly #now: () => number;
	readonly #wentDown: (listener: Listener, stripe: Stripe) => void;
	/** Stripes that are missing at pages that live and heard something before, all together. */
	missing = 0;
	/** When something was missing last: a change that closes the gap that it opens leaves none. */
	#missedMs = 0;
	#changedMs = 0;

	constructor(options: {
		readonly now: () => number;
		readonly wentDown: (listener: Listener, stripe: Stripe) => void;
	}) {
		this.#now = options.now;
		this.#wentDown = options.wentDown;
	}

	/** Speakers send to this page: it has the stripe of itself. */
	crown(root: Listener, stripe: Stripe): void {
		if (root.flows[stripe].isUp) root.flows[stripe].from = root;
		else this.#raise(root, stripe, root);
	}

	feed(child: Listener, stripe: Stripe, parent: Listener): void {
		child.flows[stripe].feeders.add(parent);
		parent.flows[stripe].fed.add(child);
		if (!child.flows[stripe].isUp && parent.flows[stripe].isUp) this.#raise(child, stripe, parent);
	}

	stop(child: Listener, stripe: Stripe, parent: Listener): void {
		const flow = child.flows[stripe];
		flow.feeders.delete(parent);
		parent.flows[stripe].fed.delete(child);
		if (flow.from === parent) this.#cut(child, stripe);
	}

	/** A page is gone: it hands nothing on and misses nothing. */
	remove(listener: Listener): void {
		this.#account(listener);
		listener.isAlive = false;
		listener.goneMs = this.#now();
		for (const stripe of [0, 1] as const) {
			const flow = listener.flows[stripe];
			for (const child of [...flow.fed]) this.stop(child, stripe, listener);
			for (const parent of [...flow.feeders]) this.stop(listener, stripe, parent);
			if (flow.isUp) this.#lower(listener, stripe);
			if (listener.firstMs !== null) this.#miss(-1);
		}
	}

	/** Since when nothing is missing, or NaN while something is. */
	get wholeSinceMs(): number {
		return this.missing === 0 ? this.#missedMs : NaN;
	}

	/** Counts what is lost until now. */
	close(listeners: Iterable<Listener>): void {
		for (const listener of listeners) this.#account(listener);
	}

	#raise(top: Listener, stripe: Stripe, from: Listener): void {
		const found: [Listener, Listener][] = [[top, from]];
		for (let next = found.pop(); next; next = found.pop()) {
			const [listener, parent] = next;
			const flow = listener.flows[stripe];
			if (flow.isUp) continue;
			flow.isUp = true;
			flow.from = parent;
			flow.turn++;
			if (listener.firstMs === null) {
				listener.firstMs = this.#now();
				this.#miss(1);
			} else this.#miss(-1);
			this.#account(listener);
			for (const child of flow.fed) found.push([child, listener]);
		}
	}

	#cut(top: Listener, stripe: Stripe): void {
		const lost = [top];
		for (const listener of lost)
			for (const child of listener.flows[stripe].fed)
				if (child.flows[stripe].from === listener) lost.push(child);
		for (const listener of lost) this.#lower(listener, stripe);
		for (const listener of lost)
			for (const feeder of listener.flows[stripe].feeders)
				if (feeder.flows[stripe].isUp) this.#raise(listener, stripe, feeder);
		for (const listener of lost) {
			this.#account(listener);
			if (!listener.flows[stripe].isUp) this.#wentDown(listener, stripe);
		}
	}

	#lower(listener: Listener, stripe: Stripe): void {
		const flow = listener.flows[stripe];
		flow.isUp = false;
		flow.from = null;
		flow.turn++;
		this.#miss(1);
	}

	#miss(count: number): void {
		// Whatever was missing until now was so for a while, if time has passed since it went.
		if (this.missing > 0 && this.#now() > this.#changedMs) this.#missedMs = this.#now();
		this.#changedMs = this.#now();
		this.missing += count;
	}

	#account(listener: Listener): void {
		if (listener.firstMs === null || !listener.isAlive) return;
		const nowMs = this.#now();
		if (listener.deafSinceMs !== null) {
			const gap = nowMs - listener.deafSinceMs;
			listener.deafMs += gap;
			if (listener.hears) listener.longestDeafMs = Math.max(listener.longestDeafMs, gap);
			listener.deafSinceMs = listener.hears ? null : nowMs;
		} else if (!listener.hears) listener.deafSinceMs = nowMs;
	}
}
