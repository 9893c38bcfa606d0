import type { IdentityId } from '../base/ids.ts';
import { latestOf } from './causality.ts';
import { targetOf } from './history.ts';
import type { History } from './history.ts';
import type { Standing } from './standing.ts';
import type { Access } from './state.ts';

/** Who is in, removed or banned when, and whose own events count. */
export interface AccessRules {
	/** The access register as the past of `at` shows it, with the winning act's reason. */
	accessAt(who: IdentityId, at: number): { readonly access: Access; readonly reason: string };
	/** Whether an author's own event counts: written before the end, outside every fence. */
	isAccepted(at: number): boolean;
	/** Removals and bans of a person that count, ascending. */
	exclusions(who: IdentityId): readonly number[];
}

/** The acts that decide one person's access. Each list is ascending. */
interface Gate {
	readonly exclusions: readonly number[];
	/** Unbans, and appointments: they imply an unban. */
	readonly admissions: readonly number[];
	readonly all: readonly number[];
}

const OPEN_GATE: Gate = { exclusions: [], admissions: [], all: [] };

function gatesOf(history: History, acts: readonly number[]): Map<IdentityId, Gate> {
	const gates = new Map<IdentityId, { exclusions: number[]; admissions: number[]; all: number[] }>();
	for (const at of acts) {
		const event = history.causality.events[at]!;
		const target = targetOf(event);
		if (target === null) continue;
		const isExclusion = event.type === 'person.removed' || event.type === 'person.banned';
		if (!isExclusion && event.type !== 'person.unbanned' && event.type !== 'role.granted') continue;
		const gate = gates.get(target) ?? { exclusions: [], admissions: [], all: [] };
		gates.set(target, gate);
		gate.all.push(at);
		(isExclusion ? gate.exclusions : gate.admissions).push(at);
	}
	return gates;
}

/** Judges access from the authorised acts (ascending). */
export function judgeAccess(history: History, standing: Standing, acts: readonly number[]): AccessRules {
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
	 * Later ones count again once they follow an admission that follows the act.
	 */
	function isShutOut(who: IdentityId, at: number): boolean {
		const { exclusions, admissions } = gate(who);
		if (exclusions.length === 0) return false;
		const admitted = latestOf(causality, admissions, at);
		return exclusions.some((act) => {
			if (causality.isConcurrent(act, at)) return true;
			return causality.isBefore(act, at) && !admitted.some((later) => causality.isBefore(act, later));
		});
	}

	/** 0 until asked, then 1 for no and 2 for yes: several rules ask about every event. */
	const verdicts = new Uint8Array(causality.now);
	function isAccepted(at: number): boolean {
		if (verdicts[at] === 0) {
			const author = history.authors[at]!;
			const isVoid = history.isOver(at) || standing.isFenced(author, at) || isShutOut(author, at);
			verdicts[at] = isVoid ? 1 : 2;
		}
		return verdicts[at] === 2;
	}

	return { accessAt, isAccepted, exclusions: (who) => gate(who).exclusions };
}
