import type { Block } from '../api.ts';
import type { IdentityId } from '../base/ids.ts';
import type { Command } from '../room/commands.ts';
import { mayDo } from '../room/permissions.ts';
import type { RoomState } from '../room/state.ts';

/** The block list as a room uses it. */
export interface RoomBlocks {
	readonly known: ReadonlyMap<IdentityId, Block>;
	/** What bans of blocked people say. */
	readonly banReason: string;
	on(name: 'changed', listener: () => void): () => void;
}

/** What keeping out works with. */
export interface KeepingOutOptions {
	readonly me: IdentityId;
	readonly blocks: RoomBlocks;
	/** Why the community in whose name the room is held keeps somebody out, or null. */
	readonly banOf: (identity: IdentityId) => string | null;
	/** The room's state as it is when asked; null while unknown. */
	readonly state: () => RoomState | null;
	/** Whether this page is in the room, not only looking at it. */
	readonly isInside: () => boolean;
	readonly act: (command: Command) => Promise<unknown>;
}

/**
 * Keeps those whom the host blocks out of the host's room, and out of a community's room whom the community bans. This page turns them away by itself; since others
 * go by the room's state alone, it also bans whoever comes in or tries to.
 */
export class KeepingOut {
	readonly #options: KeepingOutOptions;
	readonly #banning = new Set<IdentityId>();

	constructor(options: KeepingOutOptions) {
		this.#options = options;
	}

	/** Whether this page keeps somebody out: as the host's whom its person blocks, as any page whom the community bans. */
	holds(identity: IdentityId): boolean {
		return (
			this.#isBlocked(identity) || (identity !== this.#options.me && this.#options.banOf(identity) !== null)
		);
	}

	#isBlocked(identity: IdentityId): boolean {
		const { me, blocks, state } = this.#options;
		return blocks.known.has(identity) && identity !== me && state()?.host === me;
	}

	/** Bans somebody who is here or tries to come in, if they are to be kept out and are not banned yet. */
	meet(identity: IdentityId): void {
		const { me, blocks, banOf, state, isInside, act } = this.#options;
		if (!isInside() || this.#banning.has(identity) || !this.holds(identity)) return;
		const reason = this.#isBlocked(identity) ? blocks.banReason : (banOf(identity) ?? '');
		const command: Command = { do: 'ban', target: identity, reason };
		if (!mayDo(state()!, me, command)) return;
		this.#banning.add(identity);
		void act(command).finally(() => this.#banning.delete(identity));
	}
}
