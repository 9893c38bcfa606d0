import type { IdentityId } from '../../src/p2p/base/ids.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import type { Causes } from './causes.ts';

/** What takes somebody's rank or place, or may. */
const TAKEBACKS = ['role.revoked', 'person.removed', 'person.banned'] as const;

/** The founder, and everybody who was offered the room by somebody in this line and answered. */
export function hostsIn(causes: Causes): Set<IdentityId> {
	const hosts = new Set([founderIn(causes)]);
	for (let before = 0; before < hosts.size;) {
		before = hosts.size;
		for (const answer of causes.signed(['host.answered'])) {
			const who = causes.author(answer)!;
			if (causes.about(who, ['host.offered'], hosts).length > 0) hosts.add(who);
		}
	}
	return hosts;
}

/** Everybody who may ever have had a rank: hosts, whom these appointed, and whom an acting host did. */
export function appointedIn({ people }: RoomState, causes: Causes): Set<IdentityId> {
	const hosts = hostsIn(causes);
	const granted = people.filter(({ identity }) => causes.about(identity, ['role.granted'], hosts).length > 0);
	const byHosts = new Set([...hosts, ...granted.map(({ identity }) => identity)]);
	const deputies = people.filter(({ identity }) =>
		causes.about(identity, ['role.granted'], byHosts).some((grant) => mayBeActing(grant, causes, byHosts))
	);
	return new Set([...byHosts, ...deputies.map(({ identity }) => identity)]);
}

/**
 * Whether an appointment may be an acting host's (R15), as far as this can be told without the reducer:
 * whoever is taken for a backer may be none, whoever is counted as a co-host is one, and whatever is taken
 * for a sign of the host is one. `byHosts` are the hosts and whom they ever appointed.
 */
function mayBeActing(grant: RoomEvent, causes: Causes, byHosts: ReadonlySet<IdentityId>): boolean {
	const past = causes.pastOf(grant);
	const signs = signsOfFounder(causes);
	const seen = signs.filter(({ id }) => past.has(id));
	const backings = causes.about(causes.author(grant)!, ['acting.backed'], byHosts).filter((backing) => {
		if (!past.has(backing.id)) return false;
		const known = causes.pastOf(backing);
		return seen.every((sign) => known.has(sign.id));
	});
	const backers = new Set(backings.map((backing) => causes.author(backing)));
	return backers.size * 2 > steadyCohosts(seen, causes, past) && !isBesideDecision(grant, signs, causes);
}

/** How many co-hosts there are at least in a past: the founder appointed them, and nobody took that back. */
function steadyCohosts(
	signs: readonly RoomEvent[],
	causes: Causes,
	past: ReadonlySet<RoomEvent['id']>
): number {
	const hosts = hostsIn(causes);
	const granted = new Set(signs.flatMap(({ type, body }) => (type === 'role.granted' ? body.target : [])));
	const steady = [...granted].filter((who) => {
		const takebacks = causes.about(who, TAKEBACKS);
		return !hosts.has(who) && !takebacks.some(({ id }) => past.has(id));
	});
	return steady.length;
}

/** Whether the founder decided something about the same person beside an appointment. */
function isBesideDecision(grant: RoomEvent, signs: readonly RoomEvent[], causes: Causes): boolean {
	const target = 'target' in grant.body && grant.body.target;
	const past = causes.pastOf(grant);
	return signs.some((sign) => {
		const isAbout = 'target' in sign.body && sign.body.target === target;
		if (!isAbout || sign.type === 'person.admitted') return false;
		return !past.has(sign.id) && !causes.pastOf(sign).has(grant.id);
	});
}

/** What the founder signed as host beyond doubt: the founder is honest, and every handover has seen it. */
function signsOfFounder(causes: Causes): RoomEvent[] {
	const founder = founderIn(causes);
	const handovers = [...causes.signed(['host.answered'])]
		.filter((answer) => causes.author(answer) !== founder)
		.map((answer) => causes.pastOf(answer));
	const signed = [...causes.signed(null, founder)];
	return signed.filter(({ id }) => handovers.every((past) => past.has(id)));
}

function founderIn(causes: Causes): IdentityId {
	const [founding] = causes.signed(['room.created']);
	return causes.author(founding!)!;
}
