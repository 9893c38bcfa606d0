import type { EncodedFrame } from '../frames.ts';

/** A frame and when it came, milliseconds. */
export interface ArrivedFrame {
	readonly frame: EncodedFrame;
	readonly arrivedAt: number;
}

/** More than this is not held back for one that is missing: it would have been needed long ago. */
const MAX_HELD = 32;
/** A longer hole than this after the soft end of a talkspurt is a pause. */
const PAUSE_TICKS = 4;
/** And one of half a second is not waited for whatever was before: the listener has long run dry. */
const ABSENCE_TICKS = 25;

/**
 * Brings one source's frames into order for its decoder, which takes no frame before its predecessor. What
 * comes too early is held until what is missing came, or is given up.
 */
export class FrameOrder {
	readonly #held = new Map<number, ArrivedFrame>();
	#last: EncodedFrame | null = null;
	/** The next frame is needed now, and there was none. */
	#isWanted = false;

	/** How many frames are held back. */
	get held(): number {
		return this.#held.size;
	}

	/**
	 * Whether what is held should wait a moment only: the next frame is needed now, or it begins a talkspurt
	 * as far as one can tell, so that there may be an earlier one, but none that is known of.
	 */
	get isPressing(): boolean {
		if (this.#held.size === 0) return false;
		if (this.#isWanted || !this.#last || this.#last.payload.length === 0) return true;
		const hole = this.#first() - this.#last.sequence - 1;
		return hole > (this.#last.isVoice ? ABSENCE_TICKS : PAUSE_TICKS);
	}

	/** The newest frame that was let go. */
	get last(): EncodedFrame | null {
		return this.#last;
	}

	/** Takes a frame; answers what can be decoded now, in order. Copies and what comes too late are dropped. */
	take(arrived: ArrivedFrame): ArrivedFrame[] {
		const { sequence } = arrived.frame;
		if ((this.#last && sequence <= this.#last.sequence) || this.#held.has(sequence)) return [];
		this.#held.set(sequence, arrived);
		const ready = this.#isPauseProven() ? this.giveUp() : this.#run();
		return this.#held.size > MAX_HELD ? [...ready, ...this.giveUp()] : ready;
	}

	/** The next frame is needed now: answers it and those that follow it, or presses for what comes next. */
	want(): ArrivedFrame[] {
		this.#isWanted = true;
		return this.giveUp();
	}

	/** Waits no longer for the frames before the earliest one held; answers it and those that follow it. */
	giveUp(): ArrivedFrame[] {
		if (this.#held.size === 0) return [];
		return [this.#let(this.#first()), ...this.#run()];
	}

	/** A talkspurt ended, and the earliest tick held says that it was silent: what follows begins another. */
	#isPauseProven(): boolean {
		const isOver = !this.#last || this.#last.payload.length === 0;
		return isOver && this.#held.get(this.#first())!.frame.payload.length === 0;
	}

	/** Frames that follow what was let go, without a hole. */
	#run(): ArrivedFrame[] {
		const run: ArrivedFrame[] = [];
		while (this.#last && this.#held.has(this.#last.sequence + 1))
			run.push(this.#let(this.#last.sequence + 1));
		return run;
	}

	#let(sequence: number): ArrivedFrame {
		const arrived = this.#held.get(sequence)!;
		this.#held.delete(sequence);
		this.#last = arrived.frame;
		this.#isWanted = false;
		return arrived;
	}

	#first(): number {
		return Math.min(...this.#held.keys());
	}
}
