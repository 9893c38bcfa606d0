import { ok, type Result } from '../base/result.ts';
import type { InstanceChange, LocalTime, Plan, Timing } from '../room/timing.ts';
import { dayOf, wallMs } from './local-time.ts';
import { recurrences } from './recurrence.ts';
import { readRule, type Rule, type RuleFault } from './rule.ts';
import { isZone, zonedInstant, type ZoneFault } from './zones.ts';

/** One time at which a room takes place, was to, or will. */
export interface Instance {
	/** When the rule has it begin, on the clocks of the plan's zone: its name. */
	readonly instance: LocalTime;
	/** When it begins, on the clocks of the plan's zone. */
	readonly start: LocalTime;
	/** Milliseconds since the epoch. */
	readonly startsAt: number;
	/** Milliseconds since the epoch. */
	readonly endsAt: number;
	/** It begins at another time than the rule has it. */
	readonly isMoved: boolean;
	/** This time, or the room as a whole, is called off. */
	readonly isCancelled: boolean;
}

/** Which instances are wanted. Both bounds in milliseconds since the epoch. */
export interface Window {
	/** Those that end after it. */
	readonly from: number;
	/** Those that begin before it. */
	readonly until: number;
	/** At most so many, the earliest. */
	readonly limit: number;
}

/** Why a plan cannot be read: its rule, or its zone. */
export type PlanFault = RuleFault | ZoneFault;

const DAY_MS = 86_400_000;
/** What separates clocks of any zone from those of UTC, at most 26 hours, generously. */
const ZONE_MS = 2 * DAY_MS;
/** How far the next instance is looked for: nine years hold each 29th of February. */
const NEXT_MS = 9 * 366 * DAY_MS;

/**
 * When a plan takes place within a window, in order, with its changes applied: those called off are given too, and
 * say so. A change of what is no instance changes nothing. Costs at most one look at each day of a hundred years.
 */
export function instancesOf(plan: Plan, window: Window): Result<readonly Instance[], PlanFault> {
	const { timing } = plan;
	const rule = ruleOf(timing);
	if (!rule.ok) return rule;
	if (!isZone(timing.zone)) return { ok: false, code: 'unknown-zone' };
	const changes = new Map(plan.changes.map((change) => [change.instance, change]));
	const near = reachOf(timing, window);
	const isNear = (local: LocalTime) => wallMs(local) >= near.first && wallMs(local) <= near.last;
	const moved = plan.changes
		.filter(({ start }) => start !== null && isNear(start))
		.map(({ instance }) => wallMs(instance));
	const first = Math.min(near.first, ...moved);
	const last = Math.max(near.last, ...moved);
	const instances: Instance[] = [];
	for (const local of timesOf(timing, rule.value, first)) {
		if (wallMs(local) > last) break;
		const change = changes.get(local);
		if (!isNear(local) && !(change?.start && isNear(change.start))) continue;
		if (isPast(local, rule.value, timing)) break;
		const instance = instanceOf(local, change, plan);
		if (instance.endsAt > window.from && instance.startsAt < window.until) instances.push(instance);
		if (moved.length === 0 && instances.length >= window.limit) break;
	}
	return ok(instances.sort((a, b) => a.startsAt - b.startsAt).slice(0, window.limit));
}

/**
 * The instance of a plan that is now or comes next, of those that are not called off; null when there is none within
 * nine years.
 *
 * @param now milliseconds since the epoch
 */
export function nextInstance(plan: Plan, now: number): Result<Instance | null, PlanFault> {
	const limit = plan.changes.length + 1;
	const found = instancesOf(plan, { from: now, until: now + NEXT_MS, limit });
	return found.ok ? ok(found.value.find(({ isCancelled }) => !isCancelled) ?? null) : found;
}

/** The rule of a timing; null if it takes place once. */
function ruleOf(timing: Timing): Result<Rule | null, RuleFault> {
	return timing.rule === '' ? ok(null) : readRule(timing.rule);
}

/** Where on the clocks of the zone instances of a window can lie, whatever the zone. */
function reachOf(timing: Timing, { from, until }: Window): { readonly first: number; readonly last: number } {
	return { first: from - ZONE_MS - timing.minutes * 60_000, last: until + ZONE_MS };
}

function timesOf(timing: Timing, rule: Rule | null, first: number): Iterable<LocalTime> {
	if (!rule) return [timing.start];
	return recurrences(timing.start, rule, Math.floor(first / DAY_MS));
}

/** Whether the rule ended before a time, where it ends at an instant; its first time always counts. */
function isPast(local: LocalTime, rule: Rule | null, timing: Timing): boolean {
	if (rule?.until?.kind !== 'instant' || dayOf(local) === dayOf(timing.start)) return false;
	return instantOf(local, timing.zone) > rule.until.at;
}

function instanceOf(instance: LocalTime, change: InstanceChange | undefined, plan: Plan): Instance {
	const { zone, minutes } = plan.timing;
	const start = change?.start ?? instance;
	const startsAt = instantOf(start, zone);
	return {
		instance,
		start,
		startsAt,
		endsAt: startsAt + minutes * 60_000,
		isMoved: start !== instance,
		isCancelled: plan.isCancelled || change?.start === null
	};
}

/** Of a zone that is known. */
function instantOf(local: LocalTime, zone: string): number {
	const instant = zonedInstant(local, zone);
	if (!instant.ok) throw new Error(`No zone: ${zone}`);
	return instant.value;
}
