import { instancesOf, type Instance, type PlanFault } from '../../p2p/calendar/instances.ts';
import { wallMs } from '../../p2p/calendar/local-time.ts';
import { ok, type Result } from '../../p2p/base/result.ts';
import type { Schedule } from '../../p2p/room/state.ts';
import type { LocalTime, RsvpAnswer } from '../../p2p/room/timing.ts';
import type { ScheduleMessages } from './schedule-messages.ts';

/** Nine years hold each 29th of February. */
const FAR_MS = 9 * 366 * 86_400_000;

/** The zone of this device, by its IANA name. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every zone that this browser names; the own one among them, also where it names it otherwise. */
export function knownZones(): readonly string[] {
	return [...new Set([ownZone(), ...Intl.supportedValuesOf('timeZone'), 'UTC'])];
}

/** The times of a room that are now or to come, those that were ended or called off left out unless `isAll`. */
export function timesToCome(
	schedule: Schedule,
	{ now, limit, isAll = false }: { readonly now: number; readonly limit: number; readonly isAll?: boolean }
): Result<readonly Instance[], PlanFault> {
	const { changes, over } = schedule;
	const found = instancesOf(schedule, {
		from: now,
		until: now + FAR_MS,
		limit: limit + changes.length + over.length
	});
	if (!found.ok) return found;
	const isToCome = ({ instance, isCancelled }: Instance) =>
		!over.includes(instance) && (isAll || !isCancelled);
	return ok(found.value.filter(isToCome).slice(0, limit));
}

/** How many people answered so about a time: by their answer for it alone if they gave one, else by that for all of them. */
export function countGuests(schedule: Schedule, instance: LocalTime | null, answer: RsvpAnswer): number {
	const answers = new Map<string, RsvpAnswer>();
	for (const guest of schedule.guests) if (guest.instance === '') answers.set(guest.identity, guest.answer);
	for (const guest of schedule.guests)
		if (guest.instance === instance) answers.set(guest.identity, guest.answer);
	return [...answers.values()].filter((one) => one === answer).length;
}

/** The language of the interface as it is written where this browser is at home: clocks and dates differ within a language. */
const localeOf = (language: string): string =>
	navigator.languages.find((one) => one.split('-')[0] === language) ?? language;

/** A moment as people write it: day and time, the year too if it is not this one; on the clocks of a zone. */
export function momentIn(language: string, at: number, zone: string, now: number): string {
	const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
	return new Intl.DateTimeFormat(localeOf(language), {
		weekday: 'long',
		day: 'numeric',
		month: 'long',
		...(isThisYear ? {} : { year: 'numeric' as const }),
		hour: 'numeric',
		minute: '2-digit',
		timeZone: zone
	}).format(at);
}

/** The same of a time on the clocks of some zone, which need not be known. */
export const localMoment = (language: string, local: LocalTime, now: number): string =>
	momentIn(language, wallMs(local), 'UTC', now);

/** What a zone is called among people: the place that it is named after. */
export const placeOf = (zone: string): string => zone.split('/').at(-1)!.replaceAll('_', ' ');

/** How long something lasts, in words. */
export function lengthText({ schedule: t }: ScheduleMessages, minutes: number): string {
	const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
	const parts = [...(hours > 0 ? [t.hours(hours)] : []), ...(rest > 0 ? [t.minutes(rest)] : [])];
	return parts.join(' ');
}

/** How long it is until a moment, in the largest unit that tells something: in 3 days, in 5 minutes. */
export function untilText(language: string, at: number, now: number): string {
	const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
	const minutes = Math.max(0, Math.ceil((at - now) / 60_000));
	if (minutes < 120) return format.format(minutes, 'minute');
	if (minutes < 48 * 60) return format.format(Math.round(minutes / 60), 'hour');
	const days = Math.round(minutes / (24 * 60));
	if (days < 60) return format.format(days, 'day');
	return days < 730
		? format.format(Math.round(days / 30.4), 'month')
		: format.format(Math.round(days / 365), 'year');
}
