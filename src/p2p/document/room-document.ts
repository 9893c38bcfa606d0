import * as Y from 'yjs';
import type { EventId, RoomId, SessionId } from '../base/ids.ts';
import { sameBytes } from '../base/ids.ts';
import { Emitter } from '../base/emitter.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { RoomEvent } from '../room/events.ts';
import { decodeEvent, isEventAuthentic, type EventFault } from '../wire/event-codec.ts';
import type { Head } from '../wire/messages.ts';
import { MAX_FEEDS } from '../wire/limits.ts';
import {
	decodeUpdate,
	encodeUpdate,
	feedClient,
	feedRoot,
	runsOf,
	type FeedRun,
	type UpdateFault
} from './update-codec.ts';

/** Why the guard refused an update. Nothing of a refused update is applied. */
export type GuardFault =
	| UpdateFault
	| EventFault
	/** The run's client id or root is not the one its session's key determines. */
	| 'feed-squatted'
	/** Entry i does not name entry i−1, its own place, or this room. */
	| 'feed-broken'
	| 'too-many-feeds';

/** What came of an update that was not refused. */
export interface Admission {
	/** Events that were new, in feed order. */
	readonly fresh: readonly RoomEvent[];
	/** Runs left out because entries before them are missing here; asking for them mends it. */
	readonly gaps: number;
	/** Feeds of which the update holds another branch than this document; the first one seen stays. */
	readonly forks: readonly SessionId[];
}

/** What a document tells its owner. */
export interface DocumentEvents {
	/** New events, in feed order, after they were applied. */
	admitted: readonly RoomEvent[];
}

interface Feed {
	readonly session: SessionId;
	readonly client: number;
	readonly events: RoomEvent[];
}

/**
 * The room's Yjs document: one signed, append-only feed for each session, and nothing else. Foreign
 * Yjs bytes are never applied: the guard reads them strictly, verifies every event, and applies an
 * update that it encodes itself. Design: PROTOCOL.md, "The document".
 */
export class RoomDocument extends Emitter<DocumentEvents> {
	readonly room: RoomId;
	readonly #doc = new Y.Doc({ gc: false });
	readonly #feeds = new Map<SessionId, Feed>();
	readonly #byClient = new Map<number, Feed>();
	readonly #events = new Map<EventId, RoomEvent>();

	constructor(room: RoomId) {
		super();
		this.room = room;
	}

	/** Every admitted event, feed by feed in order. */
	get events(): Iterable<RoomEvent> {
		return this.#events.values();
	}

	/** How many events the document holds. */
	get size(): number {
		return this.#events.size;
	}

	/** The event with this id, if it is here. */
	event(id: EventId): RoomEvent | undefined {
		return this.#events.get(id);
	}

	/** The events of one session, in order. */
	feed(session: SessionId): readonly RoomEvent[] {
		return this.#feeds.get(session)?.events ?? [];
	}

	/** The sessions that have a feed. */
	get sessions(): Iterable<SessionId> {
		return this.#feeds.keys();
	}

