import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import type { Codec, Decoder } from '../../src/p2p/media/codec/codec.ts';
import { openWasmOpus } from '../../src/p2p/media/codec/wasm-opus.ts';
import { BlockPlayout } from '../../src/p2p/media/ear/block-playout.ts';
import { DecodingEar } from '../../src/p2p/media/ear/decoding-ear.ts';
import type { EncodedFrame } from '../../src/p2p/media/frames.ts';
import { settle, VirtualClock } from '../fixtures/virtual-clock.ts';
import { seededRandom } from '../fixtures/random.ts';
import { likeness, rms, toneBlock } from './sounds.ts';

const session = (digit: number) => digit.toString(16).padStart(2, '0').repeat(32) as SessionId;
const ADA = session(1);
const BEN = session(2);

/** An ear without a sound device, and what it has heard. */
function listener(codec: Codec, clock: VirtualClock) {
	const scope = new Scope(clock);
	const heard: Float32Array[] = [];
	const playout = new BlockPlayout({ scope, heard: (block) => heard.push(block) });
	const ear = new DecodingEar({ scope, codec, playout });
	const events: string[] = [];
	ear.on('playing', ({ session }) => events.push(`playing ${session === ADA ? 'Ada' : 'Ben'}`));
	ear.on('stalled', ({ session }) => events.push(`stalled ${session === ADA ? 'Ada' : 'Ben'}`));
	const all = () => {
		const samples = new Float32Array(heard.length * 960);
		for (const [i, block] of heard.entries()) samples.set(block, i * 960);
		return samples;
	};
	return { scope, ear, events, all, forget: () => heard.splice(0) };
}

