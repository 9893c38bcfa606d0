import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { mayDo } from '../../src/p2p/room/permissions.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import { personOf, roleOf } from '../../src/p2p/room/selectors.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import { RandomRoom, rooms, silenced, steps, withoutPerson, withoutSessionsOf } from './random-room.ts';
import { Story } from './story.ts';

const json = (state: RoomState | null) => JSON.stringify(state);

/** Whether the host signed one of these types about somebody. */
function hostSigned(room: RandomRoom, target: IdentityId, ...types: string[]): boolean {
	const isHost = (event: RoomEvent) =>
		room.sessions.some(
			({ session, identity }) => session === event.session && identity === room.story.host.identity
		);
	return room.story.events.some(
		(event) =>
			types.includes(event.type) && isHost(event) && 'target' in event.body && event.body.target === target
	);
}

describe('P1 convergence', () => {
	it('P1 convergence: any order with duplicates gives byte-equal state, and no prefix throws', () => {
		const deliveries = rooms(50).chain((room) =>
			fc.record({
				room: fc.constant(room),
				delivered: fc.shuffledSubarray(room.story.events, { minLength: room.story.events.length }),
				again: fc.subarray(room.story.events)
			})
		);
		fc.assert(
			fc.property(deliveries, ({ room, delivered, again }) => {
				const expected = json(room.story.state);
				expect(json(reduceRoom(room.story.room, [...again, ...delivered, ...again]))).toBe(expected);
				for (let length = 0; length < delivered.length; length += 7) {
					reduceRoom(room.story.room, delivered.slice(0, length));
				}
			}),
			{ endOnFailure: true, seed: 101, numRuns: 250 }
		);
	});

	it('P1 convergence: an act that counts once counts in the ids of any salt', () => {
		fc.assert(
			fc.property(steps(30), fc.string(), fc.string(), (acts, saltA, saltB) => {
				const [a, b] = [new RandomRoom(saltA, acts), new RandomRoom(saltB, acts)].map(
					({ story }) => story.state
				);
				const safety = (state: RoomState) =>
					state.people.map(({ identity, role, access, muted }) => [identity, role, access, muted]);
				expect(safety(a!)).toEqual(safety(b!));
				expect([a!.door, a!.inside, a!.log.length]).toEqual([b!.door, b!.inside, b!.log.length]);
			}),
			{ endOnFailure: true, seed: 102, numRuns: 250 }
		);
	});
});

describe('P2 authorised chain', () => {
	it('P2 authorised chain: without the host nobody has a role', () => {
		fc.assert(
			fc.property(rooms(40), ({ story }) => {
				const state = reduceRoom(story.room, silenced(story.events, story.host.identity))!;
				for (const { identity, role } of state.people) {
					expect(role).toBe(identity === story.host.identity ? 'host' : 'listener');
				}
				expect(state.log).toEqual([]);
			}),
			{ endOnFailure: true, seed: 201, numRuns: 150 }
		);
	});

	it('P2 authorised chain: co-hosts were appointed, speakers invited by somebody who might', () => {
		fc.assert(
			fc.property(rooms(40), (room) => {
				const { events, state, host } = room.story;
				const authorOf = (event: RoomEvent) =>
					room.sessions.find(({ session }) => session === event.session)!.identity;
				const mightInvite = (who: IdentityId) =>
					who === host.identity || hostSigned(room, who, 'role.granted');
				for (const { identity, role } of state.people) {
					if (role === 'cohost') expect(hostSigned(room, identity, 'role.granted')).toBe(true);
					if (role !== 'speaker') continue;
					const accepted = events.flatMap((event) =>
						event.type === 'stage.answered' && event.body.accept && authorOf(event) === identity
							? [event.body.invite]
							: []
					);
					const invites = events.filter(
						(event) =>
							event.type === 'stage.invited' && event.body.target === identity && accepted.includes(event.id)
					);
					expect(invites.some((invite) => mightInvite(authorOf(invite)))).toBe(true);
				}
			}),
			{ endOnFailure: true, seed: 202, numRuns: 150 }
		);
	});
});

describe('P3 self only', () => {
	it('P3 self only: whatever a person without an appointment signs, all others stand as without it', () => {
		fc.assert(
			fc.property(rooms(50), (room) => {
				const { story } = room;
				for (const { identity } of room.cast.slice(3)) {
					if (hostSigned(room, identity, 'role.granted')) continue;
					const without = reduceRoom(story.room, silenced(story.events, identity))!;
					expect(withoutPerson(story.state, identity)).toEqual(withoutPerson(without, identity));
				}
			}),
			{ endOnFailure: true, seed: 301, numRuns: 150 }
		);
	});
});

