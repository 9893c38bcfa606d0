import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { readHistory } from '../../src/p2p/room/history.ts';
import { quotaOf } from '../../src/p2p/room/quotas.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import { RandomRoom, rooms, silenced, steps, wereRaised, withoutPerson } from './random-room.ts';
import { PATIENCE_MS, runs } from './runs.ts';
import { Story } from './story.ts';

const json = (state: RoomState | null) => JSON.stringify(state);

describe('Invariant 1', () => {
	it(
		'Invariant 1: any order with duplicates gives byte-equal state, and no part of a room throws',
		() => {
			const deliveries = rooms(10).chain((room) =>
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
					reduceRoom(room.story.room, again);
				}),
				runs(101, 8000)
			);
		},
		PATIENCE_MS
	);

	it(
		'Invariant 1: an act that counts once counts in the ids of any salt',
		() => {
			fc.assert(
				fc.property(rooms(10), fc.string(), ({ steps, mood, story }, salt) => {
					const again = new RandomRoom(`other ${salt}`, steps, mood);
					const safety = (state: RoomState) => ({
						people: state.people.map(({ identity, role, access, muted, admitted, invitedBy }) => {
							return [identity, role, access, muted, admitted, invitedBy];
						}),
						rule: [state.host, state.actingHost, state.deputies, state.backings, state.offer?.target],
						door: [state.door, state.inside, state.ended, state.spentInvites, state.forks],
						log: state.log.length,
						hands: state.hands.map(({ identity }) => identity).sort()
					});
					expect(safety(again.story.state)).toEqual(safety(story.state));
				}),
				runs(102, 6000)
			);
		},
		PATIENCE_MS
	);
});

describe('Invariant 2', () => {
	it(
		'Invariant 2: without the founder nobody has a role, and nothing is decided',
		() => {
			fc.assert(
				fc.property(rooms(8), ({ story }) => {
					const state = reduceRoom(story.room, silenced(story.events, story.host.identity))!;
					for (const { identity, role } of state.people) {
						expect(role).toBe(identity === story.host.identity ? 'host' : 'listener');
					}
					expect(state).toMatchObject({ log: [], offer: null, actingHost: null, spentInvites: [] });
				}),
				runs(201, 5000)
			);
		},
		PATIENCE_MS
	);

	it(
		'Invariant 2: whoever has a rank was appointed, invited or offered the room by somebody above them',
		() => {
			fc.assert(
				fc.property(rooms(8), (room) => {
					const { events, state, host } = room.story;
					const authorOf = (event: RoomEvent) => room.identityOf(event.session);
					const wasNamed = (who: IdentityId, ...types: string[]) =>
						events.some(
							(event) =>
								types.includes(event.type) &&
								'target' in event.body &&
								event.body.target === who &&
								(authorOf(event) === host.identity || wereRaised(events).has(authorOf(event)))
						);
					for (const { identity, role } of state.people) {
						if (identity === host.identity) continue;
						if (role === 'host') expect(wasNamed(identity, 'host.offered')).toBe(true);
						if (role === 'cohost') expect(wasNamed(identity, 'role.granted', 'host.offered')).toBe(true);
						if (role === 'speaker') expect(wasNamed(identity, 'stage.invited')).toBe(true);
					}
					if (state.actingHost !== null) expect(wasNamed(state.actingHost, 'acting.backed')).toBe(true);
				}),
				runs(202, 4000)
			);
		},
		PATIENCE_MS
	);
});

describe('Invariant 3', () => {
	it(
		'Invariant 3: whatever a person whom nobody raised signs, all others stand as without it',
		() => {
			fc.assert(
				fc.property(rooms(10), (room) => {
					const { story } = room;
					const raised = wereRaised(story.events);
					for (const { identity } of room.cast.slice(3)) {
						if (raised.has(identity)) continue;
						const without = reduceRoom(story.room, silenced(story.events, identity))!;
						expect(withoutPerson(story.state, identity)).toEqual(withoutPerson(without, identity));
					}
				}),
				runs(301, 5000)
			);
		},
		PATIENCE_MS
	);
});

