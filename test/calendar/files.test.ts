import fc from 'fast-check';
import ICAL from 'ical.js';
import ical, { type VEvent } from 'node-ical';
import { describe, expect, it } from 'vitest';
import { calendarFiles } from '../../src/p2p/calendar-files.ts';
import { instancesOf } from '../../src/p2p/calendar/instances.ts';
import { FILE_LIMITS } from '../../src/p2p/calendar/ics-reader.ts';
import type { WrittenRoom } from '../../src/p2p/calendar/ics-writer.ts';
import type { RoomId } from '../../src/p2p/base/ids.ts';
import { isLocalTime, type InstanceChange, type Timing } from '../../src/p2p/room/timing.ts';
import { isZone, localTimeAt } from '../../src/p2p/calendar/zones.ts';
import { inviteFragment } from '../../src/p2p/wire/invite.ts';
import { readRule } from '../../src/p2p/calendar/rule.ts';
import { isPrintable, MAX_MINUTES } from '../../src/p2p/room/bodies.ts';
import { TEXT_LIMITS } from '../../src/p2p/room/events.ts';
import { id } from '../fixtures/cast.ts';
import { FOREIGN_CALENDAR } from '../fixtures/foreign-calendar.ts';
import { local, planned } from '../fixtures/plans.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-24T12:00:00Z');
const code = inviteFragment({ room: id<RoomId>(1), secret: new Uint8Array(16), relays: [], pass: null });
const LINK = `https://rooms.example.org/room/#${code}`;

function room(timing: Partial<Timing>, rest: Partial<Omit<WrittenRoom['facts'], 'plan'>> = {}): WrittenRoom {
	return { facts: planned(1, { timing, ...rest }), link: LINK, lead: 60 };
}

function changed(written: WrittenRoom, changes: readonly InstanceChange[]): WrittenRoom {
	const { facts } = written;
	return { ...written, facts: { ...facts, plan: { ...facts.plan, changes } } };
}

const written = (...rooms: WrittenRoom[]) => calendarFiles.write(rooms, NOW);
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => calendarFiles.read(bytes(text), 'Europe/Paris');

/** The times of a file by an independent parser. */
function timesElsewhere(file: string): string[] {
	const events = Object.values(ical.sync.parseICS(file)).filter((one) => one?.type === 'VEVENT');
	const [from, to] = [new Date('2026-01-01T00:00Z'), new Date('2027-12-31T00:00Z')];
	return events
		.flatMap((event) => ical.expandRecurringEvent(event as VEvent, { from, to }))
		.map(({ start }) => new Date(start).toISOString())
		.sort();
}

function timesHere({ facts }: WrittenRoom): string[] {
	const [from, until] = [Date.parse('2026-01-01T00:00Z'), Date.parse('2027-12-31T00:00Z')];
	const found = instancesOf(facts.plan, { from, until, limit: 10_000 });
	if (!found.ok) throw new Error(found.code);
	return found.value
		.filter(({ isCancelled }) => !isCancelled)
		.map(({ startsAt }) => new Date(startsAt).toISOString())
		.sort();
}

