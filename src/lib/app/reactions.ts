import type { RoomView } from '../../p2p/api.ts';
import type { IdentityId } from '../../p2p/base/ids.ts';
import { REACTIONS, type Reaction } from '../../p2p/room/reactions.ts';

/** How each reaction looks. */
export const REACTION_EMOJI: Readonly<Record<Reaction, string>> = {
	clap: '👏',
	heart: '❤️',
	laugh: '😂',
	fire: '🔥',
	up: '👍',
	party: '🎉',
	wow: '😮',
	thanks: '🙏',
	hundred: '💯'
};

/** How long a reaction stands on a tile, in milliseconds. */
export const REACTION_SHOWN_MS = 4000;

/** One reaction as a tile shows it. */
export type ShownReaction = RoomView['reactions'][number];

/** The newest reaction of each person. */
export function newestReactions(view: RoomView): ReadonlyMap<IdentityId, ShownReaction> {
	return new Map(view.reactions.map((reaction) => [reaction.identity, reaction]));
}

/** How many of one reaction the whole room shows now. */
export interface CountedReaction {
	readonly reaction: Reaction;
	readonly count: number;
}

/** The reactions of a large room, always in the order of their keys, so that none jumps about. */
export function countedReactions({ reactionCounts }: Pick<RoomView, 'reactionCounts'>): CountedReaction[] {
	return REACTIONS.map((reaction) => ({ reaction, count: reactionCounts.get(reaction) ?? 0 })).filter(
		({ count }) => count > 0
	);
}
