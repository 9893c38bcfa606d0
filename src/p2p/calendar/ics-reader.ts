import ICAL from 'ical.js';
import { fail, ok, type Result } from '../base/result.ts';
import { MAX_MINUTES, printable } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';
import type { LocalTime, Timing } from '../room/timing.ts';
import { readLocalTime, wallMs } from './local-time.ts';
import { readRule } from './rule.ts';
import { isZone } from './zones.ts';

/** Why a file is not read as a calendar. */
export type CalendarFault =
	'calendar-too-large' | 'calendar-too-many' | 'calendar-malformed' | 'calendar-empty';

/** What of an event could not be taken as it is. */
export type EventCaution =
	/** Its zone is not known here: its times are taken as clocks at this place show them. */
	| 'zone-unknown'
	/** It is about whole days. */
	| 'all-day'
	/** Its rule is not one that rooms have; it is taken as once. */
	| 'rule-left-out'
	/** Some of its times are changed or called off, which is not taken along. */
	| 'changes-left-out'
	/** It lasts longer than rooms are planned for. */
	| 'shortened'
	/** It is called off. */
	| 'cancelled';

/** An event of a calendar file, as plain words and numbers. */
export interface ReadEvent {
	readonly title: string;
	readonly note: string;
	readonly timing: Timing;
	readonly cautions: readonly EventCaution[];
	/** What may be a link to a room of Hearsay: the text of its URL, not looked at yet; empty if there is none. */
	readonly url: string;
}

/** What a file may be: a lifetime of meetings is less, and reading so much takes a moment. */
export const FILE_LIMITS = { bytes: 1_048_576, events: 1_000 } as const;
/** Without an end an event lasts so long. */
const USUAL_MINUTES = 60;
const MAX_URL = 2_048;

type Property = readonly [
	name: string,
	params: Readonly<Record<string, unknown>>,
	type: string,
	...values: unknown[]
];
type Component = readonly [name: string, properties: readonly Property[], components: readonly Component[]];

/**
 * Reads a calendar file of whatever origin: never throws, never follows a rule, and takes what people wrote as plain
 * text. Times without a zone, and those of zones that are not known here, are taken as of `zone`.
 */
export function readCalendarFile(
	bytes: Uint8Array,
	zone: string
): Result<readonly ReadEvent[], CalendarFault> {
	if (bytes.length > FILE_LIMITS.bytes) return fail('calendar-too-large');
	const text = new TextDecoder().decode(bytes);
	if ((text.match(/^BEGIN:VEVENT/gim)?.length ?? 0) > FILE_LIMITS.events) return fail('calendar-too-many');
	const calendars = parsed(text);
	if (!calendars) return fail('calendar-malformed');
	const events = calendars.flatMap(([, , components]) => components.filter(([name]) => name === 'vevent'));
	const changed = new Set(events.filter(isChange).map((event) => textOf(event, 'uid', MAX_URL)));
	const read = events
		.filter((event) => !isChange(event))
		.map((event) => readEvent(event, { zone, isChanged: changed.has(textOf(event, 'uid', MAX_URL)) }))
		.filter((event) => event !== null);
	return read.length === 0 ? fail('calendar-empty') : ok(read);
}

/** The calendars of a file; null if it is none. Whatever the parser throws is the file's fault. */
function parsed(text: string): readonly Component[] | null {
	try {
		const root = ICAL.parse(text) as unknown as Component | readonly Component[];
		const calendars = (typeof root[0] === 'string' ? [root] : root) as readonly Component[];
		return calendars.length > 0 && calendars.every(([name]) => name === 'vcalendar') ? calendars : null;
	} catch {
		return null;
	}
}

function isChange(event: Component): boolean {
	return propertyOf(event, 'recurrence-id') !== null;
}

function propertyOf([, properties]: Component, name: string): Property | null {
	return properties.find(([own]) => own === name) ?? null;
}

function textOf(event: Component, name: string, most: number): string {
	const value = propertyOf(event, name)?.[3];
	return typeof value === 'string' ? printable(value.slice(0, 4 * most), most) : '';
}

function readEvent(
	event: Component,
	{ zone, isChanged }: { readonly zone: string; readonly isChanged: boolean }
): ReadEvent | null {
	const begin = timeOf(propertyOf(event, 'dtstart'), zone);
	if (!begin) return null;
	const minutes = minutesOf(event, begin, zone);
	const rule = ruleOf(propertyOf(event, 'rrule'));
	const isTold: Readonly<Record<EventCaution, boolean>> = {
		'zone-unknown': !begin.isZoneKnown,
		'all-day': begin.isDay,
		'rule-left-out': rule === null,
		'changes-left-out':
			isChanged || propertyOf(event, 'exdate') !== null || propertyOf(event, 'rdate') !== null,
		shortened: minutes > MAX_MINUTES,
		cancelled: textOf(event, 'status', 20).toUpperCase() === 'CANCELLED'
	};
	return {
		title: textOf(event, 'summary', TEXT_LIMITS.title),
		note: textOf(event, 'description', TEXT_LIMITS.note),
		timing: {
			start: begin.local,
			zone: begin.zone,
			minutes: Math.min(MAX_MINUTES, Math.max(1, minutes)),
			rule: rule ?? ''
		},
		cautions: (Object.keys(isTold) as EventCaution[]).filter((caution) => isTold[caution]),
		url: textOf(event, 'url', MAX_URL)
	};
}

interface ReadTime {
	readonly local: LocalTime;
	readonly zone: string;
	readonly isZoneKnown: boolean;
	readonly isDay: boolean;
}

function timeOf(property: Property | null, ownZone: string): ReadTime | null {
	const value = property?.[3];
	if (typeof value !== 'string') return null;
	const isDay = value.length === 10;
	const local = readLocalTime(isDay ? `${value}T00:00` : value.slice(0, 16));
	if (!local) return null;
	if (value.endsWith('Z')) return { local, zone: 'UTC', isZoneKnown: true, isDay };
	const named = property![1]['tzid'];
	if (named === undefined) return { local, zone: ownZone, isZoneKnown: true, isDay };
	const zone = typeof named === 'string' ? knownZone(named) : null;
	return { local, zone: zone ?? ownZone, isZoneKnown: zone !== null, isDay };
}

/** The zone that a file means: some programs write their own name before that of the zone. */
function knownZone(named: string): string | null {
	const parts = named.slice(0, 200).split('/');
	const candidates = [named, parts.slice(-2).join('/'), parts.slice(-3).join('/'), parts.at(-1)!];
	return candidates.find(isZone) ?? null;
}

function minutesOf(event: Component, begin: ReadTime, zone: string): number {
	const end = timeOf(propertyOf(event, 'dtend'), zone);
	if (end) return Math.round((wallMs(end.local) - wallMs(begin.local)) / 60_000);
	const duration = propertyOf(event, 'duration')?.[3];
	const parts = typeof duration === 'string' ? DURATION.exec(duration) : null;
	if (!parts) return USUAL_MINUTES;
	const [weeks, days, hours, minutes] = parts.slice(1).map((part) => Number(part ?? 0)) as [
		number,
		number,
		number,
		number
	];
	return ((weeks * 7 + days) * 24 + hours) * 60 + minutes || USUAL_MINUTES;
}

const DURATION = /^P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d+S)?)?$/;

/** The rule of an event; empty if it has none, null if rooms have none such. */
function ruleOf(property: Property | null): string | null {
	if (!property) return '';
	try {
		const text = new ICAL.Recur(property[3] as object).toString();
		return readRule(text).ok ? text : null;
	} catch {
		return null;
	}
}
