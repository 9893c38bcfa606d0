/** Lines of one session whose end is remembered: what comes late by the other stripe is no older than that. */
const REMEMBERED = 16;

/** Which wording of which line. */
export interface WordingPlace {
	readonly line: number;
	readonly wording: number;
	readonly isFinal: boolean;
}

/**
 * Which wordings of one session are new. They come over two ways and so out of order, and anybody may repeat an old
 * one: each is taken once, none after the end of its line, none of a line long past.
 */
export class CaptionWindow {
	#newest = -1;
	/** The newest wording of a line that had not ended yet. */
	#open = { line: -1, wording: -1 };
	readonly #ended = new Set<number>();

	/** Whether a wording was neither taken before nor overtaken. */
	isNew({ line, wording, isFinal }: WordingPlace): boolean {
		if (line <= this.#newest - REMEMBERED || this.#ended.has(line)) return false;
		if (isFinal) return true;
		return line > this.#open.line || (line === this.#open.line && wording > this.#open.wording);
	}

	/** Remembers one that is new. */
	take({ line, wording, isFinal }: WordingPlace): void {
		this.#newest = Math.max(this.#newest, line);
		if (!isFinal) this.#open = { line, wording };
		else this.#ended.add(line);
		for (const ended of this.#ended) if (ended <= this.#newest - REMEMBERED) this.#ended.delete(ended);
	}
}
