import { describe, expect, it } from 'vitest';
import { Doors, partyOf } from '../../relay/doors.ts';
import { DEFAULT_LIMITS } from '../../relay/limits.ts';
import type { Clock } from '../../src/p2p/base/clock.ts';

describe('the doors', () => {
	it('let in so many in total, so many from one address, and so fast', () => {
		let now = 0;
		const clock: Clock = { now: () => now, after: () => () => {}, every: () => () => {} };
		const limits = { ...DEFAULT_LIMITS, connections: 5, connectionsPerAddress: 3, connectionsPerSecond: 2 };
		const doors = new Doors(clock, limits);
		const leave = ['a', 'a', 'a'].map((address) => doors.enter(address));
		expect(doors.enter('a')).toEqual({ ok: false, code: 'too-many' });
		expect(doors.enter('b').ok && doors.enter('b').ok).toBe(true);
		expect(doors.enter('c')).toEqual({ ok: false, code: 'full' });
		for (const entered of leave) {
			if (entered.ok) {
				entered.value();
				entered.value();
			}
		}
		expect(doors.total).toBe(2);
		for (let i = 0; i < 3; i += 1) {
			const entered = doors.enter('a');
			if (entered.ok) entered.value();
		}
		expect(doors.enter('a')).toEqual({ ok: false, code: 'too-fast' });
		now += 1_000;
		expect(doors.enter('a').ok).toBe(true);
	});

	it('count an IPv6 network as one party, and an IPv4 address in any spelling', () => {
		expect(partyOf('2001:db8:1:2:3:4:5:6')).toBe(partyOf('2001:0db8:1:2::9'));
		expect(partyOf('2001:db8:1:2::1')).not.toBe(partyOf('2001:db8:1:3::1'));
		expect(partyOf('::ffff:192.0.2.1')).toBe(partyOf('192.0.2.1'));
		expect(partyOf('::1')).toBe('0:0:0:0');
	});
});
