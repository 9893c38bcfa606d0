import type { CaptionLine } from '../api.ts';
import type { IdentityId, SessionId } from '../base/ids.ts';
import type { CaptionFields } from '../wire/caption.ts';

/** Lines kept of one room: an evening of talk, and less than 3 MB at the worst. */
const MAX_LINES = 2_000;
/** A line that nobody ended and nobody changed for so long is taken back: its page is gone, or its words were noise. */
const ABANDONED_MS = 15_000;

/** A line, and what is needed to go on with it. */
interface Entry {
	readonly session: SessionId;
	readonly line: number;
	readonly shown: CaptionLine;
}

/** Puts wordings together to lines, in the order in which people began them. */
export class CaptionLines {
	#entries: readonly Entry[] = [];
	#list: readonly CaptionLine[] = [];

	/** The oldest first; replaced as a whole on each change. */
	get list(): readonly CaptionLine[] {
		return this.#list;
	}

	/**
	 * Takes a wording that is new, of a page of `author`; `now` is this page's clock, milliseconds since the epoch. The
	 * line as it stands now; null if that took it back.
	 */
	take(caption: Omit<CaptionFields, 'room'>, author: IdentityId, now: number): CaptionLine | null {
		const { session, line, text, isFinal } = caption;
		const known = this.#entries.find((entry) => entry.session === session && entry.line === line);
		const shown: CaptionLine = {
			id: `${session}:${line}`,
			speaker: caption.speaker ?? author,
			author,
			text,
			language: caption.language,
			isFinal,
			isTyped: caption.isTyped,
			beganAt: known?.shown.beganAt ?? now,
			changedAt: now
		};
		const entry = { session, line, shown };
		// Of each session one line is open: whoever begins another has given the one before up.
		const isLeft = (other: Entry) =>
			other === known ? text === '' : !isFinal && other.session === session && !other.shown.isFinal;
		const rest = this.#entries.filter((other) => !isLeft(other));
		if (text === '') this.#set(rest);
		else if (known) this.#set(rest.map((other) => (other === known ? entry : other)));
		else this.#set(placed(rest, entry));
		return text === '' ? null : shown;
	}

	/** Takes back what was abandoned; whether anything was. */
	tidy(now: number): boolean {
		const rest = this.#entries.filter(({ shown }) => shown.isFinal || now - shown.changedAt < ABANDONED_MS);
		const isChanged = rest.length < this.#entries.length;
		if (isChanged) this.#set(rest);
		return isChanged;
	}

	#set(entries: readonly Entry[]): void {
		this.#entries = entries.slice(-MAX_LINES);
		this.#list = this.#entries.map(({ shown }) => shown);
	}
}

/** With a new line at the end, but before those that its session began later and that came first. */
function placed(entries: readonly Entry[], entry: Entry): Entry[] {
	const later = entries.findIndex(({ session, line }) => session === entry.session && line > entry.line);
	return later < 0 ? [...entries, entry] : entries.toSpliced(later, 0, entry);
}
