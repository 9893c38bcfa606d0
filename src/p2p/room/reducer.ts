import type { IdentityId, RoomId, SessionId } from '../base/ids.ts';
import { judgeAccess } from './access.ts';
import type { AccessRules } from './access.ts';
import { authorisedActs } from './authority.ts';
import { doorOf, pinsOf, titleOf } from './board.ts';
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
 * | R2  | host: the first event's identity is host; only the host appoints, dismisses, ends       | history.ts, authority.ts |
 * | R3  | fence: a dismissal, removal or ban accepts exactly the target's events in its past      | standing.ts, access.ts |
 * | R4  | strict rank: nothing targets the host; a co-host acts on those below, and a concurrent  | authority.ts |
 * |     | appointment of the target voids the act                                                 |              |
 * | R5  | severer wins: concurrent, ban > removal > unban, demotion > promotion, mute > unmute,   | access.ts, place.ts, |
 * |     | lowered > raised, locked > open; ids never decide safety                                | hands.ts, board.ts |
 * | R7  | an appointment by the host implies an unban                                             | access.ts    |
 * | R9  | the stage is offered, never forced: an open invitation and its acceptance make a        | place.ts, stage.ts |
 * |     | speaker; only the muted unmute themselves                                               |              |
 * | R10 | hands: raised by listeners who are in, queued in causal order                           | hands.ts     |
 * | R11 | board: pins, title and door are the moderators'                                         | board.ts     |
 * | R12 | end: after the host ended the room nothing changes                                      | history.ts   |
 *
 * R6 (forks) and R8 (admission of newcomers) are reserved and have no code yet. PROTOCOL.md, "Authority", tells all
 * of them at length.
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

/** The moderation log: authorised acts and the resignations that count, in causal order. */
function logOf({ causality, authors }: History, acts: readonly number[]): LogEntry[] {
	return acts.map((at) => {
		const event = causality.events[at]!;
		return {
			id: event.id,
			by: authors[at]!,
			type: event.type,
			target: targetOf(event),
			text: 'reason' in event.body ? event.body.reason : ''
		};
	});
}

/**
 * What the events of a room mean. The same set gives the same state, byte for byte as JSON, whatever
 * the order and duplicates. Null until the room's first event is there. Events must be decoded,
 * verified and hashed already; wrong ones among them are void, never an error.
 */
export function reduceRoom(room: RoomId, events: Iterable<RoomEvent>): RoomState | null {
	const history = readHistory(room, events);
	if (!history) return null;
	const { causality, host } = history;
	const { now } = causality;
	const standing = judgeStanding(history);
	const acts = authorisedActs(history, standing);
	const access = judgeAccess(history, standing, acts);
	const stage = judgeStage(history, { standing, access, acts });

	const names = namesOf(history, access);
	const sessions = sessionsOf(history);
	const targets = acts.map((at) => targetOf(causality.events[at]!)).filter((target) => target !== null);
	const known = [...new Set([...names.keys(), ...targets])].sort();
	const people = known.map((identity): Person => {
		const role = stage.roleAt(identity, now);
		return {
			identity,
			name: names.get(identity) ?? '',
			role,
			...access.accessAt(identity, now),
			muted: stage.isMuted(identity),
			invite: stage.invite(identity),
			sessions: sessions.get(identity) ?? [],
			admitted: [],
			invitedBy: null
		};
	});
	const resignations = known.flatMap((who) =>
		standing.departures(who).filter((at) => history.authors[at] === who)
	);
	return {
		room,
		host,
		offer: null,
		succession: [],
		actingHost: null,
		backings: [],
		forks: [],
		spentInvites: [],
		...titleOf(history, acts),
		...doorOf(history, acts),
		ended: acts.some((at) => causality.events[at]!.type === 'room.ended'),
		people,
		hands: raisedHands(history, { standing, access, stage, acts }),
		pins: pinsOf(history, acts),
		log: logOf(
			history,
			[...acts, ...resignations].sort((a, b) => a - b)
		),
		pending: causality.pending
	};
}
