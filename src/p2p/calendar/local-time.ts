import { isLocalTime, type LocalTime } from '../room/timing.ts';

/** A day of the calendar by its number: days since 1970-01-01. */
export type DayNumber = number;

const DAY_MS = 86_400_000;

/** A text as a local time, if it is one; else null. */
export function readLocalTime(text: string): LocalTime | null {
	return isLocalTime(text) ? text : null;
}

/** Milliseconds since 1970-01-01T00:00 on the same clock: for arithmetic, not an instant. */
export function wallMs(local: LocalTime): number {
	return Date.parse(`${local}:00Z`);
}

/** The local time of so many milliseconds on a clock, to the minute; the inverse of `wallMs`. */
export function localTimeOf(ms: number): LocalTime {
	return new Date(ms).toISOString().slice(0, 16) as LocalTime;
}

/** The day of a local time. */
export function dayOf(local: LocalTime): DayNumber {
	return Math.floor(wallMs(local) / DAY_MS);
}

/** A day at the time of day of another local time. */
export function atTimeOf(day: DayNumber, local: LocalTime): LocalTime {
	return `${localTimeOf(day * DAY_MS).slice(0, 10)}${local.slice(10)}` as LocalTime;
}
