import { Emitter } from '../../base/emitter.ts';
import type { SessionId } from '../../base/ids.ts';
import type { Scope } from '../../base/scope.ts';
import { SAMPLE_RATE, TICK_SAMPLES } from '../frames.ts';
import { PcmMixer } from './pcm-mixer.ts';
import type { PlayedTick, Playout, PlayoutEvents } from './playout.ts';

/** Played in steps of this length: short enough that what is needed next is asked for in time. */
const STEP_MS = 10;
const STEP_SAMPLES = (SAMPLE_RATE * STEP_MS) / 1000;
/** A thread that was held up this long does not play what it missed. */
const MAX_BEHIND_MS = 1000;

/** What is heard in 20 ms: 960 samples at 48 kHz, −1 to 1; the listener's to keep. */
export type Heard = (block: Float32Array) => void;

/** Plays without a sound device: a block every 20 ms of the clock, silence included, to a function. */
export class BlockPlayout extends Emitter<PlayoutEvents> implements Playout {
	readonly #scope: Scope;
	readonly #heard: Heard;
	readonly #mixer = new PcmMixer();
	#block = new Float32Array(TICK_SAMPLES);
	#filled = 0;
	#playedUntil: number;

	constructor(options: { readonly scope: Scope; readonly heard: Heard }) {
		super();
		this.#scope = options.scope.child();
		this.#heard = options.heard;
		this.#playedUntil = this.#scope.clock.now();
		this.#scope.every(STEP_MS, () => this.#play());
		this.#scope.add(() => this.clear());
	}

	push(source: SessionId, tick: PlayedTick): void {
		this.#mixer.push(source, tick, this.#scope.clock.now());
	}

	setVolumes(volumes: ReadonlyMap<SessionId, number>): void {
		this.#mixer.setVolumes(volumes);
	}

	/** Loudness of each source as it is played, 0 to 1. */
	levels(): ReadonlyMap<SessionId, number> {
		return this.#mixer.levels();
	}

	close(): void {
		this.#scope.close();
	}

	#play(): void {
		const now = this.#scope.clock.now();
		if (now - this.#playedUntil > MAX_BEHIND_MS) this.#playedUntil = now - STEP_MS;
		for (; this.#playedUntil + STEP_MS <= now; this.#playedUntil += STEP_MS) this.#step();
		const { wanted, began } = this.#mixer.news();
		for (const source of wanted) this.emit('wanted', source);
		for (const source of began) this.emit('began', source);
		this.emit('counted', this.#mixer.stats());
	}

	#step(): void {
		const piece = this.#block.subarray(this.#filled, this.#filled + STEP_SAMPLES);
		this.#mixer.render(piece, this.#playedUntil);
		this.#filled += STEP_SAMPLES;
		if (this.#filled < TICK_SAMPLES) return;
		const block = this.#block;
		this.#block = new Float32Array(TICK_SAMPLES);
		this.#filled = 0;
		this.#heard(block);
	}
}
