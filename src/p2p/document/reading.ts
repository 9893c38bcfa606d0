import type { EventId, RoomId, SessionId } from '../base/ids.ts';
import { sameBytes } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { isGenesis, isOfFamily, type Family, type RoomEvent } from '../room/events.ts';
import { decodeEvent, type EventFault } from '../wire/event-codec.ts';
import { decodeUpdate, feedClient, feedRoot, type FeedRun, type UpdateFault } from './update-codec.ts';

/** Why a neighbour's events were refused, all of them: no honest page sends such. */
export type ReadingFault =
	| UpdateFault
	| Exclude<EventFault, 'event-signature'>
	/** The run's client id or root is not the one its session's key determines. */
	| 'feed-squatted'
	/** The event is not of this room or not of its kind of document, or does not stand at the place that it names. */
	| 'feed-broken';

/** What a reader knows already. */
export interface Known {
	readonly room: RoomId;
	readonly family: Family;
	/** The feed under a Yjs client id, if there is one. */
	feedOf(client: number): { readonly session: SessionId; readonly events: readonly RoomEvent[] } | undefined;
	event(id: EventId): RoomEvent | undefined;
}

/** What an update says that is new: well formed, signatures unchecked. */
export interface Reading {
	/** New events, each feed's in order. */
	readonly events: readonly RoomEvent[];
	/** Client ids of feeds whose entries begin behind what is known here; asking for all mends it. */
	readonly gaps: readonly number[];
}

/** Reads an update against what is known: form and place of every entry. Total; linear in its length. */
export function readUpdate(update: Uint8Array, known: Known): Result<Reading, ReadingFault> {
	const runs = decodeUpdate(update);
	if (!runs.ok) return runs;
	const events: RoomEvent[] = [];
	const gaps: number[] = [];
	for (const run of runs.value) {
		const read = readRun(run, known);
		if (!read.ok) return read;
		if (read.value === 'gap') gaps.push(run.client);
		else events.push(...read.value);
	}
	return ok({ events, gaps });
}

/** Reads events that come one by one, from other branches or a store. */
export function readEvents(raws: readonly Uint8Array[], known: Known): Result<RoomEvent[], ReadingFault> {
	const events: RoomEvent[] = [];
	for (const raw of raws) {
		const event = readEvent(raw);
		if (!event.ok) return event;
		if (!isOfRoom(event.value, known)) return fail('feed-broken');
		if (!known.event(event.value.id)) events.push(event.value);
	}
	return ok(events);
}

function readRun(run: FeedRun, known: Known): Result<readonly RoomEvent[] | 'gap', ReadingFault> {
	const feed = known.feedOf(run.client);
	if (!feed && run.from > 0) return ok('gap');
	if (feed && run.root !== null && run.root !== feedRoot(feed.session)) return fail('feed-squatted');
	const fresh: RoomEvent[] = [];
	for (const [i, raw] of run.entries.entries()) {
		const mine = feed?.events[run.from + i];
		if (mine && sameBytes(mine.raw, raw)) continue;
		const read = readEvent(raw);
		if (!read.ok) return read;
		const event = read.value;
		const { session, seq } = event;
		const isForeign = feedClient(session) !== run.client || (feed && feed.session !== session);
		if (isForeign || (run.root !== null && run.root !== feedRoot(session))) return fail('feed-squatted');
		if (seq !== run.from + i || !isOfRoom(event, known)) return fail('feed-broken');
		if (!known.event(event.id)) fresh.push(event);
	}
	const [first] = fresh;
	const isBehind = first !== undefined && first.seq > (feed?.events.length ?? 0);
	return ok(isBehind && !known.event(first.prev!) ? 'gap' : fresh);
}

function readEvent(raw: Uint8Array): Result<RoomEvent, 'event-malformed' | 'event-version'> {
	const event = decodeEvent(raw);
	if (event.ok) return event;
	return fail(event.code === 'event-version' ? event.code : 'event-malformed');
}

function isOfRoom(event: RoomEvent, { room, family }: Known): boolean {
	if (!isOfFamily(family, event.type)) return false;
	if (isGenesis(event.type) || event.type === 'room.continued') return (event.id as string) === room;
	return event.room === room;
}
