/** A time as clocks on a wall show it, without a zone: `YYYY-MM-DDTHH:mm`. */
export type LocalTime = string & { readonly __brand: 'LocalTime' };

/** How somebody answers whether they will come. */
export const RSVP_ANSWERS = ['yes', 'maybe', 'no'] as const;
/** One of `RSVP_ANSWERS`. */
export type RsvpAnswer = (typeof RSVP_ANSWERS)[number];

/** When a room is meant to take place. */
export interface Timing {
	/** Its beginning, the first one if it recurs, on the clocks of `zone`. */
	readonly start: LocalTime;
	/** IANA name of the zone by which it is planned, such as `Europe/Paris`. */
	readonly zone: string;
	/** How long it is meant to last, in minutes. */
	readonly minutes: number;
	/** How it recurs, as the value of an RRULE; empty: once. Source: RFC 5545, 3.3.10. */
	readonly rule: string;
}

/** What became of one time of a room that recurs. Source: RFC 5545, RECURRENCE-ID. */
export interface InstanceChange {
	/** When the rule has it begin, on the clocks of the timing's zone: by this it is named, wherever it moved to. */
	readonly instance: LocalTime;
	/** When it begins instead; null: it is called off. */
	readonly start: LocalTime | null;
}

/** A timing, and the times that differ from its rule. What a calendar needs to know of a room. */
export interface Plan {
	readonly timing: Timing;
	/** Ascending by instance; at most one of each. */
	readonly changes: readonly InstanceChange[];
	/** The room is called off as a whole. */
	readonly isCancelled: boolean;
}

/** Somebody's answer whether they will come. */
export interface Rsvp {
	readonly answer: RsvpAnswer;
	/** The time of a recurring room that it is about, by its name; empty: every time that has no answer of its own. */
	readonly instance: LocalTime | '';
}

const LOCAL_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/** Whether a text is a time as clocks on a wall may show it: a day that there is, in the years 1970 to 2199. */
export function isLocalTime(text: string): text is LocalTime {
	const [, year, month, day, hour, minute] = (LOCAL_TIME.exec(text) ?? []).map(Number);
	if (year === undefined || year < 1970 || year > 2199 || hour! > 23 || minute! > 59) return false;
	const date = new Date(Date.UTC(year, month! - 1, day));
	return date.getUTCMonth() === month! - 1 && date.getUTCDate() === day;
}
