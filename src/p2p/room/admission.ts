import type { IdentityId, InviteKey, SessionId } from '../base/ids.ts';
import type { RoomEvent } from './events.ts';
import type { History } from './history.ts';
import type { Standing } from './standing.ts';

/** Whose sessions may write durably when, and which invites are used up (R8). */
export interface Admissions {
	/** Whether the author was host or co-host there, or a moderator's page had let this session in. */
	isAdmitted(at: number): boolean;
	/** The sessions of a person that were let in, ascending. */
	sessions(who: IdentityId): readonly SessionId[];
	/** Who made the invite by which a person first came, or null. */
	invitedBy(who: IdentityId): IdentityId | null;
	/** Invites that were used or revoked, ascending. */
	readonly spentInvites: readonly InviteKey[];
	/** Takes in an authorised admission without an invite, at the end of the history. */
	append(at: number): void;
}

type Admission = RoomEvent<'person.admitted'>;

function add<Key>(index: Map<Key, number[]>, key: Key, at: number): void {
	const list = index.get(key);
	if (list) list.push(at);
	else index.set(key, [at]);
}

/** Positions of the admissions by each invite that its issuer had the right to make and nobody revoked. */
function admissionsByInvite(history: History, standing: Standing, acts: readonly number[]) {
	const { causality, authors, reigns } = history;
	const { events, isBefore } = causality;
	const feeds = new Map<SessionId, number[]>();
	for (const [at, { session }] of events.entries()) add(feeds, session, at);
	const revocations = new Map<InviteKey, number[]>();
	const byInvite = new Map<InviteKey, number[]>();
	for (const at of acts) {
		const event = events[at]!;
		if (event.type === 'invite.revoked') add(revocations, event.body.invite, at);
	}
	for (const at of acts) {
		const event = events[at]!;
		if (event.type !== 'person.admitted' || event.body.invite === null) continue;
		const { key, issuer } = event.body.invite;
		const issued = feeds.get(issuer)?.find((own) => isBefore(own, at));
		if (issued === undefined) continue;
		const maker = authors[issued]!;
		if (reigns.hostAt(at) !== maker && !standing.isAppointed(maker, at)) continue;
		// A revocation beside the admission counts: an invite is worthless from the moment it is revoked.
		if ((revocations.get(key) ?? []).every((act) => isBefore(at, act))) add(byInvite, key, at);
	}
	return { byInvite, makerOf: (issuer: SessionId) => authors[feeds.get(issuer)![0]!]!, revoked: revocations };
}

/**
 * Of the admissions by one invite, those that count: it belongs to the identity that the causally first
 * one names. Of several at once for different people none counts: an id never decides.
 */
function boundAdmissions(history: History, admissions: readonly number[]): number[] {
	const { events, isBefore, isConcurrent } = history.causality;
	const targetAt = (at: number) => (events[at] as Admission).body.target;
	const timely: number[] = [];
	for (const at of admissions) {
		const isLate = timely.some((first) => isBefore(first, at) && targetAt(first) !== targetAt(at));
		if (!isLate) timely.push(at);
	}
	return timely.filter(
		(at) => !timely.some((rival) => isConcurrent(rival, at) && targetAt(rival) !== targetAt(at))
	);
}

/** Judges admissions from the authorised acts (ascending). */
export function judgeAdmissions(history: History, standing: Standing, acts: readonly number[]): Admissions {
	const { causality, authors, reigns } = history;
	const { events, isBefore } = causality;
	const { byInvite, makerOf, revoked } = admissionsByInvite(history, standing, acts);
	const byInviteThatCount = new Set(
		[...byInvite.values()].flatMap((group) => boundAdmissions(history, group))
	);
	const bySession = new Map<SessionId, number[]>();
	const byPerson = new Map<IdentityId, number[]>();
	const bodyAt = (at: number) => (events[at] as Admission).body;
	const append = (at: number) => {
		add(bySession, bodyAt(at).session, at);
		add(byPerson, bodyAt(at).target, at);
	};
	for (const at of acts) {
		const event = events[at]!;
		if (event.type !== 'person.admitted') continue;
		if (event.body.invite === null || byInviteThatCount.has(at)) append(at);
	}

	return {
		isAdmitted(at) {
			const author = authors[at]!;
			if (reigns.hostAt(at) === author || standing.isAppointed(author, at)) return true;
			const admissions = bySession.get(events[at]!.session) ?? [];
			return admissions.some((act) => bodyAt(act).target === author && isBefore(act, at));
		},
		sessions: (who) => [...new Set((byPerson.get(who) ?? []).map((at) => bodyAt(at).session))].sort(),
		invitedBy(who) {
			const invited = (byPerson.get(who) ?? []).filter((at) => bodyAt(at).invite !== null);
			const first = invited.filter((at) => !invited.some((earlier) => isBefore(earlier, at)));
			const [maker] = first.map((at) => makerOf(bodyAt(at).invite!.issuer)).sort();
			return maker ?? null;
		},
		spentInvites: [...new Set([...byInvite.keys(), ...revoked.keys()])].sort(),
		append
	};
}
