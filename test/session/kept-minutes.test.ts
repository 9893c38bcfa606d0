import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeptMinutesOfSound } from '../../src/p2p/session/kept-minutes.ts';

const packet = (length = 3) => new Uint8Array(length);
const filled = (minutes: number, packets: number, length = 3) => {
	const kept = new KeptMinutesOfSound(minutes);
	for (let i = 0; i < packets; i++) kept.add(packet(length));
	return kept;
};

describe('U4 What is kept of the last minutes', () => {
	it('begins so long ago, whatever is asked for, and ends now', () => {
		const kept = filled(2, 10_000);
		expect(kept.edge).toBe(10_000);
		expect(kept.from(null).from).toBe(10_000 - 6_000);
		expect(kept.from(3).from).toBe(10_000 - 6_000);
		expect(kept.from(7_000)).toMatchObject({ from: 7_000 });
		expect(kept.from(7_000).packets).toHaveLength(100);
		expect(kept.from(9_990).packets).toHaveLength(10);
		expect(kept.from(10_000)).toEqual({ from: 10_000, packets: [] });
		expect(kept.from(99_999)).toEqual({ from: 10_000, packets: [] });
	});

	it('is handed out whole, piece by piece', () => {
		fc.assert(
			fc.property(fc.nat(900), fc.nat(400), (packets, length) => {
				const kept = filled(2, packets, length + 1);
				let next = 0;
				while (next < kept.edge) {
					const piece = kept.from(next);
					expect(piece.from).toBe(next);
					expect(piece.packets.length).toBeGreaterThan(0);
					expect(piece.packets.reduce((sum, one) => sum + one.length, 0)).toBeLessThanOrEqual(12 * 1024);
					next += piece.packets.length;
				}
			})
		);
	});

	it('never takes more memory than ten minutes of twice the usual rate', () => {
		const kept = filled(10, 30_000, 400);
		let [bytes, next] = [0, kept.from(null).from];
		while (next < kept.edge) {
			const { packets } = kept.from(next);
			next += packets.length;
			bytes += packets.reduce((sum, { length }) => sum + length, 0);
		}
		expect(bytes).toBeLessThanOrEqual(5 * 1024 * 1024);
		expect(kept.edge).toBe(30_000);
	});

	it('is gone once it is dropped, and goes on from there', () => {
		const kept = filled(2, 500);
		kept.drop();
		expect(kept.from(null)).toEqual({ from: 500, packets: [] });
		kept.add(packet());
		expect(kept.from(0)).toEqual({ from: 500, packets: [packet()] });
	});
});
