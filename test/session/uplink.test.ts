import { describe, expect, it } from 'vitest';
import { RootCapacity } from '../../src/p2p/session/tree/root-capacity.ts';
import { Uplink, type Arrival } from '../../src/p2p/session/tree/uplink.ts';

/** Whether the line counts as strained after it stood so for some seconds. */
function after(seconds: number, arrival: Partial<Arrival>, uplink = new Uplink(), from = 0): boolean {
	for (let s = 0; s <= seconds; s += 2)
		uplink.look((from + s) * 1000, { lost: [], children: 0, stuck: 0, ...arrival });
	return uplink.isStrained;
}

describe('T14 whether a line carries what a page sends', () => {
	it('is strained once most of the others miss a twentieth for ten seconds', () => {
		expect(after(8, { lost: [0.2, 0.1, 0] })).toBe(false);
		expect(after(10, { lost: [0.2, 0.1, 0] })).toBe(true);
		expect(after(60, { lost: [0.04, 0.04, 0.04] })).toBe(false);
	});

	it('is strained while most children do not drain', () => {
		expect(after(10, { children: 5, stuck: 3 })).toBe(true);
		expect(after(10, { children: 16, stuck: 16, lost: [0, 0, 0] })).toBe(true);
	});

	it('is not strained by one listener, whose own line is weak, nor by half of them', () => {
		expect(after(60, { lost: [1], children: 1, stuck: 1 })).toBe(false);
		expect(after(60, { lost: [0.5, 0, 0, 0] })).toBe(false);
		expect(after(60, { children: 16, stuck: 1 })).toBe(false);
		expect(after(60, { children: 4, stuck: 2 })).toBe(false);
	});

	it('begins anew when a look finds nothing wrong', () => {
		const uplink = new Uplink();
		after(8, { lost: [0.2, 0.2] }, uplink);
		after(0, {}, uplink, 10);
		expect(after(8, { lost: [0.2, 0.2] }, uplink, 12)).toBe(false);
	});

	it('is relieved after half a minute without trouble', () => {
		const uplink = new Uplink();
		after(10, { lost: [0.2, 0.2] }, uplink);
		expect(after(28, {}, uplink, 12)).toBe(true);
		expect(after(2, {}, uplink, 42)).toBe(false);
	});
});

describe('T14 how many children roots get', () => {
	/** Children after each of so many seconds, looked at twice a second. */
	function over(capacity: RootCapacity, fromMs: number, seconds: number, isStrained: boolean): number[] {
		return Array.from({ length: seconds }, (_, s) => {
			capacity.look(fromMs + s * 1000, { isStrained });
			return capacity.look(fromMs + s * 1000 + 500, { isStrained });
		});
	}

	it('halves them while one is strained, and waits each time to see what came of it', () => {
		const children = over(new RootCapacity(16, 0), 0, 60, true);
		expect([14, 16, 31, 46, 59].map((s) => children[s])).toEqual([16, 8, 4, 2, 2]);
	});

	it('adds one a minute while none is, up to what it began with', () => {
		const capacity = new RootCapacity(5, 0);
		over(capacity, 20_000, 1, true);
		expect(over(capacity, 21_000, 400, false).at(-1)).toBe(5);
		const again = new RootCapacity(5, 0);
		over(again, 20_000, 1, true);
		expect(over(again, 21_000, 58, false).at(-1)).toBe(2);
		expect(over(again, 80_000, 2, false).at(-1)).toBe(3);
	});

	it('never takes from a root that is given one child more than that', () => {
		expect(over(new RootCapacity(1, 0), 0, 90, true).at(-1)).toBe(1);
	});
});
