import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EventId, RoomId } from '../../src/p2p/base/ids.ts';
import { TURN_MINUTES } from '../../src/p2p/room/events.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { quotaOf } from '../../src/p2p/room/quotas.ts';
import { createReducer, reduceRoom } from '../../src/p2p/room/reducer.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import { rooms, steps } from './random-room.ts';
import { PATIENCE_MS, runs } from './runs.ts';
import { PLANNED, Story, type Actor } from './story.ts';

const json = (state: RoomState | null) => JSON.stringify(state);

/** Whether a reducer says the same as the batch after each of these deliveries. */
function agreesAfterEach(story: Story, deliveries: readonly (readonly RoomEvent[])[]): void {
	const reducer = createReducer(story.room);
	const known: RoomEvent[] = [];
	for (const events of deliveries) {
		known.push(...events);
		expect(json(reducer.add(events))).toBe(json(reduceRoom(story.room, known)));
	}
}

const upToDate = (maxLength: number) =>
	steps(maxLength).map((all) => all.map((step) => ({ ...step, how: 'goes on' as const, isUpToDate: true })));

it(
	'Invariant 1: incremental equals batch, whoever acts on whatever view',
	() => {
		fc.assert(
			fc.property(rooms(10), ({ story }) =>
				agreesAfterEach(
					story,
					story.events.map((event) => [event])
				)
			),
			runs(111, 600)
		);
	},
	PATIENCE_MS
);

it(
	'Invariant 1: incremental equals batch where everybody has seen everything, whatever came before',
	() => {
		fc.assert(
			fc.property(rooms(4), upToDate(24), (room, more) => {
				const { story } = room;
				const before = story.events.length;
				room.goOn(more, room.sessions);
				const [first, rest] = [story.events.slice(0, before), story.events.slice(before)];
				agreesAfterEach(story, [first, ...rest.map((event) => [event])]);
			}),
			runs(112, 1000)
		);
	},
	PATIENCE_MS
);

it(
	'Invariant 1: incremental equals batch in any order, in deliveries of any size, with duplicates',
	() => {
		const deliveries = rooms(8).chain(({ story }) =>
			fc.record({
				story: fc.constant(story),
				order: fc.shuffledSubarray(story.events, { minLength: story.events.length }),
				sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: story.events.length })
			})
		);
		fc.assert(
			fc.property(deliveries, ({ story, order, sizes }) => {
				let taken = 0;
				const cut = sizes.map((size) => order.slice(Math.max(0, taken - 1), (taken += size)));
				agreesAfterEach(
					story,
					cut.filter((events) => events.length > 0)
				);
			}),
			runs(113, 600)
		);
	},
	PATIENCE_MS
);

/** What people do in a room where all goes well, by whoever comes next and about whom. */
const PLEASANTRIES: readonly ((actor: Actor, target: Actor, story: Story) => unknown)[] = [
	(actor) => actor.raisesHand(),
	(actor) => actor.raisesHand(),
	(actor) => actor.lowersHandOf(actor),
	(actor, target) => actor.lowersHandOf(target),
	(_, target, { host }) => host.invites(target),
	(_, target, { host }) => target.accepts(host.invites(target)),
	(_, target, { host }) => target.declines(host.invites(target)),
	(actor, _, { events }) => {
		const isMine = (event: RoomEvent) =>
			event.type === 'stage.invited' && event.body.target === actor.identity;
		const invitation = events.findLast(isMine);
		if (invitation) actor.accepts(invitation);
	},
	(actor, target) => actor.mutes(target),
	(actor) => actor.unmutes(),
	(actor, target) => actor.demotes(target),
	(actor) => actor.stepsDown(),
	(actor) => actor.pins(actor.name),
	(actor, _, { events }) => actor.unpins(events.findLast(({ type }) => type === 'pin.added') ?? events[0]!),
	(actor, _, { events }) =>
		actor.ordersPins(events.findLast(({ type }) => type === 'pin.added') ?? events[0]!),
	(actor, _, { events }) => actor.limitsTurns(TURN_MINUTES[events.length % TURN_MINUTES.length]!),
	(actor, _, { events }) => actor.schedules(events.length),
	(actor, _, { events }) => actor.movesTime(PLANNED[0]!, PLANNED[events.length % 6]!),
	(actor) => actor.callsOff(),
	(actor) => actor.begins(),
	(actor) => actor.endsTime(),
	(actor, _, { events }) => actor.rsvps(events.length % 2 === 0 ? 'yes' : 'no'),
	(actor) => actor.records(),
	(actor, target) => actor.agreesToRecordingOf(target),
	(actor) => actor.retitles(`by ${actor.name}`),
	(actor, target) => actor.opensDoor('invite', actor, target),
	(actor) => actor.says(actor.name),
	(actor, _, { events }) =>
		actor.edits(events.findLast(({ type }) => type === 'chat.said') ?? events[0]!, 'edited'),
	(actor, target, { events }) =>
		actor.hides(events.findLast(({ type }) => type === 'chat.said') ?? events[0]!, target),
	(actor, _, { events }) => actor.switchesChat(events.length % 2 === 0)
];