describe('P4 banned', () => {
	const attacks = fc.record({ room: rooms(30), target: fc.nat({ max: 6 }), attack: steps(15) });

	it('P4 banned: after a ban by the host a person has no effect, whatever their sessions claim to have seen', () => {
		fc.assert(
			fc.property(attacks, ({ room, target, attack }) => {
				const banned = room.cast[1 + target]!;
				room.ruler().bans(banned);
				const before = room.story.state;
				expect(personOf(before, banned.identity)).toMatchObject({ access: 'banned', role: 'listener' });
				room.goOn(
					attack,
					room.sessions.filter(({ identity }) => identity === banned.identity)
				);
				expect(withoutSessionsOf(room.story.state, banned.identity)).toEqual(
					withoutSessionsOf(before, banned.identity)
				);
			}),
			{ endOnFailure: true, seed: 401, numRuns: 250 }
		);
	});

	it('P4 banned: after a ban by a co-host too, unless the person was a co-host and takes back own acts', () => {
		fc.assert(
			fc.property(attacks, ({ room, target, attack }) => {
				const [alice, banned] = [room.cast[1]!.device('on top'), room.cast[1 + target]!];
				fc.pre(!hostSigned(room, banned.identity, 'role.granted'));
				fc.pre(mayDo(room.story.state, alice.identity, { do: 'ban', target: banned.identity, reason: '' }));
				alice.bans(banned);
				const before = room.story.state;
				room.goOn(
					attack,
					room.sessions.filter(({ identity }) => identity === banned.identity)
				);
				expect(withoutSessionsOf(room.story.state, banned.identity)).toEqual(
					withoutSessionsOf(before, banned.identity)
				);
			}),
			{ endOnFailure: true, seed: 402, numRuns: 150 }
		);
	});
});

describe('P5 dismissed', () => {
	it('P5 dismissed: after the fence a former co-host changes nobody else, forks included', () => {
		fc.assert(
			fc.property(rooms(30), fc.nat({ max: 6 }), steps(15), (room, target, attack) => {
				const dismissed = room.cast[1 + target]!;
				room.ruler().dismisses(dismissed);
				const before = room.story.state;
				room.goOn(
					attack,
					room.sessions.filter(({ identity }) => identity === dismissed.identity)
				);
				expect(withoutPerson(room.story.state, dismissed.identity)).toEqual(
					withoutPerson(before, dismissed.identity)
				);
			}),
			{ endOnFailure: true, seed: 501, numRuns: 250 }
		);
	});
});

describe('P6 peers', () => {
	it('P6 peers: a co-host alters neither the host nor a co-host whom the host kept', () => {
		fc.assert(
			fc.property(rooms(50), (room) => {
				const { story } = room;
				const [host, alice, bob] = room.cast;
				const without = reduceRoom(story.room, silenced(story.events, alice!.identity))!;
				expect(host!.person).toEqual(personOf(without, host!.identity));
				const isKept = !story.events.some(
					(event) =>
						['role.revoked', 'person.banned', 'person.removed'].includes(event.type) &&
						'target' in event.body &&
						event.body.target === bob!.identity &&
						room.sessions.some(
							({ session, identity }) =>
								session === event.session && (identity === host!.identity || identity === bob!.identity)
						)
				);
				if (isKept && bob!.person.role === 'cohost')
					expect(bob!.person).toEqual(personOf(without, bob!.identity));
			}),
			{ endOnFailure: true, seed: 601, numRuns: 250 }
		);
	});
});

describe('P7 ban first', () => {
	it('P7 ban first: beside any promotion and unban a ban stands under every order of ids', () => {
		const rivals = fc.uniqueArray(fc.constantFrom('unban', 'accept', 'appoint', 'invite', 'remove'), {
			minLength: 1
		});
		fc.assert(
			fc.property(fc.string(), rivals, fc.boolean(), fc.boolean(), (salt, chosen, byHost, banFirst) => {
				const story = new Story(salt);
				const [alice, bob, carol] = [story.cohost('alice'), story.cohost('bob'), story.person('carol')];
				const invite = story.host.invites(carol);
				const phone = story.host.device('phone');
				for (const actor of [story.host, alice, bob, carol, phone]) actor.goesAway();
				const ban = () => void (byHost ? story.host : alice).bans(carol);
				const acts = {
					unban: () => bob.unbans(carol),
					accept: () => carol.accepts(invite),
					// Beside an appointment a co-host's ban is void (R4), so only the host's is up against it.
					appoint: () => (byHost ? phone.appoints(carol) : null),
					invite: () => bob.invites(carol),
					remove: () => phone.removes(carol)
				};
				if (banFirst) ban();
				for (const rival of chosen) acts[rival]();
				if (!banFirst) ban();
				expect(carol.person).toMatchObject({ access: 'banned', role: 'listener', invite: null });
			}),
			{ endOnFailure: true, seed: 701, numRuns: 300 }
		);
	});
});

describe('P8 restoring', () => {
	it('P8 restoring: whatever happened, the host gives anybody any role but the own one', () => {
		fc.assert(
			fc.property(rooms(40), fc.nat({ max: 6 }), (room, target) => {
				const { story } = room;
				const ruler = room.ruler();
				const person = room.cast[1 + target]!.device('new');
				ruler.appoints(person);
				expect(person.person).toMatchObject({ role: 'cohost', access: 'in' });
				ruler.dismisses(person);
				expect(person.person).toMatchObject({ role: 'listener', access: 'in' });
				person.accepts(ruler.invites(person));
				expect(person.person).toMatchObject({ role: 'speaker', invite: null });
				ruler.bans(person);
				expect(person.person).toMatchObject({ role: 'listener', access: 'banned' });
				ruler.unbans(person);
				expect(person.person).toMatchObject({ role: 'listener', access: 'in' });
				expect(roleOf(story.state, story.host.identity)).toBe('host');
			}),
			{ endOnFailure: true, seed: 801, numRuns: 150 }
		);
	});
});
