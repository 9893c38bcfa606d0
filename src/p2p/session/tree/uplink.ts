/** So much of a voice missing is heard as gaps. */
const LOST_TOO_MUCH = 0.05;
/** Two reports of the other sides, which come every five seconds: one bad moment is not a weak line. */
const STRAINED_AFTER_MS = 10_000;
/** A line that was too weak a moment ago is not relied on at once. */
const RELIEVED_AFTER_MS = 30_000;

/** How what this page sends arrives at the others. */
export interface Arrival {
	/** Of each link over which a voice goes, the share that the other side lost lately, 0 to 1. */
	readonly lost: readonly number[];
	/** Children that are fed packets, and those of them that did not drain lately. */
	readonly children: number;
	readonly stuck: number;
}

/** Tells whether this page's line carries what the page has to send. Time comes in from outside, in milliseconds. */
export class Uplink {
	#isStrained = false;
	/** Since when looks say the opposite. */
	#contraryAtMs: number | null = null;

	/** It carried too little for ten seconds, and not enough for half a minute since. */
	get isStrained(): boolean {
		return this.#isStrained;
	}

	/** Takes in how it stands; called every few seconds. */
	look(nowMs: number, arrival: Arrival): void {
		if (isTooMuch(arrival) === this.#isStrained) {
			this.#contraryAtMs = null;
			return;
		}
		this.#contraryAtMs ??= nowMs;
		const patienceMs = this.#isStrained ? RELIEVED_AFTER_MS : STRAINED_AFTER_MS;
		if (nowMs - this.#contraryAtMs < patienceMs) return;
		this.#isStrained = !this.#isStrained;
		this.#contraryAtMs = null;
	}
}

function isTooMuch({ lost, children, stuck }: Arrival): boolean {
	return (
		areMost(lost.filter((share) => share >= LOST_TOO_MUCH).length, lost.length) || areMost(stuck, children)
	);
}

/** Who alone gets too little has a weak line; if most do, it is this one. */
function areMost(failing: number, all: number): boolean {
	return failing > 1 && failing > all / 2;
}
