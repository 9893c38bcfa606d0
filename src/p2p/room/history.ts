import type { EventId, IdentityId, RoomId } from '../base/ids.ts';
import { orderEvents } from './causality.ts';
import type { Causality } from './causality.ts';
import { opensFeed, type RoomEvent } from './events.ts';

/** What happened in a room, before any rule on roles: who wrote what, about whom, until the end. */
export interface History {
	readonly causality: Causality;
	/** The identity that the first event's certificate names. */
	readonly host: IdentityId;
	/** For each position, the identity whose certificate opened the event's feed. */
	readonly authors: readonly IdentityId[];
	/** Whether the host had ended the room in the past of this event, so that it changes nothing. */
	isOver(at: number): boolean;
	/** Positions of the events a person wrote before the end, ascending. */
	by(who: IdentityId): readonly number[];
	/** Positions of the events that name a person as target, written before the end, ascending. */
	about(who: IdentityId): readonly number[];
}

/** Whom an event is about, or null. */
export function targetOf(event: RoomEvent): IdentityId | null {
	return 'target' in event.body ? event.body.target : null;
}

/** The identity that certified the feed whose entry 0 this is. */
function certifiedBy(opening: RoomEvent): IdentityId {
	if (opensFeed(opening)) return opening.body.certificate.identity;
	throw new Error('a feed begins with its opening');
}

/** Reads the history of a room from a set of events; null until the first event is there. */
export function readHistory(room: RoomId, events: Iterable<RoomEvent>): History | null {
	const causality = orderEvents(room, events);
	if (causality.positionOf(room as string as EventId) === undefined) return null;
	const authors = causality.events.map((_, at) => certifiedBy(causality.events[causality.openings[at]!]!));
	const host = authors[0]!;
	const ends: number[] = [];
	const by = new Map<IdentityId, number[]>();
	const about = new Map<IdentityId, number[]>();
	const isOver = (at: number) => ends.some((end) => causality.isBefore(end, at));
	const add = (index: Map<IdentityId, number[]>, who: IdentityId, at: number) => {
		const list = index.get(who);
		if (list) list.push(at);
		else index.set(who, [at]);
	};
	for (const [at, event] of causality.events.entries()) {
		if (isOver(at)) continue;
		if (event.type === 'room.ended' && authors[at] === host) ends.push(at);
		add(by, authors[at]!, at);
		const target = targetOf(event);
		if (target !== null) add(about, target, at);
	}
	return {
		causality,
		host,
		authors,
		isOver,
		by: (who) => by.get(who) ?? [],
		about: (who) => about.get(who) ?? []
	};
}
