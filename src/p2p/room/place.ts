import type { IdentityId } from '../base/ids.ts';
import type { AccessRules } from './access.ts';
import { latestOf } from './causality.ts';
import type { Causality } from './causality.ts';
import type { EventBodies } from './events.ts';
import type { History } from './history.ts';
import type { Standing } from './standing.ts';

/** What decides one person's place on the stage, as positions. Invites and own events are ascending. */
export interface Place {
	readonly invites: number[];
	/** Whatever sends the person to the audience; it ends open invitations too. */
	readonly demotions: number[];
	/** Answers to an invitation that was open when they were signed. */
	readonly answers: number[];
	readonly acceptances: number[];
	/** Mutings by name. */
	readonly mutes: number[];
	readonly unmutes: number[];
}

/** A person and what decides their place. */
interface PlaceOf {
	readonly who: IdentityId;
	readonly place: Place;
}

/** The rules that places rest on. */
export interface PlaceGrounds {
	readonly standing: Standing;
	readonly access: AccessRules;
	/** Authorised acts about the person, ascending. */
	readonly acts: readonly number[];
}

/** Whether an act known at `at` is followed by none of `answers`, the latest that might follow it. */
function hasUnanswered(
	causality: Causality,
	acts: readonly number[],
	answers: readonly number[],
	at: number
): boolean {
	return acts.some(
		(act) => causality.isBefore(act, at) && !answers.some((answer) => causality.isBefore(act, answer))
	);
}

/** Whether an acceptance holds at `at`. Concurrent, a demotion beats a promotion. */
export function isPromoted(causality: Causality, place: Place, at: number): boolean {
	const promoted = latestOf(causality, place.acceptances, at);
	return promoted.length > 0 && !hasUnanswered(causality, place.demotions, promoted, at);
}

/** Whether one of these mutings holds at `at`. Concurrent, muting beats unmuting. */
export function isSilenced(
	causality: Causality,
	{ mutes, unmutes }: { readonly mutes: readonly number[]; readonly unmutes: readonly number[] },
	at: number
): boolean {
	return hasUnanswered(causality, mutes, latestOf(causality, unmutes, at), at);
}

/** Whether an invitation is open at `at`: no answer follows it, and no demotion does or is concurrent. */
export function isInviteOpen(causality: Causality, place: Place, invite: number, at: number): boolean {
	const { isBefore } = causality;
	if (place.demotions.some((act) => isBefore(act, at) && !isBefore(act, invite))) return false;
	return !place.answers.some((own) => isBefore(own, at) && isBefore(invite, own));
}

function addActOfOther(
	history: History,
	{ access }: PlaceGrounds,
	{ who, place }: PlaceOf,
	at: number
): void {
	const event = history.causality.events[at]!;
	if (event.type === 'stage.invited' && access.accessAt(who, at).access === 'in') place.invites.push(at);
	if (event.type === 'mic.muted') place.mutes.push(at);
	if (event.type === 'role.revoked' && event.body.role === 'speaker') place.demotions.push(at);
}

function addAnswer(
	causality: Causality,
	place: Place,
	at: number,
	answer: EventBodies['stage.answered']
): void {
	const invite = causality.positionOf(answer.invite);
	if (invite === undefined || !place.invites.includes(invite) || !causality.isBefore(invite, at)) return;
	if (!isInviteOpen(causality, place, invite, at)) return;
	place.answers.push(at);
	if (answer.accept) place.acceptances.push(at);
}

/** Adds an own event after those in its past, by which it is judged. */
function addOwnEvent(history: History, grounds: PlaceGrounds, { who, place }: PlaceOf, at: number): void {
	const { causality } = history;
	if (!grounds.access.isAccepted(at)) return;
	const event = causality.events[at]!;
	if (event.type === 'mic.unmuted') place.unmutes.push(at);
	if (event.type === 'stage.answered') addAnswer(causality, place, at, event.body);
	if (event.type !== 'role.revoked' || event.body.role !== 'speaker' || event.body.target !== who) return;
	if (grounds.standing.isAppointed(who, at) || isPromoted(causality, place, at)) place.demotions.push(at);
}

/** Gathers what decides a person's place from authorised acts about them and their own accepted events. */
export function placeOf(history: History, grounds: PlaceGrounds, who: IdentityId): Place {
	const place: Place = {
		invites: [],
		demotions: [],
		answers: [],
		acceptances: [],
		mutes: [],
		unmutes: []
	};
	for (const at of grounds.acts) addActOfOther(history, grounds, { who, place }, at);
	for (const at of [...grounds.standing.departures(who), ...grounds.access.exclusions(who)])
		place.demotions.push(at);
	for (const at of history.by(who)) addOwnEvent(history, grounds, { who, place }, at);
	return place;
}

/** Adds to a place the event at the end of the history, which counts as an act about the person or is their own. */
export function extendPlace(history: History, grounds: PlaceGrounds, of: PlaceOf): void {
	const at = history.causality.now - 1;
	if (grounds.acts.at(-1) === at) addActOfOther(history, grounds, of, at);
	if (history.authors[at] === of.who) addOwnEvent(history, grounds, of, at);
}
