import type { Clock } from './clock.ts';

/**
 * A lifetime. Whatever is opened inside a scope (timers, subscriptions, child scopes) is handed to
 * it, and ends with it in reverse order. `signal` aborts every wait that belongs to it.
 */
export class Scope {
	readonly clock: Clock;
	readonly #abort = new AbortController();
	readonly #closers: (() => void)[] = [];

	constructor(clock: Clock) {
		this.clock = clock;
	}

	/** Aborts when the scope closes. */
	get signal(): AbortSignal {
		return this.#abort.signal;
	}

	/** Whether the scope has ended. */
	get isClosed(): boolean {
		return this.#abort.signal.aborted;
	}

	/** Runs `close` when the scope ends, or at once if it already has. */
	add(close: () => void): void {
		if (this.isClosed) close();
		else this.#closers.push(close);
	}

	/** A scope that ends with this one, or earlier by itself. */
	child(): Scope {
		const child = new Scope(this.clock);
		this.add(() => child.close());
		return child;
	}

	/** Runs `task` after `delayMs` unless the scope ends first; the returned function cancels it. */
	after(delayMs: number, task: () => void): () => void {
		if (this.isClosed) return () => {};
		const cancel = this.clock.after(delayMs, () => {
			this.#drop(cancel);
			task();
		});
		this.add(cancel);
		return () => {
			this.#drop(cancel);
			cancel();
		};
	}

	/** Runs `task` every `periodMs` until the scope ends. */
	every(periodMs: number, task: () => void): void {
		this.add(this.clock.every(periodMs, task));
	}

	/** Resolves after `delayMs`, or earlier when the scope ends (check `isClosed`). */
	wait(delayMs: number): Promise<void> {
		return new Promise((resolve) => {
			if (this.isClosed) return resolve();
			const finish = () => {
				this.signal.removeEventListener('abort', finish);
				cancel();
				resolve();
			};
			const cancel = this.after(delayMs, finish);
			this.signal.addEventListener('abort', finish, { once: true });
		});
	}

	/** Ends everything in the scope, last opened first. Calling it twice does nothing. */
	close(): void {
		if (this.isClosed) return;
		this.#abort.abort();
		for (const close of this.#closers.splice(0).reverse()) close();
	}

	#drop(closer: () => void): void {
		const index = this.#closers.indexOf(closer);
		if (index >= 0) this.#closers.splice(index, 1);
	}
}
