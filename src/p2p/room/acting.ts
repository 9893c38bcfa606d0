import type { IdentityId } from '../base/ids.ts';
import { latestOf } from './causality.ts';
import { targetOf } from './history.ts';
import type { History } from './history.ts';
import type { Standing } from './standing.ts';
import type { RoomState } from './state.ts';

/** Who acts for an absent host when (R15). */
export interface Acting {
	/** Whom more than half of the co-hosts back, as the past of `at` shows it, since the host last signed. */
	actingAt(at: number): IdentityId | null;
	/** Whether the author of `at` acts for the host there, and no act of the host about `target` is beside it. */
	actsForHost(at: number, target: IdentityId | null): boolean;
	/** Backings that count when they are signed, ascending. */
	readonly backings: readonly number[];
	/** Whom each co-host backs now, ascending by co-host. */
	readonly current: RoomState['backings'];
}

/**
 * Judges the acting host. `standing` is what the hosts alone gave: who was appointed by an acting host
 * neither backs nor counts, so that an acting host cannot make the own majority.
 */
export function judgeActing(history: History, standing: Standing): Acting {
	const { causality, authors, reigns } = history;
	const { events, now, isBefore, isConcurrent } = causality;
	const isCohost = (who: IdentityId, at: number) =>
		reigns.hostAt(at) !== who && standing.isAppointed(who, at);
	const byCohost = new Map<IdentityId, number[]>();
	const backings: number[] = [];
	for (const [at, event] of events.entries()) {
		const who = authors[at]!;
		if (event.type !== 'acting.backed' || history.isVoid(at) || reigns.hostAt(at) === who) continue;
		const { target } = event.body;
		if (!standing.actsAsCohost(who, at) || (target !== null && !isCohost(target, at))) continue;
		backings.push(at);
		byCohost.set(who, [...(byCohost.get(who) ?? []), at]);
	}
	const hostActs = events.flatMap((_, at) => (reigns.isHostAct(at) && !history.isVoid(at) ? [at] : []));
	/** Signs of a host: whatever they sign, and their taking over. */
	const presences = [...hostActs, ...reigns.chain.flatMap(({ since }) => since)];

	/** What the host decided about somebody; that a page let in a session of theirs is no decision. */
	const decisions = hostActs.filter((at) => {
		const event = events[at]!;
		return event.type !== 'person.admitted' && targetOf(event) !== null;
	});

	/** Whether somebody became co-host since: whoever lost the rank and got it back backs nobody and is backed by nobody. */
	const hasRisenSince = (who: IdentityId, act: number, at: number) =>
		standing.rises(who).some((since) => isBefore(since, at) && !isBefore(since, act));

	/** The latest backings of each co-host at `at`, and whom all of them name. */
	function votesAt(at: number) {
		const votes: { by: IdentityId; target: IdentityId; acts: readonly number[] }[] = [];
		for (const by of standing.appointees) {
			const own = byCohost.get(by);
			if (!own || !isCohost(by, at)) continue;
			const acts = latestOf(causality, own, at);
			const [target, ...others] = new Set(acts.map((act) => targetOf(events[act]!)));
			if (!target || others.length > 0 || !isCohost(target, at)) continue;
			if (acts.some((act) => hasRisenSince(by, act, at) || hasRisenSince(target, act, at))) continue;
			votes.push({ by, target, acts });
		}
		return votes;
	}

	function actingAt(at: number): IdentityId | null {
		if (backings.length === 0) return null;
		const size = standing.appointees.filter((who) => isCohost(who, at)).length;
		const votes = votesAt(at);
		for (const candidate of new Set(votes.map(({ target }) => target))) {
			const backers = votes.filter(({ target }) => target === candidate);
			if (backers.length * 2 <= size) continue;
			const acts = backers.flatMap((vote) => vote.acts);
			const isReturn = (presence: number) =>
				isBefore(presence, at) && !acts.every((act) => isBefore(presence, act));
			return presences.some(isReturn) ? null : candidate;
		}
		return null;
	}

	const known = new Map<number, IdentityId | null>();
	function actsForHost(at: number, target: IdentityId | null): boolean {
		const author = authors[at]!;
		if (backings.length === 0 || !standing.actsAsCohost(author, at)) return false;
		let acting = known.get(at);
		if (acting === undefined) known.set(at, (acting = actingAt(at)));
		if (acting !== author) return false;
		if (target === null) return true;
		return !decisions.some((act) => targetOf(events[act]!) === target && isConcurrent(act, at));
	}

	return {
		actingAt,
		actsForHost,
		backings,
		current: votesAt(now).map(({ by, target }) => ({ by, target }))
	};
}

/**
 * Whether an appointment or dismissal by an acting host counts. They dismiss only whom an acting host
 * appointed: `standing`, which the hosts alone gave, says who is not.
 */
export function isActingRoleAct(history: History, standing: Standing, acting: Acting, at: number): boolean {
	const event = history.causality.events[at]!;
	if (event.type !== 'role.granted' && event.type !== 'role.revoked') return false;
	const { target, role } = event.body;
	if (role !== 'cohost' || target === history.authors[at] || target === history.reigns.hostAt(at))
		return false;
	if (event.type === 'role.revoked' && standing.isAppointed(target, at)) return false;
	return acting.actsForHost(at, target);
}
