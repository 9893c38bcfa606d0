import type { IdentityId } from '../base/ids.ts';
import type { AccessRules } from './access.ts';
import type { RecordingName } from './events.ts';
import type { History } from './history.ts';
import type { StageRules } from './stage.ts';
import type { Standing } from './standing.ts';
import type { Recording } from './state.ts';

/** The rules that recordings rest on. */
interface Grounds {
	readonly standing: Standing;
	readonly access: AccessRules;
	readonly stage: StageRules;
	/** Authorised acts, ascending. */
	readonly acts: readonly number[];
}

/** Where a recording began. */
interface Beginning extends RecordingName {
	readonly at: number;
	readonly by: IdentityId;
}

const isSame = (a: RecordingName, b: RecordingName) => a.session === b.session && a.minutes === b.minutes;

/** Whether what is kept of somebody's last minutes was given another length: there is one of each page. */
const isReplaced = (by: Beginning, one: Beginning) =>
	by.by === one.by && by.session === one.session && by.minutes > 0 && one.minutes > 0;

/**
 * What each person began last, of a file and of the last minutes, and nothing that ends just that follows: concurrent
 * with an end it goes on.
 */
function beginnings({ causality, authors }: History, acts: readonly number[]): Beginning[] {
	const [starts, ends]: [Beginning[], Beginning[]] = [[], []];
	for (const at of acts) {
		const event = causality.events[at]!;
		if (event.type === 'recording.started') starts.push({ at, by: authors[at]!, ...event.body });
		if (event.type === 'recording.stopped') ends.push({ at, by: authors[at]!, ...event.body });
	}
	const begun = new Map<string, Beginning>();
	for (const start of starts) {
		const isOver = (end: Beginning) => causality.isBefore(start.at, end.at);
		const isEnded =
			ends.some((end) => isSame(end, start) && isOver(end)) ||
			starts.some((other) => isReplaced(other, start) && isOver(other));
		if (!isEnded) begun.set(`${start.by} ${start.minutes > 0}`, start);
	}
	return [...begun.values()];
}

/** Whether somebody has had a moderator's rank ever since they began to record. */
function isStillInOffice({ causality }: History, grounds: Grounds, by: IdentityId, since: number): boolean {
	const { standing, access } = grounds;
	return [...standing.departures(by), ...access.exclusions(by)].every((end) =>
		causality.isBefore(end, since)
	);
}

/** Who agreed on the stage to a recording that had begun, and has not left the stage since. Whoever records agrees by that. */
function agreedTo(history: History, grounds: Grounds, beginning: Beginning): IdentityId[] {
	const { causality, authors } = history;
	const { access, stage } = grounds;
	const agreed = new Set<IdentityId>([beginning.by]);
	for (const [at, event] of causality.events.entries()) {
		if (event.type !== 'recording.agreed' || !isSame(event.body, beginning)) continue;
		const who = authors[at]!;
		if (!causality.isBefore(beginning.at, at) || !access.isAccepted(at)) continue;
		const wasOnStage = stage.roleAt(who, at) !== 'listener';
		const isOnStage = stage.roleAt(who, causality.now) !== 'listener';
		if (wasOnStage && isOnStage && stage.demotions(who).every((act) => causality.isBefore(act, at)))
			agreed.add(who);
	}
	return [...agreed].sort();
}

/**
 * The recordings that go on, ascending by who records: of each moderator at most one file, and the last minutes once.
 * One ends when a moderator says so, and with the rank of whoever began it.
 */
export function recordingsOf(history: History, grounds: Grounds): readonly Recording[] {
	return beginnings(history, grounds.acts)
		.filter(({ by, at }) => isStillInOffice(history, grounds, by, at))
		.map((beginning) => ({
			by: beginning.by,
			session: beginning.session,
			minutes: beginning.minutes,
			agreed: agreedTo(history, grounds, beginning)
		}))
		.sort((a, b) => (a.by === b.by ? a.minutes - b.minutes : a.by < b.by ? -1 : 1));
}
