import type { IdentityId, RoomId } from '../base/ids.ts';
import { isModerator, personOf } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import type { LocalTime, Plan } from '../room/timing.ts';
import { instancesOf, type Instance, type PlanFault } from './instances.ts';

/** What a calendar needs to know of a scheduled room beside its plan. */
export interface PlannedFacts {
	readonly room: RoomId;
	/** The fragment of the room's link. */
	readonly code: string;
	readonly title: string;
	readonly host: IdentityId;
	/** What the host is called by their own word; may be empty. */
	readonly hostName: string;
	/** Whether this person hosts the room, or helps to. */
	readonly leads: boolean;
	/** What is to be known beforehand; may be empty. */
	readonly note: string;
	readonly plan: Plan;
	/** The time that was begun and not ended, by its name: the room is live. */
	readonly live: LocalTime | null;
	/** Times that were ended, by their names. */
	readonly over: readonly LocalTime[];
	/** The room is ended for good. */
	readonly ended: boolean;
}

/**
 * A scheduled room as the store keeps it beside its document, so that an agenda of thousands opens without reading
 * thousands of documents.
 */
export interface KeptPlan extends PlannedFacts {
	/** Why it has no times, if its plan cannot be read here. */
	readonly fault: PlanFault | null;
	/** Its times in order, from when it was kept on. */
	readonly soon: readonly Instance[];
	/** All that begin before this instant are in `soon`; `Infinity` if there are no more. Milliseconds since the epoch. */
	readonly soonUntil: number;
}

/** What a calendar needs to know of a room, by its state; null for one that is not scheduled. `code` is the fragment of its link. */
export function factsOf(
	state: RoomState,
	{ room, code, me }: { readonly room: RoomId; readonly code: string; readonly me: IdentityId }
): PlannedFacts | null {
	if (!state.schedule) return null;
	const { note, live, over, timing, changes, isCancelled } = state.schedule;
	return {
		room,
		code,
		title: state.title,
		host: state.host,
		hostName: personOf(state, state.host)?.name ?? '',
		leads: isModerator(state, me),
		note,
		plan: { timing, changes, isCancelled },
		live,
		over,
		ended: state.ended
	};
}

/** So many times of one room are worked out ahead: a season of a weekly room. */
const SOON = 12;
const YEAR_MS = 366 * 86_400_000;
/** How far ahead: the same nine years in which `nextInstance` looks. */
const AHEAD_MS = 9 * YEAR_MS;

/** Under which name the store keeps the plan of a room; `deleteRoom` forgets it with the room. */
export const KEPT_PLANS = 'planned:';
/** The same for rooms of which this browser has what their host told others, and no document. */
export const ANNOUNCED_PLANS = 'told-plan:';

/**
 * A row of the agenda, its times worked out from an instant on.
 *
 * @param now milliseconds since the epoch
 */
export function keptPlan(facts: PlannedFacts, now: number): KeptPlan {
	if (facts.ended) return { ...facts, fault: null, soon: [], soonUntil: Infinity };
	const found = instancesOf(facts.plan, { from: now, until: now + AHEAD_MS, limit: SOON + 1 });
	if (!found.ok) return { ...facts, fault: found.code, soon: [], soonUntil: Infinity };
	const more = found.value[SOON];
	const recurs = facts.plan.timing.rule !== '';
	const soonUntil = more?.startsAt ?? (recurs ? now + AHEAD_MS : Infinity);
	return { ...facts, fault: null, soon: found.value.slice(0, SOON), soonUntil };
}

/** Times of a kept room that begin before `until` and end after `from`; worked out anew where those kept do not reach. */
export function timesWithin(kept: KeptPlan, { from, until }: Bounds): readonly Instance[] {
	// Most rooms are far from what is asked for.
	if (until <= kept.soonUntil && (kept.soon[0]?.startsAt ?? Infinity) >= until) return NONE;
	const isOpen = ({ instance }: Instance) => !kept.over.includes(instance);
	if (until <= kept.soonUntil)
		return kept.soon.filter((one) => one.endsAt > from && one.startsAt < until && isOpen(one));
	const found = instancesOf(kept.plan, { from, until, limit: MANY });
	return found.ok ? found.value.filter(isOpen) : [];
}

/** A stretch of time, in milliseconds since the epoch. */
export interface Bounds {
	readonly from: number;
	readonly until: number;
}

const NONE: readonly Instance[] = [];
/** No list shows more of one room. */
const MANY = 1_000;
