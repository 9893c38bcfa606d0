import type { EventId, IdentityId } from '../../src/p2p/base/ids.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import { personOf } from '../../src/p2p/room/selectors.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import { Causes } from './causes.ts';
import { appointedIn, hostsIn } from './raised.ts';
import { difference, type Violation } from './violation.ts';

const NO_EVENT = '0'.repeat(64) as EventId;

/** What no set of events may bring about, whoever signed them: the first of it that a state shows. */
export function abuseOfPower(state: RoomState, events: readonly RoomEvent[]): Violation | null {
	const causes = new Causes(events);
	return hostHarm(state, causes) ?? unearnedRole(state, causes) ?? effectOfBanned(state, events, causes);
}

/** Whatever those sign who never had a role to give or take, all others stand as if it were silence. */
export function effectOfPowerless(state: RoomState, events: readonly RoomEvent[]): Violation | null {
	const causes = new Causes(events);
	const appointed = appointedIn(state, causes);
	for (const { identity } of state.people) {
		if (appointed.has(identity)) continue;
		const silent = silenced(events, (event) => event.seq > 0 && causes.author(event) === identity);
		const [shown, meant] = [state, silent && reduceRoom(state.room, silent)!].map((each) =>
			each ? JSON.stringify(withoutPerson(each, identity)) : null
		);
		if (meant && shown !== meant)
			return { property: 'the powerless change nobody else', detail: difference(shown!, meant) };
	}
	return null;
}

function hostHarm(state: RoomState, causes: Causes): Violation | null {
	const property = 'the host is never touched';
	const host = personOf(state, state.host);
	// Who was handed the room may still be muted from before, until they unmute themselves.
	const wasHanded = [...causes.signed(['host.answered'], state.host)].length > 0;
	if (!host || host.role !== 'host' || host.access !== 'in' || (host.muted && !wasHanded))
		return { property, detail: JSON.stringify(host) };
	if (hostsIn(causes).has(state.host)) return null;
	return { property, detail: 'somebody is host who was never offered it' };
}

/** Roles that nobody with the right to give them ever gave. */
function unearnedRole(state: RoomState, causes: Causes): Violation | null {
	const property = 'no role without a chain';
	const appointed = appointedIn(state, causes);
	for (const { identity, role } of state.people) {
		const who = identity.slice(0, 8);
		if (role === 'cohost' && !appointed.has(identity))
			return { property, detail: `${who} was never appointed` };
		if (role !== 'speaker') continue;
		const answers = [...causes.signed(['stage.answered'], identity)];
		const answered = new Set(answers.map(({ body }) => 'invite' in body && body.invite));
		if (!causes.about(identity, ['stage.invited'], appointed).some(({ id }) => answered.has(id)))
			return { property, detail: `${who} speaks uninvited` };
	}
	return null;
}

/** Whoever the host has banned changes nothing by what the ban did not know. */
function effectOfBanned(state: RoomState, events: readonly RoomEvent[], causes: Causes): Violation | null {
	for (const { identity, access } of state.people) {
		const ban = access === 'banned' && banOf(causes, state, identity);
		if (!ban) continue;
		const known = causes.pastOf(ban);
		const silent = silenced(
			events,
			(event) => event.seq > 0 && causes.author(event) === identity && !known.has(event.id)
		);
		if (!silent) continue;
		const [shown, meant] = [state, reduceRoom(state.room, silent)!].map((each) =>
			JSON.stringify(withoutSessionsOf(each, identity))
		);
		if (shown !== meant) return { property: 'the banned change nothing', detail: difference(shown!, meant!) };
	}
	return null;
}

/** A ban by the host that no act of a moderator has lifted since, if there is one. */
function banOf(causes: Causes, { host }: RoomState, target: IdentityId): RoomEvent | null {
	const lifting = causes.about(target, ['person.unbanned', 'role.granted']);
	const bans = causes.about(target, ['person.banned'], new Set([host]));
	return bans.find((ban) => !lifting.some((act) => causes.pastOf(act).has(ban.id))) ?? null;
}

/** The same events with some of them put into words without effect; null if there are none of these. */
function silenced(events: readonly RoomEvent[], isSilent: (event: RoomEvent) => boolean): RoomEvent[] | null {
	if (!events.some(isSilent)) return null;
	const body = { invite: NO_EVENT, accept: false };
	return events.map((event) =>
		isSilent(event) ? ({ ...event, type: 'stage.answered', body } as RoomEvent) : event
	);
}

function withoutPerson(state: RoomState, who: IdentityId): RoomState {
	const isOther = ({ identity }: { readonly identity: IdentityId }) => identity !== who;
	return { ...state, people: state.people.filter(isOther), hands: state.hands.filter(isOther) };
}

function withoutSessionsOf(state: RoomState, who: IdentityId): RoomState {
	const people = state.people.map((person) =>
		person.identity === who ? { ...person, sessions: [] } : person
	);
	return { ...state, people };
}
