import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TURN_ENDING_MS, TURN_ENDS_AFTER_MS, Turns } from '../../src/p2p/session/turns.ts';

const MINUTE = 60_000;
const nobody = new Set<string>();
const ben = new Set(['ben']);
const both = new Set(['ben', 'cleo']);

/** Lets the same people speak from one moment to another, measured ten times a second; whether anything changed. */
function speak(turns: Turns<string>, who: ReadonlySet<string>, from: number, to: number, limit = MINUTE) {
	let changes = 0;
	for (let now = from; now <= to; now += 100) if (turns.note(now, who, limit)) changes++;
	return changes;
}

describe('Turns', () => {
	it('begin with the first word, and go from running to ending to over, each told once', () => {
		const turns = new Turns<string>();
		expect(speak(turns, ben, 1000, 1000)).toBe(1);
		expect(turns.turns.get('ben')).toEqual({ endsAt: 1000 + MINUTE, state: 'running' });
		expect(speak(turns, ben, 1100, 1000 + MINUTE - TURN_ENDING_MS - 100)).toBe(0);
		expect(speak(turns, ben, 1000 + MINUTE - TURN_ENDING_MS, 1000 + MINUTE - 100)).toBe(1);
		expect(turns.turns.get('ben')?.state).toBe('ending');
		expect(speak(turns, ben, 1000 + MINUTE, 3 * MINUTE)).toBe(1);
		expect(turns.turns.get('ben')).toEqual({ endsAt: 1000 + MINUTE, state: 'over' });
	});

	it('go on through a pause, and end when somebody has been silent for ten seconds', () => {
		const turns = new Turns<string>();
		speak(turns, ben, 0, 20_000);
		speak(turns, nobody, 20_100, 20_000 + TURN_ENDS_AFTER_MS - 100);
		speak(turns, ben, 30_000, 30_000);
		expect(turns.turns.get('ben')?.endsAt).toBe(MINUTE);
		speak(turns, nobody, 30_100, 30_000 + TURN_ENDS_AFTER_MS);
		expect(turns.turns.size).toBe(0);
		speak(turns, ben, 50_000, 50_000);
		expect(turns.turns.get('ben')?.endsAt).toBe(50_000 + MINUTE);
	});

	it('are each person’s own', () => {
		const turns = new Turns<string>();
		speak(turns, ben, 0, 5000);
		speak(turns, both, 5100, 6000);
		expect([...turns.turns].map(([who, { endsAt }]) => [who, endsAt])).toEqual([
			['ben', MINUTE],
			['cleo', 5100 + MINUTE]
		]);
	});

	it('have no end without a time, and begin anew with another one', () => {
		const turns = new Turns<string>();
		expect(speak(turns, ben, 0, 5000, 0)).toBe(0);
		expect(turns.turns.size).toBe(0);
		speak(turns, ben, 5100, 5100, 2 * MINUTE);
		expect(turns.turns.get('ben')?.endsAt).toBe(5100 + 2 * MINUTE);
		speak(turns, ben, 5200, 5200, MINUTE);
		expect(turns.turns.get('ben')?.endsAt).toBe(5200 + MINUTE);
		expect(speak(turns, ben, 5300, 5300, 0)).toBe(1);
		expect(turns.turns.size).toBe(0);
	});

	it('are followed for no more people than a stage could hold', () => {
		const turns = new Turns<number>();
		turns.note(0, new Set(Array.from({ length: 5000 }, (_, i) => i)), MINUTE);
		expect(turns.turns.size).toBe(100);
	});

	it('never end later than their time after their first word, however somebody speaks', () => {
		fc.assert(
			fc.property(fc.array(fc.boolean(), { maxLength: 400 }), (words) => {
				const turns = new Turns<string>();
				let since: number | null = null;
				let heardAt = 0;
				for (const [i, speaks] of words.entries()) {
					const now = i * 500;
					if (since !== null && !speaks && now - heardAt >= TURN_ENDS_AFTER_MS) since = null;
					if (speaks) heardAt = now;
					if (speaks) since ??= now;
					turns.note(now, speaks ? ben : nobody, MINUTE);
					expect(turns.turns.get('ben')?.endsAt ?? null).toBe(since === null ? null : since + MINUTE);
				}
			})
		);
	});
});