	/** The Yjs state vector: how far each feed reaches. */
	stateVector(): Uint8Array {
		return Y.encodeStateVector(this.#doc);
	}

	/** The whole document as Yjs encodes it: a function of the set of events alone. */
	encode(): Uint8Array {
		return Y.encodeStateAsUpdate(this.#doc);
	}

	/** Where each feed ends, ascending by session. */
	heads(): Head[] {
		return [...this.#feeds.values()]
			.map(({ session, events }) => ({ session, seq: events.length - 1, event: events.at(-1)!.id }))
			.sort((a, b) => (a.session < b.session ? -1 : 1));
	}

	/**
	 * Takes an update from anywhere: verifies everything in it that is new and applies it, or refuses
	 * it whole. Runs that cannot be joined yet, or that fork a feed, are left out and reported: their
	 * carrier may be honest.
	 */
	admit(update: Uint8Array): Result<Admission, GuardFault> {
		const runs = decodeUpdate(update);
		if (!runs.ok) return runs;
		return this.#admitRuns(runs.value);
	}

	/** Takes raw events from the own store or the own key, each feed in order, through the same checks. */
	admitRaw(raws: readonly Uint8Array[]): Result<Admission, GuardFault> {
		const events: RoomEvent[] = [];
		for (const raw of raws) {
			const event = decodeEvent(raw);
			if (!event.ok) return event;
			events.push(event.value);
		}
		return this.#admitRuns(runsOf(events));
	}

	/** The events a peer with this state vector (client id to length) lacks, feed by feed in order. */
	eventsSince(known: ReadonlyMap<number, number>): RoomEvent[] {
		return [...this.#feeds.values()].flatMap((feed) => feed.events.slice(known.get(feed.client) ?? 0));
	}

	#admitRuns(runs: readonly FeedRun[]): Result<Admission, GuardFault> {
		const accepted: { run: FeedRun; events: readonly RoomEvent[] }[] = [];
		const forks: SessionId[] = [];
		let gaps = 0;
		for (const run of runs) {
			const checked = this.#checkRun(run);
			if (!checked.ok) return checked;
			if (checked.value === 'gap') gaps++;
			else if (checked.value === 'fork') forks.push(this.#byClient.get(run.client)!.session);
			else if (checked.value.length > 0) accepted.push({ run, events: checked.value });
		}
		const newFeeds = accepted.filter(({ run }) => !this.#byClient.has(run.client)).length;
		if (this.#feeds.size + newFeeds > MAX_FEEDS) return fail('too-many-feeds');
		const fresh = accepted.flatMap(({ events }) => events);
		if (!fresh.every(isEventAuthentic)) return fail('event-signature');
		if (fresh.length > 0) this.#apply(accepted);
		return ok({ fresh, gaps, forks });
	}

	/** The events of the run that are new here, decoded and in their place; signatures unchecked. */
	#checkRun(run: FeedRun): Result<readonly RoomEvent[] | 'gap' | 'fork', GuardFault> {
		const feed = this.#byClient.get(run.client);
		const length = feed?.events.length ?? 0;
		if (run.from > length) return ok('gap');
		if (feed && run.root !== null && run.root !== feedRoot(feed.session)) return fail('feed-squatted');
		const fresh: RoomEvent[] = [];
		for (const [i, raw] of run.entries.entries()) {
			const mine = feed?.events[run.from + i];
			if (mine && sameBytes(mine.raw, raw)) continue;
			const decoded = decodeEvent(raw);
			if (!decoded.ok) return decoded;
			const event = decoded.value;
			const session = feed?.session ?? fresh[0]?.session ?? event.session;
			if (event.session !== session || feedClient(session) !== run.client) return fail('feed-squatted');
			if (run.root !== null && run.root !== feedRoot(session)) return fail('feed-squatted');
			if (event.seq !== run.from + i || !this.#isOfThisRoom(event)) return fail('feed-broken');
			if (mine) return isEventAuthentic(event) ? ok('fork') : fail('event-signature');
			const previous = fresh.at(-1) ?? feed?.events.at(-1) ?? null;
			if (event.prev !== (previous?.id ?? null)) return fail('feed-broken');
			fresh.push(event);
		}
		return ok(fresh);
	}

	#isOfThisRoom(event: RoomEvent): boolean {
		return event.room === null ? (event.id as string) === this.room : event.room === this.room;
	}

	#apply(accepted: readonly { run: FeedRun; events: readonly RoomEvent[] }[]): void {
		const fresh = accepted.flatMap(({ events }) => events);
		Y.applyUpdate(this.#doc, encodeUpdate(runsOf(fresh)));
		for (const { run, events } of accepted) {
			const session = events[0]!.session;
			const feed = this.#feeds.get(session) ?? { session, client: run.client, events: [] };
			this.#feeds.set(session, feed);
			this.#byClient.set(run.client, feed);
			feed.events.push(...events);
			for (const event of events) this.#events.set(event.id, event);
		}
		this.emit('admitted', fresh);
	}
}
