import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplayWindow, WINDOW_TICKS } from '../../src/p2p/audience/replay-window.ts';

function windowAt(sequence: number, atMs = 0, floor = 0): ReplayWindow {
	const window = new ReplayWindow(floor);
	window.take(sequence, atMs);
	return window;
}

describe('P5 the replay window', () => {
	it('takes each number once, in any order', () => {
		const window = windowAt(1_000);
		expect(window.judge(1_000, 0)).toBe('seen');
		expect(window.judge(999, 0)).toBe('fresh');
		window.take(999, 0);
		expect(window.judge(999, 0)).toBe('seen');
		expect(window.judge(1_001, 0)).toBe('fresh');
	});

	it('takes nothing from below the window or the floor', () => {
		const window = windowAt(1_000, 0, 900);
		expect(window.judge(1_000 - WINDOW_TICKS + 51, 0)).toBe('fresh');
		expect(window.judge(899, 0)).toBe('stale');
		const late = windowAt(1_000);
		expect([late.judge(1_000 - WINDOW_TICKS, 0), late.judge(1_001 - WINDOW_TICKS, 0)]).toEqual([
			'stale',
			'fresh'
		]);
	});

	it('lets the clock run on through silence, and no further', () => {
		for (const [afterMs, furthest] of [
			[0, 1_500],
			[60_000, 4_500]
		] as const) {
			const window = windowAt(1_000);
			expect(window.judge(furthest, afterMs)).toBe('fresh');
			expect(window.judge(furthest + 1, afterMs)).toBe('future');
		}
	});

	it('is not shut by one number far ahead, and believes a source that stays there', () => {
		const window = windowAt(1_000);
		expect(window.judge(900_000, 0)).toBe('future');
		expect(window.judge(1_001, 20)).toBe('fresh');
		window.take(1_001, 20);
		expect(window.judge(900_001, 40)).toBe('future');
		expect(window.judge(900_090, 2_039)).toBe('future');
		expect(window.judge(900_091, 2_040)).toBe('fresh');
	});

	it('goes on when the clock of this page is set back', () => {
		const window = windowAt(1_000, 100_000);
		expect(window.judge(1_400, 0)).toBe('fresh');
	});

	it('never takes a number twice, whatever comes in whatever order', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.nat(600), fc.nat(50))), (arrivals) => {
				const window = new ReplayWindow();
				const taken = new Set<number>();
				let now = 0;
				for (const [sequence, waited] of arrivals) {
					now += waited;
					if (window.judge(sequence, now) !== 'fresh') continue;
					expect(taken.has(sequence)).toBe(false);
					taken.add(sequence);
					window.take(sequence, now);
				}
			}),
			{ seed: 17, numRuns: 400 }
		);
	});
});
