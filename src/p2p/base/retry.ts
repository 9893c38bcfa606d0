import type { Random } from './random.ts';

/** How attempts are spaced: doubling from `firstMs` to `capMs`. */
export interface Backoff {
	readonly firstMs: number;
	readonly capMs: number;
}

/**
 * Milliseconds to wait before attempt `attempt` (0 is the first retry): "equal jitter", half of the
 * doubled delay fixed and half random, so that peers that fell together do not return together.
 * Source: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function backoffDelayMs(backoff: Backoff, attempt: number, random: Random): number {
	const full = Math.min(backoff.capMs, backoff.firstMs * 2 ** Math.min(attempt, 30));
	return full / 2 + (full / 2) * random.fraction();
}
