import type { IdentityId } from '../base/ids.ts';
import type { Admissions } from './admission.ts';
import { latestOf } from './causality.ts';
import { targetOf } from './history.ts';
import type { History } from './history.ts';
import type { Standing } from './standing.ts';
import type { Access } from './state.ts';

/** Who is in, removed or banned when, and whose own events count. */
export interface AccessRules {
	/** The access register as the past of `at` shows it, with the winning act's reason. */
	accessAt(who: IdentityId, at: number): { readonly access: Access; readonly reason: string };
	/** Whether an author's own event counts: not void, by an admitted session, outside every fence. */
	isAccepted(at: number): boolean;
	/** Removals and bans of a person that count, ascending. */
	exclusions(who: IdentityId): readonly number[];
}

/** The acts that decide one person's access. Each list is ascending. */
interface Gate {
	readonly exclusions: readonly number[];
	/** Unbans, appointments and taking over the room: these imply an unban. */
	readonly returns: readonly number[];
	readonly all: readonly number[];
}

const OPEN_GATE: Gate = { exclusions: [], returns: [], all: [] };

function gatesOf(history: History, acts: readonly number[]): Map<IdentityId, Gate> {
	const gates = new Map<IdentityId, { exclusions: number[]; returns: number[]; all: number[] }>();
	const gateOf = (who: IdentityId) => {
		const gate = gates.get(who) ?? { exclusions: [], returns: [], all: [] };
		gates.set(who, gate);
		return gate;
	};
	for (const { host, since } of history.reigns.chain) gateOf(host).returns.push(...since);
	for (const at of acts) {
		const event = history.causality.events[at]!;
		const target = targetOf(event);
		if (target === null) continue;
		const isExclusion = event.type === 'person.removed' || event.type === 'person.banned';
		if (!isExclusion && event.type !== 'person.unbanned' && event.type !== 'role.granted') continue;
		const gate = gateOf(target);
		(isExclusion ? gate.exclusions : gate.returns).push(at);
	}
	for (const gate of gates.values()) {
		gate.returns.sort((a, b) => a - b);
		gate.all.push(...gate.exclusions, ...gate.returns);
		gate.all.sort((a, b) => a - b);
	}
	return gates;
}

/** Judges access from the authorised acts (ascending). */
export function judgeAccess(
	history: History,
	{ standing, admissions, acts }: { standing: Standing; admissions: Admissions; acts: readonly number[] }
): AccessRules {
	const { causality } = history;
	const gates = gatesOf(history, acts);
	const gate = (who: IdentityId) => gates.get(who) ?? OPEN_GATE;

	function accessAt(who: IdentityId, at: number): { access: Access; reason: string } {
		let access: Access = 'in';
		let reason = '';
		for (const act of latestOf(causality, gate(who).all, at)) {
			const event = causality.events[act]!;
			const isBan = event.type === 'person.banned';
			if (!isBan && event.type !== 'person.removed') continue;
			if (!isBan && access === 'banned') continue;
			access = isBan ? 'banned' : 'removed';
			reason = event.body.reason;
		}
		return { access, reason };
	}

	/**
	 * The fence of a removal or ban: of its target it accepts exactly the events in its own past.
	 * Later ones count again once they follow a return that follows the act.
	 */
	function isShutOut(who: IdentityId, at: number): boolean {
		const { exclusions, returns } = gate(who);
		if (exclusions.length === 0) return false;
		const returned = latestOf(causality, returns, at);
		return exclusions.some((act) => {
			if (causality.isConcurrent(act, at)) return true;
			return causality.isBefore(act, at) && !returned.some((later) => causality.isBefore(act, later));
		});
	}

	/** Kept, since several rules ask about every event. */
	const verdicts: (boolean | undefined)[] = causality.events.map(() => undefined);
	function isAccepted(at: number): boolean {
		let verdict = verdicts[at];
		if (verdict === undefined) {
			const author = history.authors[at]!;
			const isOut = standing.isFenced(author, at) || isShutOut(author, at);
			verdicts[at] = verdict = !(history.isVoid(at) || isOut || !admissions.isAdmitted(at));
		}
		return verdict;
	}

	return { accessAt, isAccepted, exclusions: (who) => gate(who).exclusions };
}
