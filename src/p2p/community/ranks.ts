import type { IdentityId } from '../base/ids.ts';
import { latestOf } from '../room/causality.ts';
import type { Feeds } from '../room/feeds.ts';

/** Acts that shut somebody out of something, and acts that let them back in. Each list is ascending. */
interface Gate {
	readonly out: number[];
	readonly back: number[];
}

/** Gates by the person they are about. */
export class Gates {
	readonly #feeds: Feeds;
	readonly #gates = new Map<IdentityId, Gate>();

	constructor(feeds: Feeds) {
		this.#feeds = feeds;
	}

	/** Takes in an act; acts come in ascending order. */
	add(who: IdentityId, side: keyof Gate, at: number): void {
		const gate = this.#gates.get(who) ?? { out: [], back: [] };
		this.#gates.set(who, gate);
		gate[side].push(at);
	}

	/** Everybody about whom there is an act. */
	get people(): Iterable<IdentityId> {
		return this.#gates.keys();
	}

	/** The latest acts that shut somebody out, as the past of `at` shows them: of acts at once these win. */
	shuttingOut(who: IdentityId, at: number): number[] {
		const gate = this.#gates.get(who);
		if (!gate || gate.out.length === 0) return [];
		const all = [...gate.out, ...gate.back].sort((a, b) => a - b);
		const out = new Set(gate.out);
		return latestOf(this.#feeds.causality, all, at).filter((act) => out.has(act));
	}

	/** Whether an act lets somebody in by the past of `at`, and none as late shuts them out. */
	letsIn(who: IdentityId, at: number): boolean {
		const gate = this.#gates.get(who);
		if (!gate || this.shuttingOut(who, at).length > 0) return false;
		return latestOf(this.#feeds.causality, gate.back, at).length > 0;
	}

	/**
	 * The fence of an act that shuts somebody out: of what they sign it lets count exactly what is in its own past, and what
	 * follows an act that let them back in after it.
	 */
	isFenced(who: IdentityId, at: number): boolean {
		const gate = this.#gates.get(who);
		if (!gate || gate.out.length === 0) return false;
		const { causality } = this.#feeds;
		const back = latestOf(causality, gate.back, at);
		return gate.out.some((act) => {
			if (causality.isConcurrent(act, at)) return true;
			return causality.isBefore(act, at) && !back.some((later) => causality.isBefore(act, later));
		});
	}
}

/** Who may do what in a community, and whose acts count. */
export interface Ranks {
	readonly founder: IdentityId;
	/** Whether somebody is an organiser by the past of `at`, or the founder. */
	isOrganiser(who: IdentityId, at: number): boolean;
	/** Bans as the past of `at` shows them; null: none. */
	banOf(who: IdentityId, at: number): number | null;
	/** Everybody whom an act of a ban is about. */
	readonly judged: Iterable<IdentityId>;
	/** Whether the event at `at` is not void, and its author not shut out. */
	counts(at: number): boolean;
	/** Whether it counts as an organiser's. */
	countsAsOrganiser(at: number): boolean;
}

/**
 * Judges who is an organiser and who is banned. Strata, so that the rules have no circle: the founder's acts count always;
 * by them it stands who is an organiser when; by that, which bans of organisers count; by all bans, whose acts do.
 */
export function judgeRanks(feeds: Feeds): Ranks {
	const { causality, authors } = feeds;
	const founder = authors[0]!;
	const isVoid = (at: number) => feeds.isForked(at) || feeds.isOverQuota(at);
	const offices = new Gates(feeds);
	const founderBans = new Gates(feeds);
	const bans = new Gates(feeds);
	for (const [at, { type, body }] of causality.events.entries()) {
		if (isVoid(at)) continue;
		const author = authors[at]!;
		if (type === 'organiser.appointed' && author === founder) {
			offices.add(body.target, 'back', at);
			// Whom the founder trusts is not banned.
			founderBans.add(body.target, 'back', at);
		}
		if (type === 'organiser.dismissed' && (author === founder || author === body.target))
			offices.add(body.target, 'out', at);
		if (author !== founder) continue;
		if (type === 'person.banned' && body.target !== founder) founderBans.add(body.target, 'out', at);
		if (type === 'person.unbanned') founderBans.add(body.target, 'back', at);
	}
	const isOrganiser = (who: IdentityId, at: number) => who === founder || offices.letsIn(who, at);
	const actsAsOrganiser = (at: number) => {
		const author = authors[at]!;
		if (author === founder) return true;
		return isOrganiser(author, at) && !offices.isFenced(author, at) && !founderBans.isFenced(author, at);
	};
	for (const [at, { type, body }] of causality.events.entries()) {
		if (isVoid(at)) continue;
		const isFounders = authors[at] === founder;
		if (type === 'organiser.appointed' && isFounders) bans.add(body.target, 'back', at);
		if (type !== 'person.banned' && type !== 'person.unbanned') continue;
		const mayAct = isFounders
			? body.target !== founder
			: actsAsOrganiser(at) && !isOrganiser(body.target, at);
		if (mayAct) bans.add(body.target, type === 'person.banned' ? 'out' : 'back', at);
	}
	const counts = (at: number) => !isVoid(at) && (authors[at] === founder || !bans.isFenced(authors[at]!, at));
	return {
		founder,
		isOrganiser,
		banOf: (who, at) => bans.shuttingOut(who, at)[0] ?? null,
		judged: bans.people,
		counts,
		countsAsOrganiser: (at) => counts(at) && actsAsOrganiser(at)
	};
}