describe('an ear in Node', () => {
	let codec: Codec;
	let spoken: EncodedFrame[];
	beforeAll(async () => {
		codec = await openWasmOpus();
		const encoder = codec.encoder();
		spoken = [];
		for (let sequence = 0; sequence < 200; sequence++)
			spoken.push({
				sequence,
				payload: (await encoder.encode(toneBlock(sequence)))!,
				level: 13,
				isVoice: true
			});
		encoder.close();
	});
	const scopes: Scope[] = [];
	afterEach(() => {
		for (const scope of scopes.splice(0)) scope.close();
	});
	const listen = (clock: VirtualClock, using = codec) => {
		const made = listener(using, clock);
		scopes.push(made.scope);
		return made;
	};

	it('gives back a tone without a gap, at most 70 ms after it came', async () => {
		const clock = new VirtualClock();
		const { ear, all, events } = listen(clock);
		ear.setAudible(new Map([[ADA, 1]]));
		for (const frame of spoken) {
			ear.take(ADA, frame);
			await clock.advance(20);
		}
		await settle();
		const heard = all();
		const begins = heard.findIndex((sample) => Math.abs(sample) > 0.1);
		expect(begins / 48).toBeLessThan(70);
		const body = heard.subarray(begins + 4800);
		for (let at = 0; at + 960 < body.length; at += 480)
			expect(rms(body.subarray(at, at + 960)), `${at}`).toBeCloseTo(0.212, 1);
		expect(likeness(body.subarray(0, 9600), toneBlock(0), 120).likeness).toBeGreaterThan(0.98);
		expect(ear.stats().missing).toBe(0);
		expect(ear.stats().due).toBeGreaterThan(195);
		expect(ear.stats().playoutMs).toBeLessThanOrEqual(45);
		expect(events).toEqual(['playing Ada']);
	});

	it('counts nothing while it plays silently, before a voice changes over and after', async () => {
		const clock = new VirtualClock();
		const { ear } = listen(clock);
		for (const [i, frame] of spoken.entries()) {
			ear.setAudible(new Map([[ADA, i >= 50 && i < 100 ? 1 : 0]]));
			if (frame.sequence % 10 !== 9) ear.take(ADA, frame);
			await clock.advance(20);
		}
		expect(ear.stats().due).toBeGreaterThan(45);
		expect(ear.stats().due).toBeLessThan(55);
		expect(ear.stats().missing).toBe(5);
	});

	it('plays each frame once, though it comes in three copies and out of order', async () => {
		const clock = new VirtualClock();
		const { ear } = listen(clock);
		ear.setAudible(new Map([[ADA, 1]]));
		const decoded: number[] = [];
		for (let n = 1; n < 150; n += 2) {
			// The odd stripe is ahead of the even one.
			for (const i of [n, n - 1, n - 2, n - 1, n - 3]) if (spoken[i]) ear.take(ADA, spoken[i]!);
			await clock.advance(40);
			decoded.push(ear.stats().due);
		}
		expect(ear.stats()).toMatchObject({ due: 150, missing: 0 });
	});

	it('counts and conceals what never comes: with every tenth frame lost the tone goes on', async () => {
		const clock = new VirtualClock();
		const { ear, all } = listen(clock);
		ear.setAudible(new Map([[ADA, 1]]));
		for (const frame of spoken) {
			if (frame.sequence % 10 !== 9) ear.take(ADA, frame);
			await clock.advance(20);
		}
		expect(ear.stats().due).toBeGreaterThan(195);
		expect(ear.stats().missing).toBeGreaterThanOrEqual(19);
		expect(ear.stats().missing).toBeLessThanOrEqual(20);
		const heard = all();
		const body = heard.subarray(9600, heard.length - 4800);
		for (let at = 0; at + 480 < body.length; at += 480)
			expect(rms(body.subarray(at, at + 480)), `${at}`).toBeGreaterThan(0.1);
	});

	it('plays at the volume that was chosen, and nobody who is not audible', async () => {
		const clock = new VirtualClock();
		const { ear, all, forget, events } = listen(clock);
		const speak = async (from: number, to: number) => {
			for (const frame of spoken.slice(from, to)) {
				ear.take(ADA, frame);
				ear.take(BEN, frame);
				await clock.advance(20);
			}
		};
		ear.setAudible(new Map([[ADA, 0.5]]));
		await speak(0, 50);
		expect(rms(all().subarray(19_200))).toBeCloseTo(0.106, 1.5);
		expect(events).toEqual(['playing Ada']);
		ear.setAudible(new Map());
		await speak(50, 60);
		forget();
		await speak(60, 100);
		expect(rms(all())).toBe(0);
	});

	it('says when a voice broke off in the middle of a word, not when it ended, and when it is back', async () => {
		const clock = new VirtualClock();
		const { ear, events } = listen(clock);
		ear.setAudible(new Map([[ADA, 1]]));
		for (const frame of spoken.slice(0, 50)) {
			ear.take(ADA, frame);
			await clock.advance(20);
		}
		await clock.advance(3000);
		expect(events).toEqual(['playing Ada', 'stalled Ada']);
		for (const frame of spoken.slice(150)) {
			ear.take(ADA, frame);
			await clock.advance(20);
		}
		ear.take(ADA, { sequence: 200, payload: new Uint8Array(0), level: 127, isVoice: false });
		await clock.advance(5000);
		expect(events).toEqual(['playing Ada', 'stalled Ada', 'playing Ada']);
	});

	it('mixes the three loudest of sixteen, and takes no seventeenth', async () => {
		const clock = new VirtualClock();
		const opened: number[] = [];
		// The first byte says how loud it is to be.
		const made = (): Decoder => {
			opened.push(1);
			return {
				decode: async (payload) => new Float32Array(960).fill(payload[0]! / 100),
				close() {}
			};
		};
		const { ear, all } = listen(clock, { ...codec, decoder: made });
		const people = Array.from({ length: 20 }, (_, i) => session(10 + i));
		ear.setAudible(new Map(people.map((person) => [person, 1])));
		for (let sequence = 0; sequence < 100; sequence++) {
			for (const [i, person] of people.entries())
				ear.take(person, { sequence, payload: Uint8Array.of(i + 1), level: 20, isVoice: true });
			await clock.advance(20);
		}
		expect(opened.length).toBe(16);
		// Of those who fit in, the loudest are 14, 15 and 16.
		expect(all().at(-1)).toBeCloseTo(0.45, 3);
	});

	it('survives whatever is sent to it as a frame', async () => {
		const clock = new VirtualClock();
		const { ear, all } = listen(clock);
		const random = seededRandom(7);
		ear.setAudible(new Map([[ADA, 1]]));
		for (let i = 0; i < 2000; i++) {
			const payload = random.bytes(Math.floor(random.fraction() * 450));
			const sequence = Math.floor(random.fraction() * 3000);
			ear.take(ADA, { sequence, payload, level: 300, isVoice: random.fraction() < 0.5 });
			if (i % 4 === 0) await clock.advance(20);
		}
		expect(all().every((sample) => Math.abs(sample) <= 1)).toBe(true);
		for (const frame of spoken) {
			ear.take(ADA, { ...frame, sequence: 4000 + frame.sequence });
			await clock.advance(20);
		}
		expect(rms(all().subarray(-9600))).toBeCloseTo(0.212, 1);
	});

	it('does nothing more once it is closed', async () => {
		const clock = new VirtualClock();
		const { ear, all } = listen(clock);
		ear.setAudible(new Map([[ADA, 1]]));
		ear.take(ADA, spoken[0]!);
		ear.close();
		ear.take(ADA, spoken[1]!);
		ear.setAudible(new Map([[BEN, 1]]));
		const length = all().length;
		await clock.advance(500);
		expect(all().length).toBe(length);
	});
});
