import { TICK_MS } from '../frames.ts';

/** Where the playout delay starts, before anything is known of the network. */
const START_MS = 40;
/** Bounds of the playout delay. Below, one packet that its stripe lost is not there in time from the other. */
const MIN_MS = 25;
const MAX_MS = 500;

/** What comes between the measured lateness and the sound: a render quantum, and the threads' turns. */
const MARGIN_MS = 5;
/** Nearly all frames are on time with this much to spare for a copy, which is a tick later than its packet. */
const USUAL_SHARE = 0.95;
const COPY_MS = TICK_MS;
/** And nearly all of the rest are on time too. */
const RARE_SHARE = 0.99;

/** The target falls this slowly (milliseconds for each frame): half a second of speech for each of them. */
const FALL_MS = 0.04;
/** From far too long it falls faster: to a third of what is too much in this many frames, three seconds of speech. */
const FALL_FRAMES = 150;

/** Lateness is counted in steps of this many milliseconds, up to `MAX_MS`. */
const STEP_MS = 2;
const STEPS = MAX_MS / STEP_MS;
/** Frames after which a frame's weight has fallen to a third: 10 s of speech. */
const MEMORY_FRAMES = 500;
/** How many frames the starting value counts for. */
const PRIOR_FRAMES = 20;
/** What the first second brings tells of the page that comes in, busy with itself, and is then forgotten. */
const FIRST_FRAMES = 50;

/** The earliest arrival is looked for in stretches of this many frames, of which so many are kept. */
const STRETCH_FRAMES = 50;
const STRETCHES = 8;
/** How far two sound devices' clocks drift apart at most. */
const MOST_DRIFT = 200e-6;
/** Older than this they may have drifted apart by more than the measurement is worth: 12 ms. */
const FORGET_MS = 60_000;
/** What is later than this is another story (a sleep, a new way through the network) and is no jitter. */
const UNHEARD_OF_MS = 1000;
/** What lasts this long has come to stay. A backlog does not: it comes at once. */
const UNHEARD_OF_FOR_MS = 1000;

interface Stretch {
	earliestMs: number;
	frames: number;
	lastAt: number;
}

/**
 * How late one source's frames arrive, against its earliest, and the playout delay that follows. Frames
 * are numbered by the speaker's clock, arrivals by ours; a drift between them moves the earliest along.
 */
export class Lateness {
	readonly #weights = new Float64Array(STEPS);
	#stretches: Stretch[] = [];
	#earliestMs = Infinity;
	#lastAt = 0;
	#frames = 0;
	#targetMs = START_MS;
	#unheardOfSince: number | null = null;

	constructor() {
		this.#assume();
	}

	/** Takes the arrival of a frame at `atMs`. */
	note(sequence: number, atMs: number): void {
		const transitMs = atMs - sequence * TICK_MS;
		if (this.#isUnheardOf(transitMs, atMs)) return;
		this.#stretches = this.#stretches.filter(({ lastAt }) => atMs - lastAt < FORGET_MS);
		this.#lastAt = atMs;
		this.#remember(transitMs, atMs);
		this.#earliestMs = Math.min(...this.#stretches.map(({ earliestMs }) => earliestMs));
		if (++this.#frames === FIRST_FRAMES) this.#assume();
		this.#count(transitMs - this.#earliestMs);
		const wantedMs = this.#wanted();
		const tooMuchMs = this.#targetMs - wantedMs;
		this.#targetMs = Math.max(wantedMs, this.#targetMs - Math.max(FALL_MS, tooMuchMs / FALL_FRAMES));
	}

	/** How long after its earliest possible arrival a frame should be played, milliseconds. */
	get targetMs(): number {
		return this.#targetMs;
	}

	/** When (our clock, milliseconds) this place in the stream could have arrived at the earliest. */
	arrivalOf(sequence: number): number {
		return sequence * TICK_MS + this.#earliestMs;
	}

	/** Whether it is far too late, and such lateness has not lasted for a second yet. */
	#isUnheardOf(transitMs: number, atMs: number): boolean {
		const driftedMs = MOST_DRIFT * (atMs - this.#lastAt);
		if (!(transitMs - this.#earliestMs > UNHEARD_OF_MS + driftedMs)) {
			this.#unheardOfSince = null;
			return false;
		}
		this.#unheardOfSince ??= atMs;
		if (atMs - this.#unheardOfSince < UNHEARD_OF_FOR_MS) return true;
		this.#unheardOfSince = null;
		this.#stretches = [];
		return false;
	}

	#remember(transitMs: number, atMs: number): void {
		const newest = this.#stretches.at(-1);
		if (newest && newest.frames < STRETCH_FRAMES) {
			newest.earliestMs = Math.min(newest.earliestMs, transitMs);
			newest.frames++;
			newest.lastAt = atMs;
			return;
		}
		this.#stretches.push({ earliestMs: transitMs, frames: 1, lastAt: atMs });
		if (this.#stretches.length > STRETCHES) this.#stretches.shift();
	}

	/** As if nothing were known yet. */
	#assume(): void {
		this.#weights.fill(0);
		this.#weights[stepOf(START_MS - COPY_MS - MARGIN_MS)] = 1;
	}

	/** All weights together stay 1; the first frames count for more each, until the memory is full. */
	#count(lateMs: number): void {
		const share = Math.max(1 / MEMORY_FRAMES, 1 / (this.#frames + PRIOR_FRAMES));
		for (let step = 0; step < STEPS; step++) this.#weights[step]! *= 1 - share;
		this.#weights[stepOf(lateMs)]! += share;
	}

	#wanted(): number {
		const wanted = Math.max(this.#quantile(USUAL_SHARE) + COPY_MS, this.#quantile(RARE_SHARE)) + MARGIN_MS;
		return Math.min(MAX_MS, Math.max(MIN_MS, wanted));
	}

	#quantile(share: number): number {
		let sum = 0;
		for (let step = 0; step < STEPS; step++) {
			sum += this.#weights[step]!;
			if (sum >= share) return step * STEP_MS;
		}
		return MAX_MS;
	}
}

function stepOf(lateMs: number): number {
	return Math.min(STEPS - 1, Math.floor(lateMs / STEP_MS));
}
