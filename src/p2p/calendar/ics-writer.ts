import ICAL from 'ical.js';
import type { LocalTime } from '../room/timing.ts';
import { localTimeOf } from './local-time.ts';
import type { PlannedFacts } from './kept-plan.ts';
import { instancesOf } from './instances.ts';
import { readRule, writeRule, type Rule } from './rule.ts';
import type { Lead } from './reminders.ts';
import { zoneChanges } from './zone-changes.ts';
import { zonedInstant, zoneOffset } from './zones.ts';

/** A room for a calendar file. */
export interface WrittenRoom {
	readonly facts: PlannedFacts;
	/** The whole link of the room. */
	readonly link: string;
	/** When the calendar shall remind of it. */
	readonly lead: Lead;
}

/** ical.js counts a folded line without the space before it; with it a line has 75 octets. Source: RFC 5545, 3.1. */
const FOLD = 74;
/** So far ahead a file says when clocks are set; a calendar that knows the zone by its name knows further. */
const ZONE_AHEAD_MS = 12 * 366 * 86_400_000;
const YEAR_MS = 366 * 86_400_000;
const ALL = { from: -Infinity, until: Infinity };

/**
 * Rooms as a calendar file (RFC 5545): what takes place once by UTC, what recurs by the clocks of its zone, which the
 * file explains; changed times by RECURRENCE-ID, those called off by EXDATE, an alarm where one is wanted. Whose plan
 * cannot be read here is left out.
 *
 * @param now milliseconds since the epoch
 */
export function writeCalendar(rooms: readonly WrittenRoom[], now: number): string {
	const calendar = new ICAL.Component('vcalendar');
	calendar.addPropertyWithValue('version', '2.0');
	calendar.addPropertyWithValue('prodid', '-//Hearsay//Rooms//EN');
	const known = rooms.filter(({ facts }) => !facts.ended && isReadable(facts));
	for (const zone of zonesOf(known, now)) calendar.addSubcomponent(zone);
	for (const event of known.flatMap((room) => eventsOf(room, now))) calendar.addSubcomponent(event);
	ICAL.foldLength = FOLD;
	return `${calendar.toString()}\r\n`;
}

function isReadable({ plan }: PlannedFacts): boolean {
	return instancesOf(plan, { ...ALL, from: 0, until: 1, limit: 1 }).ok;
}

function recurs({ plan }: PlannedFacts): boolean {
	return plan.timing.rule !== '';
}

/** The event of a room, and one for each of its times that was moved. */
function eventsOf(room: WrittenRoom, now: number): readonly ICAL.Component[] {
	const { plan } = room.facts;
	const { timing, changes } = plan;
	if (!recurs(room.facts)) {
		const change = changes.find(({ instance }) => instance === timing.start);
		const event = eventOf(room, change?.start ?? timing.start, now);
		if (change?.start === null) event.updatePropertyWithValue('status', 'CANCELLED');
		return [event];
	}
	const event = eventOf(room, timing.start, now);
	event.addPropertyWithValue('rrule', ICAL.Recur.fromString(writtenRule(timing.rule, timing.zone)));
	const moved = changes.flatMap(({ instance, start }) => {
		if (start === null) {
			addTime(event, 'exdate', instance, room.facts);
			return [];
		}
		const one = eventOf(room, start, now);
		addTime(one, 'recurrence-id', instance, room.facts);
		return [one];
	});
	return [event, ...moved];
}

function eventOf({ facts, link, lead }: WrittenRoom, start: LocalTime, now: number): ICAL.Component {
	const { room, title, note, plan } = facts;
	const event = new ICAL.Component('vevent');
	event.addPropertyWithValue('uid', `${room}@hearsay`);
	event.addPropertyWithValue('dtstamp', instantTime(now));
	addTime(event, 'dtstart', start, facts);
	event.addPropertyWithValue('duration', ICAL.Duration.fromSeconds(plan.timing.minutes * 60));
	event.addPropertyWithValue('summary', title);
	event.addPropertyWithValue('description', note === '' ? link : `${note}\n\n${link}`);
	event.addPropertyWithValue('url', link);
	event.addPropertyWithValue('status', plan.isCancelled ? 'CANCELLED' : 'CONFIRMED');
	if (lead !== null && !plan.isCancelled) event.addSubcomponent(alarmOf(title, lead));
	return event;
}

function alarmOf(title: string, lead: number): ICAL.Component {
	const alarm = new ICAL.Component('valarm');
	alarm.addPropertyWithValue('action', 'DISPLAY');
	alarm.addPropertyWithValue('description', title);
	alarm.addPropertyWithValue('trigger', ICAL.Duration.fromSeconds(-lead * 60));
	return alarm;
}

/** By the clocks of the zone if the room recurs, by UTC otherwise: an instant needs no zone to be understood. */
function addTime(event: ICAL.Component, name: string, local: LocalTime, facts: PlannedFacts): void {
	const { zone } = facts.plan.timing;
	if (!recurs(facts) || zone === 'UTC') {
		event.addPropertyWithValue(name, instantTime(instantOf(local, zone)));
		return;
	}
	const property = new ICAL.Property(name, event);
	property.setValue(ICAL.Time.fromString(`${local}:00`, property));
	property.setParameter('tzid', zone);
	event.addProperty(property);
}

function instantTime(ms: number): ICAL.Time {
	return ICAL.Time.fromJSDate(new Date(Math.floor(ms / 1_000) * 1_000), true);
}

/** Of a zone that is known. */
function instantOf(local: LocalTime, zone: string): number {
	const instant = zonedInstant(local, zone);
	return instant.ok ? instant.value : 0;
}

/** The rule with its end by UTC, as RFC 5545 wants it beside a start with a zone. */
function writtenRule(text: string, zone: string): string {
	const read = readRule(text);
	if (!read.ok) return text;
	const { until } = read.value;
	const end: Rule['until'] =
		until?.kind === 'local' ? { kind: 'instant', at: instantOf(until.at, zone) } : until;
	return writeRule({ ...read.value, until: end });
}

/** What the zones of rooms that recur do with their clocks, from the first room on. */
function zonesOf(rooms: readonly WrittenRoom[], now: number): readonly ICAL.Component[] {
	const first = new Map<string, number>();
	for (const { facts } of rooms) {
		const { zone, start } = facts.plan.timing;
		if (!recurs(facts) || zone === 'UTC') continue;
		first.set(zone, Math.min(first.get(zone) ?? Infinity, instantOf(start, zone)));
	}
	return [...first].map(([zone, from]) => zoneOf(zone, from - YEAR_MS, Math.max(from, now) + ZONE_AHEAD_MS));
}

function zoneOf(zone: string, from: number, until: number): ICAL.Component {
	const component = new ICAL.Component('vtimezone');
	component.addPropertyWithValue('tzid', zone);
	const first = zoneOffset(from, zone);
	const offset = first.ok ? first.value : 0;
	const changes = [{ at: from, before: offset, after: offset }, ...zoneChanges(zone, from, until)];
	for (const { at, before, after } of changes) {
		const observance = new ICAL.Component(after > before ? 'daylight' : 'standard');
		observance.addPropertyWithValue('dtstart', ICAL.Time.fromString(`${localTimeOf(at + before)}:00`, null));
		observance.addPropertyWithValue('tzoffsetfrom', ICAL.UtcOffset.fromSeconds(before / 1_000));
		observance.addPropertyWithValue('tzoffsetto', ICAL.UtcOffset.fromSeconds(after / 1_000));
		component.addSubcomponent(observance);
	}
	return component;
}
