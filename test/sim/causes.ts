import type { EventId, IdentityId, SessionId } from '../../src/p2p/base/ids.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';

/** A set of events as an observer reads it, by its own means: who signed what, and what follows what. */
export class Causes {
	readonly #byId: ReadonlyMap<EventId, RoomEvent>;
	readonly #authors = new Map<SessionId, IdentityId>();

	constructor(events: readonly RoomEvent[]) {
		this.#byId = new Map(events.map((event) => [event.id, event]));
		for (const { session, body } of events)
			if ('certificate' in body) this.#authors.set(session, body.certificate.identity);
	}

	/** Events of these types, or of all, optionally only those of one author. */
	*signed(types: readonly RoomEvent['type'][] | null, by?: IdentityId): Iterable<RoomEvent> {
		for (const event of this.#byId.values())
			if ((!types || types.includes(event.type)) && (!by || this.author(event) === by)) yield event;
	}

	/** Events of these types about somebody, optionally only those of some authors. */
	about(target: IdentityId, types: readonly RoomEvent['type'][], by?: ReadonlySet<IdentityId>): RoomEvent[] {
		return [...this.signed(types)].filter((event) => {
			const author = this.author(event);
			const isAbout = 'target' in event.body && event.body.target === target;
			return isAbout && (!by || (author !== null && by.has(author)));
		});
	}

	/** Who signed an event: the identity that its session's first event names. */
	author({ session }: RoomEvent): IdentityId | null {
		return this.#authors.get(session) ?? null;
	}

	/** Everything that an event follows, itself included. */
	pastOf(event: RoomEvent): Set<EventId> {
		const past = new Set<EventId>();
		const left: EventId[] = [event.id];
		for (let id = left.pop(); id; id = left.pop()) {
			if (past.has(id)) continue;
			past.add(id);
			const known = this.#byId.get(id);
			if (known) left.push(...(known.prev ? [known.prev] : []), ...known.deps);
		}
		return past;
	}
}
