import type { EventId, RoomId } from '../base/ids.ts';
import { isGenesis, type RoomEvent } from './events.ts';

/**
 * The causally closed part of a set of events in a fixed topological order. Positions are indexes into
 * `events`; `now` is the position after all of them, so that "in the past of now" means "known".
 */
export interface Causality {
	/** By depth (longest path from the first event), then by id; every event comes after its past. */
	readonly events: readonly RoomEvent[];
	readonly now: number;
	/** Events whose past has not fully arrived. */
	readonly pending: number;
	/** For each position, that of entry 0 of its feed. */
	readonly openings: readonly number[];
	/** Whether the event at `a` is in the strict past of the one at `b`. */
	isBefore(a: number, b: number): boolean;
	/** Whether neither of two different events is in the past of the other. */
	isConcurrent(a: number, b: number): boolean;
	positionOf(id: EventId): number | undefined;
	/** What `latestOf` finds, for long registers: in time by the word, not by the act. */
	latestOfMany(acts: readonly number[], at: number): number[];
	/**
	 * Adds an event that stands well and has all known ones in its past, so that it comes after them in the
	 * order; false, and nothing is changed, if it is not such a one. What was true of a position stays true,
	 * of `now` too: it becomes the position of the new event.
	 */
	append(event: RoomEvent): boolean;
}

/** An event's parents; one that names none still names the room, which is the first event. */
function parentsOf(event: RoomEvent): readonly EventId[] {
	if (event.prev !== null) return [event.prev, ...event.deps];
	if (event.deps.length > 0 || event.room === null) return event.deps;
	return [event.room as string as EventId];
}

/** Whether an event sits where its feed and room allow, given the parents that it names. */
function isWellPlaced(event: RoomEvent, room: RoomId, parent: (id: EventId) => RoomEvent): boolean {
	const isFirst = (event.id as string) === room;
	if (isFirst !== (event.room === null) || isFirst !== isGenesis(event.type)) return false;
	if (isFirst) return event.seq === 0 && event.prev === null && event.deps.length === 0;
	if (event.room !== room) return false;
	if (event.deps.some((dep) => parent(dep).session === event.session)) return false;
	if (event.prev === null) return event.seq === 0 && event.type === 'session.opened';
	const prev = parent(event.prev);
	return event.type !== 'session.opened' && prev.session === event.session && prev.seq + 1 === event.seq;
}

/** Depth of every event that is well placed with its whole past, and the number of those still held back. */
function settle(room: RoomId, known: ReadonlyMap<EventId, RoomEvent>) {
	const waiting = new Map<EventId, number>();
	const children = new Map<EventId, EventId[]>();
	const ready: EventId[] = [];
	for (const event of known.values()) {
		const parents = parentsOf(event);
		waiting.set(event.id, parents.length);
		if (parents.length === 0) ready.push(event.id);
		for (const parent of parents) {
			const siblings = children.get(parent);
			if (siblings) siblings.push(event.id);
			else children.set(parent, [event.id]);
		}
	}
	const depths = new Map<EventId, number>();
	let settled = 0;
	for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
		settled++;
		const event = known.get(id)!;
		let depth = 0;
		for (const parent of parentsOf(event)) depth = Math.max(depth, (depths.get(parent) ?? NaN) + 1);
		// A misplaced parent has no depth, which makes this one NaN: void for good, with all that follows.
		if (!Number.isNaN(depth) && isWellPlaced(event, room, (parent) => known.get(parent)!))
			depths.set(id, depth);
		for (const child of children.get(id) ?? []) {
			const left = waiting.get(child)! - 1;
			waiting.set(child, left);
			if (left === 0) ready.push(child);
		}
	}
	return { depths, pending: known.size - settled };
}

/** For each position a bit row of its ancestors: a bit for each position below. Rows are added at the end only. */
class Ancestry {
	readonly rows: Uint32Array[] = [];

	/** The row of an event that would come next, with these parents. */
	rowOver(parents: readonly number[]): Uint32Array {
		const row = new Uint32Array((this.rows.length + 31) >>> 5);
		for (const parent of parents) {
			const past = this.rows[parent]!;
			for (let word = 0; word < past.length; word++) row[word]! |= past[word]!;
			row[parent >>> 5]! |= 1 << (parent & 31);
		}
		return row;
	}

	/** Whether a row for the next position has all that are there. */
	isFull(row: Uint32Array): boolean {
		const rest = this.rows.length & 31;
		return row.every(
			(bits, word) => bits >>> 0 === (rest > 0 && word === row.length - 1 ? 2 ** rest - 1 : 0xffffffff)
		);
	}

