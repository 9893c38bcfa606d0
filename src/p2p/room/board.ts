import type { IdentityId } from '../base/ids.ts';
import { latestOf } from './causality.ts';
import { DOORS, TEXT_LIMITS } from './events.ts';
import type { Door, EventType, RoomEvent, TurnMinutes } from './events.ts';
import type { History } from './history.ts';
import type { Standing } from './standing.ts';
import { inOrder } from './selectors.ts';
import type { Pin, RoomState } from './state.ts';

/**
 * Of these acts (ascending) the one that stands where nobody's safety hangs on it: the causally latest. Of concurrent ones
 * the host's before a co-host's, then the larger event id, which is fair here because it decides nothing. Null if
 * there are none.
 */
export function standingAct({ causality, reigns }: History, acts: readonly number[]): number | null {
	function preferred(a: number, b: number): number {
		const isHostA = reigns.isHostAct(a);
		if (isHostA !== reigns.isHostAct(b)) return isHostA ? a : b;
		return causality.events[a]!.id > causality.events[b]!.id ? a : b;
	}
	const latest = latestOf(causality, acts, causality.now);
	return latest.length > 0 ? latest.reduce(preferred) : null;
}

/** The act of a type that stands, by `standingAct`. */
function standingOf(history: History, acts: readonly number[], type: EventType): RoomEvent | null {
	const { events } = history.causality;
	const at = standingAct(
		history,
		acts.filter((act) => events[act]!.type === type)
	);
	return at === null ? null : events[at]!;
}

/** Title and topics: the latest change, else what the room began with. */
export function titleOf(history: History, acts: readonly number[]): Pick<RoomState, 'title' | 'topics'> {
	const event = standingOf(history, acts, 'title.changed') ?? history.causality.events[0]!;
	if (event.type !== 'title.changed' && event.type !== 'room.created')
		throw new Error('a title is set by its events');
	return { title: event.body.title, topics: event.body.topics };
}

/** How long a turn shall be at most, in minutes: the latest word of a moderator, 0 before any. */
export function turnMinutesOf(history: History, acts: readonly number[]): TurnMinutes {
	const event = standingOf(history, acts, 'turns.limited');
	return event?.type === 'turns.limited' ? event.body.minutes : 0;
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

/**
 * Who leads in what order: the host's latest word, of those who are co-hosts now and were so then. Of two at once neither.
 * Whoever was raised since is not among them: the rank came back without the place.
 */
export function successionOf(
	history: History,
	acts: readonly number[],
	{ cohosts, standing }: { readonly cohosts: readonly IdentityId[]; readonly standing: Standing }
): readonly IdentityId[] {
	const { causality, reigns } = history;
	const settings = acts.filter((at) => causality.events[at]!.type === 'succession.set');
	const [latest, ...others] = latestOf(causality, settings, causality.now);
	const event = latest === undefined ? null : causality.events[latest]!;
	if (event?.type !== 'succession.set' || others.length > 0) return [];
	const at = latest!;
	const isMeant = (who: IdentityId) =>
		cohosts.includes(who) &&
		reigns.hostAt(at) !== who &&
		standing.rises(who).every((act) => causality.isBefore(act, at));
	return [...new Set(event.body.order)].filter(isMeant);
}

/** Whether a type of event is about the pins. */
export function isAboutPins(type: EventType): boolean {
	return type.startsWith('pin');
}

/**
 * The pins that nobody took down: a new one stands last, an order puts those that it names first. Of more than
 * `TEXT_LIMITS.pins` the first drops out.
 */
export function pinsOf({ causality, authors }: History, acts: readonly number[]): readonly Pin[] {
	let pins: readonly Pin[] = [];
	for (const at of acts) {
		const { id, type, body } = causality.events[at]!;
		if (type === 'pin.added')
			pins = [...pins, { id, by: authors[at]!, text: body.text }].slice(-TEXT_LIMITS.pins);
		if (type === 'pin.removed') pins = pins.filter((pin) => pin.id !== body.pin);
		if (type === 'pins.ordered') pins = inOrder(pins, body.order);
	}
	return pins;
}
