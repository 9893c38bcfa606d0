import { TICK_MS } from '../frames.ts';

/** How long a talkspurt goes on after its last loud block: the pause within a sentence, and soft endings. */
const HANGOVER_MS = 300;
/** Blocks of a talkspurt after its last loud one; each of them says `isVoice: false`. */
export const HANGOVER_TICKS = HANGOVER_MS / TICK_MS;

/** How far speech stands out of the room's noise, decibels; less to go on than to begin. */
const BEGINS_ABOVE_NOISE = 9;
const GOES_ON_ABOVE_NOISE = 6;
/** Quieter than this (dBov) is never speech: a microphone's own noise after noise suppression. */
const NEVER_BELOW = -60;
/** Louder than this (dBov) always counts, however steady: a held note is not the room's noise. */
const ALWAYS_ABOVE = -36;

/** The noise is the quietest of this many stretches; a sentence has a dip in each three seconds. */
const STRETCHES = 6;
const STRETCH_TICKS = 25;
/** Share of the newest block in the smoothed loudness, so that one lucky dip is not taken for the noise. */
const SMOOTHING = 0.3;

/** What is heard in one block. */
export type Activity = 'voice' | 'hangover' | 'silence';

/**
 * Tells speech from the room's noise by loudness, a block of 20 ms at a time. The noise floor is the
 * minimum of the smoothed loudness in the last three seconds. Source of the idea: Martin, "Noise power
 * spectral density estimation based on optimal smoothing and minimum statistics", 2001, without spectra.
 */
export class VoiceActivity {
	/** Minimum of each stretch in dBov, the newest last. */
	readonly #minima: number[] = [];
	#smoothed: number | null = null;
	#inStretch = 0;
	/** Ticks that the talkspurt lasts if nothing loud follows; 0 in silence. */
	#left = 0;

	/** Takes the next block's loudness in −dBov (`loudnessOf`). */
	hear(loudness: number): Activity {
		const dbov = -loudness;
		this.#learn(dbov);
		const above = this.#left > 0 ? GOES_ON_ABOVE_NOISE : BEGINS_ABOVE_NOISE;
		const threshold = Math.min(ALWAYS_ABOVE, Math.max(NEVER_BELOW, this.#noise() + above));
		if (dbov > threshold) {
			this.#left = HANGOVER_TICKS;
			return 'voice';
		}
		if (this.#left === 0) return 'silence';
		this.#left--;
		return 'hangover';
	}

	/** Forgets the talkspurt, as when the microphone was closed; what is known of the noise stays. */
	interrupt(): void {
		this.#left = 0;
	}

	#learn(dbov: number): void {
		this.#smoothed = this.#smoothed === null ? dbov : this.#smoothed + SMOOTHING * (dbov - this.#smoothed);
		if (this.#minima.length === 0 || ++this.#inStretch === STRETCH_TICKS) {
			this.#inStretch = 0;
			this.#minima.push(this.#smoothed);
			if (this.#minima.length > STRETCHES) this.#minima.shift();
			return;
		}
		const last = this.#minima.length - 1;
		this.#minima[last] = Math.min(this.#minima[last]!, this.#smoothed);
	}

	/** Before a stretch is over the first words may be all that was heard: nothing is known of the noise. */
	#noise(): number {
		return this.#minima.length < 2 ? NEVER_BELOW - BEGINS_ABOVE_NOISE : Math.min(...this.#minima);
	}
}
