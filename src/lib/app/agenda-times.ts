import { untilText } from './plan-times.ts';
import { timeAgo } from './times.ts';

/** Entries of one day on the reader's clock. */
export interface AgendaDay<Entry> {
	/** Its first entry's moment, milliseconds since the epoch. */
	readonly at: number;
	readonly entries: readonly Entry[];
}

/** Entries in order, by the day on which they begin; what began on an earlier day and goes on is of today. */
export function byDay<Entry extends { readonly startsAt: number }>(
	entries: readonly Entry[],
	now: number
): readonly AgendaDay<Entry>[] {
	const days: { at: number; entries: Entry[] }[] = [];
	for (const entry of entries) {
		const at = Math.max(entry.startsAt, now);
		const last = days.at(-1);
		if (last && isSameDay(last.at, at)) last.entries.push(entry);
		else days.push({ at, entries: [entry] });
	}
	return days;
}

/** Whether two moments are of one day on the reader's clock. */
export function isSameDay(a: number, b: number): boolean {
	return new Date(a).toDateString() === new Date(b).toDateString();
}

/** The day after that of a moment, at noon. */
export function dayAfter(at: number): number {
	const date = new Date(at);
	return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1, 12).getTime();
}

/** How long until or since a moment: in 10 minutes, 5 minutes ago. */
export function timeFromNow(language: string, at: number, now: number): string {
	return at <= now ? timeAgo(language, at, now) : untilText(language, at, now);
}
