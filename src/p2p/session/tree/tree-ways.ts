import type { IdentityId, SessionId } from '../../base/ids.ts';
import type { TreeMessage } from '../../wire/tree-messages.ts';

/** A page at the other end of a channel, as the tree needs it. */
export interface TreeNeighbour {
	readonly session: SessionId;
	readonly identity: IdentityId | null;
	readonly name: string;
	readonly via: 'relay' | 'direct';
	readonly isReady: boolean;
	readonly isJoined: boolean;
	readonly picture: Uint8Array | null;
	readonly presence: { readonly microphone: boolean; readonly strained: boolean } | null;
	/** Half of the newest round trip, milliseconds; null where it was not measured. */
	readonly delayMs: number | null;
	/** Share of this page's sound that it says it lost lately, 0 to 1; null while it says nothing of it. */
	readonly lostShare: number | null;
	send(message: TreeMessage): void;
	/** Drops it for what it sent. */
	expel(fault: 'tree-forged'): void;
}

/** The ways on which messages about the tree travel: the pages that this page talks to. */
export interface TreeWays {
	/** Pages whose door is behind us: direct links first. */
	readonly neighbours: readonly TreeNeighbour[];
	/** The page of a session, over a direct link if there is one. */
	neighbour(session: SessionId): TreeNeighbour | null;
}
