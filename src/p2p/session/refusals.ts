import type { Refused } from '../api.ts';
import type { SessionId } from '../base/ids.ts';

/** Kinds of refused input times senders that are remembered; the ones longest past are forgotten. */
const MAX_ENTRIES = 200;

/** What this page refused, from whom and how often: for whoever wants to know why something did not arrive. */
export class Refusals {
	readonly #entries = new Map<string, Refused>();
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
	}

	/** Counts one refused input. */
	note(code: string, { session, name }: { readonly session: SessionId; readonly name: string }): void {
		const key = `${session} ${code}`;
		const known = this.#entries.get(key);
		const now = this.#now();
		this.#entries.delete(key);
		this.#entries.set(key, {
			code,
			from: session,
			name,
			count: (known?.count ?? 0) + 1,
			firstAt: known?.firstAt ?? now,
			lastAt: now
		});
		if (this.#entries.size > MAX_ENTRIES) this.#entries.delete(this.#entries.keys().next().value!);
	}

	/** Everything remembered, the latest first. */
	get list(): readonly Refused[] {
		return [...this.#entries.values()].reverse();
	}
}
