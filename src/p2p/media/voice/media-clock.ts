import type { Clock } from '../../base/clock.ts';
import { TICK_MS } from '../frames.ts';

/** Capture clocks stop when a computer sleeps. Behind real time by this much, the media clock jumps on. */
const JUMP_TICKS = 25;
/** A stalled thread delivers blocks late, then in a burst: only what is late all this time is a stop. */
const JUMP_AFTER_BLOCKS = 25;

/**
 * A speaker's media clock: numbers blocks of 20 ms by when they were captured. It goes on through
 * silence, gaps of the device and a closed microphone, and gives no number twice; so there is one for
 * each session key, whatever microphones come and go.
 */
export class MediaClock {
	readonly #clock: Clock;
	readonly #beganAt: number;
	#newest = -1;
	/** When the capture clock showed the newest block, seconds; null before the first of a microphone. */
	#capturedAt: number | null = null;
	/** How far real time was ahead, smallest of the blocks looked at. */
	#behind = Infinity;
	#looked = 0;

	constructor(clock: Clock) {
		this.#clock = clock;
		this.#beganAt = clock.now();
	}

	/** A microphone begins, whose capture clock shows anything. */
	restart(): void {
		this.#capturedAt = null;
	}

	/** No block gets this number any more, nor a smaller one. */
	pass(sequence: number): void {
		this.#newest = Math.max(this.#newest, sequence);
	}

	/** The number of the next block, whose first sample was captured at `capturedAt` (seconds, capture clock). */
	tick(capturedAt: number): number {
		const real = Math.floor((this.#clock.now() - this.#beganAt) / TICK_MS);
		if (this.#capturedAt === null) {
			this.#newest = Math.max(real, this.#newest + 1);
			this.#forget();
		} else {
			const steps = Math.round(((capturedAt - this.#capturedAt) * 1000) / TICK_MS);
			this.#newest += Math.max(1, Math.min(steps, real - this.#newest + JUMP_TICKS));
			this.#follow(real);
		}
		this.#capturedAt = capturedAt;
		return this.#newest;
	}

	#follow(real: number): void {
		this.#behind = Math.min(this.#behind, real - this.#newest);
		if (++this.#looked < JUMP_AFTER_BLOCKS) return;
		if (this.#behind > JUMP_TICKS) this.#newest += this.#behind;
		this.#forget();
	}

	#forget(): void {
		this.#behind = Infinity;
		this.#looked = 0;
	}
}
