import { expect, it } from 'vitest';
import { hoursThatFit } from '../../src/lib/app/recording-space.ts';

it('Hours of recording are told in whole ones, and only where the browser says how much space there is', () => {
	expect(hoursThatFit({ quota: 500_000_000, usage: 80_000_000 })).toBe(30);
	expect(hoursThatFit({ quota: 1_000_000, usage: 900_000 })).toBe(0);
	expect(hoursThatFit({ quota: 1, usage: 2 })).toBe(0);
	expect(hoursThatFit({ quota: 1e15, usage: 0 })).toBe(100);
	expect(hoursThatFit({ quota: 1 })).toBeNull();
	expect(hoursThatFit(null)).toBeNull();
});