/** Somebody comes: let in or not, new or on another device. */
const ARRIVALS: readonly ((actor: Actor, name: string) => Actor)[] = [
	({ story }, name) => story.person(name),
	({ story }, name) => story.stranger(name),
	(actor, name) => actor.device(name),
	(actor, name) => {
		const device = actor.unknownDevice(name);
		device.opens();
		return device;
	}
];

it(
	'Invariant 1: incremental equals batch in a room where all goes well',
	() => {
		const moves = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(9)), {
			minLength: 1,
			maxLength: 30,
			size: 'max'
		});
		fc.assert(
			fc.property(moves, (evening) => {
				const story = new Story();
				const cast = [story.host, story.cohost('alice'), story.speaker('carol'), story.person('dave')];
				const before = story.events.length;
				for (const [who, act, whom, chance] of evening) {
					const [actor, target] = [cast[who % cast.length]!, cast[whom % cast.length]!];
					if (chance > 0) PLEASANTRIES[act % PLEASANTRIES.length]!(actor, target, story);
					else cast.push(ARRIVALS[act % ARRIVALS.length]!(actor, `newcomer ${cast.length}`));
				}
				const [first, rest] = [story.events.slice(0, before), story.events.slice(before)];
				agreesAfterEach(story, [first, ...rest.map((event) => [event])]);
				agreesAfterEach(story, [first, rest.toReversed()]);
			}),
			runs(114, 1000)
		);
	},
	PATIENCE_MS
);

it('Invariant 1: incremental equals batch beyond the quota of a feed', () => {
	const story = new Story();
	const dave = story.person('dave');
	const before = story.events.length;
	for (let i = 0; i <= quotaOf('hand.raised'); i++) {
		dave.raisesHand();
		dave.lowersHandOf(dave);
	}
	const [first, rest] = [story.events.slice(0, before), story.events.slice(before)];
	agreesAfterEach(story, [first, ...rest.map((event) => [event])]);
});

it('Invariant 1: incremental equals batch where an event that has seen everything is out of its place', () => {
	const story = new Story();
	const dave = story.person('dave');
	const before = story.events.slice();
	const entry = dave.raisesHand();
	const id = (digit: string) => digit.repeat(64) as EventId;
	const misplaced: RoomEvent[] = [
		{ ...entry, id: id('1'), room: id('9') as string as RoomId },
		{ ...entry, id: id('2'), deps: [...entry.deps, dave.own[0]!.id] },
		{ ...entry, id: id('3'), seq: entry.seq + 1 },
		{ ...entry, id: id('4'), session: story.host.session, seq: story.host.own.length },
		{ ...dave.own[0]!, id: id('5'), prev: entry.prev, seq: entry.seq, deps: entry.deps }
	];
	for (const event of misplaced) agreesAfterEach(story, [before, [event], [entry]]);
});

it('Invariant 1: incremental equals batch where the host acts after somebody opened the first feed again', () => {
	const story = new Story();
	const dave = story.person('dave');
	const rival = { ...dave.own[0]!, id: '1'.repeat(64) as EventId, session: story.host.session };
	story.events.push(rival);
	const before = story.events.slice();
	const acts = [story.host.pins('x'), dave.raisesHand()];
	agreesAfterEach(story, [before, ...acts.map((event) => [event])]);
});
