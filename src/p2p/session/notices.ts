import type { Notice } from '../api.ts';

/** What this page's person should be told until they dismiss it: of each kind the newest. */
export class Notices {
	readonly #changed: () => void;
	#list: readonly Notice[] = [];

	/** `changed` is called whenever the list may be another. */
	constructor(changed: () => void) {
		this.#changed = changed;
	}

	/** The newest last. */
	get list(): readonly Notice[] {
		return this.#list;
	}

	/** Tells this person something, in the place of what was told of its kind. */
	add(notice: Notice): void {
		this.#list = [...this.#list.filter(({ code }) => code !== notice.code), notice];
		this.#changed();
	}

	/** Takes back what was told of these kinds. */
	drop(...codes: Notice['code'][]): void {
		this.#list = this.#list.filter(({ code }) => !codes.includes(code));
		this.#changed();
	}
}
