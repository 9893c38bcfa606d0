import type { IdentityId, SessionId } from '../base/ids.ts';
import type { AccessRules } from './access.ts';
import type { Admissions } from './admission.ts';
import { opensFeed } from './events.ts';
import { targetOf } from './history.ts';
import type { History } from './history.ts';
import type { StageRules } from './stage.ts';
import type { Person } from './state.ts';

/** The rules that people rest on. */
interface Grounds {
	readonly admissions: Admissions;
	readonly access: AccessRules;
	readonly stage: StageRules;
	/** Authorised acts, ascending. */
	readonly acts: readonly number[];
}

/** Everybody who signed something that counts or about whom a moderator did, as the whole history leaves them. */
export class People {
	readonly #history: History;
	readonly #grounds: Grounds;
	/** Session keys that each identity certified. */
	readonly #sessions = new Map<IdentityId, Set<SessionId>>();
	/** The opening of each author's newest feed in which at least one event counts: its certificate gives the name. */
	readonly #newest = new Map<IdentityId, number>();

	constructor(history: History, grounds: Grounds) {
		this.#history = history;
		this.#grounds = grounds;
		for (let at = 0; at < history.causality.now; at++) this.#meet(at);
	}

	/** All of them, ascending by identity. */
	all(): Person[] {
		const { causality } = this.#history;
		const targets = this.#grounds.acts
			.map((at) => targetOf(causality.events[at]!))
			.filter((target) => target !== null);
		const known = [...new Set([...this.#newest.keys(), ...targets])].sort();
		return known.map((identity) => this.#person(identity));
	}

	/**
	 * The list with the event at the end of the history, given the list before it: only its author and whom
	 * it is about may have changed. `isAct` says whether it is an authorised act.
	 */
	after(before: readonly Person[], isAct: boolean): readonly Person[] {
		const { causality, authors } = this.#history;
		const at = causality.now - 1;
		this.#meet(at);
		const people = [...before];
		const target = targetOf(causality.events[at]!);
		for (const who of new Set([authors[at]!, target])) {
			if (who === null) continue;
			const place = placeIn(people, who);
			const isKnown = people[place]?.identity === who;
			if (isKnown || this.#newest.has(who) || (isAct && who === target))
				people.splice(place, isKnown ? 1 : 0, this.#person(who));
		}
		return people;
	}

	#meet(at: number): void {
		const { causality, authors } = this.#history;
		const who = authors[at]!;
		const opening = causality.openings[at]!;
		if (opening === at) {
			const own = this.#sessions.get(who) ?? new Set();
			this.#sessions.set(who, own.add(causality.events[at]!.session));
		}
		if (opening >= (this.#newest.get(who) ?? -1) && this.#grounds.access.isAccepted(at))
			this.#newest.set(who, opening);
	}

	#person(identity: IdentityId): Person {
		const { admissions, access, stage } = this.#grounds;
		const { now } = this.#history.causality;
		return {
			identity,
			name: this.#nameOf(identity),
			role: stage.roleAt(identity, now),
			...access.accessAt(identity, now),
			muted: stage.isMuted(identity),
			invite: stage.invite(identity),
			sessions: [...(this.#sessions.get(identity) ?? [])].sort(),
			admitted: admissions.sessions(identity),
			invitedBy: admissions.invitedBy(identity)
		};
	}

	#nameOf(identity: IdentityId): string {
		const opening = this.#newest.get(identity);
		const event = opening === undefined ? undefined : this.#history.causality.events[opening]!;
		return event && opensFeed(event) ? event.body.certificate.name : '';
	}
}

/** Where somebody is in a list ascending by identity, or belongs. */
function placeIn(people: readonly Person[], who: IdentityId): number {
	let [low, high] = [0, people.length];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (people[middle]!.identity < who) low = middle + 1;
		else high = middle;
	}
	return low;
}
