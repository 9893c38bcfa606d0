import type { RoomId } from '../base/ids.ts';
import { judgeAccess } from './access.ts';
import { judgeActing, isActingRoleAct } from './acting.ts';
import { judgeAdmissions } from './admission.ts';
import { authorisedActs } from './authority.ts';
import { claimOf, doorOf, pinsOf, successionOf, titleOf, turnMinutesOf } from './board.ts';
import { chatOf } from './chat.ts';
import { raisedHands } from './hands.ts';
import type { History } from './history.ts';
import { logOf } from './log.ts';
import { recordingsOf } from './recordings.ts';
import { People } from './people.ts';
import { scheduleOf } from './schedule.ts';
import { judgeStage } from './stage.ts';
import { judgeStanding } from './standing.ts';
import { judgeTickets } from './tickets.ts';
import type { RoomState } from './state.ts';

/** What the rules make of a history: the strata, each resting on those before it, and the people. */
export type Verdicts = ReturnType<typeof judge>;

/** Applies the rules to a history. */
export function judge(history: History) {
	const appointed = judgeStanding(history);
	const acting = judgeActing(history, appointed);
	const standing = judgeStanding(history, (at) => isActingRoleAct(history, appointed, acting, at));
	const acts = authorisedActs(history, { appointed, standing, acting });
	const admissions = judgeAdmissions(history, standing, acts);
	const access = judgeAccess(history, { standing, admissions, acts });
	const stage = judgeStage(history, { standing, acting, access, acts });
	const people = new People(history, { admissions, access, stage, acts });
	return { appointed, acting, standing, acts, admissions, access, stage, people };
}

/** The state of `room` that a judged history leads to. */
export function stateOf(room: RoomId, history: History, verdicts: Verdicts): RoomState {
	const { causality, reigns } = history;
	const { now } = causality;
	const { appointed, acting, standing, acts, admissions } = verdicts;
	const people = verdicts.people.all();
	const cohosts = people.filter(({ role }) => role === 'cohost').map(({ identity }) => identity);
	const resignations = people.flatMap(({ identity }) =>
		standing.departures(identity).filter((at) => history.authors[at] === identity)
	);
	const { tickets, passes } = judgeTickets(history, verdicts);
	const logged = [
		...acts,
		...resignations,
		...acting.backings,
		...passes,
		...reigns.chain.flatMap(({ since }) => since)
	];
	return {
		room,
		host: reigns.hostAt(now),
		offer: reigns.offer,
		succession: successionOf(history, acts, { cohosts, standing }),
		actingHost: acting.actingAt(now),
		deputies: cohosts.filter((who) => !appointed.isAppointed(who, now)),
		backings: acting.current,
		forks: history.forks,
		spentInvites: admissions.spentInvites,
		...titleOf(history, acts),
		...doorOf(history, acts),
		ended: acts.some((at) => causality.events[at]!.type === 'room.ended'),
		people,
		hands: raisedHands(history, verdicts),
		pins: pinsOf(history, acts),
		chat: chatOf(history, verdicts),
		turnMinutes: turnMinutesOf(history, acts),
		schedule: scheduleOf(history, verdicts),
		claim: claimOf(history, acts),
		recordings: recordingsOf(history, verdicts),
		tickets,
		log: logOf(
			history,
			logged.sort((a, b) => a - b)
		),
		pending: causality.pending
	};
}
