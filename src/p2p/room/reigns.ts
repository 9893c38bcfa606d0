import type { EventId, IdentityId } from '../base/ids.ts';
import { latestOf } from './causality.ts';
import type { Feeds } from './feeds.ts';
import type { RoomState } from './state.ts';

/** One person's time as host. Reigns form a chain: each but the first begins by accepting the one before's offer. */
export interface Reign {
	readonly host: IdentityId;
	/** The host's answers that began it: one, or one from each of several devices. None for the founder. */
	readonly since: readonly number[];
}

/** Who holds the room when (R2, R13). */
export interface Reigns {
	/** From the founder on. */
	readonly chain: readonly Reign[];
	/** Who is host as the past of `at` shows it. */
	hostAt(at: number): IdentityId;
	/**
	 * Whether the event at `at` has the host's rank: its author reigned, and if they gave the room away,
	 * the acceptance has seen it. So nobody adds to a reign after it.
	 */
	isHostAct(at: number): boolean;
	/** The offer that its target may accept now. */
	readonly offer: RoomState['offer'];
}

/** An offer that counts within one reign, and what may close it. */
interface Offer {
	readonly at: number;
	readonly target: IdentityId;
	/** Acts of the host that take it back unless it has seen them: another offer, putting the target out, the end. */
	readonly takebacks: readonly number[];
	/** The target's answers that have seen it, ascending. */
	readonly answers: readonly number[];
}

/** The offers of one reign, in causal order. */
function offersOf(feeds: Feeds, reign: Reign, acts: readonly number[]): Offer[] {
	const { events, isBefore } = feeds.causality;
	const answersBy = new Map<EventId, number[]>();
	for (const [at, event] of events.entries()) {
		if (event.type !== 'host.answered' || feeds.isForked(at) || feeds.isOverQuota(at)) continue;
		const answers = answersBy.get(event.body.offer) ?? [];
		answersBy.set(event.body.offer, answers);
		answers.push(at);
	}
	const offers: Offer[] = [];
	for (const at of acts) {
		const event = events[at]!;
		if (event.type !== 'host.offered' || event.body.target === null) continue;
		const { target } = event.body;
		if (target === reign.host) continue;
		const answers = answersBy.get(event.id) ?? [];
		offers.push({
			at,
			target,
			takebacks: acts.filter((act) => act !== at && !isBefore(act, at) && takesBack(act, target)),
			answers: answers.filter((own) => isBefore(at, own) && feeds.authors[own] === target)
		});
	}
	return offers;

	function takesBack(act: number, target: IdentityId): boolean {
		const event = events[act]!;
		if (event.type === 'host.offered') return event.body.target !== reign.host;
		if (event.type === 'room.ended') return true;
		return (
			(event.type === 'person.removed' || event.type === 'person.banned') && event.body.target === target
		);
	}
}

/**
 * The acceptances of an offer that hold. One that has seen an answer or a takeback is too late. A takeback
 * beside it voids it, else whoever was once offered the room could take it "from before"; unless an event
 * of the old host saw the acceptance and not the takeback, which then is the one that came too late.
 */
function acceptancesOf(feeds: Feeds, offer: Offer, byHost: readonly number[]): number[] {
	const { events, isBefore, isConcurrent } = feeds.causality;
	const isAcknowledged = (own: number, act: number) =>
		byHost.some((seen) => isBefore(own, seen) && seen !== act && !isBefore(act, seen));
	return offer.answers.filter((own) => {
		const event = events[own]!;
		if (event.type !== 'host.answered' || !event.body.accept) return false;
		if (offer.answers.some((earlier) => isBefore(earlier, own))) return false;
		if (offer.takebacks.some((act) => isBefore(act, own))) return false;
		return offer.takebacks.every((act) => !isConcurrent(act, own) || isAcknowledged(own, act));
	});
}

const hasBegun = ({ causality }: Feeds, { since }: Reign, at: number) =>
	since.length === 0 || since.some((own) => causality.isBefore(own, at));

/** What the host of a reign signed from its beginning on, before any fork in their feed. */
function signedIn(feeds: Feeds, reign: Reign): number[] {
	const own: number[] = [];
	for (let at = 0; at < feeds.causality.now; at++) {
		if (feeds.authors[at] !== reign.host || feeds.isForked(at) || feeds.isOverQuota(at)) continue;
		if (hasBegun(feeds, reign, at)) own.push(at);
	}
	return own;
}

const TURNS: ReadonlySet<string> = new Set(['host.offered', 'person.removed', 'person.banned', 'room.ended']);

/** The reign that follows; null if no offer was accepted, or two at once, so that the host stays. */
function reignAfter(feeds: Feeds, reign: Reign): Reign | null {
	const { events, isBefore } = feeds.causality;
	const byHost = signedIn(feeds, reign);
	const acts = byHost.filter((at) => TURNS.has(events[at]!.type));
	const accepted = offersOf(feeds, reign, acts)
		.map((offer) => ({ ...offer, since: acceptancesOf(feeds, offer, byHost) }))
		.filter(({ since }) => since.length > 0)
		// What the same person offers after having given the room away belongs to a later reign, if to any.
		.filter((offer, _, all) => !all.some(({ since }) => since.some((own) => isBefore(own, offer.at))));
	const [next] = accepted;
	return next && accepted.length === 1 ? { host: next.target, since: next.since } : null;
}

/** The newest offer, while nobody has answered it or taken it back. */
function openOffer(feeds: Feeds, reign: Reign): RoomState['offer'] {
	const { events, now } = feeds.causality;
	const acts = signedIn(feeds, reign).filter((at) => TURNS.has(events[at]!.type));
	const offers = offersOf(feeds, reign, acts);
	const [newest, ...others] = latestOf(
		feeds.causality,
		offers.map(({ at }) => at),
		now
	);
	const open = offers.find(({ at }) => at === newest);
	if (!open || others.length > 0 || open.takebacks.length > 0 || open.answers.length > 0) return null;
	return { event: events[open.at]!.id, target: open.target };
}

/** Judges who held the room, reign after reign. */
export function judgeReigns(feeds: Feeds): Reigns {
	const { isBefore } = feeds.causality;
	const chain: Reign[] = [{ host: feeds.authors[0]!, since: [] }];
	for (let next = reignAfter(feeds, chain[0]!); next; next = reignAfter(feeds, next)) chain.push(next);

	const isWithin = (at: number, i: number) =>
		hasBegun(feeds, chain[i]!, at) &&
		(i + 1 === chain.length || chain[i + 1]!.since.some((end) => isBefore(at, end)));

	return {
		chain,
		hostAt: (at) => chain.findLast((reign) => hasBegun(feeds, reign, at))!.host,
		isHostAct(at) {
			if (feeds.isForked(at) || feeds.isOverQuota(at)) return false;
			return chain.some(({ host }, i) => host === feeds.authors[at] && isWithin(at, i));
		},
		offer: openOffer(feeds, chain.at(-1)!)
	};
}
