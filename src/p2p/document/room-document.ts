import * as Y from 'yjs';
import type { EventId, RoomId, SessionId } from '../base/ids.ts';
import { Emitter } from '../base/emitter.ts';
import type { Result } from '../base/result.ts';
import { opensFeed, type Family, type RoomEvent } from '../room/events.ts';
import { countNext, EMPTY_FEED, isOverQuota, type FeedCount } from '../room/quotas.ts';
import { MAX_COMMUNITY_EVENTS, MAX_FEEDS, RESERVED_EVENTS, RESERVED_FEEDS } from '../wire/limits.ts';
import type { Head } from '../wire/messages.ts';
import { Admissions } from './admissions.ts';
import { Branches } from './branches.ts';
import { readEvents, readUpdate, type Reading, type ReadingFault } from './reading.ts';
import { encodeUpdate, feedClient, runsOf } from './update-codec.ts';

/** Why an event was left out. None of these is a fault of whoever passed it on. */
export type LeftOutCode =
	/** Its predecessor is not here: it belongs to a branch that is not known yet. */
	| 'unattached'
	/** Nobody entrusted has admitted its session, as far as is known here. */
	| 'unadmitted'
	/** Its feed already holds as many of its type as count (R14): the feed ends before it. */
	| 'over-quota'
	/** Its feed has forked more than is kept. */
	| 'too-many-branches'
	| 'too-many-feeds'
	/** The document of a community is full. */
	| 'too-many-events';

/** An event that has no place here. */
export interface LeftOut {
	readonly code: LeftOutCode;
	readonly event: RoomEvent;
}

/** What became of events that were offered. */
export interface Placement {
	/** Those that were new and are kept now, each after its predecessor. */
	readonly fresh: readonly RoomEvent[];
	readonly leftOut: readonly LeftOut[];
}

/** What a document tells its owner. */
export interface DocumentEvents {
	/** New events, each after its predecessor, after they were placed. */
	admitted: readonly RoomEvent[];
	/** More sessions may write than before: what was left out as unadmitted may have a place now. */
	widened: undefined;
}

interface Feed {
	readonly session: SessionId;
	readonly client: number;
	readonly events: RoomEvent[];
}

/**
 * The room's events: a Yjs document with one signed, append-only feed for each admitted session, which is
 * the first branch seen of it, and beside it the other branches of feeds that forked. Foreign Yjs bytes
 * are never applied: `read` judges their form, the caller verifies signatures, and `place` applies an
 * update that it encodes itself. Design: PROTOCOL.md, "The document".
 */
export class RoomDocument extends Emitter<DocumentEvents> {
	readonly room: RoomId;
	readonly family: Family;
	readonly #doc = new Y.Doc({ gc: false });
	readonly #feeds = new Map<SessionId, Feed>();
	readonly #byClient = new Map<number, Feed>();
	readonly #events = new Map<EventId, RoomEvent>();
	readonly #branches = new Branches();
	readonly #admissions: Admissions;
	/** What each feed or branch holds of each type, up to each event and with it. */
	readonly #counts = new Map<EventId, FeedCount>();
	/** Events that kept ones name and that are not here. */
	readonly #missing = new Set<EventId>();

	constructor(room: RoomId, family: Family = 'room') {
		super();
		this.room = room;
		this.family = family;
		this.#admissions = new Admissions(family);
	}

	/** Every event kept, those of other branches included. */
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

	/** The events of one session in order: of its branches, the first one seen. */
	feed(session: SessionId): readonly RoomEvent[] {
		return this.#feeds.get(session)?.events ?? [];
	}

	/** The feed under a Yjs client id. */
	feedOf(client: number): Pick<Feed, 'session' | 'events'> | undefined {
		return this.#byClient.get(client);
	}

	/** A session's events in branches other than the first one seen, each after its predecessor. */
	branches(session: SessionId): readonly RoomEvent[] {
		return this.#branches.of(session);
	}

