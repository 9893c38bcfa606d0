import { fail, ok, type Result } from '../base/result.ts';
import type { LocalTime } from '../room/timing.ts';
import { readLocalTime } from './local-time.ts';

/** How often a rule comes round. What recurs within a day is refused: no room begins every hour. */
export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** Days of the week as RFC 5545 writes them, by `Date.getUTCDay`. */
export const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

/** A day of the week; `nth` of the month or year, from its end if negative, 0 for each. */
export interface RuleDay {
	/** 0 is Sunday. */
	readonly weekday: number;
	readonly nth: number;
}

/** When a rule ends: at a time on the clocks of its zone, or at an instant; both included. */
export type RuleEnd =
	{ readonly kind: 'local'; readonly at: LocalTime } | { readonly kind: 'instant'; readonly at: number };

/** A recurrence rule that was understood whole. Empty lists restrict nothing. Source: RFC 5545, 3.3.10. */
export interface Rule {
	readonly frequency: Frequency;
	readonly interval: number;
	readonly count: number | null;
	readonly until: RuleEnd | null;
	readonly byDay: readonly RuleDay[];
	readonly byMonthDay: readonly number[];
	readonly byMonth: readonly number[];
	readonly bySetPos: readonly number[];
	/** The day on which weeks begin, 0 is Sunday. */
	readonly weekStart: number;
}

/**
 * Why a rule is not taken: it is none, it recurs within a day, it uses parts that Hearsay does not know, or its
 * numbers are beyond the limits.
 */
export type RuleFault = 'rule-malformed' | 'rule-too-often' | 'rule-unknown' | 'rule-too-large';

/** What a rule may be. A list of all days of a year would be longer; nobody's meetings are. */
export const RULE_LIMITS = { characters: 200, interval: 400, count: 1_000, values: 62 } as const;

