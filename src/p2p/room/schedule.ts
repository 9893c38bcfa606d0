import type { AccessRules } from './access.ts';
import { standingAct } from './board.ts';
import { latestOf } from './causality.ts';
import type { EventType } from './events.ts';
import { rsvpsOf } from './guests.ts';
import type { History } from './history.ts';
import type { Schedule, ScheduleConflict, ScheduleWord, SignedScheduleWord } from './state.ts';
import type { InstanceChange, LocalTime } from './timing.ts';

/** Times of a recurring room that differ from its rule: more than a year of a weekly one. The earliest are forgotten. */
export const MAX_CHANGES = 64;
/** Times that were ended, for which no other begins: a clock that shows the past is believed that far. */
export const MAX_OVER = 32;
/** Pairs of words that are shown as decided at the same time. */
const MAX_CONFLICTS = 8;

/** The rules that a schedule rests on. */
interface Grounds {
	readonly access: AccessRules;
	/** Authorised acts, ascending. */
	readonly acts: readonly number[];
}

const TYPES: ReadonlySet<EventType> = new Set<EventType>([
	'schedule.set',
	'schedule.changed',
	'schedule.cancelled',
	'room.opened',
	'instance.closed',
	'rsvp.given'
]);

/** Whether a type of event is about when a room takes place, or who comes. */
export function isAboutSchedule(type: EventType): boolean {
	return TYPES.has(type);
}

/** Moderators' acts about a schedule by type, each ascending: those that follow a plan of the host, and that plan. */
function actsByType({ causality, reigns }: History, acts: readonly number[]): Map<EventType, number[]> {
	const plans: number[] = [];
	const byType = new Map<EventType, number[]>();
	for (const at of acts) {
		const { type } = causality.events[at]!;
		if (!TYPES.has(type)) continue;
		const isHostsPlan = type === 'schedule.set' && reigns.isHostAct(at);
		if (!isHostsPlan && !plans.some((plan) => causality.isBefore(plan, at))) continue;
		if (isHostsPlan) plans.push(at);
		byType.set(type, [...(byType.get(type) ?? []), at]);
	}
	return byType;
}

function wordAt({ causality, authors }: History, at: number): SignedScheduleWord {
	const { type, body } = causality.events[at]!;
	const by = authors[at]!;
	if (type === 'schedule.cancelled') return { by, word: { kind: 'cancelled' } };
	if (type === 'schedule.changed') return { by, word: { kind: 'changed', ...body } };
	if (type !== 'schedule.set') throw new Error('a word about a schedule is one of three types');
	const { note, ...timing } = body;
	return { by, word: { kind: 'set', timing, note } };
}

const isSame = (a: ScheduleWord, b: ScheduleWord) => JSON.stringify(a) === JSON.stringify(b);

/** Words that lost against another one signed at the same time, and say something else. */
function conflictsWith(history: History, standing: number, others: readonly number[]): ScheduleConflict[] {
	const stands = wordAt(history, standing);
	return others
		.filter((at) => history.causality.isConcurrent(at, standing))
		.map((at) => ({ stands, lost: wordAt(history, at) }))
		.filter(({ lost }) => !isSame(lost.word, stands.word));
}

/** Of words about one time at once a calling off stands, else what `standingAct` prefers. */
function standingChange(history: History, latest: readonly number[]): number {
	const isOff = (at: number) => {
		const event = history.causality.events[at]!;
		return event.type === 'schedule.changed' && event.body.start === null;
	};
	const off = latest.filter(isOff);
	return standingAct(history, off.length > 0 ? off : latest)!;
}

/** What became of single times, and what was decided differently about them at the same time. */
function changesOf(history: History, acts: readonly number[]) {
	const { causality } = history;
	const byInstance = new Map<LocalTime, number[]>();
	for (const at of acts) {
		const event = causality.events[at]!;
		if (event.type !== 'schedule.changed') continue;
		const { instance } = event.body;
		byInstance.set(instance, [...(byInstance.get(instance) ?? []), at]);
	}
	const changes: InstanceChange[] = [];
	const conflicts: ScheduleConflict[] = [];
	for (const instance of [...byInstance.keys()].sort().slice(-MAX_CHANGES)) {
		const latest = latestOf(causality, byInstance.get(instance)!, causality.now);
		const standing = standingChange(history, latest);
		const event = causality.events[standing]!;
		// Put back where the rule has it, a time does not differ from it any more.
		if (event.type === 'schedule.changed' && event.body.start !== instance)
			changes.push({ instance, start: event.body.start });
		conflicts.push(...conflictsWith(history, standing, latest));
	}
	return { changes, conflicts };
}

/** Of beginnings that hold, the one that stands: what was begun already is not begun once more. */
function firstOpening(history: History, open: readonly number[]): number | null {
	const isFirst = (at: number) => !open.some((before) => history.causality.isBefore(before, at));
	return standingAct(history, open.filter(isFirst));
}

/**
 * When a room takes place, from its moderators' acts and its guests' answers; null if no host ever planned it. A calling
 * off holds until a plan that saw it; an opening until an end that saw it, or any calling off that it had not seen
 * taken back.
 */
export function scheduleOf(history: History, { access, acts }: Grounds): Schedule | null {
	const { causality } = history;
	const byType = actsByType(history, acts);
	const of = (type: EventType) => byType.get(type) ?? [];
	const plans = of('schedule.set');
	const standing = standingAct(history, plans);
	const plan = standing === null ? null : wordAt(history, standing).word;
	if (standing === null || plan?.kind !== 'set') return null;
	const cancellings = of('schedule.cancelled');
	const isTakenBack = (cancelling: number, at: number) =>
		plans.some((later) => causality.isBefore(cancelling, later) && causality.isBefore(later, at));
	const isCancelled = cancellings.some((at) => !isTakenBack(at, causality.now));
	const isOpen = (opening: number) =>
		cancellings.every((at) => isTakenBack(at, opening)) &&
		!of('instance.closed').some((end) => causality.isBefore(opening, end));
	const opened = firstOpening(history, of('room.opened').filter(isOpen));
	const { changes, conflicts } = changesOf(history, of('schedule.changed'));
	const latestPlans = latestOf(causality, plans, causality.now);
	const latestCancellings = latestOf(causality, cancellings, causality.now).filter(
		(at) => !isTakenBack(at, causality.now)
	);
	const cancelling = standingAct(history, latestCancellings);
	const conflictsOfAll =
		cancelling === null
			? conflictsWith(history, standing, latestPlans)
			: conflictsWith(history, cancelling, latestPlans);
	return {
		timing: plan.timing,
		note: plan.note,
		changes,
		isCancelled,
		live: opened === null ? null : instanceOf(history, opened),
		over: [...new Set(of('instance.closed').map((at) => instanceOf(history, at)))].sort().slice(-MAX_OVER),
		guests: rsvpsOf(history, access, plans),
		conflicts: [...conflictsOfAll, ...conflicts].slice(0, MAX_CONFLICTS)
	};
}

function instanceOf({ causality }: History, at: number): LocalTime {
	const event = causality.events[at]!;
	if (event.type !== 'room.opened' && event.type !== 'instance.closed')
		throw new Error('only beginnings and ends name the time that they are about');
	return event.body.instance;
}
