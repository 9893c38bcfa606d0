import { beforeAll, describe, expect, it } from 'vitest';
import { Intake } from '../../src/p2p/document/intake.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { makePerson, makeRoom } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';
import { settle } from '../fixtures/virtual-clock.ts';

let event: RoomEvent;

beforeAll(async () => {
	const made = await makeRoom(await makePerson('Ada', seededRandom(3)));
	event = [...made.document.events][0]!;
});

/** Events that differ by name only; nobody looks at more here. */
const events = (name: string, count: number) =>
	Array.from({ length: count }, (_, i) => ({ ...event, id: `${name} ${i}` as RoomEvent['id'] }));

/** An intake whose verifier answers one question each time it is told to. */
function stepwise(isAuthentic = true) {
	const asked: number[] = [];
	const answers: (() => void)[] = [];
	const intake = new Intake({
		verify: (raws) =>
			new Promise((answer) => {
				asked.push(raws.length);
				answers.push(() => answer(raws.map(() => isAuthentic)));
			})
	});
	const step = async () => {
		answers.shift()?.();
		await settle();
	};
	return { intake, asked, step };
}

describe('G8 fair verifying', () => {
	it("lets one neighbour's single event pass another's ten thousand", async () => {
		const { intake, asked, step } = stepwise();
		const done: string[] = [];
		void intake.verify({}, events('history', 10_000)).then(() => done.push('history'));
		await step();
		void intake.verify({}, events('live', 1)).then(() => done.push('live'));
		await step();
		await step();
		expect(done).toEqual(['live']);
		expect(asked.slice(0, 3)).toEqual([32, 32, 1]);
	});

	it('verifies once what several neighbours bring', async () => {
		const { intake, asked, step } = stepwise();
		const both = Promise.all([intake.verify({}, events('same', 20)), intake.verify({}, events('same', 20))]);
		await step();
		expect(await both).toEqual([true, true]);
		expect(asked).toEqual([20]);
	});

	it('says no at the first slice that holds a forgery, and works no further for it', async () => {
		const { intake, asked, step } = stepwise(false);
		const verdict = intake.verify({}, events('forged', 1_000));
		await step();
		expect(await verdict).toBe(false);
		expect(asked).toEqual([32]);
	});

	it('works no more for who went away', async () => {
		const { intake, asked, step } = stepwise();
		const lane = {};
		void intake.verify(lane, events('gone', 1_000));
		intake.abandon(lane);
		await step();
		await step();
		expect(asked).toEqual([32]);
	});
});
