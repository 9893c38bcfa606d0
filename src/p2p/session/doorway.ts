import type { SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { backoffDelayMs } from '../base/retry.ts';
import type { Scope } from '../base/scope.ts';
import type { Channel, MeetingPoint } from '../ports.ts';
import type { Neighbour } from './neighbour.ts';

const BACKOFF = { firstMs: 1_000, capMs: 30_000 };
/**
 * Two channels that come within this time are of two sides that dialled at once. A later one is of a
 * side that lost the first, which this side may not know yet.
 */
const GLARE_MS = 5_000;
/** Sessions remembered as found; the oldest are forgotten. */
const MAX_FOUND = 256;

/** Options of a doorway. */
export interface DoorwayOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly meeting: MeetingPoint;
	/** Makes a neighbour of a channel through the relay and starts the conversation. */
	readonly greet: (channel: Channel) => Neighbour;
	/** The own session. */
	readonly me: SessionId;
	/** Pages to look through at once before joining, as it is when asked. */
	readonly previews: () => number;
	/** A session of this room was found that was not known before. */
	readonly found: (session: SessionId) => void;
}

/**
 * The way in through a relay: the sessions found there, and the encrypted channels that lead to them.
 * Before joining it keeps a preview open; afterwards it only carries signals.
 */
export class Doorway {
	readonly #options: DoorwayOptions;
	readonly #found = new Set<SessionId>();
	readonly #neighbours = new Map<SessionId, Neighbour>();
	/** Who dialled the channel of each conversation, and when. */
	readonly #dialled = new Map<SessionId, { readonly by: SessionId; readonly atMs: number }>();
	readonly #dials = new Map<SessionId, Promise<Neighbour | null>>();
	readonly #failed = new Set<SessionId>();
	/** Whom `reachAnother` dialled in this round. */
	readonly #tried = new Set<SessionId>();
	#previewing = false;
	#attempts = 0;

	constructor(options: DoorwayOptions) {
		this.#options = options;
		const { scope, meeting } = options;
		scope.add(meeting.on('found', (session) => this.#find(session)));
		scope.add(meeting.on('accepted', (channel) => this.#keep(channel, channel.peer)));
		scope.add(() => {
			for (const neighbour of [...this.#neighbours.values()]) neighbour.close();
		});
	}

	/** Every session found so far. */
	get found(): Iterable<SessionId> {
		return this.#found;
	}

	/** Neighbours reached through a relay now. */
	get neighbours(): Iterable<Neighbour> {
		return this.#neighbours.values();
	}

	/** The open conversation with a session through a relay, if there is one. */
	neighbour(session: SessionId): Neighbour | null {
		return this.#neighbours.get(session) ?? null;
	}

	/** Forgets a session that left or cannot be reached, until it is found again. */
	forget(session: SessionId): void {
		this.#found.delete(session);
	}

	/** Keeps a view of the room through some of its pages, until `stopPreview`. */
	startPreview(): void {
		this.#previewing = true;
		this.#failed.clear();
		this.#preview();
	}

	/** Leaves the channels as they are and opens no more by itself. */
	stopPreview(): void {
		this.#previewing = false;
	}

	/** Ends the conversations that this page dialled; those that others dialled are theirs. */
	hangUp(): void {
		for (const [session, { by }] of [...this.#dialled])
			if (by === this.#options.me) this.#neighbours.get(session)?.close();
	}

	/** Opens a conversation with one more of the sessions found, each in its turn: for whoever looks for somebody in particular. */
	reachAnother(): void {
		const isNew = (session: SessionId) =>
			!this.#neighbours.has(session) && !this.#dials.has(session) && !this.#tried.has(session);
		const next = [...this.#found].find(isNew);
		if (next === undefined) return this.#tried.clear();
		this.#tried.add(next);
		void this.reach(next);
	}

	/** The conversation with a session, dialled if there is none; null if it cannot be reached. */
	reach(session: SessionId): Promise<Neighbour | null> {
		const open = this.#neighbours.get(session);
		if (open) return Promise.resolve(open);
		const running = this.#dials.get(session);
		if (running) return running;
		const { scope, meeting, me } = this.#options;
		const dial = meeting.dial(session, scope.signal).then((channel) => {
			this.#dials.delete(session);
			if (!channel.ok) this.#failed.add(session);
			if (!channel.ok || scope.isClosed) return null;
			this.#failed.delete(session);
			return this.#keep(channel.value, me);
		});
		this.#dials.set(session, dial);
		return dial;
	}

	/** Begins a conversation over a new channel, which replaces an older one to the same session. */
	#keep(channel: Channel, by: SessionId): Neighbour {
		const atMs = this.#options.scope.clock.now();
		const previous = this.#neighbours.get(channel.peer);
		const dialled = this.#dialled.get(channel.peer);
		// In glare the lower key's channel stays: else each side would close the one that the other keeps.
		if (previous && dialled && dialled.by < by && atMs - dialled.atMs < GLARE_MS) {
			channel.close();
			return previous;
		}
		const neighbour = this.#options.greet(channel);
		this.#neighbours.set(neighbour.session, neighbour);
		this.#dialled.set(neighbour.session, { by, atMs });
		previous?.retire();
		// Who turns us away says so after the introductions; presence comes only from who lets us in.
		neighbour.on('presence', () => (this.#attempts = 0));
		neighbour.on('closed', () => {
			if (this.#neighbours.get(neighbour.session) !== neighbour) return;
			this.#neighbours.delete(neighbour.session);
			this.#dialled.delete(neighbour.session);
			this.#previewLater();
		});
		return neighbour;
	}

	#find(session: SessionId): void {
		const isNew = !this.#found.delete(session);
		this.#found.add(session);
		this.#failed.delete(session);
		if (this.#found.size > MAX_FOUND) this.#found.delete(this.#found.values().next().value!);
		if (isNew) this.#options.found(session);
		this.#preview();
	}

	#preview(): void {
		if (!this.#previewing) return;
		for (const session of [...this.#found].reverse()) {
			if (this.#neighbours.size + this.#dials.size >= this.#options.previews()) return;
			if (this.#neighbours.has(session) || this.#dials.has(session) || this.#failed.has(session)) continue;
			void this.reach(session).then((neighbour) => neighbour ?? this.#preview());
		}
		if (this.#neighbours.size + this.#dials.size === 0 && this.#failed.size > 0) this.#previewLater();
	}

	#previewLater(): void {
		if (!this.#previewing) return;
		const { scope, random } = this.#options;
		scope.after(backoffDelayMs(BACKOFF, this.#attempts++, random), () => {
			this.#failed.clear();
			this.#preview();
		});
	}
}
