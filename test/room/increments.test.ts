import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { createReducer, reduceRoom } from '../../src/p2p/room/reducer.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import { rooms, steps } from './random-room.ts';
import { PATIENCE_MS, runs } from './runs.ts';
import { Story } from './story.ts';

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
			runs(111, 1500)
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
			runs(112, 3000)
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
