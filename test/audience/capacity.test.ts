import { describe, expect, it } from 'vitest';
import { nextCapacity, UNTRIED, type Capacity, type Situation } from '../../src/p2p/audience/capacity.ts';

const CALM: Situation = {
	settings: { isAllowed: true, budgetKbps: 2000, evenWhenScarce: false },
	isHidden: false,
	isOnBattery: false,
	isMetered: false,
	isPhone: false,
	uplinkKbps: null,
	droppedShare: 0,
	serving: 0,
	kbpsPerChild: 100
};

function after(looks: number, from: Capacity, situation: (now: Capacity) => Partial<Situation>): Capacity {
	let now = from;
	for (let i = 0; i < looks; i++) now = nextCapacity(now, { ...CALM, ...situation(now) });
	return now;
}

const full = (now: Capacity) => ({ serving: now.children });

describe('What a page offers to feed', () => {
	it('is a cautious guess at first, and stays it while nobody needs more', () => {
		expect(after(1, UNTRIED, () => ({}))).toMatchObject({ children: 4, state: 'ready' });
		expect(after(100, UNTRIED, () => ({}))).toMatchObject({ children: 4 });
	});

	it('grows slowly at full use without drops, up to eight', () => {
		expect(after(7, UNTRIED, full).children).toBe(5);
		expect(after(200, UNTRIED, full).children).toBe(8);
	});

	it('halves with every look that saw drops, down to none, and tries one again after a long calm', () => {
		const grown = after(200, UNTRIED, full);
		const drops = (now: Capacity) => ({ serving: now.children, droppedShare: 0.02 });
		expect(after(1, grown, drops).children).toBe(4);
		expect(after(2, grown, drops).children).toBe(2);
		const none = after(4, grown, drops);
		expect(none).toMatchObject({ children: 0, state: 'weak' });
		expect(after(29, none, full).children).toBe(0);
		expect(after(30, none, full)).toMatchObject({ children: 1, state: 'ready' });
	});

	it('stays within the budget and half of a known uplink', () => {
		const budget = { isAllowed: true, budgetKbps: 250, evenWhenScarce: false };
		expect(after(50, UNTRIED, (now) => ({ ...full(now), settings: budget })).children).toBe(2);
		expect(after(50, UNTRIED, (now) => ({ ...full(now), uplinkKbps: 700 })).children).toBe(3);
		expect(after(1, UNTRIED, () => ({ uplinkKbps: 150 }))).toMatchObject({ children: 0, state: 'weak' });
	});

	it('is nothing where the person or the machine says no, with the reason', () => {
		const off = { isAllowed: false, budgetKbps: 2000, evenWhenScarce: true };
		expect(nextCapacity(UNTRIED, { ...CALM, settings: off })).toMatchObject({ children: 0, state: 'off' });
		for (const [scarce, state] of [
			[{ isHidden: true }, 'hidden'],
			[{ isOnBattery: true }, 'battery'],
			[{ isMetered: true }, 'metered'],
			[{ isPhone: true }, 'phone']
		] as const) {
			expect(nextCapacity(UNTRIED, { ...CALM, ...scarce })).toMatchObject({ children: 0, state });
			const anyway = { isAllowed: true, budgetKbps: 2000, evenWhenScarce: true };
			expect(nextCapacity(UNTRIED, { ...CALM, ...scarce, settings: anyway })).toMatchObject({
				children: 4,
				state: 'ready'
			});
		}
	});

	it('remembers what it found while it may not forward', () => {
		const grown = after(200, UNTRIED, full);
		const hidden = after(10, grown, () => ({ isHidden: true }));
		expect(hidden.children).toBe(0);
		expect(after(1, hidden, () => ({})).children).toBe(8);
	});
});
