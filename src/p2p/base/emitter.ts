/** Ends a subscription. Calling it twice does nothing. */
export type Unsubscribe = () => void;

/**
 * Typed events of one owner: a map from the event's name (past tense) to its payload. Listeners are
 * called at once, in the order they subscribed.
 */
export class Emitter<Events extends object> {
	readonly #listeners = new Map<keyof Events, Set<(payload: never) => void>>();

	/** Calls `listener` on every `name` from now on, until the returned function is called. */
	on<Name extends keyof Events>(name: Name, listener: (payload: Events[Name]) => void): Unsubscribe {
		const set = this.#listeners.get(name) ?? new Set();
		this.#listeners.set(name, set);
		set.add(listener);
		return () => void set.delete(listener);
	}

	/** Tells every listener of `name`. */
	emit<Name extends keyof Events>(name: Name, payload: Events[Name]): void {
		for (const listener of [...(this.#listeners.get(name) ?? [])]) {
			(listener as (payload: Events[Name]) => void)(payload);
		}
	}

	/** Forgets every listener. */
	clear(): void {
		this.#listeners.clear();
	}
}
