import type { EventId, RoomId } from '../base/ids.ts';
import type { RoomEvent } from './events.ts';
import { stateAfter } from './growth.ts';
import { readHistory } from './history.ts';
import type { History } from './history.ts';
import { judge, stateOf } from './judgement.ts';
import type { Verdicts } from './judgement.ts';
import { tell } from './retelling.ts';
import type { RoomState } from './state.ts';

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
 * | R16 | recordings: begun and ended by moderators, agreed to by each person for themselves     | recordings.ts |
 * | R17 | chat: authors edit and take back, moderators hide and close; a closing is a fence      | chat.ts      |
 * | R18 | turns: moderators say how long a turn shall be; pages show it, nobody is cut off     | board.ts     |
 * | R19 | schedule: moderators say when, begin and end; a calling off stands; guests answer    | schedule.ts  |
 * | R20 | tickets: the host's alone, each number of an offer once; a refund takes it back       | tickets.ts   |
 *
 * PROTOCOL.md, "Authority", tells all of them at length.
 */

/** A state, and what it was made from if more can be added to it. */
interface Judged {
	readonly state: RoomState;
	readonly grounds: { readonly history: History; readonly verdicts: Verdicts } | null;
}

function judgeRoom(room: RoomId, events: Iterable<RoomEvent>): Judged | null {
	const told = tell(room, events);
	const history = told && readHistory(told.first, told.events);
	if (!history) return null;
	const verdicts = judge(history);
	const state = told.asItIs(stateOf(room, history, verdicts));
	// A record is told in other events than the room's own.
	return { state, grounds: told.first === room ? { history, verdicts } : null };
}

/**
 * What the events of a room mean. The same set gives the same state, byte for byte as JSON, whatever
 * the order and duplicates. Null until the room's first event is there. Events must be decoded,
 * verified and hashed already; wrong ones among them are void, never an error.
 */
export function reduceRoom(room: RoomId, events: Iterable<RoomEvent>): RoomState | null {
	return judgeRoom(room, events)?.state ?? null;
}

/** What a growing set of events means. */
export interface Reducer {
	/** The state with these events too, the same that `reduceRoom` makes of all that were added; duplicates change nothing. */
	add(events: readonly RoomEvent[]): RoomState | null;
}

/** More new events than this at once are quicker judged with all the others. */
const FEW_EVENTS = 64;

/** A reducer that holds no events yet. */
export function createReducer(room: RoomId): Reducer {
	const known = new Map<EventId, RoomEvent>();
	let judged: Judged | null = null;

	/** Takes in new events one after the other; null as soon as what is left touches what was judged before. */
	function grown(fresh: RoomEvent[]): Judged | null {
		if (!judged?.grounds || fresh.length > FEW_EVENTS) return null;
		let { state } = judged;
		const { grounds } = judged;
		const takeIn = (event: RoomEvent) => {
			const after = stateAfter(state, event, grounds);
			if (after) state = after;
			return after !== null;
		};
		// Deliveries come feed by feed, so one event may wait for the next.
		for (let next = 0; fresh.length > 0; fresh.splice(next, 1)) {
			next = fresh.findIndex(takeIn);
			if (next < 0) return null;
		}
		return { state, grounds };
	}

	return {
		add(events) {
			const fresh = new Map(events.filter(({ id }) => !known.has(id)).map((event) => [event.id, event]));
			for (const [id, event] of fresh) known.set(id, event);
			if (fresh.size > 0) judged = grown([...fresh.values()]) ?? judgeRoom(room, known.values());
			return judged?.state ?? null;
		}
	};
}