describe('a calendar file', () => {
	it.each([
		['once', {}],
		[
			'each week across summer time',
			{ zone: 'Europe/Paris', rule: 'FREQ=WEEKLY;BYDAY=TU', start: local('2026-03-03T02:30') }
		],
		[
			'in the south',
			{ zone: 'Australia/Lord_Howe', rule: 'FREQ=MONTHLY;BYDAY=-1SA', start: local('2026-01-31T18:00') }
		],
		['until a local end', { zone: 'America/New_York', rule: 'FREQ=DAILY;UNTIL=20261231T180000' }],
		['so many times', { zone: 'Asia/Kolkata', rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=7' }]
	] as const)('says to an independent parser when a room takes place: %s', (_, timing) => {
		const one = room(timing);
		expect(timesElsewhere(written(one))).toEqual(timesHere(one));
		expect(timesHere(one).length).toBeGreaterThan(0);
	});

	it.each(['Europe/Paris', 'America/Santiago', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Kolkata'])(
		'explains the clocks of %s to whoever does not know them by name',
		(zone) => {
			const file = written(room({ zone, rule: 'FREQ=WEEKLY' }));
			const component = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vtimezone')!;
			const told = new ICAL.Timezone(component);
			for (let at = NOW; at < NOW + 11 * 366 * DAY_MS; at += 5 * DAY_MS + 3_600_000) {
				const here = localTimeAt(at, zone);
				if (!here.ok) throw new Error(zone);
				const clock = ICAL.Time.fromString(`${here.value}:00`, null);
				clock.zone = told;
				expect(clock.toUnixTime() * 1_000 - at, here.value).toBe(0);
			}
		}
	);

	it('says what is moved and what is called off', () => {
		const weekly = room({ zone: 'Europe/Paris', rule: 'FREQ=WEEKLY;COUNT=6' });
		const one = changed(weekly, [
			{ instance: local('2026-12-01T18:00'), start: local('2026-12-02T09:15') },
			{ instance: local('2026-12-08T18:00'), start: null }
		]);
		expect(timesHere(one)).toHaveLength(5);
		expect(timesElsewhere(written(one))).toEqual(timesHere(one));
		const once = changed(room({}), [
			{ instance: local('2026-11-24T18:00'), start: local('2026-11-25T20:00') }
		]);
		expect(timesElsewhere(written(once))).toEqual(timesHere(once));
		const off = written({
			...weekly,
			facts: { ...weekly.facts, plan: { ...weekly.facts.plan, isCancelled: true } }
		});
		expect(off).toContain('STATUS:CANCELLED');
		expect(off).not.toContain('VALARM');
	});

	it('has lines of 75 octets at most, an alarm, and what people wrote with every sign that means something', () => {
		const title = 'Räume; "Töne", \\ und 日本語の長い題名がここに書かれています 🎙️🎙️🎙️🎙️🎙️🎙️🎙️🎙️🎙️🎙️';
		const note = 'BEGIN:VEVENT\r\nSUMMARY:forged\r\n, ; \\ end';
		const file = written(room({ zone: 'Europe/Paris', rule: 'FREQ=DAILY' }, { title, note }));
		const lines = file.split('\r\n');
		expect(lines.every((line) => bytes(line).length <= 75 && !line.includes('\n'))).toBe(true);
		expect(lines.some((line) => bytes(line).length > 70)).toBe(true);
		expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
		expect(file).toContain('TRIGGER:-PT1H\r\n');
		const elsewhere = Object.values(ical.sync.parseICS(file)).find((one) => one?.type === 'VEVENT') as VEvent;
		expect(elsewhere.summary).toBe(title);
		expect(elsewhere.url).toBe(LINK);
		expect(read(file)).toMatchObject({ ok: true, value: [{ title, cautions: [] }] });
		// Which node-ical takes for a new line.
		const backslashes = { title: '\\n \\\\n \\, \\;' };
		expect(read(written(room({}, backslashes)))).toMatchObject({ value: [backslashes] });
	});

	it('made by Hearsay leads back to its room, with time, zone and rule', () => {
		const timing = {
			start: local('2026-11-24T18:00'),
			zone: 'Europe/Paris',
			minutes: 90,
			rule: 'FREQ=WEEKLY;BYDAY=TU'
		};
		expect(read(written(room(timing)))).toMatchObject({
			ok: true,
			value: [{ code, title: 'Room 1', timing }]
		});
	});

	it('of many rooms holds each once, and leaves out whose zone nobody knows', () => {
		const many = Array.from({ length: 50 }, (_, n) => ({ ...room({}), facts: planned(n) }));
		const file = written(...many, room({ zone: 'Mars/Olympus' }));
		expect(Object.values(ical.sync.parseICS(file)).filter((one) => one?.type === 'VEVENT')).toHaveLength(50);
	});
});

const event = (...lines: string[]) =>
	[
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'BEGIN:VEVENT',
		'UID:1',
		...lines,
		'END:VEVENT',
		'END:VCALENDAR',
		''
	].join('\r\n');
const START = 'DTSTART;TZID=Europe/Paris:20261124T180000';

describe('a calendar file from elsewhere', () => {
	it.each([
		['nothing', '', 'calendar-malformed'],
		['noise', '\0\x01ÿ'.repeat(1_000), 'calendar-malformed'],
		['another file', '<html><body>BEGIN:VEVENT', 'calendar-malformed'],
		['an address book', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\nEND:VCARD\r\n', 'calendar-malformed'],
		['a file that breaks off', event(START).slice(0, 60), 'calendar-malformed'],
		['too many ends', `${'END:VEVENT\r\n'.repeat(100)}`, 'calendar-malformed'],
		['no events', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', 'calendar-empty'],
		['an event without a beginning', event('SUMMARY:x'), 'calendar-empty'],
		['an event in no time', event('DTSTART:20261399T990000Z'), 'calendar-empty'],
		['nests', 'BEGIN:VCALENDAR\r\n'.repeat(20_000), 'calendar-malformed'],
		['too many events', event(START).repeat(FILE_LIMITS.events + 1), 'calendar-too-many'],
		['too many bytes', ' '.repeat(FILE_LIMITS.bytes + 1), 'calendar-too-large']
	] as const)('with %s is refused', (_, file, fault) => {
		expect(read(file)).toEqual({ ok: false, code: fault });
	});

	it.each([
		['one long line', event(START, `SUMMARY:${'x'.repeat(FILE_LIMITS.bytes - 500)}`)],
		['a line folded a hundred thousand times', event(START, `SUMMARY:${'x\r\n '.repeat(100_000)}`)],
		['ten thousand parameters', event(START, `SUMMARY${';A=B'.repeat(10_000)}:x`)],
		[
			'a rule without end in its zone',
			event('DTSTART;TZID=Odd:20261124T180000').replace(
				'BEGIN:VEVENT',
				'BEGIN:VTIMEZONE\r\nTZID:Odd\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT'
			)
		]
	])('with %s is read all the same', (_, file) => {
		expect(read(file).ok).toBe(true);
	});

	it.each([
		['every second', 'RRULE:FREQ=SECONDLY'],
		['never', 'RRULE:FREQ=DAILY;BYHOUR=1;BYMINUTE=0,1,2,3,4,5;BYSECOND=1,2,3'],
		['too often', 'RRULE:FREQ=DAILY;COUNT=99999999']
	])('that recurs %s is taken as once', (_, rule) => {
		expect(read(event(START, rule))).toMatchObject({
			ok: true,
			value: [{ timing: { rule: '' }, cautions: ['rule-left-out'] }]
		});
	});

	it.each([
		[
			'a zone with a program’s name before it',
			'DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20261124T180000',
			'America/New_York',
			[]
		],
		['a zone that nobody knows', 'DTSTART;TZID=Somewhere:20261124T180000', 'Europe/Paris', ['zone-unknown']],
		['no zone', 'DTSTART:20261124T180000', 'Europe/Paris', []],
		['UTC', 'DTSTART:20261124T180000Z', 'UTC', []],
		['a whole day', 'DTSTART;VALUE=DATE:20261124', 'Europe/Paris', ['all-day']]
	] as const)('is understood with %s', (_, start, zone, cautions) => {
		expect(read(event(start))).toMatchObject({ ok: true, value: [{ timing: { zone }, cautions }] });
	});

	it('is plain text, whatever it says, and no link but to a room', () => {
		const evil = '<script>alert(1)</script>\\n<img src=x onerror=alert(1)>';
		const file = event(START, `SUMMARY:${evil}`, `DESCRIPTION:${evil}`, 'URL:javascript:alert(1)//room/#x');
		const found = read(file);
		expect(found).toMatchObject({ ok: true, value: [{ code: null }] });
		expect(found.ok && found.value[0]!.title).toContain('<script>');
		expect(found.ok && found.value[0]!.title).not.toContain('\n');
		for (const url of [LINK.slice(0, -3), 'https://evil.example/#x', `https://evil.example/${code}`])
			expect(read(event(START, `URL:${url}`))).toMatchObject({ value: [{ code: null }] });
	});

	it('never throws, whatever was changed in it or cut from it, and gives only what a plan may be', () => {
		const whole = bytes(FOREIGN_CALENDAR + written(room({ zone: 'Europe/Paris', rule: 'FREQ=DAILY' })));
		const edit = fc.record({ at: fc.nat(whole.length - 1), byte: fc.integer({ min: 0, max: 255 }) });
		let taken = 0;
		fc.assert(
			fc.property(fc.array(edit, { maxLength: 12 }), fc.nat(whole.length), (edits, length) => {
				const mutated = whole.slice(0, edits.length % 3 === 0 ? length : whole.length);
				for (const { at, byte } of edits) if (at < mutated.length) mutated[at] = byte;
				const found = calendarFiles.read(mutated, 'Europe/Paris');
				for (const { timing, title, note } of found.ok ? found.value : []) {
					taken++;
					const planned = { ...timing, title, note };
					expect(isLocalTime(timing.start) && isZone(timing.zone), JSON.stringify(planned)).toBe(true);
					expect(timing.minutes).toBeGreaterThanOrEqual(1);
					expect(timing.minutes).toBeLessThanOrEqual(MAX_MINUTES);
					expect(timing.rule === '' || readRule(timing.rule).ok).toBe(true);
					expect(isPrintable(title, TEXT_LIMITS.title) && isPrintable(note, TEXT_LIMITS.note)).toBe(true);
				}
			}),
			{ numRuns: 2_000 }
		);
		expect(taken).toBeGreaterThan(1_000);
	});

	it('says what of it is not taken along', () => {
		const file = event(
			START,
			'DURATION:P3D',
			'STATUS:CANCELLED',
			'RRULE:FREQ=WEEKLY',
			'EXDATE:20261201T170000Z'
		);
		expect(read(file)).toMatchObject({
			value: [{ timing: { minutes: 1_440 }, cautions: ['changes-left-out', 'shortened', 'cancelled'] }]
		});
	});
});
