import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import { mayDo } from '../../src/p2p/room/permissions.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import { personOf, roleOf } from '../../src/p2p/room/selectors.ts';
import type { Person } from '../../src/p2p/room/state.ts';
import {
	rooms,
	silenced,
	steps,
	wereRaised,
	withoutPerson,
	withoutSessionsOf,
	withoutTracesOf,
	type RandomRoom
} from './random-room.ts';
import { PATIENCE_MS, runs } from './runs.ts';
import { Story } from './story.ts';

const attacks = fc.record({ room: rooms(8), target: fc.nat({ max: 4 }), attack: steps(5) });

describe('Invariant 4', () => {
	it(
		'Invariant 4: after a ban by the host a person has no effect, whatever their sessions claim to have seen',
		() => {
			fc.assert(
				fc.property(attacks, ({ room, target, attack }) => {
					const banned = room.cast[1 + target]!;
					fc.pre(room.story.state.host !== banned.identity);
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
				runs(401, 7000)
			);
		},
		PATIENCE_MS
	);

	it(
		'Invariant 4: after a ban by a co-host too, for whomever nobody ever raised',
		() => {
			fc.assert(
				fc.property(attacks, ({ room, target, attack }) => {
					const [alice, banned] = [room.cast[1]!.device('on top'), room.cast[1 + target]!];
					fc.pre(!wereRaised(room.story.events).has(banned.identity));
					fc.pre(mayDo(room.story.state, alice.identity, { do: 'ban', target: banned.identity, reason: '' }));
					alice.bans(banned);
					const before = room.story.state;
					const signed = new Set(room.story.events.map(({ id }) => id));
					room.goOn(
						attack,
						room.sessions.filter(({ identity }) => identity === banned.identity)
					);
					const after = room.story.state;
					expect(withoutTracesOf(after, banned.identity)).toEqual(withoutTracesOf(before, banned.identity));
					// A fork that no host's act settles takes back what its signer said, and adds nothing to it.
					const own = after.chat.messages.filter(({ by }) => by === banned.identity);
					expect(own.every(({ id }) => signed.has(id))).toBe(true);
				}),
				runs(402, 4000)
			);
		},
		PATIENCE_MS
	);
});

/** Whether somebody was ever offered the room: what they answered on one device they can answer otherwise on another. */
function wasOffered({ story }: RandomRoom, who: IdentityId): boolean {
	return story.events.some((event) => event.type === 'host.offered' && event.body.target === who);
}

describe('Invariant 5', () => {
	it(
		'Invariant 5: after the fence a former co-host changes nobody else, forks included',
		() => {
			fc.assert(
				fc.property(attacks, ({ room, target, attack }) => {
					const dismissed = room.cast[1 + target]!;
					fc.pre(room.story.state.host !== dismissed.identity);
					// Whoever was offered the room may still take it: to dismiss is not to take that back.
					fc.pre(!wasOffered(room, dismissed.identity));
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
				runs(501, 7000)
			);
		},
		PATIENCE_MS
	);

	it(
		'Invariant 5: after a handover that the old host has seen, nothing they backdate has the rank of the host',
		() => {
			fc.assert(
				fc.property(rooms(6, 'moderation', 'admission', 'acting'), steps(5), (room, attack) => {
					const { story } = room;
					const heir = room.cast[4]!.device('heir');
					const ruler = room.ruler();
					fc.pre(ruler.identity !== heir.identity);
					heir.takesRoom(ruler.offersRoom(heir));
					ruler.raisesHand();
					expect(story.state.host).toBe(heir.identity);
					const before = story.state;
					room.goOn(
						attack,
						room.sessions.filter(({ identity }) => identity === ruler.identity)
					);
					const after = story.state;
					expect([after.host, after.ended]).toEqual([heir.identity, false]);
					const ranks = (state: typeof before) =>
						state.people
							.filter(({ role, identity }) => role === 'cohost' && identity !== ruler.identity)
							.map(({ identity, access }) => [identity, access]);
					expect(ranks(after)).toEqual(ranks(before));
				}),
				runs(502, 5000)
			);
		},
		PATIENCE_MS
	);
});

describe('Invariant 6', () => {
	it(
		'Invariant 6: a co-host alters neither the host nor a co-host whom the host kept',
		() => {
			fc.assert(
				fc.property(rooms(10, 'moderation', 'admission'), (room) => {
					const { story } = room;
					const [host, alice, bob] = room.cast;
					const without = reduceRoom(story.room, silenced(story.events, alice!.identity))!;
					// To be let in takes nothing from anybody.
					const rank = (person: Person | null) => person && { ...person, admitted: [], invitedBy: null };
					expect(rank(host!.person)).toEqual(rank(personOf(without, host!.identity)));
					const isKept = !story.events.some(
						(event) =>
							['role.revoked', 'person.banned', 'person.removed'].includes(event.type) &&
							'target' in event.body &&
							event.body.target === bob!.identity &&
							[host!.identity, bob!.identity].includes(room.identityOf(event.session))
					);
					if (isKept && bob!.person.role === 'cohost')
						expect(rank(bob!.person)).toEqual(rank(personOf(without, bob!.identity)));
				}),
				runs(601, 5000)
			);
		},
		PATIENCE_MS
	);

	it(
		'Invariant 6: an acting host alters neither the host nor who is co-host by the host',
		() => {
			fc.assert(
				fc.property(rooms(3, 'acting'), steps(5), ({ story, ...room }, attack) => {
					fc.pre(story.state.actingHost !== null);
					const before = story.state;
					const acting = room.cast.find(({ identity }) => identity === before.actingHost)!;
					const session = acting.forked(acting.own.length);
					const targets = attack.map(({ target }) => room.cast[target % room.cast.length]!);
					for (const [i, target] of targets.entries())
						[
							() => session.bans(target),
							() => session.removes(target),
							() => session.dismisses(target),
							() => session.appoints(target),
							() => session.offersRoom(target),
							() => session.endsTheRoom()
						][attack[i]!.act % 6]!();
					const after = story.state;
					expect(after).toMatchObject({ host: before.host, offer: before.offer, ended: false });
					for (const { identity, role, access } of before.people) {
						if (role !== 'host' && (role !== 'cohost' || before.deputies.includes(identity))) continue;
						if (identity === acting.identity) continue;
						expect(personOf(after, identity)).toMatchObject({ role, access });
					}
				}),
				runs(602, 4000)
			);
		},
		PATIENCE_MS
	);

	it(
		'Invariant 6: whoever has a rank is in',
		() => {
			fc.assert(
				fc.property(rooms(12), ({ story }) => {
					for (const { role, access, identity } of story.state.people) {
						if (role !== 'listener') expect([identity, access]).toEqual([identity, 'in']);
					}
				}),
				runs(603, 5000)
			);
		},
		PATIENCE_MS
	);
});

describe('Invariant 6, on the board', () => {
	it(
		'Invariant 6: beside a title of the host that of a co-host does not stand',
		() => {
			fc.assert(
				fc.property(rooms(5), (room) => {
					const alice = room.cast[1]!.device('on top');
					const ruler = room.ruler().goesAway();
					fc.pre(ruler.identity !== alice.identity);
					alice.goesAway().retitles('by a co-host');
					ruler.retitles('by the host');
					expect(room.story.state.title).toBe('by the host');
				}),
				runs(604, 2000)
			);
		},
		PATIENCE_MS
	);
});

describe('Invariant 7', () => {
	it(
		'Invariant 7: beside any promotion and unban a ban stands under every order of ids',
		() => {
			const rivals = fc.uniqueArray(
				fc.constantFrom('unban', 'accept', 'appoint', 'invite', 'remove', 'admit'),
				{
					minLength: 1
				}
			);
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
						remove: () => phone.removes(carol),
						admit: () => phone.admits(carol)
					};
					if (banFirst) ban();
					for (const rival of chosen) acts[rival]();
					if (!banFirst) ban();
					expect(carol.person).toMatchObject({ access: 'banned', role: 'listener', invite: null });
				}),
				runs(701, 4000)
			);
		},
		PATIENCE_MS
	);
});

