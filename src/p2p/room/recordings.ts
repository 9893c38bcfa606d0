import type { IdentityId, SessionId } from '../base/ids.ts';
import type { AccessRules } from './access.ts';
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
interface Beginning {
	readonly at: number;
	readonly session: SessionId;
}

/** What each person began last and no end of that session's recordings follows: concurrent with one it goes on. */
function beginnings({ causality, authors }: History, acts: readonly number[]): Map<IdentityId, Beginning> {
	const ends: Beginning[] = [];
	const begun = new Map<IdentityId, Beginning>();
	for (const at of acts) {
		const event = causality.events[at]!;
		if (event.type === 'recording.stopped') ends.push({ at, session: event.body.session });
	}
	for (const at of acts) {
		const event = causality.events[at]!;
		if (event.type !== 'recording.started') continue;
		const { session } = event.body;
		const isEnded = ends.some((end) => end.session === session && causality.isBefore(at, end.at));
		if (!isEnded) begun.set(authors[at]!, { at, session });
	}
	return begun;
}

/** Whether somebody has had a moderator's rank ever since they began to record. */
function isStillInOffice({ causality }: History, grounds: Grounds, by: IdentityId, since: number): boolean {
	const { standing, access } = grounds;
	return [...standing.departures(by), ...access.exclusions(by)].every((end) =>
		causality.isBefore(end, since)
	);
}

/** Who agreed on the stage to a recording that had begun, and has not left the stage since. Whoever records agrees by that. */
function agreedTo(history: History, grounds: Grounds, by: IdentityId, beginning: Beginning): IdentityId[] {
	const { causality, authors } = history;
	const { access, stage } = grounds;
	const agreed = new Set<IdentityId>([by]);
	for (const [at, event] of causality.events.entries()) {
		if (event.type !== 'recording.agreed' || event.body.session !== beginning.session) continue;
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
 * The recordings that go on, ascending by who records: at most one of each moderator. One ends when a moderator says
 * so, and with the rank of whoever began it.
 */
export function recordingsOf(history: History, grounds: Grounds): readonly Recording[] {
	return [...beginnings(history, grounds.acts)]
		.filter(([by, { at }]) => isStillInOffice(history, grounds, by, at))
		.map(([by, beginning]) => ({
			by,
			session: beginning.session,
			agreed: agreedTo(history, grounds, by, beginning)
		}))
		.sort((a, b) => (a.by < b.by ? -1 : 1));
}
