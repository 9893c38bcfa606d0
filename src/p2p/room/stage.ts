import type { EventId, IdentityId } from '../base/ids.ts';
import type { AccessRules } from './access.ts';
import { latestOf } from './causality.ts';
import type { EventBodies } from './events.ts';
import { targetOf } from './history.ts';
import type { History } from './history.ts';
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
}

/** What decides one person's place on the stage. */
interface Place {
	/** Ascending, as are answers, acceptances and unmutes. */
	readonly invites: number[];
	/** Whatever sends the person to the audience. */
	readonly demotions: number[];
	/** Demotions, and appointments: whoever stands on the stage needs no invitation. */
	readonly closers: number[];
	/** Answers to an invitation that was open when they were signed. */
	readonly answers: number[];
	readonly acceptances: number[];
	readonly mutes: number[];
	readonly unmutes: number[];
}

/** Judges the stage from the authorised acts (ascending) and the accepted events of the people themselves. */
export function judgeStage(
	history: History,
	{ standing, access, acts }: { standing: Standing; access: AccessRules; acts: readonly number[] }
): StageRules {
	const { causality, host } = history;
	const { now } = causality;
	const places = new Map<IdentityId, Place>();
	const actsOn = new Map<IdentityId, number[]>();
	for (const at of acts) {
		const target = targetOf(causality.events[at]!);
		if (target === null) continue;
		const list = actsOn.get(target);
		if (list) list.push(at);
		else actsOn.set(target, [at]);
	}

	/** An invitation is open until an answer follows it, or a demotion follows it or is concurrent. */
	function isOpen(place: Place, invite: number, at: number): boolean {
		const isClosed = place.closers.some(
			(act) => causality.isBefore(act, at) && !causality.isBefore(act, invite)
		);
		return (
			!isClosed &&
			!place.answers.some((own) => causality.isBefore(own, at) && causality.isBefore(invite, own))
		);
	}

	function addActsOfOthers(place: Place, who: IdentityId): void {
		for (const at of actsOn.get(who) ?? []) {
			const event = causality.events[at]!;
			if (event.type === 'stage.invited' && access.accessAt(who, at).access === 'in') place.invites.push(at);
			if (event.type === 'mic.muted') place.mutes.push(at);
			if (event.type === 'role.revoked' && event.body.role === 'speaker') place.demotions.push(at);
		}
		place.demotions.push(...standing.departures(who), ...access.exclusions(who));
		place.closers.push(...place.demotions, ...standing.appointments(who));
	}

	/** The person's own events, in causal order, since each is judged by what is in its past. */
	function addOwnEvents(place: Place, who: IdentityId): void {
		for (const at of history.by(who)) {
			const event = causality.events[at]!;
			if (event.type === 'mic.unmuted' && access.isAccepted(at)) place.unmutes.push(at);
			if (event.type === 'stage.answered' && access.isAccepted(at)) addAnswer(place, at, event.body);
			const isStepDown =
				event.type === 'role.revoked' && event.body.role === 'speaker' && event.body.target === who;
			if (isStepDown && access.isAccepted(at) && roleAt(who, at) !== 'listener') {
				place.demotions.push(at);
				place.closers.push(at);
			}
		}
	}

	function addAnswer(place: Place, at: number, answer: EventBodies['stage.answered']): void {
		const invite = causality.positionOf(answer.invite);
		if (invite === undefined || !place.invites.includes(invite) || !causality.isBefore(invite, at)) return;
		if (!isOpen(place, invite, at)) return;
		place.answers.push(at);
		if (answer.accept) place.acceptances.push(at);
	}

	function placeOf(who: IdentityId): Place {
		const known = places.get(who);
		if (known) return known;
		const place: Place = {
			invites: [],
			demotions: [],
			closers: [],
			answers: [],
			acceptances: [],
			mutes: [],
			unmutes: []
		};
		places.set(who, place);
		if (who === host) return place;
		addActsOfOthers(place, who);
		addOwnEvents(place, who);
		return place;
	}

	/** Concurrent, a demotion beats a promotion. */
	function isSpeaker(who: IdentityId, at: number): boolean {
		const { acceptances, demotions } = placeOf(who);
		if (acceptances.length === 0) return false;
		const promoted = latestOf(causality, acceptances, at);
		return promoted.length > 0 && !hasUnanswered(demotions, promoted, at);
	}

	/** Whether one of `acts` known at `at` is followed by none of `answers`, the latest that might. */
	function hasUnanswered(acts: readonly number[], answers: readonly number[], at: number): boolean {
		return acts.some(
			(act) => causality.isBefore(act, at) && !answers.some((answer) => causality.isBefore(act, answer))
		);
	}

	function roleAt(who: IdentityId, at: number): Role {
		if (who === host) return 'host';
		if (standing.isAppointed(who, at)) return 'cohost';
		return isSpeaker(who, at) ? 'speaker' : 'listener';
	}

	return {
		roleAt,
		invite(who) {
			if (roleAt(who, now) !== 'listener' || access.accessAt(who, now).access !== 'in') return null;
			const place = placeOf(who);
			const open = place.invites.findLast((invite) => isOpen(place, invite, now));
			return open === undefined ? null : causality.events[open]!.id;
		},
		// Concurrent, muting beats unmuting.
		isMuted: (who) => hasUnanswered(placeOf(who).mutes, latestOf(causality, placeOf(who).unmutes, now), now),
		acceptances: (who) => placeOf(who).acceptances
	};
}
