import type { LocalTime } from '../room/timing.ts';
import { atTimeOf, dayOf, type DayNumber } from './local-time.ts';
import type { Rule, RuleDay } from './rule.ts';

/**
 * How far a rule is followed from its first time, in days: a hundred years. It bounds the cost of any rule, also of
 * one that never comes true such as the 30th of February, to that many days looked at once.
 */
export const MAX_DAYS = 36_525;

const DAY_MS = 86_400_000;

/** Days that are looked at together: those of one day, week, month or year. `last` is included. */
interface Period {
	readonly first: DayNumber;
	readonly last: DayNumber;
}

/** A day as rules ask for it. */
interface RuledDay {
	readonly number: DayNumber;
	readonly year: number;
	/** 1 to 12. */
	readonly month: number;
	/** Of the month. */
	readonly day: number;
	readonly weekday: number;
}

/**
 * The times of a room that recurs, ascending: its start, which is always one and counts, and those that the rule adds,
 * each at the start's time of day, from `from` on. Without an end of its own it goes on for `MAX_DAYS`. The end by an
 * instant is the caller's: only a zone can tell. Costs at most one look at each of those days.
 * Source: RFC 5545, 3.3.10, with what a start that does not fit its rule means, which the RFC leaves open.
 */
export function* recurrences(start: LocalTime, rule: Rule, from: DayNumber): Generator<LocalTime> {
	const first = dayOf(start);
	let left = rule.count ?? Infinity;
	const isWanted = (local: LocalTime) => rule.until?.kind !== 'local' || local <= rule.until.at;
	left--;
	if (first >= from) yield start;
	const begin = rule.count === null ? Math.max(first, from) : first;
	for (const day of ruledDays(start, rule, begin)) {
		if (day <= first) continue;
		const local = atTimeOf(day, start);
		if (left-- <= 0 || !isWanted(local)) return;
		if (day >= from) yield local;
	}
}

/** The days that a rule names, ascending, from the period of `begin` on. */
function* ruledDays(start: LocalTime, rule: Rule, begin: DayNumber): Generator<DayNumber> {
	const first = dayOf(start);
	const startDay = dayNumbered(first);
	const end = first + MAX_DAYS;
	for (let index = skipped(first, begin, rule); ; index++) {
		const period = periodOf(first, rule, index);
		if (period.first > end) return;
		const days: DayNumber[] = [];
		for (let number = period.first; number <= period.last; number++) {
			if (isNamed(dayNumbered(number), rule, startDay)) days.push(number);
		}
		yield* chosen(days, rule.bySetPos).filter((day) => day <= end);
	}
}

/** The number of the last period that surely begins no later than a day. */
function skipped(first: DayNumber, begin: DayNumber, rule: Rule): number {
	const longest = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }[rule.frequency];
	return Math.max(0, Math.floor((begin - first) / (longest * rule.interval)) - 1);
}

/** The period so many intervals after the one of the start. */
function periodOf(first: DayNumber, rule: Rule, index: number): Period {
	const steps = index * rule.interval;
	if (rule.frequency === 'DAILY') return { first: first + steps, last: first + steps };
	const { weekday, year, month } = dayNumbered(first);
	if (rule.frequency === 'WEEKLY') {
		const monday = first - ((weekday - rule.weekStart + 7) % 7) + steps * 7;
		return { first: monday, last: monday + 6 };
	}
	if (rule.frequency === 'MONTHLY') {
		const before = month - 1 + steps;
		return { first: lastDay(year, before) + 1, last: lastDay(year, before + 1) };
	}
	return { first: lastDay(year + steps, 0) + 1, last: lastDay(year + steps, 12) };
}

function dayNumbered(number: DayNumber): RuledDay {
	const date = new Date(number * DAY_MS);
	return {
		number,
		year: date.getUTCFullYear(),
		month: date.getUTCMonth() + 1,
		day: date.getUTCDate(),
		weekday: date.getUTCDay()
	};
}

/** Whether a rule names a day. What it leaves open is taken from the start. */
function isNamed(day: RuledDay, rule: Rule, start: RuledDay): boolean {
	const { frequency, byMonth, byMonthDay, byDay } = rule;
	if (byMonth.length > 0 && !byMonth.includes(day.month)) return false;
	if (byMonthDay.length > 0 && !byMonthDay.some((wanted) => isMonthDay(day, wanted))) return false;
	if (byDay.length > 0) return byDay.some((wanted) => isWeekday(day, wanted, rule));
	if (byMonthDay.length > 0 || frequency === 'DAILY') return true;
	if (frequency === 'WEEKLY') return day.weekday === start.weekday;
	return (
		day.day === start.day && (frequency === 'MONTHLY' || byMonth.length > 0 || day.month === start.month)
	);
}

function isMonthDay({ number, year, month, day }: RuledDay, wanted: number): boolean {
	return wanted > 0 ? day === wanted : lastDay(year, month) - number + 1 === -wanted;
}

/** The nth of a month; of the year, if the rule is yearly and names no months. */
function isWeekday({ number, year, month, day, weekday }: RuledDay, wanted: RuleDay, rule: Rule): boolean {
	if (weekday !== wanted.weekday) return false;
	if (wanted.nth === 0) return true;
	const isOfYear = rule.frequency === 'YEARLY' && rule.byMonth.length === 0;
	const before = isOfYear ? number - lastDay(year, 0) - 1 : day - 1;
	const after = lastDay(year, isOfYear ? 12 : month) - number;
	return wanted.nth > 0
		? Math.floor(before / 7) + 1 === wanted.nth
		: Math.floor(after / 7) + 1 === -wanted.nth;
}

/** The last day of a month; of month 0, the last of the year before. */
function lastDay(year: number, month: number): DayNumber {
	return Date.UTC(year, month, 0) / DAY_MS;
}

/** Those of a period that BYSETPOS picks; all of them without it. */
function chosen(days: readonly DayNumber[], positions: readonly number[]): readonly DayNumber[] {
	if (positions.length === 0) return days;
	const isPicked = (index: number) =>
		positions.includes(index + 1) || positions.includes(index - days.length);
	return days.filter((_, index) => isPicked(index));
}