describe('Invariant 10', () => {
	it(
		'Invariant 10: what counts goes on counting, but for a fork of its own feed and the acts of a host',
		() => {
			fc.assert(
				fc.property(rooms(8), steps(4), (room, more) => {
					const { story } = room;
					const before = readHistory(story.room, story.events)!;
					const own = room.sessions.filter(({ identity }) => identity === room.cast[5]!.identity);
					fc.pre(!wereRaised(story.events).has(room.cast[5]!.identity));
					room.goOn(more, own);
					const after = readHistory(story.room, story.events)!;
					const forked = new Set(after.forks.map(({ session }) => session));
					for (const [at, event] of before.causality.events.entries()) {
						const now = after.causality.positionOf(event.id);
						expect(now).toBeDefined();
						if (before.isVoid(at) || forked.has(event.session)) continue;
						expect(after.isVoid(now!)).toBe(false);
					}
				}),
				runs(1001, 5000)
			);
		},
		PATIENCE_MS
	);
});

describe('Invariant 10, of misplaced events', () => {
	/** The same events without one and all that follows it. */
	function withoutTail(events: readonly RoomEvent[], gone: RoomEvent): RoomEvent[] {
		const lost = new Set<string>([gone.id]);
		return events.filter((event) => {
			const isLost = [event.id, event.prev, ...event.deps].some((id) => id !== null && lost.has(id));
			if (isLost) lost.add(event.id);
			return !isLost;
		});
	}

	it(
		'Invariant 10: an event out of its place takes with it what follows it, and nothing else',
		() => {
			const faults = fc.constantFrom<(event: RoomEvent) => object>(
				() => ({ room: 'f'.repeat(64) }),
				({ seq }) => ({ seq: seq + 1 }),
				({ prev, deps }) => ({ deps: [...deps, prev] }),
				() => ({ type: 'session.opened' })
			);
			fc.assert(
				fc.property(rooms(6), faults, fc.nat(), ({ story }, fault, pick) => {
					const later = story.events.filter(({ seq }) => seq > 0);
					const chosen = later[pick % later.length]!;
					const events = story.events.map((event) =>
						event === chosen ? ({ ...event, ...fault(event) } as RoomEvent) : event
					);
					const without = reduceRoom(story.room, withoutTail(story.events, chosen));
					expect(reduceRoom(story.room, events)).toEqual(without);
				}),
				runs(1002, 4000)
			);
		},
		PATIENCE_MS
	);
});

describe('Invariant 13', () => {
	it(
		'Invariant 13: any number of keys that nobody let in has no effect, whatever they sign',
		() => {
			fc.assert(
				fc.property(rooms(5), steps(6), fc.integer({ min: 1, max: 4 }), (room, more, count) => {
					const { story } = room;
					const before = json(story.state);
					const strangers = Array.from({ length: count }, (_, i) => story.stranger(`stranger ${i}`));
					room.join(...strangers);
					// As forks and fresh sessions of their own only: nobody lets them in.
					const attack = more.map((step) => ({
						...step,
						how: step.how === 'backdates' ? ('sneaks in' as const) : step.how
					}));
					room.goOn(attack, strangers);
					expect(json({ ...story.state, forks: [] })).toBe(json({ ...JSON.parse(before), forks: [] }));
				}),
				runs(1301, 6000)
			);
		},
		PATIENCE_MS
	);

	it(
		'Invariant 13: what a feed holds over its quota has no effect',
		() => {
			const floods = fc.constantFrom('hand.raised', 'stage.answered', 'acting.backed', 'host.offered');
			fc.assert(
				fc.property(floods, fc.integer({ min: 1, max: 5 }), fc.boolean(), (type, extra, byHost) => {
					const story = new Story();
					const [alice, bob] = [story.cohost('alice'), story.person('bob')];
					const actor = byHost ? story.host : type === 'hand.raised' ? bob : alice;
					actor.sees(story.events);
					const acts = {
						'hand.raised': () => actor.raisesHand(),
						'stage.answered': () => actor.accepts(story.events[0]!),
						'acting.backed': () => actor.backs(alice),
						'host.offered': () => actor.offersRoom(bob)
					};
					for (let i = 0; i < quotaOf(type); i++) acts[type]();
					const before = json(story.state);
					for (let i = 0; i < extra; i++) acts[type]();
					expect(json(story.state)).toBe(before);
				}),
				runs(1302, 200)
			);
		},
		PATIENCE_MS
	);
});
