import type { EventId } from '../base/ids.ts';
import type { Feeds } from '../room/feeds.ts';
import type { Ranks } from './ranks.ts';
import { MAX_POSTS, type ListedRoom, type Post } from './state.ts';

/** The posts that nobody took down; of more than `MAX_POSTS` the first drop out. */
export function postsOf({ causality, authors }: Feeds, ranks: Ranks): Post[] {
	const posts = new Map<EventId, Post>();
	for (const [at, { id, type, body }] of causality.events.entries()) {
		if (type !== 'post.pinned' && type !== 'post.unpinned') continue;
		if (!ranks.countsAsOrganiser(at)) continue;
		if (type === 'post.pinned') posts.set(id, { id, by: authors[at]!, text: body.text });
		else posts.delete(body.post);
	}
	return [...posts.values()].slice(-MAX_POSTS);
}

/** The rooms that were listed and not taken off again: by who listed them, or by an organiser. */
export function listedRooms({ causality, authors }: Feeds, ranks: Ranks): ListedRoom[] {
	const rooms = new Map<EventId, ListedRoom>();
	for (const [at, { id, type, body }] of causality.events.entries()) {
		if (type !== 'room.listed' && type !== 'room.unlisted') continue;
		if (!ranks.counts(at)) continue;
		const author = authors[at]!;
		if (type === 'room.listed') rooms.set(id, { id, by: author, ...body });
		else if (rooms.get(body.listing)?.by === author || ranks.countsAsOrganiser(at))
			rooms.delete(body.listing);
	}
	return [...rooms.values()];
}
