import { dayOf } from '../../p2p/calendar/local-time.ts';
import { readRule, WEEKDAYS, type Rule, type RuleFault } from '../../p2p/calendar/rule.ts';
import { isZone, localTimeAt, zonedInstant } from '../../p2p/calendar/zones.ts';
import type { PlannedRoom } from '../../p2p/api.ts';
import { isLocalTime, type LocalTime } from '../../p2p/room/timing.ts';
import { ownZone } from './plan-times.ts';

/** How a room can recur, as the form offers it. */
export const REPEATS = ['never', 'daily', 'weekly', 'fortnightly', 'monthly', 'custom'] as const;
/** One of `REPEATS`. */
export type Repeat = (typeof REPEATS)[number];

/** How a repetition can end, as the form offers it. */
export const ENDINGS = ['never', 'on', 'after'] as const;
/** One of `ENDINGS`. */
export type Ending = (typeof ENDINGS)[number];

/** Why a draft is no plan yet. */
export type DraftFault = 'no-time' | 'unknown-zone' | RuleFault;

const HOUR_MS = 3_600_000;

/** Which of the offered repetitions a rule is, and its days; null for any other rule. */
function offered(rule: Rule): { readonly repeat: Repeat; readonly days: readonly number[] } | null {
	const { frequency, interval, byDay, byMonthDay, byMonth, bySetPos } = rule;
	if (byMonthDay.length + byMonth.length + bySetPos.length > 0 || byDay.some(({ nth }) => nth !== 0))
		return null;
	if (rule.until?.kind === 'instant') return null;
	const days = byDay.map(({ weekday }) => weekday);
	if (frequency === 'WEEKLY' && interval <= 2)
		return { repeat: interval === 1 ? 'weekly' : 'fortnightly', days };
	if (interval !== 1 || days.length > 0) return null;
	if (frequency === 'DAILY') return { repeat: 'daily', days };
	return frequency === 'MONTHLY' ? { repeat: 'monthly', days } : null;
}

/** What somebody types to plan a room, and the plan that it makes. */
export class PlanDraft {
	date = $state('');
	time = $state('');
	zone = $state('');
	minutes = $state(60);
	note = $state('');
	repeat = $state<Repeat>('never');
	/** Days of the week, 0 is Sunday; those of a weekly room. */
	days = $state<number[]>([]);
	ending = $state<Ending>('never');
	lastDay = $state('');
	count = $state(10);
	custom = $state('');

	/** A draft for the next full hour after the coming one, or of a plan that there is. */
	constructor(from: PlannedRoom | null, now: number) {
		this.zone = ownZone();
		if (from) {
			this.#read(from);
			return;
		}
		const soon = Math.ceil((now + HOUR_MS) / HOUR_MS) * HOUR_MS;
		const local = localTimeAt(soon, this.zone);
		if (local.ok) this.#setStart(local.value);
	}

	/** When it begins on the clocks of its zone; null while date or time are missing. */
	get start(): LocalTime | null {
		const start = `${this.date}T${this.time}`;
		return isLocalTime(start) ? start : null;
	}

	/** The value of the RRULE that it makes; empty: once. */
	get rule(): string {
		if (this.repeat === 'never') return '';
		if (this.repeat === 'custom')
			return this.custom
				.trim()
				.replace(/^RRULE:/i, '')
				.toUpperCase();
		const frequency = { daily: 'DAILY', weekly: 'WEEKLY', fortnightly: 'WEEKLY', monthly: 'MONTHLY' }[
			this.repeat
		];
		const isWeekly = frequency === 'WEEKLY' && this.days.length > 0;
		const days = this.days.toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7)).map((day) => WEEKDAYS[day]);
		return [
			`FREQ=${frequency}`,
			...(this.repeat === 'fortnightly' ? ['INTERVAL=2'] : []),
			...(isWeekly ? [`BYDAY=${days.join(',')}`] : []),
			...(this.ending === 'after' ? [`COUNT=${this.count}`] : []),
			...(this.ending === 'on' && this.lastDay ? [`UNTIL=${this.lastDay.replaceAll('-', '')}T235900`] : [])
		].join(';');
	}

	/** What is wrong with it; null if it is a plan. */
	get fault(): DraftFault | null {
		if (!this.start) return 'no-time';
		if (!isZone(this.zone)) return 'unknown-zone';
		if (this.rule === '') return null;
		const rule = readRule(this.rule);
		return rule.ok ? null : rule.code;
	}

	/** The plan; null while there is a fault. */
	get plan(): PlannedRoom | null {
		const { start, zone, minutes, rule } = this;
		if (this.fault || !start) return null;
		return { timing: { start, zone, minutes, rule }, note: this.note.trim() };
	}

	/** When it begins, in milliseconds since the epoch; null while that cannot be told. */
	get startsAt(): number | null {
		const at = this.start ? zonedInstant(this.start, this.zone) : null;
		return at?.ok ? at.value : null;
	}

	#setStart(start: LocalTime): void {
		[this.date, this.time] = start.split('T') as [string, string];
		// The first of January 1970 was a Thursday.
		this.days = [(dayOf(start) + 4) % 7];
	}

	#read({ timing, note }: PlannedRoom): void {
		this.#setStart(timing.start);
		[this.zone, this.minutes, this.note] = [timing.zone, timing.minutes, note];
		if (timing.rule === '') return;
		this.custom = timing.rule;
		const rule = readRule(timing.rule);
		const known = rule.ok ? offered(rule.value) : null;
		this.repeat = known?.repeat ?? 'custom';
		if (!rule.ok || !known) return;
		if (known.days.length > 0) this.days = [...known.days];
		if (rule.value.count !== null) [this.ending, this.count] = ['after', rule.value.count];
		if (rule.value.until?.kind === 'local')
			[this.ending, this.lastDay] = ['on', rule.value.until.at.slice(0, 10)];
	}
}
