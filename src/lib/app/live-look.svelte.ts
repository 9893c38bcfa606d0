import type { Live, LiveRooms } from '../../p2p/api.ts';
import type { Clock } from '../../p2p/base/clock.ts';

/** How often a page that is looked at asks who is live. */
const EVERY_MS = 30_000;
/** Coming back to the page asks at once, but not whoever only glances away. */
const AT_LEAST_MS = 5_000;

/** Who is live, asked again and again while the page is in sight. */
export class LiveLook {
	readonly #live: Live;
	readonly #clock: Clock;
	#shown = $state.raw<LiveRooms | null>(null);
	#lookedAt = -Infinity;
	#isLooking = false;

	constructor(live: Live, clock: Clock) {
		this.#live = live;
		this.#clock = clock;
	}

	/** Null until the first answer. */
	get shown(): LiveRooms | null {
		return this.#shown;
	}

	/** Begins; the returned function ends it. */
	start(): () => void {
		const look = () => void this.#look();
		const seen = () => {
			if (this.#clock.now() - this.#lookedAt >= AT_LEAST_MS) look();
		};
		const stops = [this.#clock.every(EVERY_MS, look), this.#live.follows.on('changed', look)];
		document.addEventListener('visibilitychange', seen);
		window.addEventListener('focus', seen);
		look();
		return () => {
			for (const stop of stops) stop();
			document.removeEventListener('visibilitychange', seen);
			window.removeEventListener('focus', seen);
		};
	}

	async #look(): Promise<void> {
		if (this.#isLooking || document.visibilityState === 'hidden') return;
		this.#isLooking = true;
		this.#lookedAt = this.#clock.now();
		try {
			this.#shown = await this.#live.look();
		} catch {
			/* Code that could not be loaded: what was known stays. */
			this.#shown ??= { rooms: [], isKnown: false };
		} finally {
			this.#isLooking = false;
		}
	}
}
