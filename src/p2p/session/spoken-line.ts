import type { Scope } from '../base/scope.ts';
import { printable } from '../room/bodies.ts';
import { MAX_CAPTION } from '../room/caption-limits.ts';
import type { Captions } from './captions.ts';

/** Wordings of a line that is not finished: more often nobody reads, and the room need not carry. */
const WORDING_EVERY_MS = 400;
/** Lines that are made of one: a minute and a half without a breath. */
const MAX_PARTS = 4;

/** Where spoken lines go. */
export interface SpokenLineOptions {
	readonly scope: Scope;
	readonly captions: Pick<Captions, 'nextLine' | 'say'>;
	/** BCP 47. */
	readonly language: string;
}

/** What one voice says, as a recogniser understands it: tells wordings at a pace that the room bears. */
export class SpokenLine {
	readonly #options: SpokenLineOptions;
	/** The line that is being said; null between lines. */
	#line: { readonly number: number; wordings: number } | null = null;
	/** The newest wording, and whether it was told. */
	#newest = { text: '', isTold: true };
	#cancelPause: (() => void) | null = null;

	constructor(options: SpokenLineOptions) {
		this.#options = options;
	}

	/** Takes what was understood of the present line by now. */
	take(text: string, isFinal: boolean): void {
		if (isFinal) return this.#finish(text);
		this.#newest = { text, isTold: false };
		if (!this.#cancelPause) this.#tellNewest();
	}

	/** Nothing more of the line comes: what was understood last stands. */
	end(): void {
		if (this.#line || !this.#newest.isTold) this.#finish(this.#newest.text);
	}

	#tellNewest(): void {
		// Of what is too long for one line, its end is what is being said.
		const text = captionParts(this.#newest.text).at(-1);
		this.#newest.isTold = true;
		if (text !== undefined) this.#say(text, false);
		this.#cancelPause = this.#options.scope.after(WORDING_EVERY_MS, () => {
			this.#cancelPause = null;
			if (!this.#newest.isTold) this.#tellNewest();
		});
	}

	#finish(text: string): void {
		this.#cancelPause?.();
		this.#cancelPause = null;
		this.#newest = { text: '', isTold: true };
		const parts = captionParts(text);
		// Noise that was taken for words at first: what was shown of it is taken back.
		if (parts.length === 0 && this.#line) this.#say('', true);
		for (const part of parts) this.#say(part, true);
	}

	#say(text: string, isFinal: boolean): void {
		const { captions, language } = this.#options;
		this.#line ??= { number: captions.nextLine(), wordings: 0 };
		const { number: line, wordings: wording } = this.#line;
		captions.say({ line, wording, speaker: null, language, isFinal, isTyped: false, text });
		this.#line.wordings++;
		if (isFinal) this.#line = null;
	}
}

/** A text as lines that captions can hold, cut between words where there are any; none if nothing of it shows. */
export function captionParts(text: string): string[] {
	const parts: string[] = [];
	let rest = printable(text, MAX_PARTS * MAX_CAPTION);
	while (rest.length > MAX_CAPTION && parts.length < MAX_PARTS - 1) {
		const space = rest.lastIndexOf(' ', MAX_CAPTION);
		const part = printable(rest, space > 0 ? space : MAX_CAPTION);
		parts.push(part);
		rest = rest.slice(part.length).trim();
	}
	const last = printable(rest, MAX_CAPTION);
	return last === '' ? parts : [...parts, last];
}
