import type { IdentityId, RoomId } from '../base/ids.ts';
import type { Causality } from './causality.ts';
import type { RoomEvent } from './events.ts';
import { readFeeds } from './feeds.ts';
import { judgeReigns } from './reigns.ts';
import type { Reigns } from './reigns.ts';
import { sealedEvents } from './seals.ts';
import type { Fork } from './state.ts';

/** What happened in a room, before any rule on co-hosts: who wrote what, about whom, until the end, under which host. */
export interface History {
	readonly causality: Causality;
	readonly reigns: Reigns;
	/** For each position, the identity whose certificate opened the event's feed. */
	readonly authors: readonly IdentityId[];
	/** Feeds of which two branches are here, ascending by session. */
	readonly forks: readonly Fork[];
	/** Whether the event changes nothing, whoever signed it: over its quota, forked and not sealed, or after the end. */
	isVoid(at: number): boolean;
	/** Positions of the events of a person that are not void, ascending. */
	by(who: IdentityId): readonly number[];
	/** Positions of the events that name a person as target and are not void, ascending. */
	about(who: IdentityId): readonly number[];
	/**
	 * Adds an event of a type on which no reign rests, if `Feeds.append` takes it and there are no forks, which
	 * what the host signs may seal; false, and nothing is changed, otherwise.
	 */
	append(event: RoomEvent): boolean;
}

/** Whom an event is about, or null. */
export function targetOf(event: RoomEvent): IdentityId | null {
	return 'target' in event.body ? event.body.target : null;
}

/** Reads the history of a room from a set of events; null until the first event is there. */
export function readHistory(room: RoomId, events: Iterable<RoomEvent>): History | null {
	const feeds = readFeeds(room, events);
	if (!feeds) return null;
	const { causality, authors } = feeds;
	const reigns = judgeReigns(feeds);
	const ends: number[] = [];
	const hostActs: number[] = [];
	const isOver = (at: number) => ends.some((end) => causality.isBefore(end, at));
	for (const [at, event] of causality.events.entries()) {
		if (isOver(at) || !reigns.isHostAct(at)) continue;
		hostActs.push(at);
		if (event.type === 'room.ended') ends.push(at);
	}
	const sealed = sealedEvents(feeds, reigns, hostActs);
	const isVoid = (at: number) =>
		feeds.isOverQuota(at) || isOver(at) || (feeds.isForked(at) && !sealed.has(at) && !reigns.isHostAct(at));
	const by = new Map<IdentityId, number[]>();
	const about = new Map<IdentityId, number[]>();
	const add = (lists: Map<IdentityId, number[]>, who: IdentityId, at: number) => {
		const list = lists.get(who);
		if (list) list.push(at);
		else lists.set(who, [at]);
	};
	const index = (at: number) => {
		if (isVoid(at)) return;
		add(by, authors[at]!, at);
		const target = targetOf(causality.events[at]!);
		if (target !== null) add(about, target, at);
	};
	for (let at = 0; at < causality.now; at++) index(at);
	return {
		causality,
		reigns,
		authors,
		forks: feeds.forks,
		isVoid,
		by: (who) => by.get(who) ?? [],
		about: (who) => about.get(who) ?? [],
		append(event) {
			if (feeds.forks.length > 0 || !feeds.append(event)) return false;
			index(causality.now - 1);
			return true;
		}
	};
}
