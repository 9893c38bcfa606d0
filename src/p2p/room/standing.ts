import type { IdentityId } from '../base/ids.ts';
import { latestOf } from './causality.ts';
import type { History } from './history.ts';

/** Who is a co-host when, from the host's acts and the co-host's own resignation alone. */
export interface Standing {
	/** Whether the past of `at` shows this person as an appointed co-host. */
	isAppointed(who: IdentityId, at: number): boolean;
	/** Whether what this person signs at `at` counts as a co-host's act. */
	actsAsCohost(who: IdentityId, at: number): boolean;
	/** Whether an act of the host that takes this person's rank or place is concurrent with `at`. */
	isFenced(who: IdentityId, at: number): boolean;
	/** The host's appointments of this person, ascending. */
	appointments(who: IdentityId): readonly number[];
	/** The ends of this person's time as co-host: dismissals, and resignations that count, ascending. */
	departures(who: IdentityId): readonly number[];
}

interface Career {
	readonly appointments: readonly number[];
	/** The host's dismissals, removals and bans. */
	readonly dismissals: readonly number[];
	/** The person's own, signed while appointed by the host. */
	readonly resignations: readonly number[];
	/** Resignations that no dismissal is concurrent with. */
	readonly sealed: readonly number[];
	/** The host's dismissals proper, and the sealed resignations. */
	readonly departures: readonly number[];
	/** Every act above that sets the standing. */
	readonly turns: readonly number[];
	readonly isAppointment: (act: number) => boolean;
}

const NO_CAREER: Career = {
	appointments: [],
	dismissals: [],
	resignations: [],
	sealed: [],
	departures: [],
	turns: [],
	isAppointment: () => false
};

const ascending = (a: number, b: number) => a - b;

function careerOf(history: History, who: IdentityId): Career {
	// Nothing may target the host, the host's own events included.
	if (who === history.host) return NO_CAREER;
	const { causality, authors } = history;
	const appointments: number[] = [];
	const dismissals: number[] = [];
	const revocations: number[] = [];
	const resigning: number[] = [];
	for (const at of history.about(who)) {
		const event = causality.events[at]!;
		const isRevocation = event.type === 'role.revoked' && event.body.role === 'cohost';
		if (authors[at] === who && isRevocation) resigning.push(at);
		if (authors[at] !== history.host) continue;
		if (event.type === 'role.granted') appointments.push(at);
		if (isRevocation) revocations.push(at);
		if (isRevocation || event.type === 'person.removed' || event.type === 'person.banned')
			dismissals.push(at);
	}
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

/** Judges co-host standing over a history. Results are remembered; the history must not change. */
export function judgeStanding(history: History): Standing {
	const { causality } = history;
	const careers = new Map<IdentityId, Career>();
	const career = (who: IdentityId) => {
		let known = careers.get(who);
		if (!known) careers.set(who, (known = careerOf(history, who)));
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
		departures: (who) => career(who).departures.filter((at) => isAppointed(who, at))
	};
}
