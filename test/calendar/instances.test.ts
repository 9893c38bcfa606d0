import { describe, expect, it } from 'vitest';
import { instancesOf, nextInstance, type Instance } from '../../src/p2p/calendar/instances.ts';
import { readLocalTime } from '../../src/p2p/calendar/local-time.ts';
import { MAX_DAYS } from '../../src/p2p/calendar/recurrence.ts';
import { isZone, localTimeAt, zonedInstant } from '../../src/p2p/calendar/zones.ts';
import type { InstanceChange, Plan, Timing } from '../../src/p2p/room/timing.ts';
import { local } from '../fixtures/plans.ts';

const at = (text: string) => Date.parse(text);
const ALWAYS = { from: 0, until: at('2300-01-01T00:00Z'), limit: 100_000 };

function plan(timing: Partial<Timing>, changes: readonly InstanceChange[] = []): Plan {
	const base = { start: local('2026-10-23T18:30'), zone: 'Europe/Paris', minutes: 60, rule: '' };
	return { timing: { ...base, ...timing }, changes, isCancelled: false };
}

function found(plan: Plan, window = ALWAYS): readonly Instance[] {
	const instances = instancesOf(plan, window);
	if (!instances.ok) throw new Error(instances.code);
	return instances.value;
}

const utc = (instances: readonly Instance[]) =>
	instances.map(({ startsAt }) => new Date(startsAt).toISOString().slice(0, 16));

describe('zones', () => {
	it('reads a time that clocks skip by the offset before, and one they show twice as the first', () => {
		expect(zonedInstant(local('2026-03-29T02:30'), 'Europe/Paris')).toEqual({
			ok: true,
			value: at('2026-03-29T01:30Z')
		});
		expect(zonedInstant(local('2026-10-25T02:30'), 'Europe/Paris')).toEqual({
			ok: true,
			value: at('2026-10-25T00:30Z')
		});
		expect(zonedInstant(local('2026-04-05T01:45'), 'Australia/Lord_Howe')).toEqual({
			ok: true,
			value: at('2026-04-04T14:45Z')
		});
		// The day that Samoa left out.
		expect(zonedInstant(local('2011-12-30T12:00'), 'Pacific/Apia')).toEqual({
			ok: true,
			value: at('2011-12-30T22:00Z')
		});
	});

	it('knows the clocks of Morocco, which change for Ramadan', () => {
		expect(zonedInstant(local('2018-05-13T03:00'), 'Africa/Casablanca')).toEqual({
			ok: true,
			value: at('2018-05-13T03:00Z')
		});
	});

	it.each([
		'',
		'Mars/Olympus',
		'+02:00',
		'Europe/Paris\n',
		`Europe/${'x'.repeat(100)}`,
		'../etc',
		'<script>'
	])('does not know the zone %j', (zone) => {
		expect(isZone(zone)).toBe(false);
		expect(zonedInstant(local('2026-01-01T00:00'), zone)).toEqual({ ok: false, code: 'unknown-zone' });
		expect(localTimeAt(0, zone)).toEqual({ ok: false, code: 'unknown-zone' });
		expect(nextInstance(plan({ zone }), 0)).toEqual({ ok: false, code: 'unknown-zone' });
	});

	it.each([
		'2026-02-30T10:00',
		'2026-01-01T24:00',
		'2026-01-01',
		'1969-12-31T23:59',
		'2200-01-01T00:00',
		'x'
	])('takes %s for no local time', (text) => {
		expect(readLocalTime(text)).toBeNull();
	});
});

describe('instances', () => {
	it('of a room that takes place once are one, of one each week keep their time on the wall', () => {
		expect(utc(found(plan({})))).toEqual(['2026-10-23T16:30']);
		expect(utc(found(plan({ rule: 'FREQ=WEEKLY;COUNT=2' })))).toEqual([
			'2026-10-23T16:30',
			'2026-10-30T17:30'
		]);
	});

	it('may be moved into a window and out of it, and called off', () => {
		const weekly = plan({ rule: 'FREQ=WEEKLY' }, [
			{ instance: local('2026-10-30T18:30'), start: local('2027-02-01T09:00') },
			{ instance: local('2026-11-06T18:30'), start: null },
			{ instance: local('2026-11-07T18:30'), start: local('2026-11-08T18:30') }
		]);
		const october = found(weekly, {
			from: at('2026-10-24T00:00Z'),
			until: at('2026-11-14T00:00Z'),
			limit: 10
		});
		expect(october.map(({ start, isCancelled }) => [start, isCancelled])).toEqual([
			['2026-11-06T18:30', true],
			['2026-11-13T18:30', false]
		]);
		const february = found(weekly, {
			from: at('2027-02-01T00:00Z'),
			until: at('2027-02-02T00:00Z'),
			limit: 10
		});
		expect(february).toMatchObject([
			{ instance: '2026-10-30T18:30', start: '2027-02-01T09:00', isMoved: true }
		]);
	});

	it('called off are none that comes next; one that goes on still is', () => {
		const weekly = plan({ rule: 'FREQ=WEEKLY' }, [{ instance: local('2026-10-23T18:30'), start: null }]);
		expect(nextInstance(weekly, at('2026-10-01T00:00Z'))).toMatchObject({
			value: { start: '2026-10-30T18:30' }
		});
		expect(nextInstance(weekly, at('2026-10-30T18:29Z'))).toMatchObject({
			value: { start: '2026-10-30T18:30' }
		});
		expect(nextInstance(weekly, at('2026-10-30T18:30Z'))).toMatchObject({
			value: { start: '2026-11-06T18:30' }
		});
		expect(nextInstance({ ...weekly, isCancelled: true }, 0)).toEqual({ ok: true, value: null });
		expect(nextInstance(plan({}), at('2027-01-01T00:00Z'))).toEqual({ ok: true, value: null });
	});

	it('end where the rule says, by the clock, by the day or by an instant', () => {
		const until = (end: string) => utc(found(plan({ rule: `FREQ=DAILY;UNTIL=${end}` }))).length;
		expect(until('20261025')).toBe(3);
		expect(until('20261025T182900')).toBe(2);
		expect(until('20261025T183000')).toBe(3);
		expect(until('20261025T173000Z')).toBe(3);
		expect(until('20261025T172900Z')).toBe(2);
		expect(until('20200101')).toBe(1);
		expect(until('20200101T000000Z')).toBe(1);
	});

	it.each([
		'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
		'FREQ=YEARLY;INTERVAL=400;BYMONTH=2;BYMONTHDAY=29',
		'FREQ=DAILY'
	])('of a rule without end cost no more than a look at each day of a hundred years: %s', (rule) => {
		const all = found(plan({ rule }));
		expect(all.length).toBeLessThanOrEqual(MAX_DAYS + 1);
		expect(all[0]!.instance).toBe('2026-10-23T18:30');
	});
});
