import { expect, it } from 'vitest';
import { byDay, dayAfter, isSameDay, timeFromNow } from '../../src/lib/app/agenda-times.ts';

const HOUR = 3_600_000;
const noon = new Date(2026, 10, 24, 12).getTime();

it('Entries stand under the day on which they begin, what goes on since yesterday under today', () => {
	const entries = [-20, 1, 11.9, 12.1, 40].map((hours) => ({ startsAt: noon + hours * HOUR }));
	const days = byDay(entries, noon);
	expect(days.map(({ entries }) => entries.length)).toEqual([3, 1, 1]);
	expect(isSameDay(days[0]!.at, noon)).toBe(true);
	expect(isSameDay(days[1]!.at, dayAfter(noon))).toBe(true);
});

it('A moment is told from now, before and after', () => {
	expect(timeFromNow('en', noon + 10 * 60_000, noon)).toBe('in 10 minutes');
	expect(timeFromNow('en', noon - 5 * 60_000, noon)).toBe('5 minutes ago');
	expect(timeFromNow('fr', noon + 24 * HOUR, noon)).toBe('dans 24 heures');
});