	/** The part of a feed that all its branches share: the whole feed unless it forked. */
	trunk(session: SessionId): readonly RoomEvent[] {
		const forkedAt = this.#branches.forkedAt(session);
		return forkedAt === null ? this.feed(session) : this.feed(session).slice(0, forkedAt);
	}

	/** The sessions that have a feed. */
	get sessions(): Iterable<SessionId> {
		return this.#feeds.keys();
	}

	/** Whether a session is of somebody who was ever entrusted with the room. */
	isEntrusted(session: SessionId): boolean {
		return this.#admissions.isEntrusted(session);
	}

	/** Whether a session may have a feed, as far as is known here. */
	mayWrite(session: SessionId): boolean {
		return this.#admissions.mayWrite(session);
	}

	/** The Yjs state vector: how far each feed reaches. */
	stateVector(): Uint8Array {
		return Y.encodeStateVector(this.#doc);
	}

	/** The Yjs document: a function of its feeds alone. */
	encode(): Uint8Array {
		return Y.encodeStateAsUpdate(this.#doc);
	}

	/** Where each feed and each other branch ends, ascending by session. */
	heads(): Head[] {
		const feeds = [...this.#feeds.values()].map(({ session, events }) => ({
			session,
			seq: events.length - 1,
			event: events.at(-1)!.id
		}));
		return [...feeds, ...this.#branches.heads()].sort((a, b) => (a.session < b.session ? -1 : 1));
	}

	/** The events of the feeds that a peer with this state vector (client id to length) lacks, the entrusted ones' first. */
	eventsSince(known: ReadonlyMap<number, number>): RoomEvent[] {
		const feeds = [...this.#feeds.values()];
		const first = feeds.filter(({ session }) => this.isEntrusted(session));
		const rest = feeds.filter(({ session }) => !this.isEntrusted(session));
		return [...first, ...rest].flatMap(({ events, client }) => events.slice(known.get(client) ?? 0));
	}

	/** Reads an update from anywhere: form and place of all that is new in it, signatures unchecked. */
	read(update: Uint8Array): Result<Reading, ReadingFault> {
		return readUpdate(update, this);
	}

	/** Reads raw events from anywhere, signatures unchecked; those that are here already are left out. */
	readRaw(raws: readonly Uint8Array[]): Result<RoomEvent[], ReadingFault> {
		return readEvents(raws, this);
	}

	/**
	 * Parts offered events into those that are worth verifying, since they could be placed if they are
	 * authentic, and those that could not.
	 */
	sift(offered: readonly RoomEvent[]): { readonly worth: RoomEvent[]; readonly leftOut: LeftOut[] } {
		const admissions = this.#admissions.copy();
		for (const event of offered) admissions.absorb(event);
		const ids = new Set(offered.map(({ id }) => id));
		const worth: RoomEvent[] = [];
		const leftOut: LeftOut[] = [];
		for (const event of offered) {
			if (!admissions.mayWrite(event.session)) leftOut.push({ code: 'unadmitted', event });
			else if (event.prev && !this.#events.has(event.prev) && !ids.has(event.prev))
				leftOut.push({ code: 'unattached', event });
			else worth.push(event);
		}
		return { worth, leftOut };
	}

	/**
	 * Places verified events, in whatever order they are given. Each is kept once its session is admitted
	 * and its predecessor known, by this document or by others among them.
	 */
	place(events: readonly RoomEvent[]): Placement {
		const waiting = bySession(events);
		const fresh: RoomEvent[] = [];
		const leftOut: LeftOut[] = [];
		let hasGrown = false;
		for (let isGrowing = true; isGrowing;) {
			isGrowing = false;
			for (const [session, own] of waiting) {
				if (!this.#admissions.mayWrite(session, own)) continue;
				waiting.delete(session);
				for (const event of this.#keepAll(own, leftOut)) {
					fresh.push(event);
					isGrowing = this.#admissions.absorb(event) || isGrowing;
				}
			}
			hasGrown ||= isGrowing;
		}
		for (const own of waiting.values())
			leftOut.push(...own.map((event) => ({ code: 'unadmitted' as const, event })));
		this.#apply(fresh);
		if (fresh.length > 0) this.emit('admitted', fresh);
		if (hasGrown) this.emit('widened', undefined);
		return { fresh, leftOut };
	}

	/**
	 * Places events of the own key or the own store. Their signatures are not verified again: the first were
	 * just made here, the others were verified before they were kept. What cannot be read is not there.
	 */
	restore(raws: readonly Uint8Array[]): Placement {
		return this.place(
			raws.flatMap((raw) => {
				const read = this.readRaw([raw]);
				return read.ok ? read.value : [];
			})
		);
	}

	/** Keeps what has a place of one session's events. */
	#keepAll(own: readonly RoomEvent[], leftOut: LeftOut[]): RoomEvent[] {
		const ordered = own.toSorted((a, b) => a.seq - b.seq);
		const needed = new Set<EventId>();
		for (const { id, prev } of ordered.toReversed()) {
			if (this.#missing.has(id)) needed.add(id);
			if (prev && needed.has(id)) needed.add(prev);
		}
		return ordered.filter((event) => {
			if (this.#events.has(event.id)) return false;
			const refusal = this.#keep(event, needed.has(event.id));
			if (refusal) leftOut.push({ code: refusal, event });
			return refusal === null;
		});
	}

	#keep(event: RoomEvent, isNeeded: boolean): LeftOutCode | null {
		const before = event.prev && this.#counts.get(event.prev);
		const count = countNext(before || EMPTY_FEED, event.type);
		if (isOverQuota(count, event.type)) return 'over-quota';
		if (
			this.family === 'community' &&
			this.#events.size >= MAX_COMMUNITY_EVENTS - this.#kept(event, RESERVED_EVENTS)
		)
			return 'too-many-events';
		const feed = this.#feeds.get(event.session);
		const head = feed?.events.at(-1);
		if (event.seq === (feed?.events.length ?? 0) && event.prev === (head?.id ?? null)) {
			if (!feed && this.#feeds.size >= MAX_FEEDS - this.#kept(event, RESERVED_FEEDS)) return 'too-many-feeds';
			const continued = feed ?? { session: event.session, client: feedClient(event.session), events: [] };
			this.#feeds.set(event.session, continued);
			this.#byClient.set(continued.client, continued);
			continued.events.push(event);
		} else {
			const previous = event.prev && this.#events.get(event.prev);
			const isAttached = previous
				? previous.session === event.session && previous.seq + 1 === event.seq
				: event.seq === 0;
			if (!isAttached) return 'unattached';
			if (!this.#branches.keep(event, { isNeeded })) return 'too-many-branches';
		}
		this.#events.set(event.id, event);
		this.#counts.set(event.id, count);
		this.#missing.delete(event.id);
		for (const dep of event.deps) if (!this.#events.has(dep)) this.#missing.add(dep);
		return null;
	}

	/** How many places are not for the author of this event: in a community anybody may write, and some are its organisers'. */
	#kept(event: RoomEvent, places: number): number {
		if (this.family === 'room' || this.isEntrusted(event.session)) return 0;
		return opensFeed(event) && this.#admissions.isTrusted(event.body.certificate.identity) ? 0 : places;
	}

	/** Writes those of the fresh events into the Yjs document that continue its feeds. */
	#apply(fresh: readonly RoomEvent[]): void {
		const entries = fresh.filter(({ session, seq, id }) => this.feed(session)[seq]?.id === id);
		if (entries.length > 0) Y.applyUpdate(this.#doc, encodeUpdate(runsOf(entries)));
	}
}

function bySession(events: readonly RoomEvent[]): Map<SessionId, RoomEvent[]> {
	const groups = new Map<SessionId, RoomEvent[]>();
	for (const event of events) {
		const group = groups.get(event.session);
		if (group) group.push(event);
		else groups.set(event.session, [event]);
	}
	return groups;
}
