import type { EventId, IdentityId } from '../base/ids.ts';
import { latestOf } from './causality.ts';
import { DOORS } from './events.ts';
import type { Door } from './events.ts';
import type { History } from './history.ts';
import type { Pin, RoomState } from './state.ts';

/** Pins shown at once; older ones drop out, so that the board stays a board and the state small. */
export const MAX_PINS = 50;

/**
 * Title and topics: the causally latest change. Concurrent ones: the host's before a co-host's, then
 * the larger event id, which is fair here because a title decides nothing.
 */
export function titleOf(history: History, acts: readonly number[]): Pick<RoomState, 'title' | 'topics'> {
	const { causality, reigns } = history;
	const changes = acts.filter((at) => causality.events[at]!.type === 'title.changed');
	let winner = 0;
	for (const at of latestOf(causality, changes, causality.now)) {
		if (winner === 0 || isPreferred(at, winner)) winner = at;
	}
	function isPreferred(a: number, b: number): boolean {
		const isHostA = reigns.isHostAct(a);
		if (isHostA !== reigns.isHostAct(b)) return isHostA;
		return causality.events[a]!.id > causality.events[b]!.id;
	}
	const event = causality.events[winner]!;
	if (event.type !== 'title.changed' && event.type !== 'room.created')
		throw new Error('a title is set by its events');
	return { title: event.body.title, topics: event.body.topics };
}

/** The door: the causally latest act's, the narrowest of several concurrent ones; `inside` is their union. */
export function doorOf(history: History, acts: readonly number[]): Pick<RoomState, 'door' | 'inside'> {
	const { causality } = history;
	const genesis = causality.events[0]!;
	if (genesis.type !== 'room.created') throw new Error('a history begins with the room');
	const turns = acts.filter((at) => causality.events[at]!.type === 'door.changed');
	const inside = new Set<IdentityId>();
	let door: Door | null = null;
	for (const at of latestOf(causality, turns, causality.now)) {
		const event = causality.events[at]!;
		if (event.type !== 'door.changed') continue;
		if (door === null || DOORS.indexOf(event.body.door) > DOORS.indexOf(door)) door = event.body.door;
		for (const identity of event.body.inside) inside.add(identity);
	}
	return { door: door ?? genesis.body.door, inside: [...inside].sort() };
}

/** Who leads in what order: the host's latest word, of those who are co-hosts now. Of two at once neither. */
export function successionOf(
	history: History,
	acts: readonly number[],
	isCohost: (who: IdentityId) => boolean
): readonly IdentityId[] {
	const { causality } = history;
	const settings = acts.filter((at) => causality.events[at]!.type === 'succession.set');
	const [latest, ...others] = latestOf(causality, settings, causality.now);
	const event = latest === undefined ? null : causality.events[latest]!;
	if (event?.type !== 'succession.set' || others.length > 0) return [];
	return [...new Set(event.body.order)].filter(isCohost);
}

/** The newest `MAX_PINS` pins that nobody took down, in causal order. */
export function pinsOf(history: History, acts: readonly number[]): readonly Pin[] {
	const { causality, authors } = history;
	const pins = new Map<EventId, Pin>();
	const removed = new Set<EventId>();
	for (const at of acts) {
		const event = causality.events[at]!;
		if (event.type === 'pin.added')
			pins.set(event.id, { id: event.id, by: authors[at]!, text: event.body.text });
		if (event.type === 'pin.removed') removed.add(event.body.pin);
	}
	return [...pins.values()].filter((pin) => !removed.has(pin.id)).slice(-MAX_PINS);
}
