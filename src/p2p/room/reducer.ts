import type { IdentityId, RoomId, SessionId } from '../base/ids.ts';
import { judgeAccess } from './access.ts';
import type { AccessRules } from './access.ts';
import { judgeActing, isActingRoleAct } from './acting.ts';
import { judgeAdmissions } from './admission.ts';
import { authorisedActs } from './authority.ts';
import { doorOf, pinsOf, successionOf, titleOf } from './board.ts';
import type { RoomEvent } from './events.ts';
import { raisedHands } from './hands.ts';
import { readHistory, targetOf } from './history.ts';
import type { History } from './history.ts';
import { judgeStage } from './stage.ts';
import { judgeStanding } from './standing.ts';
import type { LogEntry, Person, RoomState } from './state.ts';

/*
 * The rules, by the ids that the tests carry. Each stratum rests on those above it only.
 *
 * | id  | rule                                                                                   | file         |
 * | --- | -------------------------------------------------------------------------------------- | ------------ |
 * | R1  | closed past: an event counts once its whole past is there, in a feed without gaps       | causality.ts |
 * | R14 | quotas: so many events of a type count in one feed                                      | quotas.ts, feeds.ts |
 * | R13 | reigns: an offer and its acceptance hand the room over; nobody adds to a reign after it | reigns.ts    |
 * | R6  | forks: two events in one slot void the feed from there on, but for what the host sealed | feeds.ts, seals.ts |
 * | R12 | end: after the host ended the room nothing changes                                      | history.ts   |
 * | R2  | host: the founder is host until they hand over; only the host appoints, dismisses, ends | standing.ts, authority.ts |
 * | R3  | fence: a dismissal, removal or ban accepts exactly the target's events in its past      | standing.ts, access.ts |
 * | R15 | acting host: whom most co-hosts back acts for an absent host, below the host's own word | acting.ts    |
 * | R4  | strict rank: nothing targets the host; a co-host acts on those below, and a concurrent  | authority.ts |
 * |     | appointment of the target voids the act                                                 |              |
 * | R8  | admission: a session counts once a moderator's page let it in; an invite serves one     | admission.ts |
 * | R5  | severer wins: concurrent, ban > removal > unban, demotion > promotion, mute > unmute,   | access.ts, place.ts, |
 * |     | lowered > raised, narrow > wide door; ids never decide safety                           | hands.ts, board.ts |
 * | R7  | an appointment by the host implies an unban                                             | access.ts    |
 * | R9  | the stage is offered, never forced: an open invitation and its acceptance make a        | place.ts, stage.ts |
 * |     | speaker; only the muted unmute themselves                                               |              |
 * | R10 | hands: raised by listeners who are in, queued in causal order                           | hands.ts     |
 * | R11 | board: pins, title and door are the moderators', the succession is the host's           | board.ts     |
 *
 * PROTOCOL.md, "Authority", tells all of them at length.
 */

/** Every identity that certified a session, with its session keys in ascending order. */
function sessionsOf({ causality, authors }: History): Map<IdentityId, SessionId[]> {
	const sessions = new Map<IdentityId, Set<SessionId>>();
	for (const [at, event] of causality.events.entries()) {
		if (causality.openings[at] !== at) continue;
		const own = sessions.get(authors[at]!) ?? new Set();
		sessions.set(authors[at]!, own.add(event.session));
	}
	return new Map([...sessions].map(([who, own]) => [who, [...own].sort()]));
}

/** Names from each author's newest certificate, of the feeds in which at least one event counts. */
function namesOf({ causality, authors }: History, access: AccessRules): Map<IdentityId, string> {
	const newest = new Map<IdentityId, number>();
	for (let at = 0; at < causality.now; at++) {
		const opening = causality.openings[at]!;
		const who = authors[at]!;
		if (opening < (newest.get(who) ?? -1) || !access.isAccepted(at)) continue;
		newest.set(who, opening);
	}
	const nameAt = (at: number) => {
		const { body } = causality.events[at]!;
		return 'certificate' in body ? body.certificate.name : '';
	};
	return new Map([...newest].map(([who, at]) => [who, nameAt(at)]));
}