const TOO_OFTEN = new Set(['SECONDLY', 'MINUTELY', 'HOURLY']);
const FREQUENCIES = new Set<string>(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']);
const KNOWN = new Set([
	'FREQ',
	'INTERVAL',
	'COUNT',
	'UNTIL',
	'BYDAY',
	'BYMONTHDAY',
	'BYMONTH',
	'BYSETPOS',
	'WKST'
]);
/** Parts of RFC 5545 that rules of meetings do not use, and others could not draw. */
const UNKNOWN = new Set(['BYSECOND', 'BYMINUTE', 'BYHOUR', 'BYYEARDAY', 'BYWEEKNO']);

class Refused extends Error {
	readonly fault: RuleFault;
	constructor(fault: RuleFault) {
		super(fault);
		this.fault = fault;
	}
}

/** Reads the value of an RRULE, strictly; costs no more than its length. */
export function readRule(text: string): Result<Rule, RuleFault> {
	if (text.length > RULE_LIMITS.characters) return fail('rule-too-large');
	try {
		return ok(ruleOf(partsOf(text.toUpperCase())));
	} catch (error) {
		if (error instanceof Refused) return fail(error.fault);
		throw error;
	}
}

function partsOf(text: string): ReadonlyMap<string, string> {
	const parts = new Map<string, string>();
	for (const piece of text.split(';')) {
		const [, name, value] = /^([A-Z]+)=([A-Z0-9,+-]+)$/.exec(piece) ?? [];
		if (name === undefined || value === undefined || parts.has(name)) throw new Refused('rule-malformed');
		if (!KNOWN.has(name)) throw new Refused(UNKNOWN.has(name) ? 'rule-unknown' : 'rule-malformed');
		parts.set(name, value);
	}
	return parts;
}

function ruleOf(parts: ReadonlyMap<string, string>): Rule {
	const frequency = parts.get('FREQ') ?? '';
	if (TOO_OFTEN.has(frequency)) throw new Refused('rule-too-often');
	if (!FREQUENCIES.has(frequency)) throw new Refused('rule-malformed');
	if (parts.has('COUNT') && parts.has('UNTIL')) throw new Refused('rule-malformed');
	const rule: Rule = {
		frequency: frequency as Frequency,
		interval: numberOf(parts.get('INTERVAL') ?? '1', RULE_LIMITS.interval),
		count: parts.has('COUNT') ? numberOf(parts.get('COUNT')!, RULE_LIMITS.count) : null,
		until: parts.has('UNTIL') ? endOf(parts.get('UNTIL')!) : null,
		byDay: listOf(parts.get('BYDAY'), ruleDay),
		byMonthDay: listOf(parts.get('BYMONTHDAY'), (text) => signed(text, 31)),
		byMonth: listOf(parts.get('BYMONTH'), (text) => numberOf(text, 12, 'rule-malformed')),
		bySetPos: listOf(parts.get('BYSETPOS'), (text) => signed(text, 366)),
		weekStart: weekday(parts.get('WKST') ?? 'MO')
	};
	requireSense(rule);
	return rule;
}

/** What RFC 5545 forbids to stand together. */
function requireSense(rule: Rule): void {
	const isNth = rule.byDay.some(({ nth }) => nth !== 0);
	if (isNth && rule.frequency !== 'MONTHLY' && rule.frequency !== 'YEARLY')
		throw new Refused('rule-malformed');
	if (rule.frequency === 'WEEKLY' && rule.byMonthDay.length > 0) throw new Refused('rule-malformed');
	const others = rule.byDay.length + rule.byMonthDay.length + rule.byMonth.length;
	if (rule.bySetPos.length > 0 && others === 0) throw new Refused('rule-malformed');
}

function listOf<Value>(text: string | undefined, read: (text: string) => Value): readonly Value[] {
	if (text === undefined) return [];
	const values = text.split(',');
	if (values.length > RULE_LIMITS.values) throw new Refused('rule-too-large');
	return values.map(read);
}

function numberOf(text: string, most: number, beyond: RuleFault = 'rule-too-large'): number {
	const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
	if (value < 1) throw new Refused(/^\d{7,}$/.test(text) ? beyond : 'rule-malformed');
	if (value > most) throw new Refused(beyond);
	return value;
}

function signed(text: string, most: number): number {
	const [, sign, digits] = /^([+-]?)(\d{1,3})$/.exec(text) ?? [];
	const size = Number(digits ?? 0);
	if (size < 1 || size > most) throw new Refused('rule-malformed');
	return sign === '-' ? -size : size;
}

function weekday(text: string): number {
	const day = (WEEKDAYS as readonly string[]).indexOf(text);
	if (day < 0) throw new Refused('rule-malformed');
	return day;
}

function ruleDay(text: string): RuleDay {
	const [, nth, day] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? [];
	return { weekday: weekday(day ?? ''), nth: nth === undefined ? 0 : signed(nth, 53) };
}

function endOf(text: string): RuleEnd {
	const [, date, time, utc] = /^(\d{8})(?:T(\d{4})\d\d(Z?))?$/.exec(text) ?? [];
	const clock = time ?? '2359';
	const local = readLocalTime(
		`${date?.slice(0, 4)}-${date?.slice(4, 6)}-${date?.slice(6)}T${clock.slice(0, 2)}:${clock.slice(2)}`
	);
	if (!local) throw new Refused('rule-malformed');
	return utc ? { kind: 'instant', at: Date.parse(`${local}:00Z`) } : { kind: 'local', at: local };
}

/** A rule as the value of an RRULE; `readRule` reads it again. */
export function writeRule(rule: Rule): string {
	const list = (name: string, values: readonly (string | number)[]) =>
		values.length > 0 ? [`${name}=${values.join(',')}`] : [];
	return [
		`FREQ=${rule.frequency}`,
		...(rule.interval > 1 ? [`INTERVAL=${rule.interval}`] : []),
		...(rule.count === null ? [] : [`COUNT=${rule.count}`]),
		...(rule.until === null ? [] : [`UNTIL=${writtenEnd(rule.until)}`]),
		...list(
			'BYDAY',
			rule.byDay.map(({ weekday, nth }) => `${nth || ''}${WEEKDAYS[weekday]}`)
		),
		...list('BYMONTHDAY', rule.byMonthDay),
		...list('BYMONTH', rule.byMonth),
		...list('BYSETPOS', rule.bySetPos),
		...(rule.weekStart === 1 ? [] : [`WKST=${WEEKDAYS[rule.weekStart]}`])
	].join(';');
}

function writtenEnd(end: RuleEnd): string {
	if (end.kind === 'local') return `${end.at.replace(/[-:]/g, '')}00`;
	return new Date(end.at).toISOString().replace(/[-:]|\.\d+/g, '');
}
