import { describe, expect, it } from 'vitest';
import { TalkTimes } from '../../src/p2p/session/talk-times.ts';

describe('how long people have spoken', () => {
	it('counts from the first look, each voice by itself', () => {
		const talk = new TalkTimes<string>();
		talk.note(1_000, new Set(['Ada']));
		talk.note(1_100, new Set(['Ada', 'Ben']));
		talk.note(1_200, new Set(['Ben']));
		talk.note(5_000, new Set());
		expect([...talk.times]).toEqual([
			['Ada', 100],
			['Ben', 200]
		]);
	});

	it('keeps so many people and no more, whoever pretends to be how many', () => {
		const talk = new TalkTimes<number>();
		talk.note(0, new Set());
		for (let n = 0; n < 2_000; n++) talk.note(n * 100, new Set([n, 0]));
		expect(talk.times.size).toBe(500);
		expect(talk.times.get(0)).toBe(199_900);
	});
});
