import type { IdentityId } from '../base/ids.ts';
import { latestOf } from '../room/causality.ts';
import { opensFeed } from '../room/events.ts';
import type { Feeds } from '../room/feeds.ts';
import type { Ranks } from './ranks.ts';
import { isDenied } from './registers.ts';
import type { CommunityState, Member } from './state.ts';

/** Lists by a key. */
class Lists<Key> {
	readonly of = new Map<Key, number[]>();

	add(key: Key, at: number): void {
		const list = this.of.get(key);
		if (list) list.push(at);
		else this.of.set(key, [at]);
	}
}

/** Everybody who is or was in the community, and who follows whom. */
export function peopleOf(feeds: Feeds, ranks: Ranks): Pick<CommunityState, 'members' | 'follows'> {
	const { causality, authors } = feeds;
	const memberships = new Lists<IdentityId>();
	const follows = new Map<IdentityId, Lists<IdentityId>>();
	for (const [at, event] of causality.events.entries()) {
		if (!ranks.counts(at)) continue;
		const author = authors[at]!;
		if (opensFeed(event) || event.type === 'member.joined' || event.type === 'member.left')
			memberships.add(author, at);
		if (event.type !== 'follow.given' && event.type !== 'follow.withdrawn') continue;
		const own = follows.get(author) ?? new Lists<IdentityId>();
		follows.set(author, own);
		own.add(event.body.target, at);
	}
	const isLeaving = (at: number) => causality.events[at]!.type === 'member.left';
	const isIn = (who: IdentityId) =>
		memberships.of.has(who) &&
		!isDenied(feeds, memberships.of.get(who)!, isLeaving) &&
		ranks.banOf(who, causality.now) === null;
	const isWithdrawn = (at: number) => causality.events[at]!.type === 'follow.withdrawn';
	const standing = new Map<IdentityId, ReadonlySet<IdentityId>>();
	const followers = new Map<IdentityId, number>();
	for (const [who, lists] of follows) {
		if (!isIn(who)) continue;
		const whom = [...lists.of].filter(([, acts]) => !isDenied(feeds, acts, isWithdrawn));
		if (whom.length > 0) standing.set(who, new Set(whom.map(([target]) => target)));
		for (const [target] of whom) if (target !== who) followers.set(target, (followers.get(target) ?? 0) + 1);
	}
	const everybody = [...new Set([...memberships.of.keys(), ...ranks.judged])].sort();
	const members = everybody.map((identity): [IdentityId, Member] => {
		const own = memberships.of.get(identity);
		const ban = ranks.banOf(identity, causality.now);
		const act = ban === null ? null : causality.events[ban]!;
		return [
			identity,
			{
				identity,
				name: own ? nameOf(feeds, own) : '',
				rank: rankOf(ranks, identity, causality.now),
				standing: !own ? 'unknown' : isDenied(feeds, own, isLeaving) ? 'left' : 'in',
				isBanned: act !== null,
				reason: act?.type === 'person.banned' ? act.body.reason : '',
				followers: followers.get(identity) ?? 0
			}
		];
	});
	// Somebody who was only let back in, and never was here, is nobody.
	return {
		members: new Map(members.filter(([, { standing: is, isBanned }]) => is !== 'unknown' || isBanned)),
		follows: standing
	};
}

function rankOf(ranks: Ranks, who: IdentityId, now: number): Member['rank'] {
	if (who === ranks.founder) return 'founder';
	return ranks.isOrganiser(who, now) && ranks.banOf(who, now) === null ? 'organiser' : 'member';
}

/** The name somebody gave last; of names given at once on two devices the larger. */
function nameOf({ causality }: Feeds, acts: readonly number[]): string {
	const naming = acts.filter((at) => causality.events[at]!.type !== 'member.left');
	const names = latestOf(causality, naming, causality.now).map((at) => {
		const event = causality.events[at]!;
		if (event.type === 'member.joined') return event.body.name;
		return opensFeed(event) ? event.body.certificate.name : '';
	});
	return names.sort().at(-1) ?? '';
}
