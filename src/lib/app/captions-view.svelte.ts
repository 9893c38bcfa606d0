import type { CaptionLine, OwnCaptions, RoomCaptions } from '../../p2p/api.ts';
import type { Unsubscribe } from '../../p2p/base/emitter.ts';
import { readPreference, writePreference } from './preferences.ts';

/** How large captions are, the smallest first. */
export const CAPTION_SIZES = ['small', 'medium', 'large', 'largest'] as const;
/** One of `CAPTION_SIZES`. */
export type CaptionSize = (typeof CAPTION_SIZES)[number];

const FONT_SIZES: Readonly<Record<CaptionSize, string>> = {
	small: 'var(--size-small)',
	medium: '1.1875rem',
	large: '1.5rem',
	largest: '2rem'
};

/** How large captions are as CSS has it. */
export function fontSizeOf(size: CaptionSize): string {
	return FONT_SIZES[size];
}

/** How this person reads captions; remembered on this device. */
export interface CaptionChoices {
	readonly isShown: boolean;
	readonly size: CaptionSize;
	/** Screen readers say each finished line. */
	readonly isAnnounced: boolean;
}

const FIRST: CaptionChoices = { isShown: true, size: 'medium', isAnnounced: false };

/** The captions of one room as runes, and how this person reads and writes them. */
export class CaptionsView {
	readonly captions: RoomCaptions;
	readonly #unsubscribe: Unsubscribe;
	#lines = $state.raw<readonly CaptionLine[]>([]);
	#own = $state.raw<OwnCaptions>() as OwnCaptions;
	#choices = $state.raw<CaptionChoices>(keptChoices());
	/** The one language that is shown, such as `fr`; null: all. Of this room, so not remembered. */
	language = $state<string | null>(null);
	/** This person types what they say. */
	isTyping = $state(false);

	constructor(captions: RoomCaptions) {
		this.captions = captions;
		this.#take();
		this.#unsubscribe = captions.on('changed', () => this.#take());
	}

	/** Every line, the oldest first. */
	get lines(): readonly CaptionLine[] {
		return this.#lines;
	}

	get own(): OwnCaptions {
		return this.#own;
	}

	get choices(): CaptionChoices {
		return this.#choices;
	}

	/** Lines in the chosen language, the oldest first. */
	get chosen(): readonly CaptionLine[] {
		const { language } = this;
		return language === null ? this.#lines : this.#lines.filter((line) => baseOf(line.language) === language);
	}

	/** Languages that were heard so far, such as `fr`, the first heard first. */
	get languages(): readonly string[] {
		const languages = this.#lines.map((line) => baseOf(line.language));
		return languages.filter((language, i) => languages.indexOf(language) === i);
	}

	/** Changes how captions are read here, and remembers it. */
	choose(part: Partial<CaptionChoices>): void {
		this.#choices = { ...this.#choices, ...part };
		writePreference('captions', this.#choices);
	}

	/** Stops following the captions; they go on. */
	close(): void {
		this.#unsubscribe();
	}

	#take(): void {
		this.#lines = this.captions.lines;
		this.#own = this.captions.own;
	}
}

/** How this person chose to read captions, on this device. */
export function keptChoices(): CaptionChoices {
	return choicesFrom(readPreference<unknown>('captions', null));
}

/** A language without its region. */
export function baseOf(language: string): string {
	return language.toLowerCase().split('-')[0]!;
}

/** Strictly what any version may have kept; the first choices in place of anything else. */
export function choicesFrom(kept: unknown): CaptionChoices {
	const { isShown, size, isAnnounced } = (kept ?? {}) as Partial<Record<keyof CaptionChoices, unknown>>;
	return {
		isShown: typeof isShown === 'boolean' ? isShown : FIRST.isShown,
		size: CAPTION_SIZES.find((known) => known === size) ?? FIRST.size,
		isAnnounced: typeof isAnnounced === 'boolean' ? isAnnounced : FIRST.isAnnounced
	};
}
