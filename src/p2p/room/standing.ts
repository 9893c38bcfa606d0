import type { IdentityId } from '../base/ids.ts';
import { latestOf } from './causality.ts';
import type { History } from './history.ts';

/**
 * Who is a co-host when, from the host's acts (and an acting host's, if any) and the co-host's own
 * resignation alone. Whoever holds the room, or did, has a co-host's rank below that.
 */
export interface Standing {
	/** Whether the past of `at` shows this person as an appointed co-host. */
	isAppointed(who: IdentityId, at: number): boolean;
	/** Whether what this person signs at `at` counts as a co-host's act. */
	actsAsCohost(who: IdentityId, at: number): boolean;
	/** Whether an act of a host that takes this person's rank or place is concurrent with `at`. */
	isFenced(who: IdentityId, at: number): boolean;
	/** What raised this person, ascending: appointments, and whatever made them host. */
	appointments(who: IdentityId): readonly number[];
	/** Those of them before which this person was no co-host: who is appointed again while they are one stays as they were. */
	rises(who: IdentityId): readonly number[];
	/** The ends of this person's time as co-host: dismissals, and resignations that count, ascending. */
	departures(who: IdentityId): readonly number[];
	/** Everybody who ever was appointed or host, ascending. */
	readonly appointees: readonly IdentityId[];
}

/** Which appointments and dismissals by an acting host count; they rest on the standing without them. */
export type IsActingHostAct = (at: number) => boolean;

interface Career {
	readonly appointments: readonly number[];
	/** The host's dismissals, removals and bans, and an acting host's dismissals. */
	readonly dismissals: readonly number[];
	/** The person's own, signed while appointed by the host. */
	readonly resignations: readonly number[];
	/** Resignations that no dismissal is concurrent with. */
	readonly sealed: readonly number[];
	/** The dismissals proper, and the sealed resignations. */
	readonly departures: readonly number[];
	/** Every act above that sets the standing. */
	readonly turns: readonly number[];
	readonly isAppointment: (act: number) => boolean;
}

const ascending = (a: number, b: number) => a - b;

/** How a person came to hold the room, ascending: whoever gives it away keeps the rank below. */
function beginningsOf({ authors, reigns }: History, who: IdentityId): number[] {
	const founding = who === authors[0] ? [0] : [];
	return [...founding, ...reigns.chain.flatMap(({ host, since }) => (host === who ? since : []))];
}

function careerOf(history: History, who: IdentityId, isActingHostAct: IsActingHostAct): Career {
	const { causality, authors, reigns } = history;
	const appointments = beginningsOf(history, who);
	const dismissals: number[] = [];
	const revocations: number[] = [];
	const resigning: number[] = [];
	for (const at of history.about(who)) {
		// Nothing may target the host, the host's own events included.
		if (reigns.hostAt(at) === who) continue;
		const event = causality.events[at]!;
		const isRevocation = event.type === 'role.revoked' && event.body.role === 'cohost';
		if (authors[at] === who && isRevocation) resigning.push(at);
		const isByHost = reigns.isHostAct(at);
		const isRoleAct = event.type === 'role.granted' || isRevocation;
		if (!isByHost && !(isRoleAct && isActingHostAct(at))) continue;
		if (event.type === 'role.granted') appointments.push(at);
		if (isRevocation) revocations.push(at);
		if (isRevocation || event.type === 'person.removed' || event.type === 'person.banned')
			dismissals.push(at);
	}
	appointments.sort(ascending);
	const hostActs = [...appointments, ...dismissals].sort(ascending);
	const granted = new Set(appointments);
	const isAppointment = (act: number) => granted.has(act);
	const resignations = resigning.filter((at) => {
		const latest = latestOf(causality, hostActs, at);
		return latest.length > 0 && latest.every(isAppointment);
	});
	const sealed = resignations.filter((at) => !dismissals.some((act) => causality.isConcurrent(act, at)));
	return {
		appointments,
		dismissals,
		resignations,
		sealed,
		departures: [...revocations, ...sealed].sort(ascending),
		turns: [...hostActs, ...resignations].sort(ascending),
		isAppointment
	};
}

/**
 * Judges co-host standing over a history. Without `isActingHostAct` it is the standing that the hosts
 * alone gave. Results are remembered; the history must not change.
 */
export function judgeStanding(history: History, isActingHostAct: IsActingHostAct = () => false): Standing {
	const { causality } = history;
	const careers = new Map<IdentityId, Career>();
	const career = (who: IdentityId) => {
		let known = careers.get(who);
		if (!known) careers.set(who, (known = careerOf(history, who, isActingHostAct)));
		return known;
	};

	/** A resignation that a dismissal was concurrent with is void wherever that dismissal is known. */
	function turnsSeen({ turns, resignations, dismissals }: Career, at: number): readonly number[] {
		if (resignations.length === 0) return turns;
		const unsealed = new Set(
			resignations.filter((own) =>
				dismissals.some((act) => causality.isBefore(act, at) && causality.isConcurrent(act, own))
			)
		);
		return turns.filter((act) => !unsealed.has(act));
	}

	function isAppointed(who: IdentityId, at: number): boolean {
		if (career(who).appointments.length === 0) return false;
		const latest = latestOf(causality, turnsSeen(career(who), at), at);
		return latest.length > 0 && latest.every(career(who).isAppointment);
	}

	const risen = new Map<IdentityId, readonly number[]>();
	function rises(who: IdentityId): readonly number[] {
		let known = risen.get(who);
		if (!known) risen.set(who, (known = career(who).appointments.filter((at) => !isAppointed(who, at))));
		return known;
	}

	const isFenced = (who: IdentityId, at: number) =>
		career(who).dismissals.some((act) => causality.isConcurrent(act, at));

	// A resignation fences too: else whoever resigned could go on signing acts "from before".
	const hasResignedElsewhere = (who: IdentityId, at: number) =>
		career(who).sealed.some((own) => causality.isConcurrent(own, at));

	return {
		isAppointed,
		isFenced,
		actsAsCohost: (who, at) => isAppointed(who, at) && !isFenced(who, at) && !hasResignedElsewhere(who, at),
		appointments: (who) => career(who).appointments,
		rises,
		departures: (who) => career(who).departures.filter((at) => isAppointed(who, at)),
		appointees: appointeesOf(history)
	};
}

function appointeesOf({ causality, reigns }: History): IdentityId[] {
	const found = new Set(reigns.chain.map(({ host }) => host));
	for (const event of causality.events) if (event.type === 'role.granted') found.add(event.body.target);
	return [...found].sort();
}
