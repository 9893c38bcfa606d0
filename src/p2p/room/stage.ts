import type { EventId, IdentityId } from '../base/ids.ts';
import type { Acting } from './acting.ts';
import type { AccessRules } from './access.ts';
import { targetOf } from './history.ts';
import type { History } from './history.ts';
import { extendPlace, isInviteOpen, isPromoted, isSilenced, placeOf } from './place.ts';
import type { Place } from './place.ts';
import type { Standing } from './standing.ts';
import type { Role } from './state.ts';

/** Who is on the stage, invited or muted when. */
export interface StageRules {
	roleAt(who: IdentityId, at: number): Role;
	/** The newest open invitation, for a listener who is in. */
	invite(who: IdentityId): EventId | null;
	isMuted(who: IdentityId): boolean;
	/** Answers by which a person accepted an open invitation, ascending. */
	acceptances(who: IdentityId): readonly number[];
	/** Whatever sent a person to the audience, ascending or not. */
	demotions(who: IdentityId): readonly number[];
	/** Takes in the event at the end of the history; `isAct` says whether it is an authorised act. */
	append(isAct: boolean): void;
}

/** The rules that the stage rests on. */
interface StageGrounds {
	readonly standing: Standing;
	readonly acting: Acting;
	readonly access: AccessRules;
	/** Authorised acts, ascending. */
	readonly acts: readonly number[];
}

/** Positions of the acts about each person, ascending. */
function actsByTarget(history: History, acts: readonly number[]): Map<IdentityId, number[]> {
	const byTarget = new Map<IdentityId, number[]>();
	for (const at of acts) {
		const target = targetOf(history.causality.events[at]!);
		if (target === null) continue;
		const list = byTarget.get(target);
		if (list) list.push(at);
		else byTarget.set(target, [at]);
	}
	return byTarget;
}

/** Judges the stage from the authorised acts (ascending) and the people's own accepted events. */
export function judgeStage(history: History, { standing, acting, access, acts }: StageGrounds): StageRules {
	const { causality, reigns } = history;
	const byTarget = actsByTarget(history, acts);
	const places = new Map<IdentityId, Place>();

	const groundsOf = (who: IdentityId) => ({ standing, access, acts: byTarget.get(who) ?? [] });
	function place(who: IdentityId): Place {
		let known = places.get(who);
		if (!known) places.set(who, (known = placeOf(history, groundsOf(who), who)));
		return known;
	}

	function roleAt(who: IdentityId, at: number): Role {
		if (reigns.hostAt(at) === who) return 'host';
		if (standing.isAppointed(who, at)) return 'cohost';
		return isPromoted(causality, place(who), at) ? 'speaker' : 'listener';
	}

	const massMutes = acts.filter((at) => causality.events[at]!.type === 'stage.muted');
	/** Whether a muting of the stage meets somebody: on it, and below the author, when it was signed. */
	function isMutedBy(act: number, who: IdentityId): boolean {
		const role = roleAt(who, act);
		if (role !== 'cohost') return role === 'speaker';
		return reigns.isHostAct(act) || (history.authors[act] !== who && acting.actsForHost(act, who));
	}

	return {
		roleAt,
		invite(who) {
			const { now } = causality;
			if (roleAt(who, now) !== 'listener' || access.accessAt(who, now).access !== 'in') return null;
			const open = place(who).invites.findLast((invite) => isInviteOpen(causality, place(who), invite, now));
			return open === undefined ? null : causality.events[open]!.id;
		},
		isMuted(who) {
			const mutes = [...place(who).mutes, ...massMutes.filter((act) => isMutedBy(act, who))];
			return isSilenced(causality, { mutes, unmutes: place(who).unmutes }, causality.now);
		},
		acceptances: (who) => place(who).acceptances,
		demotions: (who) => place(who).demotions,
		append(isAct) {
			const at = causality.now - 1;
			const target = targetOf(causality.events[at]!);
			if (isAct && target !== null) {
				const acts = byTarget.get(target);
				if (acts) acts.push(at);
				else byTarget.set(target, [at]);
			}
			for (const who of new Set([history.authors[at]!, target])) {
				const known = who !== null && places.get(who);
				if (known) extendPlace(history, groundsOf(who), { who, place: known });
			}
		}
	};
}
