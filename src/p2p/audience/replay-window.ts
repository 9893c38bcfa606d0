/** Packets of one source that may come out of order: three seconds, far more than any jitter buffer waits for. */
export const WINDOW_TICKS = 150;
/** How far a packet may run ahead of what the time since the newest explains: ten seconds of drift and stalls. */
const AHEAD_TICKS = 500;
/** A source of which nothing else came for so long has really moved its clock: it is believed. */
const BELIEVED_AFTER_MS = 2_000;
const TICK_MS = 20;

/** How a sequence number stands to what was taken before. */
export type Freshness = 'fresh' | 'seen' | 'stale' | 'future';

/**
 * Which sequence numbers of one source were taken: each counts once, none from below the window or the
 * floor, and no single one far ahead may close the window to those that follow.
 */
export class ReplayWindow {
	/** Nothing below counts: what was said before this page came. */
	floor: number;
	readonly #taken = new Float64Array(WINDOW_TICKS).fill(-1);
	#newest: number | null = null;
	#newestAtMs = 0;
	#aheadSinceMs: number | null = null;

	constructor(floor = 0) {
		this.floor = floor;
	}

	/** The highest number taken, null before the first. */
	get newest(): number | null {
		return this.#newest;
	}

	/** What a number is at this time. */
	judge(sequence: number, nowMs: number): Freshness {
		if (sequence < this.floor) return 'stale';
		if (this.#newest === null) return 'fresh';
		if (sequence <= this.#newest - WINDOW_TICKS) return 'stale';
		if (this.#taken[sequence % WINDOW_TICKS] === sequence) return 'seen';
		const explained = Math.max(0, nowMs - this.#newestAtMs) / TICK_MS + AHEAD_TICKS;
		if (sequence <= this.#newest + explained) return 'fresh';
		this.#aheadSinceMs ??= nowMs;
		return nowMs - this.#aheadSinceMs >= BELIEVED_AFTER_MS ? 'fresh' : 'future';
	}

	/** Takes a number that was judged fresh. */
	take(sequence: number, nowMs: number): void {
		this.#taken[sequence % WINDOW_TICKS] = sequence;
		this.#aheadSinceMs = null;
		if (this.#newest !== null && sequence <= this.#newest) return;
		this.#newest = sequence;
		this.#newestAtMs = nowMs;
	}
}
