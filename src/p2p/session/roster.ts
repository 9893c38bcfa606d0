import type { IdentityId, SessionId } from '../base/ids.ts';
import type { Neighbour } from './neighbour.ts';
import type { Present } from './view.ts';

/** Somebody whose link broke stays on the screen, dimmed, for this long. */
const REMEMBER_LOST_MS = 45_000;
/** A direct neighbour that said nothing for this long is let go and redialled. */
const PRESENCE_EXPIRES_MS = 45_000;

interface Lost {
	readonly present: Present;
	readonly atMs: number;
}

/** Who is in the room, by the direct links of this page. */
export class Roster {
	readonly #direct = new Map<SessionId, { readonly neighbour: Neighbour; heardAtMs: number }>();
	readonly #lost = new Map<SessionId, Lost>();
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
	}

	/** Direct neighbours whose door is behind us. */
	get neighbours(): Neighbour[] {
		return [...this.#direct.values()].map(({ neighbour }) => neighbour);
	}

	/** The direct neighbour of a session, if it is ready. */
	neighbour(session: SessionId): Neighbour | null {
		return this.#direct.get(session)?.neighbour ?? null;
	}

	/** Whether any other page of the room was linked and went missing lately, without a farewell. */
	get hasLost(): boolean {
		return this.#lost.size > 0;
	}

	/** A direct neighbour is ready. */
	add(neighbour: Neighbour): void {
		this.#direct.set(neighbour.session, { neighbour, heardAtMs: this.#now() });
		this.#lost.delete(neighbour.session);
		// The same person under a new key: the page was reloaded, the old one will not come back.
		for (const [session, { present }] of this.#lost)
			if (present.identity === neighbour.identity) this.#lost.delete(session);
	}

	/** A direct neighbour said something about itself. */
	heard(session: SessionId): void {
		const entry = this.#direct.get(session);
		if (entry) entry.heardAtMs = this.#now();
	}

	/** The link to a session is gone; the person stays, dimmed, unless they left. */
	drop(neighbour: Neighbour, { left }: { readonly left: boolean }): void {
		if (this.#direct.get(neighbour.session)?.neighbour !== neighbour) return;
		const present = presentOf(neighbour, 'reconnecting');
		this.#direct.delete(neighbour.session);
		if (!left && present && neighbour.isJoined)
			this.#lost.set(neighbour.session, { present, atMs: this.#now() });
	}

	/** Forgets a session altogether. */
	forget(session: SessionId): void {
		this.#lost.delete(session);
	}

	/** Direct neighbours that have been silent for too long. */
	expired(): Neighbour[] {
		const now = this.#now();
		for (const [session, { atMs }] of this.#lost)
			if (now - atMs > REMEMBER_LOST_MS) this.#lost.delete(session);
		return [...this.#direct.values()]
			.filter(({ heardAtMs }) => now - heardAtMs > PRESENCE_EXPIRES_MS)
			.map(({ neighbour }) => neighbour);
	}

	/** Everybody else in the room, connected or reconnecting. */
	others(): Present[] {
		const connected = this.neighbours
			.filter((neighbour) => neighbour.isJoined)
			.map((neighbour) => presentOf(neighbour, 'connected'))
			.filter((present) => present !== null);
		return [...connected, ...[...this.#lost.values()].map(({ present }) => present)];
	}

	/** How many other people are linked, `except` not counted. */
	peopleExcept(except: IdentityId): number {
		const people = new Set(
			this.neighbours.filter(({ isJoined }) => isJoined).map(({ identity }) => identity)
		);
		people.delete(except);
		return people.size;
	}
}

function presentOf(neighbour: Neighbour, link: Present['link']): Present | null {
	const { identity, session, name, picture, presence } = neighbour;
	if (!identity) return null;
	const microphone = link === 'connected' && (presence?.microphone ?? false);
	return { identity, session, name, picture, isMe: false, link, microphone };
}
