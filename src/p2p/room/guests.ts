import type { IdentityId } from '../base/ids.ts';
import type { AccessRules } from './access.ts';
import { latestOf } from './causality.ts';
import type { History } from './history.ts';
import type { Guest } from './state.ts';

/** Answers in a state: as many as a record can retell beside all else. Who came first is kept. */
export const MAX_GUESTS = 500;
/** Answers of one person: the newest ones. */
export const MAX_ANSWERS_OF_ONE = 8;

/** Where each person's latest answer for each time stands; of two at once the larger id, since it decides nothing. */
function latestAnswers(
	history: History,
	access: AccessRules,
	plans: readonly number[]
): Map<IdentityId, number[]> {
	const { causality, authors } = history;
	const registers = new Map<string, number[]>();
	for (const [at, event] of causality.events.entries()) {
		if (event.type !== 'rsvp.given' || !access.isAccepted(at)) continue;
		// To no plan that they saw, nobody answered anything.
		if (!plans.some((plan) => causality.isBefore(plan, at))) continue;
		// Whoever is put out is not expected any more, and answers anew once they are back.
		if (!access.exclusions(authors[at]!).every((act) => causality.isBefore(act, at))) continue;
		const key = authors[at]! + event.body.instance;
		registers.set(key, [...(registers.get(key) ?? []), at]);
	}
	const byPerson = new Map<IdentityId, number[]>();
	for (const register of registers.values()) {
		const latest = latestOf(causality, register, causality.now);
		const at = latest.reduce((a, b) => (causality.events[a]!.id > causality.events[b]!.id ? a : b));
		const who = authors[at]!;
		byPerson.set(who, [...(byPerson.get(who) ?? []), at]);
	}
	return byPerson;
}

/**
 * Who said of one of these plans whether they will come, of those who were not put out since, in the order in which they
 * answered last.
 */
export function rsvpsOf(history: History, access: AccessRules, plans: readonly number[]): readonly Guest[] {
	const { causality, authors } = history;
	const standing: number[] = [];
	for (const answers of latestAnswers(history, access, plans).values())
		standing.push(...answers.sort((a, b) => a - b).slice(-MAX_ANSWERS_OF_ONE));
	return standing
		.sort((a, b) => a - b)
		.slice(0, MAX_GUESTS)
		.flatMap((at): Guest | [] => {
			const event = causality.events[at]!;
			return event.type === 'rsvp.given' ? { identity: authors[at]!, ...event.body } : [];
		});
}
