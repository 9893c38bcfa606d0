import type { IdentityId } from '../base/ids.ts';
import type { AccessRules } from './access.ts';
import { targetOf } from './history.ts';
import type { History } from './history.ts';
import type { StageRules } from './stage.ts';
import type { Standing } from './standing.ts';
import type { RoomState } from './state.ts';

/** The rules that hands rest on. */
interface Grounds {
	readonly standing: Standing;
	readonly access: AccessRules;
	readonly stage: StageRules;
	/** Authorised acts, ascending. */
	readonly acts: readonly number[];
}

/** Positions of whatever takes each hand down. */
function loweringsOf(history: History, grounds: Grounds): (who: IdentityId) => readonly number[] {
	const lowered = new Map<IdentityId, number[]>();
	const loweredAll = grounds.acts.filter((at) => history.causality.events[at]!.type === 'hands.lowered');
	const add = (who: IdentityId, at: number) => {
		const list = lowered.get(who);
		if (list) list.push(at);
		else lowered.set(who, [at]);
	};
	for (const at of grounds.acts) {
		const event = history.causality.events[at]!;
		if (event.type === 'hand.lowered') add(event.body.target, at);
	}
	for (const [at, event] of history.causality.events.entries()) {
		const isOwn = event.type === 'hand.lowered' && targetOf(event) === history.authors[at];
		if (isOwn && grounds.access.isAccepted(at)) add(history.authors[at]!, at);
	}
	return (who) => [
		...loweredAll,
		...(lowered.get(who) ?? []),
		...grounds.stage.acceptances(who),
		...grounds.access.exclusions(who),
		...grounds.standing.appointments(who)
	];
}

/**
 * The queue of raised hands, first raised first in causal order. Only a listener who is in raises one.
 * A hand is up if a raising of it has every lowering in its past, so concurrent with one it is down;
 * raising it again keeps the place.
 */
export function raisedHands(history: History, grounds: Grounds): RoomState['hands'] {
	const { causality, authors } = history;
	const lowerings = loweringsOf(history, grounds);
	const known = new Map<IdentityId, readonly number[]>();
	const hands = new Map<IdentityId, number>();
	for (const [at, event] of causality.events.entries()) {
		const who = authors[at]!;
		if (event.type !== 'hand.raised' || hands.has(who) || !grounds.access.isAccepted(at)) continue;
		if (grounds.stage.roleAt(who, at) !== 'listener') continue;
		let lowered = known.get(who);
		if (!lowered) known.set(who, (lowered = lowerings(who)));
		if (lowered.every((act) => causality.isBefore(act, at))) hands.set(who, at);
	}
	return [...hands].map(([identity, at]) => ({ identity, event: causality.events[at]!.id }));
}

/**
 * The queue with the event at the end of the history, given the queue before it. That event follows every
 * lowering, and every hand that is up. `isAct` says whether it is an authorised act.
 */
export function handsAfter(
	history: History,
	{ access, stage }: Pick<Grounds, 'access' | 'stage'>,
	{ hands, isAct }: { readonly hands: RoomState['hands']; readonly isAct: boolean }
): RoomState['hands'] {
	const at = history.causality.now - 1;
	const event = history.causality.events[at]!;
	const who = history.authors[at]!;
	const without = (identity: IdentityId) => hands.filter((hand) => hand.identity !== identity);
	switch (event.type) {
		case 'hand.raised': {
			const isUp = hands.some(({ identity }) => identity === who);
			if (isUp || !access.isAccepted(at) || stage.roleAt(who, at) !== 'listener') return hands;
			return [...hands, { identity: who, event: event.id }];
		}
		case 'hand.lowered': {
			const isOwn = event.body.target === who && access.isAccepted(at);
			return isAct || isOwn ? without(event.body.target) : hands;
		}
		case 'stage.answered':
			return stage.acceptances(who).at(-1) === at ? without(who) : hands;
		default:
			return hands;
	}
}
