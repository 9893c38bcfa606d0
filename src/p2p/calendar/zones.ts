import { fail, ok, type Result } from '../base/result.ts';
import type { LocalTime } from '../room/timing.ts';
import { localTimeOf, wallMs } from './local-time.ts';

/** What can be wrong with a zone: this browser does not know it. */
export type ZoneFault = 'unknown-zone';

const DAY_MS = 86_400_000;
/** IANA names are at most 32 characters today; what is longer is not looked up. */
const MAX_NAME = 64;
/** There are about 600 zones; names of strangers shall not fill the memory. */
const MAX_KEPT = 700;
/** Offsets such as `+02:00` are formats' zones, not places with a daylight saving time. */
const NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

const formats = new Map<string, Intl.DateTimeFormat | null>();

/** The format that shows clocks of a zone, or null if there is no such zone. */
function formatOf(zone: string): Intl.DateTimeFormat | null {
	const known = formats.get(zone);
	if (known !== undefined) return known;
	const made = makeFormat(zone);
	if (formats.size >= MAX_KEPT) formats.clear();
	formats.set(zone, made);
	return made;
}

function makeFormat(zone: string): Intl.DateTimeFormat | null {
	if (zone.length > MAX_NAME || !NAME.test(zone)) return null;
	try {
		return new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
			timeZone: zone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit'
		});
	} catch {
		return null;
	}
}

/** What the clocks of a zone show, in milliseconds as `wallMs` counts them. */
function shownMs(ms: number, format: Intl.DateTimeFormat): number {
	const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
	return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
}

function offsetMs(ms: number, format: Intl.DateTimeFormat): number {
	const whole = Math.floor(ms / 1000) * 1000;
	return shownMs(whole, format) - whole;
}

/** Whether this browser knows a zone of this name. */
export function isZone(zone: string): boolean {
	return formatOf(zone) !== null;
}

/**
 * The instant, in milliseconds since the epoch, at which clocks of a zone show a local time. A time that the clocks
 * skip is read by the offset before the gap, so it comes out later; of one that they show twice it is the first.
 * Source: RFC 5545, 3.3.5.
 */
export function zonedInstant(local: LocalTime, zone: string): Result<number, ZoneFault> {
	const format = formatOf(zone);
	if (!format) return fail('unknown-zone');
	const wall = wallMs(local);
	const before = offsetMs(wall - DAY_MS, format);
	const after = offsetMs(wall + DAY_MS, format);
	if (before === after) return ok(wall - before);
	const shows = (ms: number) => shownMs(ms, format) === wall;
	const candidates = [wall - before, wall - after].filter(shows);
	return ok(candidates.length > 0 ? Math.min(...candidates) : wall - before);
}

/** What the clocks of a zone show at an instant, in milliseconds since the epoch. */
export function localTimeAt(ms: number, zone: string): Result<LocalTime, ZoneFault> {
	const format = formatOf(zone);
	return format ? ok(localTimeOf(shownMs(ms, format))) : fail('unknown-zone');
}

/** By how much clocks of a zone are ahead of UTC at an instant, in milliseconds. */
export function zoneOffset(ms: number, zone: string): Result<number, ZoneFault> {
	const format = formatOf(zone);
	return format ? ok(offsetMs(ms, format)) : fail('unknown-zone');
}
