/** A running timer. */
export type Timer = () => void;

/** Time as the engine sees it, so that tests and the simulator can drive it. */
export interface Clock {
	/** Milliseconds since the epoch; for display and expiry only, never for deciding order. */
	now(): number;
	/** Calls `task` once after `delayMs`; the returned function cancels it. */
	after(delayMs: number, task: () => void): Timer;
	/** Calls `task` every `periodMs` until cancelled. */
	every(periodMs: number, task: () => void): Timer;
}

/** The machine's own clock. The one place that touches the platform's timers. */
export const systemClock: Clock = {
	now: () => Date.now(),
	after(delayMs, task) {
		const timer = setTimeout(task, delayMs);
		return () => clearTimeout(timer);
	},
	every(periodMs, task) {
		const timer = setInterval(task, periodMs);
		return () => clearInterval(timer);
	}
};
