import type { RoomId } from '../base/ids.ts';
import type { RoomEvent } from '../room/events.ts';
import { readFeeds } from '../room/feeds.ts';
import { listedRooms, postsOf } from './board.ts';
import { peopleOf } from './people.ts';
import { judgeRanks } from './ranks.ts';
import { standingAct } from './registers.ts';
import { mayHost } from './selectors.ts';
import { MAX_ROOMS, type CommunityState } from './state.ts';

/*
 * The rules, by the ids that the tests carry (PROTOCOL.md, "Communities").
 *
 * | id  | rule                                                                                        | file         |
 * | --- | ------------------------------------------------------------------------------------------- | ------------ |
 * | CO1 | closed past, quotas and forks as in rooms (R1, R14); from a fork on a feed counts for nothing | ../room/feeds.ts |
 * | CO2 | the founder's acts count; founder appoints and dismisses; organisers resign                  | ranks.ts     |
 * | CO3 | a ban or a dismissal is a fence: of its target it accepts what is in its own past            | ranks.ts     |
 * | CO4 | organisers ban members, the founder everybody; nobody bans the founder                       | ranks.ts     |
 * | CO5 | name, picture, policy, relays: the organisers' latest; at once the founder's, then larger id | registers.ts |
 * | CO6 | membership and follows are each person's own; at once leaving and withdrawing win            | people.ts    |
 * | CO7 | only those who are in count as followers, nobody for themselves                              | people.ts    |
 * | CO8 | posts are the organisers'; rooms whoever may host lists, and they or organisers unlist       | board.ts     |
 */

/**
 * What the events of a community mean. The same set gives the same state whatever the order and duplicates. Null until
 * the first event is there. Events must be decoded, verified and hashed already; wrong ones among them are void.
 */
export function reduceCommunity(community: RoomId, events: Iterable<RoomEvent>): CommunityState | null {
	const feeds = readFeeds(community, events);
	const genesis = feeds?.causality.events[0];
	if (!feeds || genesis?.type !== 'community.created') return null;
	const ranks = judgeRanks(feeds);
	const profile = standingAct(feeds, ranks, 'community.changed') ?? genesis;
	const state: CommunityState = {
		community,
		founder: ranks.founder,
		name: profile.body.name,
		about: profile.body.about,
		picture: standingAct(feeds, ranks, 'community.pictured')?.body.picture ?? new Uint8Array(0),
		policy: standingAct(feeds, ranks, 'policy.set')?.body ?? genesis.body.policy,
		relays: standingAct(feeds, ranks, 'relays.set')?.body.relays ?? [],
		...peopleOf(feeds, ranks),
		posts: postsOf(feeds, ranks),
		rooms: [],
		forked: feeds.forks.map(({ session }) => session),
		pending: feeds.causality.pending
	};
	const rooms = listedRooms(feeds, ranks).filter(({ by }) => mayHost(state, by).may);
	return { ...state, rooms: rooms.slice(-MAX_ROOMS) };
}
