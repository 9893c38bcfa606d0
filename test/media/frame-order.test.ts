import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameOrder } from '../../src/p2p/media/ear/frame-order.ts';
import { framesMissing } from '../../src/p2p/media/ear/losses.ts';

const arrived = (sequence: number, { isSilent = false, isVoice = true } = {}) => ({
	frame: { sequence, payload: new Uint8Array(isSilent ? 0 : 1), level: 20, isVoice: isVoice && !isSilent },
	arrivedAt: 0
});
const SILENT = { isSilent: true };

/** An order that has let this tick go. */
function after(sequence: number, kind: Parameters<typeof arrived>[1] = {}) {
	const order = new FrameOrder();
	order.take(arrived(sequence, kind));
	order.giveUp();
	const take = (next: number, kind: Parameters<typeof arrived>[1] = {}) =>
		order.take(arrived(next, kind)).map(({ frame }) => frame.sequence);
	return { order, take };
}

describe('the order of frames', () => {
	it('lets a frame go as soon as the one before it is there', () => {
		const { take } = after(0);
		expect(take(2)).toEqual([]);
		expect(take(3)).toEqual([]);
		expect(take(1)).toEqual([1, 2, 3]);
		expect([take(2), take(0)]).toEqual([[], []]);
	});

	it('gives up what is missing when the next frame is wanted, and only that', () => {
		const { order, take } = after(0);
		take(3);
		take(2);
		take(5);
		expect(order.isPressing).toBe(false);
		expect(order.want().map(({ frame }) => frame.sequence)).toEqual([2, 3]);
		expect(order.held).toBe(1);
		expect(take(1)).toEqual([]);
	});

	it('presses for whatever comes next when there was nothing to give', () => {
		const { order, take } = after(0);
		expect(order.want()).toEqual([]);
		take(2);
		expect(order.isPressing).toBe(true);
		expect(take(1)).toEqual([1, 2]);
		take(4);
		expect(order.isPressing).toBe(false);
	});

	it('waits a moment only before a talkspurt, and not at all after a tick that is known to be silent', () => {
		const ended = after(10, SILENT);
		ended.take(60);
		expect(ended.order.isPressing).toBe(true);
		const told = after(10, SILENT);
		expect(told.take(59, SILENT)).toEqual([59]);
		expect(told.take(60)).toEqual([60]);
		const faded = after(10, { isVoice: false });
		faded.take(30);
		expect(faded.order.isPressing).toBe(true);
		const broken = after(10);
		broken.take(30);
		expect(broken.order.isPressing).toBe(false);
	});

	it('lets every frame go at most once, in order, and holds few, whatever comes', () => {
		const tick = fc.tuple(fc.nat(200), fc.boolean(), fc.boolean(), fc.nat(9));
		fc.assert(
			fc.property(fc.array(tick, { maxLength: 400 }), (ticks) => {
				const order = new FrameOrder();
				const gone: number[] = [];
				for (const [sequence, isSilent, isVoice, chance] of ticks) {
					for (const { frame } of order.take(arrived(sequence, { isSilent, isVoice })))
						gone.push(frame.sequence);
					if (chance === 0) for (const { frame } of order.want()) gone.push(frame.sequence);
					expect(order.held).toBeLessThanOrEqual(32);
				}
				expect(gone.every((sequence, i) => i === 0 || sequence > gone[i - 1]!)).toBe(true);
			})
		);
	});
});

describe('what is missing between two ticks', () => {
	const tick = (sequence: number, kind: { isSilent?: boolean; isVoice?: boolean } = {}) => ({
		sequence,
		isSilent: false,
		isVoice: true,
		...kind
	});

	it('is nothing where there is no hole, and nothing after the end of a talkspurt', () => {
		expect(framesMissing(tick(5), tick(6))).toBe(0);
		expect(framesMissing(tick(5, { isSilent: true, isVoice: false }), tick(60))).toBe(0);
		expect(framesMissing(tick(5, { isSilent: true, isVoice: false }), tick(8))).toBe(0);
	});

	it('is the whole hole where frames stand close on both sides, or speech does', () => {
		expect(framesMissing(tick(5, { isVoice: false }), tick(9, { isVoice: false }))).toBe(3);
		expect(framesMissing(tick(5), tick(45))).toBe(39);
	});

	it('is a pause after a soft end, and no more than the hangover before one', () => {
		expect(framesMissing(tick(5, { isVoice: false }), tick(45))).toBe(0);
		expect(framesMissing(tick(5), tick(45, { isSilent: true, isVoice: false }))).toBe(15);
	});

	it('is not counted over an absence', () => {
		expect(framesMissing(tick(5), tick(30_000))).toBe(0);
	});
});
