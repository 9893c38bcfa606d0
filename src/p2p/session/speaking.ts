/** Level (0 to 1) from which a sound counts as a voice: about −46 dB below full scale. */
const ON_LEVEL = 0.005;
/** Pauses between words are shorter than this; the ring stays on across them. */
const HOLD_MS = 350;

/** Who speaks now, from measured levels: on at once, off after a pause. */
export class SpeakingDetector<Key> {
	readonly #heardAt = new Map<Key, number>();
	#speaking: ReadonlySet<Key> = new Set();

	/** Who speaks now. */
	get speaking(): ReadonlySet<Key> {
		return this.#speaking;
	}

	/** Takes the levels of this moment; whether the set of speakers changed. */
	update(nowMs: number, levels: ReadonlyMap<Key, number>): boolean {
		for (const [key, level] of levels) if (level >= ON_LEVEL) this.#heardAt.set(key, nowMs);
		const speaking = new Set<Key>();
		for (const [key, heardAt] of this.#heardAt) {
			if (nowMs - heardAt < HOLD_MS && levels.has(key)) speaking.add(key);
			else this.#heardAt.delete(key);
		}
		const changed =
			speaking.size !== this.#speaking.size || [...speaking].some((key) => !this.#speaking.has(key));
		if (changed) this.#speaking = speaking;
		return changed;
	}
}
