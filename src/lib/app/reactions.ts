import type { RoomView } from '../../p2p/api.ts';
import type { IdentityId } from '../../p2p/base/ids.ts';
import type { Reaction } from '../../p2p/room/reactions.ts';

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
