import 'temporal-polyfill/global';
import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { instancesOf } from '../../src/p2p/calendar/instances.ts';
import { localTimeOf, wallMs } from '../../src/p2p/calendar/local-time.ts';
import { readRule, writeRule } from '../../src/p2p/calendar/rule.ts';
import { localTimeAt, zonedInstant } from '../../src/p2p/calendar/zones.ts';
import type { LocalTime } from '../../src/p2p/room/timing.ts';

/**
 * Zones whose clocks change on either half of the earth, by half an hour, at midnight, never, and once by a day. Not
 * Morocco: what is compared with does not see its clocks change for Ramadan, the browser does.
 */
const ZONES = [
	'Europe/Paris',
	'America/New_York',
	'America/Santiago',
	'Australia/Lord_Howe',
	'Asia/Beirut',
	'Asia/Kolkata',
	'Pacific/Apia',
	'Pacific/Chatham',
	'UTC'
];

const zone = fc.constantFrom(...ZONES);
const minute = fc.integer({ min: Date.UTC(2000, 0) / 60_000, max: Date.UTC(2037, 0) / 60_000 });
/** Every other one in the hours in which clocks change. */
const local = fc
	.tuple(minute, fc.boolean())
	.map(([minutes, isEarly]) =>
		localTimeOf((isEarly ? minutes - (minutes % 1440) + (minutes % 240) : minutes) * 60_000)
	);
const some = <Value>(values: fc.Arbitrary<Value>) =>
	fc.oneof(fc.constant<Value[]>([]), fc.uniqueArray(values, { minLength: 1, maxLength: 4 }));
const sign = (most: number) => fc.integer({ min: 1, max: most }).chain((n) => fc.constantFrom(n, -n));
const day = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');

/** Rules as RFC 5545 allows them, of the parts that Hearsay takes. */
const rule = fc
	.record({
		frequency: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
		interval: fc.integer({ min: 1, max: 5 }),
		days: some(day),
		nth: fc.option(sign(4)),
		monthDays: some(sign(31)),
		months: some(fc.integer({ min: 1, max: 12 })),
		positions: some(sign(4)),
		weekStart: fc.constantFrom('MO', 'SU'),
		count: fc.option(fc.integer({ min: 1, max: 40 }))
	})
	.map((drawn) => {
		const mayCountDays = drawn.frequency === 'MONTHLY' || drawn.frequency === 'YEARLY';
		const monthDays = drawn.frequency === 'WEEKLY' ? [] : drawn.monthDays;
		const nth = mayCountDays && monthDays.length === 0 ? (drawn.nth ?? '') : '';
		const others = drawn.days.length + monthDays.length + drawn.months.length;
		const list = (name: string, values: readonly unknown[]) =>
			values.length > 0 ? [`${name}=${values.join(',')}`] : [];
		return [
			`FREQ=${drawn.frequency}`,
			`INTERVAL=${drawn.interval}`,
			...list(
				'BYDAY',
				drawn.days.map((day) => `${nth}${day}`)
			),
			...list('BYMONTHDAY', monthDays),
			...list('BYMONTH', drawn.months),
			...list('BYSETPOS', others > 0 ? drawn.positions : []),
			`WKST=${drawn.weekStart}`,
			...(drawn.count === null ? [] : [`COUNT=${drawn.count}`])
		].join(';');
	});

/** What an independent implementation makes of a rule that begins at a time: instants, in milliseconds. */
function independently(start: LocalTime, zone: string, rule: string, until: number): number[] {
	const dtstart = Temporal.PlainDateTime.from(start).toZonedDateTime(zone);
	const rrule = new RRuleTemporal({ rruleString: rule, dtstart, maxIterations: 100_000 });
	return rrule
		.between(new Date(dtstart.epochMilliseconds), new Date(until), true)
		.map(({ epochMilliseconds }) => epochMilliseconds);
}

it('A rule recurs when an independent implementation says, in any zone, across daylight saving', () => {
	let compared = 0;
	fc.assert(
		fc.property(rule, local, zone, (rule, start, zone) => {
			const timing = { start, zone, minutes: 0, rule };
			const from = zonedInstant(start, zone);
			if (!from.ok) throw new Error(zone);
			const until = from.value + 3 * 366 * 86_400_000;
			const expected = independently(start, zone, rule, until).slice(0, 60);
			// A start that does not fit its rule: RFC 5545 leaves open what it means, and the two differ.
			fc.pre(expected[0] === from.value);
			const ours = instancesOf(
				{ timing, changes: [], isCancelled: false },
				{ from: from.value - 1, until: until + 1, limit: 60 }
			);
			expect(ours.ok && ours.value.map(({ startsAt }) => startsAt)).toEqual(expected);
			compared += expected.length;
		}),
		{ numRuns: Math.ceil(120 * Number(process.env['HEARSAY_RUNS'] ?? 1)) }
	);
	expect(compared).toBeGreaterThan(100);
});

it('A window later on shows what the whole row shows there', () => {
	fc.assert(
		fc.property(rule, local, zone, fc.integer({ min: 0, max: 3_000 }), (rule, start, zone, later) => {
			const plan = { timing: { start, zone, minutes: 60, rule }, changes: [], isCancelled: false };
			const from = wallMs(start) + later * 86_400_000;
			const until = from + 400 * 86_400_000;
			const whole = instancesOf(plan, { from: 0, until, limit: 10_000 });
			const part = instancesOf(plan, { from, until, limit: 10_000 });
			if (!whole.ok || !part.ok) throw new Error('refused');
			expect(part.value).toEqual(whole.value.filter(({ endsAt }) => endsAt > from));
		})
	);
});

it('A local time comes back from its instant, unless the clocks skip it, and is what Temporal makes of it', () => {
	fc.assert(
		fc.property(local, zone, (local, zone) => {
			const instant = zonedInstant(local, zone);
			if (!instant.ok) throw new Error(zone);
			const shown = Temporal.PlainDateTime.from(local).toZonedDateTime(zone);
			expect(instant.value).toBe(shown.epochMilliseconds);
			expect(localTimeAt(instant.value, zone)).toEqual({
				ok: true,
				value: shown.toPlainDateTime().toString({ smallestUnit: 'minute' })
			});
		}),
		{ numRuns: 1_000 }
	);
});

it('A rule that was read and written is the same rule', () => {
	fc.assert(
		fc.property(rule, (text) => {
			const read = readRule(text);
			expect(read.ok && readRule(writeRule(read.value))).toEqual(read);
		})
	);
});
