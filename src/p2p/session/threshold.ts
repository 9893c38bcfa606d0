import type { IdentityId, RoomId, SessionId } from '../base/ids.ts';
import { outReason } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import { MESH_PEOPLE } from '../wire/limits.ts';
import type { Refusal } from '../wire/messages.ts';
import { entryFor } from './door.ts';
import type { Via, Visitor } from './handshake.ts';

/** Sessions remembered for what they did; keys cost nothing, so whoever was dropped longest ago is forgotten. */
const MAX_OUTCASTS = 1024;

/** Pages linked to this one before it turns away more: what a browser bears beside a root's work. */
const MAX_LINKED = 48;

/** A page behind the door, as the threshold needs it. */
export interface Guest {
	readonly identity: IdentityId | null;
	readonly isJoined: boolean;
	readonly via: Via;
}

/** Whether somebody without a ticket only looks, from outside. */
function maySee({ joined, via }: Pick<Visitor, 'joined' | 'via'>): boolean {
	return !joined && via === 'relay';
}

/** What the threshold works with. */
export interface ThresholdOptions {
	readonly room: RoomId;
	readonly me: IdentityId;
	readonly state: () => RoomState | null;
	/** How many people besides this one are linked to this page. */
	readonly peopleExcept: (identity: IdentityId) => number;
	/** How many pages are linked to this one. */
	readonly links: () => number;
	/** Whether the room may outgrow the mesh: it has, or somebody is here who can make a tree of it. */
	readonly mayGrow: () => boolean;
	/** Whether this page keeps somebody out of its own accord, whatever the room's door says. */
	readonly keepsOut: (identity: IdentityId) => boolean;
}

/** Who is let in by this page, and which pages closed their doors to it. */
export class Threshold {
	readonly #options: ThresholdOptions;
	/** Doors closed to this page, and why; in the order they closed. */
	readonly #closed = new Map<SessionId, Refusal>();
	/** Sessions that broke a rule: never dialled, answered or let in again by this page. */
	readonly #outcasts = new Set<SessionId>();

	constructor(options: ThresholdOptions) {
		this.#options = options;
	}

	/** Why the first of the doors that are closed to this page is; null if none is. */
	get refusal(): Refusal | null {
		return [...this.#closed.values()][0] ?? null;
	}

	/** Whether a session is worth dialling: no outcast, and its door not known to be closed. */
	mayDial(session: SessionId): boolean {
		return !this.#outcasts.has(session) && !this.#closed.has(session);
	}

	/** A session's door is closed to this page. */
	close(session: SessionId, code: Refusal): void {
		this.#closed.set(session, code);
	}

	/** A session's door is open to this page. */
	open(session: SessionId): void {
		this.#closed.delete(session);
	}

	/** Knocks again: at the doors that closed for one of these reasons, or at all. */
	knock(...codes: Refusal[]): void {
		for (const [session, code] of this.#closed)
			if (codes.length === 0 || codes.includes(code)) this.#closed.delete(session);
	}

	/** Whether a session broke a rule, as far as this page remembers. */
	isOutcast(session: SessionId): boolean {
		return this.#outcasts.has(session);
	}

	/** A session broke a rule. */
	castOut(session: SessionId): void {
		this.#outcasts.add(session);
		if (this.#outcasts.size > MAX_OUTCASTS) this.#outcasts.delete(this.#outcasts.values().next().value!);
	}

	/** Why somebody who was let in may no longer be here, or null; nobody is put out before the state is known. */
	putsOut({ identity, isJoined, via }: Guest): ReturnType<typeof outReason> {
		const state = this.#options.state();
		const reason = state && identity ? outReason(state, identity) : null;
		return reason === 'ticketless' && maySee({ joined: isJoined, via }) ? null : reason;
	}

	/** Why a visitor may not come in, or null. */
	refusalFor(visitor: Visitor): Refusal | null {
		const { identity, joined, via } = visitor;
		const { room, me, peopleExcept, links, mayGrow, keepsOut } = this.#options;
		const state = this.#options.state();
		if (!state) return null;
		if (keepsOut(identity)) return 'banned';
		const entry = entryFor(room, state, visitor);
		// The price stands outside: who has no ticket yet may look and buy one. No sound and no key goes there.
		if (entry === 'ticketless' && maySee(visitor)) return null;
		if (entry !== 'yes' && entry !== 'ended') return entry;
		if (identity === me || !joined || via !== 'direct') return null;
		if (mayGrow()) return links() >= MAX_LINKED ? 'full' : null;
		return peopleExcept(identity) + 1 >= MESH_PEOPLE ? 'full' : null;
	}
}
