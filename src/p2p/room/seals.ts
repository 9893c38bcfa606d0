import type { EventId } from '../base/ids.ts';
import type { Feeds } from './feeds.ts';
import type { Reigns } from './reigns.ts';

const NOBODY: readonly number[] = [];

/**
 * Of the events at and after a fork, those that count nevertheless (R6): some act of the host had seen the
 * event, and every act of the host that has seen another branch comes after that act. So the host's feed
 * decides which branch there was, and nobody forks away what the host has seen. Nothing seals the host's own.
 * `hostActs` are ascending.
 */
export function sealedEvents(feeds: Feeds, reigns: Reigns, hostActs: readonly number[]): ReadonlySet<number> {
	const { causality, authors } = feeds;
	const { events, isBefore, positionOf } = causality;
	const forked = events.flatMap((_, at) => (feeds.isForked(at) ? [at] : []));

	/** Entries that continue one and the same entry; an opening continues none. */
	const siblings = new Map<EventId | string, number[]>();
	const slotOf = (at: number) => events[at]!.prev ?? events[at]!.session;
	for (const at of forked) {
		const known = siblings.get(slotOf(at));
		if (known) known.push(at);
		else siblings.set(slotOf(at), [at]);
	}

	/** The host's acts that saw a rival of each event: another entry in its slot, or in one before it. */
	const accusers = new Map<number, readonly number[]>();
	/** The host's acts that saw entries of a slot: which one, or -1 if several. */
	const sightings = new Map<EventId | string, Map<number, number>>();
	function sightingsOf(at: number): Map<number, number> {
		let known = sightings.get(slotOf(at));
		if (known) return known;
		known = new Map();
		for (const own of siblings.get(slotOf(at))!) {
			for (const act of hostActs) if (isBefore(own, act)) known.set(act, known.has(act) ? -1 : own);
		}
		sightings.set(slotOf(at), known);
		return known;
	}
	function accusersOf(at: number): readonly number[] {
		const { prev } = events[at]!;
		const earlier = (prev === null ? undefined : accusers.get(positionOf(prev)!)) ?? NOBODY;
		if (siblings.get(slotOf(at))!.length === 1) return earlier;
		const own = [...sightingsOf(at)].filter(([, seen]) => seen !== at).map(([act]) => act);
		return own.length === 0 ? earlier : [...new Set([...earlier, ...own])].sort((a, b) => a - b);
	}

	const sealed = new Set<number>();
	for (const at of forked) {
		const against = accusersOf(at);
		accusers.set(at, against);
		if (reigns.hostAt(at) === authors[at]) continue;
		const isWitness = (act: number) => isBefore(at, act) && against.every((later) => isBefore(act, later));
		if (hostActs.some(isWitness)) sealed.add(at);
	}
	return sealed;
}
