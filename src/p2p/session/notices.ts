import type { Notice, PathNotice } from '../api.ts';

/** How sound gets here: what is so now takes the place of what was so before. */
const OF_PATH: Readonly<Record<PathNotice['code'], true>> = {
	'sound-over-listeners': true,
	'sound-direct': true,
	'no-parent': true,
	'no-place': true,
	'second-root': true
};

function kindOf(code: Notice['code']): string {
	return code in OF_PATH ? 'path' : code;
}

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
		const kind = kindOf(notice.code);
		this.#list = [...this.#list.filter(({ code }) => kindOf(code) !== kind), notice];
		this.#changed();
	}

	/** Takes back what was told of these kinds. */
	drop(...codes: Notice['code'][]): void {
		this.#list = this.#list.filter(({ code }) => !codes.includes(code));
		this.#changed();
	}
}
