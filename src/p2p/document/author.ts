import type { EventId, SessionId } from '../base/ids.ts';
import type { EventBodies, EventType, RoomEvent } from '../room/events.ts';
import type { Certificate } from '../room/events.ts';
import type { SessionKey } from '../identity/session-key.ts';
import { signEvent } from '../wire/event-codec.ts';
import { MAX_DEPS } from '../wire/limits.ts';
import type { RoomDocument } from './room-document.ts';

/** How far an event's past reaches in each feed: the highest entry seen. */
type Past = ReadonlyMap<SessionId, number>;

/**
 * Writes the own session's feed: one event after the other, each naming what this page had seen.
 * The feed opens itself with the session's certificate before its first act.
 */
export class Author {
	readonly #document: RoomDocument;
	readonly #key: SessionKey;
	readonly #certificate: Certificate;
	readonly #pasts = new Map<EventId, Past>();
	#queue: Promise<unknown> = Promise.resolve();

	constructor(document: RoomDocument, key: SessionKey, certificate: Certificate) {
		this.#document = document;
		this.#key = key;
		this.#certificate = certificate;
	}

	/** Signs and admits one event. Calls are carried out one after the other. */
	write<Type extends EventType>(type: Type, body: EventBodies[Type]): Promise<RoomEvent> {
		const written = this.open().then(() => this.#append(type, body));
		this.#queue = written.catch(() => {});
		return written;
	}

	/** Opens the feed if it is not open yet, so that others know whose session this is. */
	open(): Promise<void> {
		const opened = this.#queue.then(async () => {
			if (this.#document.feed(this.#key.id).length === 0)
				await this.#append('session.opened', { certificate: this.#certificate });
		});
		this.#queue = opened.catch(() => {});
		return opened;
	}

	async #append(type: EventType, body: EventBodies[EventType]): Promise<RoomEvent> {
		const feed = this.#document.feed(this.#key.id);
		const previous = feed.at(-1) ?? null;
		const raw = await signEvent(
			{
				room: this.#document.room,
				session: this.#key.id,
				seq: feed.length,
				prev: previous?.id ?? null,
				deps: this.#newHeads(previous),
				type,
				body
			},
			this.#key.sign
		);
		const admitted = this.#document.admitRaw([raw]);
		if (!admitted.ok) throw new Error(`own event refused: ${admitted.code}`);
		return admitted.value.fresh[0]!;
	}

	/** Heads of other feeds that the previous event's past does not reach, those of others' pasts left out. */
	#newHeads(previous: RoomEvent | null): EventId[] {
		const heads = this.#document
			.heads()
			.filter(({ session, event }) => session !== this.#key.id && this.#past(event) !== null);
		const reached = (past: Past, session: SessionId, seq: number) => (past.get(session) ?? -1) >= seq;
		const mine = previous ? this.#past(previous.id)! : new Map<SessionId, number>();
		return heads
			.filter(({ session, seq }) => !reached(mine, session, seq))
			.filter(
				({ session, seq }) =>
					!heads.some((other) => other.session !== session && reached(this.#past(other.event)!, session, seq))
			)
			.slice(0, MAX_DEPS)
			.map(({ event }) => event);
	}

	/** The past of an event, itself included, or null while something in it is missing. */
	#past(id: EventId): Past | null {
		const known = this.#pasts.get(id);
		if (known) return known;
		// Depth first without recursion: a feed can be thousands of events long.
		const stack = [id];
		while (stack.length > 0) {
			const current = stack.at(-1)!;
			const event = this.#document.event(current);
			if (!event) return null;
			const parents = event.prev ? [event.prev, ...event.deps] : event.deps;
			const missing = parents.filter((parent) => !this.#pasts.has(parent));
			if (missing.length > 0) {
				stack.push(...missing);
				continue;
			}
			const past = new Map<SessionId, number>([[event.session, event.seq]]);
			for (const parent of parents)
				for (const [session, seq] of this.#pasts.get(parent)!)
					if ((past.get(session) ?? -1) < seq) past.set(session, seq);
			this.#pasts.set(current, past);
			stack.pop();
		}
		return this.#pasts.get(id)!;
	}
}