describe('Invariant 8', () => {
	it(
		'Invariant 8: whatever happened, the host gives anybody any role but the own one',
		() => {
			fc.assert(
				fc.property(rooms(10), fc.nat({ max: 4 }), (room, target) => {
					const { story } = room;
					const ruler = room.ruler();
					const person = room.cast[1 + target]!.device('new');
					fc.pre(person.identity !== ruler.identity);
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
					expect(roleOf(story.state, ruler.identity)).toBe('host');
				}),
				runs(801, 1500)
			);
		},
		PATIENCE_MS
	);
});

describe('Invariant 9', () => {
	it(
		'Invariant 9: a fork of what the host has seen changes nothing',
		() => {
			fc.assert(
				fc.property(rooms(8), fc.nat(), fc.nat(), (room, who, slot) => {
					const { story } = room;
					const forker = room.cast[1 + (who % 5)]!;
					fc.pre(
						story.events.every((event) => event.session !== forker.session || forker.own.includes(event))
					);
					const ruler = room.ruler();
					fc.pre(ruler.identity !== forker.identity && !room.reigned(forker.identity));
					fc.pre(forker.own.length > 1);
					ruler.pins('I have seen it all');
					const before = story.state;
					forker
						.forked(1 + (slot % (forker.own.length - 1)))
						.sees([story.events[0]!])
						.raisesHand();
					expect({ ...story.state, forks: [] }).toEqual({ ...before, forks: [] });
				}),
				runs(901, 5000)
			);
		},
		PATIENCE_MS
	);

	it(
		'Invariant 9: what a forker signed since, unseen by the host, is undone whole, and nothing else',
		() => {
			fc.assert(
				fc.property(rooms(6), fc.nat(), steps(3), (room, who, since) => {
					const { story } = room;
					const forker = room.cast[1 + (who % 5)]!.device('forker');
					const ruler = room.ruler();
					fc.pre(ruler.identity !== forker.identity && story.state.offer === null);
					ruler.pins('I have seen it all');
					const before = story.state;
					room.join(forker);
					room.goOn(
						since.map((step) => ({ ...step, how: 'goes on' as const })),
						[forker]
					);
					forker.forked(1).sees([story.events[0]!]).raisesHand();
					expect({ ...story.state, forks: [] }).toEqual({ ...before, forks: [] });
				}),
				runs(902, 5000)
			);
		},
		PATIENCE_MS
	);
});
