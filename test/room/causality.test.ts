import fc from 'fast-check';
import { expect, it } from 'vitest';
import { latestOf, orderEvents } from '../../src/p2p/room/causality.ts';
import { rooms } from './random-room.ts';
import { runs } from './runs.ts';

it('the latest acts of a register are the same by the act and by the word, while it grows too', () => {
	fc.assert(
		fc.property(rooms(10), fc.infiniteStream(fc.boolean()), ({ story }, chosen) => {
			const causality = orderEvents(story.room, story.events);
			const acts: number[] = [];
			for (let at = 0; at <= causality.now; at++) {
				expect(causality.latestOfMany(acts, at)).toEqual(latestOf(causality, [...acts], at));
				if (chosen.next().value) acts.push(at);
			}
		}),
		runs(1, 1500)
	);
});
