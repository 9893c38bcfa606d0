/** Beats come far more often: after so long without any, and nothing heard, this page itself stood still. */
const STALL_MS = 100;

/**
 * Notices that this page stood still (a laptop that slept, a busy thread), so that nobody is blamed for a silence
 * that was its own. A page whose timers are only slowed down still hears others on time.
 */
export class Standstill {
	#awakeAtMs: number;
	#isForgiven = false;

	constructor(nowMs: number) {
		this.#awakeAtMs = nowMs;
	}

	/** Something was heard. True if the page stood still before. */
	hear(nowMs: number): boolean {
		const stood = this.#stood(nowMs);
		this.#isForgiven = false;
		return stood;
	}

	/** A timer ran. True if the page stood still before; once until something is heard. */
	tick(nowMs: number): boolean {
		const stood = this.#stood(nowMs) && !this.#isForgiven;
		if (stood) this.#isForgiven = true;
		return stood;
	}

	#stood(nowMs: number): boolean {
		const stood = nowMs - this.#awakeAtMs >= STALL_MS;
		this.#awakeAtMs = nowMs;
		return stood;
	}
}