	isBefore(a: number, b: number): boolean {
		return a < b && (b >= this.rows.length || ((this.rows[b]![a >>> 5]! >>> (a & 31)) & 1) === 1);
	}
}

/**
 * Finds the latest acts of a long register by striking the past of each one found from the register's bits.
 * Those bits are kept for each list, which may grow at its end and not change otherwise.
 */
function striker({ rows }: Ancestry) {
	const registers = new WeakMap<readonly number[], { words: Uint32Array<ArrayBuffer>; count: number }>();
	function wordsOf(acts: readonly number[]): Uint32Array {
		const known = registers.get(acts) ?? { words: new Uint32Array(0), count: 0 };
		registers.set(acts, known);
		const needed = (rows.length + 31) >>> 5;
		if (known.words.length < needed) {
			const longer = new Uint32Array(needed);
			longer.set(known.words);
			known.words = longer;
		}
		for (; known.count < acts.length; known.count++) {
			const act = acts[known.count]!;
			known.words[act >>> 5]! |= 1 << (act & 31);
		}
		return known.words;
	}
	return (acts: readonly number[], at: number): number[] => {
		const left = wordsOf(acts).slice(0, (at + 31) >>> 5);
		const own = rows[at];
		if (own) for (let word = 0; word < left.length; word++) left[word]! &= own[word]!;
		const latest: number[] = [];
		for (let word = left.length - 1; word >= 0; word--) {
			while (left[word] !== 0) {
				const bit = 31 - Math.clz32(left[word]!);
				const act = word * 32 + bit;
				latest.push(act);
				left[word]! &= ~(1 << bit);
				const past = rows[act]!;
				const words = Math.min(word + 1, past.length);
				for (let each = 0; each < words; each++) left[each]! &= ~past[each]!;
			}
		}
		return latest.reverse();
	};
}

/**
 * Orders the events of `room` whose whole past is there. Order and duplicates of `events` make no
 * difference. Misplaced events (wrong room, a gap in the feed, a second opening, a dep on the own feed)
 * are void with all that follows them. Memory grows with the square of the count: 6 MB at 10,000.
 */
export function orderEvents(room: RoomId, events: Iterable<RoomEvent>): Causality {
	const known = new Map<EventId, RoomEvent>();
	for (const event of events) known.set(event.id, event);
	const { depths, pending } = settle(room, known);
	const ordered: RoomEvent[] = [];
	const positions = new Map<EventId, number>();
	const openings: number[] = [];
	const ancestry = new Ancestry();
	const place = (event: RoomEvent, row: Uint32Array) => {
		const at = ordered.length;
		openings.push(event.prev === null ? at : openings[positions.get(event.prev)!]!);
		positions.set(event.id, at);
		ordered.push(event);
		ancestry.rows.push(row);
	};
	const rowOf = (event: RoomEvent) => ancestry.rowOver(parentsOf(event).map((id) => positions.get(id)!));
	const ids = [...depths.keys()].sort((a, b) => depths.get(a)! - depths.get(b)! || (a < b ? -1 : 1));
	for (const id of ids) place(known.get(id)!, rowOf(known.get(id)!));
	const isBefore = (a: number, b: number) => ancestry.isBefore(a, b);
	return {
		events: ordered,
		get now() {
			return ordered.length;
		},
		pending,
		openings,
		isBefore,
		isConcurrent: (a, b) => a !== b && !isBefore(a, b) && !isBefore(b, a),
		positionOf: (id) => positions.get(id),
		latestOfMany: striker(ancestry),
		append(event) {
			// What was held back may have waited for this one.
			if (pending > 0 || !parentsOf(event).every((id) => positions.has(id))) return false;
			const row = rowOf(event);
			if (!ancestry.isFull(row)) return false;
			if (!isWellPlaced(event, room, (id) => ordered[positions.get(id)!]!)) return false;
			place(event, row);
			return true;
		}
	};
}

/** Registers up to this long are quicker searched act by act. */
const FEW_ACTS = 32;

/**
 * A register's causally latest acts: those of `acts` (ascending positions) in the past of `at` that
 * no other of them follows. Several are concurrent with one another; the caller says who wins.
 */
export function latestOf(causality: Causality, acts: readonly number[], at: number): number[] {
	if (acts.length > FEW_ACTS) return causality.latestOfMany(acts, at);
	const latest: number[] = [];
	for (let i = acts.length - 1; i >= 0; i--) {
		const act = acts[i]!;
		if (!causality.isBefore(act, at)) continue;
		if (!latest.some((later) => causality.isBefore(act, later))) latest.push(act);
	}
	return latest.reverse();
}
