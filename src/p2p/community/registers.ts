import { latestOf } from '../room/causality.ts';
import type { EventType, RoomEvent } from '../room/events.ts';
import type { Feeds } from '../room/feeds.ts';
import type { Ranks } from './ranks.ts';

/**
 * The organisers' act of a type that stands: the causally latest; of several at once the founder's, then the one with the
 * larger id, which is fair here since nobody's safety hangs on it. Null if there is none.
 */
export function standingAct<Type extends EventType>(
	{ causality, authors }: Feeds,
	ranks: Ranks,
	type: Type
): RoomEvent<Type> | null {
	const acts: number[] = [];
	for (const [at, event] of causality.events.entries())
		if (event.type === type && ranks.countsAsOrganiser(at)) acts.push(at);
	const latest = latestOf(causality, acts, causality.now);
	if (latest.length === 0) return null;
	const isFounders = (at: number) => authors[at] === ranks.founder;
	const best = latest.reduce((a, b) => {
		if (isFounders(a) !== isFounders(b)) return isFounders(a) ? a : b;
		return causality.events[a]!.id > causality.events[b]!.id ? a : b;
	});
	return causality.events[best] as RoomEvent<Type>;
}

/** Whether of somebody's own acts (ascending) a `no` stands: none later says otherwise. Of acts at once on two devices `no` wins. */
export function isDenied(
	{ causality }: Feeds,
	acts: readonly number[],
	isNo: (at: number) => boolean
): boolean {
	return latestOf(causality, acts, causality.now).some(isNo);
}
