import type { RecordedCaption } from '../../p2p/api.ts';
import type { Playhead } from './playhead.svelte.ts';
import { readPreference, writePreference } from './preferences.ts';

/** Lines on the screen at once: an evening has thousands. */
export const PART = 40;

const KEPT = 'replay-captions';

/** Some lines of a recording, with their numbers in all of it. */
export interface WordsPart {
	/** Number of the first one among those that were found, from 0. */
	readonly first: number;
	readonly lines: readonly { readonly number: number; readonly caption: RecordedCaption }[];
	/** How many were found in all. */
	readonly of: number;
}

/** What was said along a recording: the line of now, those that hold some words, and which of them are on the screen. */
export class RecordedWords {
	readonly captions: readonly RecordedCaption[];
	readonly #playhead: Playhead;
	#isShown = $state(readPreference<unknown>(KEPT, true) !== false);
	#sought = $state('');
	/** The part that its person leafed to; null: wherever the playhead is. */
	#leafedTo = $state<number | null>(null);
	readonly #folded: readonly string[];
	readonly #found: readonly number[] = $derived.by(() => {
		const sought = folded(this.#sought.trim());
		return this.captions.map((_, i) => i).filter((i) => this.#folded[i]!.includes(sought));
	});

	/** `captions` ascending by `from`, as a recording has them. */
	constructor(captions: readonly RecordedCaption[], playhead: Playhead) {
		this.captions = captions;
		this.#playhead = playhead;
		this.#folded = captions.map(({ text, speaker }) => folded(`${speaker.name} ${text}`));
	}

	/** Whether the line of now is shown under the player; remembered on this device. */
	get isShown(): boolean {
		return this.#isShown;
	}

	set isShown(value: boolean) {
		this.#isShown = value;
		writePreference(KEPT, value);
	}

	/** Words that lines are looked for by; accents and capitals make no difference. Empty: all lines. */
	get sought(): string {
		return this.#sought;
	}

	set sought(words: string) {
		this.#sought = words;
		this.#leafedTo = null;
	}

	/** Number of the line that was begun last, -1 before the first. */
	get newest(): number {
		return this.captions.findLastIndex(({ from }) => from <= this.#playhead.at);
	}

	/** What is said now, those who speak at once included, the first one first. */
	get now(): readonly RecordedCaption[] {
		const at = this.#playhead.at;
		return this.captions.filter(({ from, to }) => from <= at && at < to);
	}

	/** How many lines hold the words. */
	get foundCount(): number {
		return this.#found.length;
	}

	/** The lines that are on the screen: where the playhead is, until its person leafs to others. */
	get part(): WordsPart {
		const found = this.#found;
		const here = found.findLastIndex((number) => number <= this.newest);
		const part = this.#leafedTo ?? (this.#sought === '' ? Math.max(0, Math.floor(here / PART)) : 0);
		const first = Math.min(part, this.#lastPart) * PART;
		const lines = found
			.slice(first, first + PART)
			.map((number) => ({ number, caption: this.captions[number]! }));
		return { first, lines, of: found.length };
	}

	/** Shows the lines so many parts further on. */
	leaf(parts: number): void {
		const now = this.part.first / PART;
		this.#leafedTo = Math.max(0, Math.min(this.#lastPart, now + parts));
	}

	/** Goes to where a line is said, and follows the playhead from there. */
	goTo(caption: RecordedCaption): void {
		this.#playhead.seek(caption.from);
		if (this.#sought === '') this.#leafedTo = null;
	}

	get #lastPart(): number {
		return Math.max(0, Math.ceil(this.#found.length / PART) - 1);
	}
}

/** Words without capitals and accents. */
function folded(words: string): string {
	return words.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase();
}
