import { describe, expect, it } from 'vitest';
import { budgetOnSlider, listenersFor, megabytesPerHour } from '../../src/lib/app/giving.ts';
import { drawHistory, minuteByMinute } from '../../src/lib/app/history-chart.ts';
import { countedReactions } from '../../src/lib/app/reactions.ts';
import { tilesInSight } from '../../src/lib/app/tiles-in-sight.ts';
import type { TreeMoment } from '../../src/p2p/api.ts';

describe('The tiles of a large audience', () => {
	const grid = { count: 10_000, columns: 4, rowHeight: 100, top: 500, screenHeight: 800, focused: null };

	it('are in the document where they are on screen, in order, and no more than a few screens of them', () => {
		for (const top of [500, 0, -40_000, -248_000, -1e7, 1e7]) {
			const shown = tilesInSight({ ...grid, top });
			expect(shown).toEqual([...new Set(shown)].sort((a, b) => a - b));
			expect(shown.length).toBeLessThanOrEqual(4 * (8 + 2 + 2 * 4));
			const [first, last] = [Math.floor(-top / 100) * 4, Math.floor((800 - top) / 100) * 4];
			for (let at = Math.max(0, first); at < Math.min(10_000, last); at++) expect(shown).toContain(at);
		}
	});

	it('include the one with the focus and those that Tab reaches next, wherever it was scrolled to', () => {
		const shown = tilesInSight({ ...grid, top: -200_000, focused: 17 });
		for (const at of [16, 17, 18, 19, 20, 12]) expect(shown).toContain(at);
		expect(shown).toContain(8000);
		expect(shown).not.toContain(40);
		expect(tilesInSight({ ...grid, count: 10, focused: 17 })).toHaveLength(10);
	});

	it('are none before the grid was measured', () => {
		expect(tilesInSight({ ...grid, rowHeight: NaN })).toEqual([]);
		expect(tilesInSight({ ...grid, columns: 0 })).toEqual([]);
		expect(tilesInSight({ ...grid, count: 0 })).toEqual([]);
	});
});

describe('Reactions of a large room', () => {
	it('are counted in the order of their keys, without those that nobody shows', () => {
		const reactionCounts = new Map([
			['fire', 3],
			['clap', 34],
			['wow', 0]
		] as const);
		expect(countedReactions({ reactionCounts })).toEqual([
			{ reaction: 'clap', count: 34 },
			{ reaction: 'fire', count: 3 }
		]);
	});
});

describe('A budget for giving', () => {
	it('is told as listeners and megabytes', () => {
		expect([50, 100, 450, 5000].map(listenersFor)).toEqual([1, 1, 4, 8]);
		expect(megabytesPerHour(400)).toBe(180);
		expect([0, 130, 400, 9000].map((budgetKbps) => budgetOnSlider({ budgetKbps }))).toEqual([
			100, 100, 400, 800
		]);
	});
});

describe('The history of a tree', () => {
	const moment = (at: number, more: Partial<TreeMoment> = {}): TreeMoment => ({
		at: at * 1000,
		listeners: 100,
		missing: 0,
		repairs: 0,
		...more
	});
	const box = { width: 300, height: 50 };

	it('reaches ten minutes back from its newest moment and leaves out what is older', () => {
		const history = [moment(0, { listeners: 900 }), moment(300), moment(900)];
		const { line, most } = drawHistory(history, 'listeners', box);
		expect(most).toBe(100);
		expect(line).toBe('M300 0');
		expect(drawHistory([moment(600), moment(900)], 'listeners', box).line).toBe('M150 0L300 0');
	});

	it('is flat where all is well, and has a bar for each moment with repairs', () => {
		expect(drawHistory([moment(1), moment(2)], 'missing', box).line).toMatch(/^M[\d.]+ 50L300 50$/);
		const { line, most } = drawHistory([moment(1, { repairs: 8 }), moment(2)], 'repairs', box);
		expect(line).toBe('M299.5 50V0');
		expect(most).toBe(8);
		expect(drawHistory([], 'missing', box).line).toBe('');
	});

	it('is told minute by minute, newest first', () => {
		const history = [
			moment(0, { repairs: 2 }),
			moment(30, { repairs: 1, missing: 0.5 }),
			moment(70, { listeners: 120, missing: 0.1 })
		];
		expect(minuteByMinute(history)).toEqual([
			{ ago: 0, listeners: 120, missing: 0.3, repairs: 1 },
			{ ago: 1, listeners: 100, missing: 0, repairs: 2 }
		]);
		expect(minuteByMinute([])).toEqual([]);
	});
});
