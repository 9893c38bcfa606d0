import type { EventId, IdentityId, SessionId } from '../base/ids.ts';
import type { RoomEvent } from '../room/events.ts';
import type { RoomDocument } from './room-document.ts';

/**
 * The newest events that an own one may name: of each feed the last whose whole past is here. Of a feed
 * that forked that is the last before the fork, so that nobody builds on what may count for nobody else.
 */
export class Frontier {
	readonly #document: RoomDocument;
	/** Events whose whole past is here. */
	readonly #closed = new Set<EventId>();
	/** How many events of each feed are closed, and so their `deps` counted as named. */
	readonly #lengths = new Map<SessionId, number>();
	readonly #named = new Set<EventId>();

	constructor(document: RoomDocument) {
		this.#document = document;
	}

	/** The last events that no other closed one names, those of entrusted sessions first. */
	heads(): RoomEvent[] {
		this.#advance();
		const open = [...this.#document.sessions]
			.map((session) => this.#last(session))
			.filter((event) => event !== null)
			.filter(({ id }) => !this.#named.has(id));
		const isEntrusted = ({ session }: RoomEvent) => this.#document.isEntrusted(session);
		return [...open.filter(isEntrusted), ...open.filter((event) => !isEntrusted(event))];
	}

	/** The last events of every feed of a person. */
	of(identity: IdentityId): RoomEvent[] {
		this.#advance();
		const own = [...this.#document.sessions].filter((session) => {
			const opening = this.#document.feed(session)[0];
			return opening && 'certificate' in opening.body && opening.body.certificate.identity === identity;
		});
		return own.map((session) => this.#last(session)).filter((event) => event !== null);
	}

	#last(session: SessionId): RoomEvent | null {
		const length = Math.min(this.#lengths.get(session) ?? 0, this.#document.trunk(session).length);
		return this.#document.feed(session)[length - 1] ?? null;
	}

	/** Takes account of what arrived since the last time; anew where a fork came to light. */
	#advance(): void {
		const isShorter = ([session, length]: [SessionId, number]) =>
			length > this.#document.trunk(session).length;
		if ([...this.#lengths].some(isShorter)) {
			this.#lengths.clear();
			this.#named.clear();
		}
		for (const session of this.#document.sessions) {
			const trunk = this.#document.trunk(session);
			let length = this.#lengths.get(session) ?? 0;
			for (; length < trunk.length && this.#isClosed(trunk[length]!); length++)
				for (const dep of trunk[length]!.deps) this.#named.add(dep);
			this.#lengths.set(session, length);
		}
	}

	/** Whether the whole past of an event is here. Depth first without recursion: a feed can be thousands long. */
	#isClosed({ id }: RoomEvent): boolean {
		const stack = [id];
		while (stack.length > 0) {
			const current = stack.at(-1)!;
			const event = this.#document.event(current);
			if (!event) return false;
			const parents = event.prev ? [event.prev, ...event.deps] : event.deps;
			const rest = parents.filter((parent) => !this.#closed.has(parent));
			stack.push(...rest);
			if (rest.length > 0) continue;
			this.#closed.add(current);
			stack.pop();
		}
		return true;
	}
}