/** What a line of the log quotes. */
function textOf({ type, body }: RoomEvent): string {
	if ('reason' in body) return body.reason;
	if (type === 'pin.added') return body.text;
	if (type === 'title.changed') return body.title;
	return type === 'door.changed' ? body.door : '';
}

/** The moderation log: the acts that count, in causal order; no admissions, which pages give by the door. */
function logOf({ causality, authors }: History, acts: readonly number[]): LogEntry[] {
	return acts.flatMap((at) => {
		const event = causality.events[at]!;
		const { id, type } = event;
		if (type === 'person.admitted') return [];
		return { id, by: authors[at]!, type, target: targetOf(event), text: textOf(event) };
	});
}

/** The strata over a history, each resting on those before it. */
function judge(history: History) {
	const appointed = judgeStanding(history);
	const acting = judgeActing(history, appointed);
	const standing = judgeStanding(history, (at) => isActingRoleAct(history, appointed, acting, at));
	const acts = authorisedActs(history, { appointed, standing, acting });
	const admissions = judgeAdmissions(history, standing, acts);
	const access = judgeAccess(history, { standing, admissions, acts });
	const stage = judgeStage(history, { standing, acting, access, acts });
	return { appointed, acting, standing, acts, admissions, access, stage };
}

/** Everybody who signed something that counts or about whom a moderator did, ascending by identity. */
function peopleOf(history: History, { admissions, access, stage, acts }: ReturnType<typeof judge>): Person[] {
	const { causality } = history;
	const names = namesOf(history, access);
	const sessions = sessionsOf(history);
	const targets = acts.map((at) => targetOf(causality.events[at]!)).filter((target) => target !== null);
	const known = [...new Set([...names.keys(), ...targets])].sort();
	return known.map((identity) => ({
		identity,
		name: names.get(identity) ?? '',
		role: stage.roleAt(identity, causality.now),
		...access.accessAt(identity, causality.now),
		muted: stage.isMuted(identity),
		invite: stage.invite(identity),
		sessions: sessions.get(identity) ?? [],
		admitted: admissions.sessions(identity),
		invitedBy: admissions.invitedBy(identity)
	}));
}

/**
 * What the events of a room mean. The same set gives the same state, byte for byte as JSON, whatever
 * the order and duplicates. Null until the room's first event is there. Events must be decoded,
 * verified and hashed already; wrong ones among them are void, never an error.
 */
export function reduceRoom(room: RoomId, events: Iterable<RoomEvent>): RoomState | null {
	const history = readHistory(room, events);
	if (!history) return null;
	const { causality, reigns } = history;
	const { now } = causality;
	const strata = judge(history);
	const { appointed, acting, standing, acts, admissions } = strata;
	const people = peopleOf(history, strata);
	const cohosts = people.filter(({ role }) => role === 'cohost').map(({ identity }) => identity);
	const resignations = people.flatMap(({ identity }) =>
		standing.departures(identity).filter((at) => history.authors[at] === identity)
	);
	const logged = [
		...acts,
		...resignations,
		...acting.backings,
		...reigns.chain.flatMap(({ since }) => since)
	];
	return {
		room,
		host: reigns.hostAt(now),
		offer: reigns.offer,
		succession: successionOf(history, acts, (who) => cohosts.includes(who)),
		actingHost: acting.actingAt(now),
		deputies: cohosts.filter((who) => !appointed.isAppointed(who, now)),
		backings: acting.current,
		forks: history.forks,
		spentInvites: admissions.spentInvites,
		...titleOf(history, acts),
		...doorOf(history, acts),
		ended: acts.some((at) => causality.events[at]!.type === 'room.ended'),
		people,
		hands: raisedHands(history, strata),
		pins: pinsOf(history, acts),
		log: logOf(
			history,
			logged.sort((a, b) => a - b)
		),
		pending: causality.pending
	};
}
