import type { Clock } from '../base/clock.ts';

/** An AbortSignal that fires at a deadline, or earlier with any of the given signals. */
export interface Deadline {
	readonly signal: AbortSignal;
	/** Frees the timer; call it when the wait is over. */
	clear(): void;
}

/** Starts a deadline of `delayMs` on the clock. */
export function deadline(clock: Clock, delayMs: number, ...signals: readonly AbortSignal[]): Deadline {
	const controller = new AbortController();
	const cancel = clock.after(delayMs, () => controller.abort(new Error('deadline')));
	return { signal: AbortSignal.any([controller.signal, ...signals]), clear: cancel };
}
