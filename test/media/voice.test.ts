import { beforeAll, describe, expect, it } from 'vitest';
import type { Codec } from '../../src/p2p/media/codec/codec.ts';
import { openWasmOpus } from '../../src/p2p/media/codec/wasm-opus.ts';
import type { EncodedFrame } from '../../src/p2p/media/frames.ts';
import { VoiceActivity } from '../../src/p2p/media/voice/activity.ts';
import { BlockCutter, type CapturedBlock } from '../../src/p2p/media/voice/block-cutter.ts';
import { CodedVoice } from '../../src/p2p/media/voice/coded-voice.ts';
import { loudnessOf } from '../../src/p2p/media/voice/loudness.ts';
import { MediaClock } from '../../src/p2p/media/voice/media-clock.ts';
import { settle, VirtualClock } from '../fixtures/virtual-clock.ts';
import { noiseBlock, toneBlock } from './sounds.ts';

describe('loudness', () => {
	it('is 0 for the loudest signal there is, 127 for silence, and 3 for a full sine', () => {
		expect(loudnessOf(new Float32Array(960).fill(1))).toBe(0);
		expect(loudnessOf(new Float32Array(960))).toBe(127);
		expect(loudnessOf(toneBlock(0, { peak: 1 }))).toBe(3);
		expect(loudnessOf(noiseBlock(0, -60))).toBe(60);
	});

	it('is silence for samples that are no numbers', () => {
		expect(loudnessOf(new Float32Array(960).fill(NaN))).toBe(127);
		expect(loudnessOf(new Float32Array(0))).toBe(127);
	});
});

describe('voice activity', () => {
	const hear = (activity: VoiceActivity, dbov: number, blocks: number, from = 0) =>
		Array.from({ length: blocks }, (_, i) => activity.hear(loudnessOf(noiseBlock(from + i, dbov))));

	it('hears nothing in digital silence, nor in the noise of a good microphone', () => {
		const activity = new VoiceActivity();
		expect(new Set([...hear(activity, -200, 100), ...hear(activity, -66, 500)])).toEqual(
			new Set(['silence'])
		);
	});

	it('hears the first block of a word, and goes on for 300 ms after the last', () => {
		const activity = new VoiceActivity();
		hear(activity, -66, 100);
		expect(hear(activity, -30, 20)).toEqual(Array(20).fill('voice'));
		expect(hear(activity, -66, 30)).toEqual([...Array(15).fill('hangover'), ...Array(15).fill('silence')]);
	});

	it('learns the noise of a room within four seconds, and hears speech above it', () => {
		const activity = new VoiceActivity();
		hear(activity, -66, 100);
		const fan = hear(activity, -48, 400);
		expect(fan.slice(200).every((heard) => heard === 'silence')).toBe(true);
		expect(hear(activity, -35, 10, 500)).toEqual(Array(10).fill('voice'));
	});

	it('hears a quiet speaker again when the noise is gone', () => {
		const activity = new VoiceActivity();
		hear(activity, -48, 300);
		hear(activity, -70, 50);
		expect(hear(activity, -52, 5)).toEqual(Array(5).fill('voice'));
	});

	it('never takes a held note for noise', () => {
		const activity = new VoiceActivity();
		const heard = Array.from({ length: 1000 }, (_, i) => activity.hear(loudnessOf(toneBlock(i))));
		expect(new Set(heard)).toEqual(new Set(['voice']));
	});
});

describe('a media clock', () => {
	it('counts in real time, through a pause of the microphone', async () => {
		const clock = new VirtualClock();
		const media = new MediaClock(clock);
		const ticks: number[] = [];
		for (let i = 0; i < 3; i++, await clock.advance(20)) ticks.push(media.tick(100 + i * 0.02));
		await clock.advance(940);
		media.restart();
		for (let i = 0; i < 3; i++, await clock.advance(20)) ticks.push(media.tick(i * 0.02));
		expect(ticks).toEqual([0, 1, 2, 50, 51, 52]);
	});

	it('leaves out what a device left out', async () => {
		const clock = new VirtualClock();
		const media = new MediaClock(clock);
		const ticks = [media.tick(0)];
		await clock.advance(100);
		ticks.push(media.tick(0.1), media.tick(0.12));
		expect(ticks).toEqual([0, 5, 6]);
	});

	it('gives no number twice, though the capture clock be faster than real time or jump back', async () => {
		const clock = new VirtualClock();
		const media = new MediaClock(clock);
		const ticks: number[] = [];
		for (let i = 0; i < 3000; i++, await clock.advance(i % 50 === 0 ? 19 : 20)) {
			if (i % 700 === 699) media.restart();
			ticks.push(media.tick(i === 1500 ? 0 : i * 0.02));
		}
		expect(ticks.every((tick, i) => i === 0 || tick > ticks[i - 1]!)).toBe(true);
	});

	it('is not led into the future by a device that says it is there', async () => {
		const clock = new VirtualClock();
		const media = new MediaClock(clock);
		media.tick(0);
		await clock.advance(20);
		expect(media.tick(1e9)).toBeLessThan(60);
	});

	it('jumps on after the computer slept, and not for blocks that come late', async () => {
		const clock = new VirtualClock();
		const media = new MediaClock(clock);
		let captured = 0;
		const next = () => media.tick((captured++ * 960) / 48_000);
		for (let i = 0; i < 50; i++, await clock.advance(20)) next();
		// A thread that was held up for a second, and then gets all that waited.
		await clock.advance(1000);
		for (let i = 0; i < 50; i++) next();
		const afterStall = next();
		expect(afterStall).toBe(100);
		await clock.advance(20 + 600_000);
		let last = 0;
		for (let i = 0; i < 60; i++, await clock.advance(20)) last = next();
		expect(last).toBeGreaterThan(30_100);
		expect(last).toBeLessThan(30_170);
	});
});

describe('a block cutter', () => {
	const cut = (rate: number, seconds: number) => {
		const blocks: CapturedBlock[] = [];
		const cutter = new BlockCutter(rate, (block) => blocks.push(block));
		for (let at = 0; at < seconds * rate; at += 128) {
			const piece = Float32Array.from({ length: 128 }, (_, i) =>
				Math.sin((2 * Math.PI * 440 * (at + i)) / rate)
			);
			cutter.take(piece, at / rate);
		}
		return blocks;
	};

	it('cuts 20 ms out of pieces of any length, and says when each was captured', () => {
		const blocks = cut(48_000, 1);
		expect(blocks.length).toBe(50);
		for (const [i, { samples, at }] of blocks.entries()) {
			expect(samples.length).toBe(960);
			expect(at).toBeCloseTo(i * 0.02, 6);
		}
	});

	it.each([8_000, 16_000, 44_100, 96_000])('brings %d Hz to 48 kHz', (rate) => {
		const blocks = cut(rate, 1);
		expect(blocks.length).toBeGreaterThanOrEqual(49);
		expect(blocks[20]!.at).toBeCloseTo(0.4, 3);
		const samples = blocks.slice(5, 10).flatMap(({ samples }) => [...samples]);
		const crossings = samples.filter((sample, i) => i > 0 && samples[i - 1]! < 0 && sample >= 0);
		expect(crossings.length).toBeGreaterThanOrEqual(43);
		expect(crossings.length).toBeLessThanOrEqual(45);
	});

	it('begins anew where the device left something out', () => {
		const blocks: CapturedBlock[] = [];
		const cutter = new BlockCutter(48_000, (block) => blocks.push(block));
		cutter.take(new Float32Array(500), 0);
		cutter.take(new Float32Array(960), 1);
		expect(blocks.map(({ at }) => at)).toEqual([1]);
	});
});

describe('a coded voice', () => {
	let codec: Codec;
	beforeAll(async () => {
		codec = await openWasmOpus();
	});

	function speaker() {
		const clock = new VirtualClock();
		const port = {
			onmessage: null as ((event: MessageEvent<CapturedBlock>) => void) | null,
			isClosed: false,
			close() {
				this.isClosed = true;
			}
		};
		const media = new MediaClock(clock);
		const voice = new CodedVoice({ port, codec, clock: media });
		const frames: EncodedFrame[] = [];
		voice.on('frame', (frame) => frames.push(frame));
		let block = 0;
		const hear = async (samples: Float32Array<ArrayBuffer>) => {
			port.onmessage?.({ data: { samples, at: block++ * 0.02 } } as MessageEvent<CapturedBlock>);
			await clock.advance(20);
			await settle();
		};
		return { voice, port, frames, media, hear, skip: (blocks: number) => (block += blocks), clock };
	}

	it('makes nothing of a silent microphone', async () => {
		const { frames, hear } = speaker();
		for (let i = 0; i < 100; i++) await hear(noiseBlock(i, -70));
		expect(frames).toEqual([]);
	});

	it('makes a frame of each block of a word, numbered by the media clock, and says when it ends', async () => {
		const { frames, hear } = speaker();
		for (let i = 0; i < 30; i++) await hear(noiseBlock(i, -70));
		for (let i = 0; i < 20; i++) await hear(toneBlock(i));
		for (let i = 0; i < 30; i++) await hear(noiseBlock(i, -70));
		expect(frames.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 36 }, (_, i) => 30 + i));
		expect(frames.slice(0, 20).every(({ isVoice, level }) => isVoice && (level === 13 || level === 14))).toBe(
			true
		);
		expect(frames.slice(20).every(({ isVoice }) => !isVoice)).toBe(true);
		expect(frames.slice(0, 35).every(({ payload }) => payload.length > 20 && payload.length < 200)).toBe(
			true
		);
		expect(frames[35]!.payload.length).toBe(0);
	});

	it('ends the talkspurt when it is closed in the middle of a word', async () => {
		const { voice, port, frames, hear } = speaker();
		for (let i = 0; i < 10; i++) await hear(toneBlock(i));
		voice.close();
		expect(frames.at(-1)).toEqual({ sequence: 10, payload: new Uint8Array(0), level: 127, isVoice: false });
		expect(port.isClosed).toBe(true);
		await hear(toneBlock(11));
		expect(frames.length).toBe(11);
	});

	it('leaves the number of its last word to nobody, though the next microphone opens at once', async () => {
		const { voice, frames, hear, media } = speaker();
		for (let i = 0; i < 10; i++) await hear(toneBlock(i));
		voice.close();
		media.restart();
		expect(media.tick(0)).toBeGreaterThan(frames.at(-1)!.sequence);
	});

	it('says that a gap of the device is silence', async () => {
		const { frames, hear, skip, clock } = speaker();
		for (let i = 0; i < 5; i++) await hear(toneBlock(i));
		skip(5);
		await clock.advance(100);
		for (let i = 10; i < 15; i++) await hear(toneBlock(i));
		expect(frames.map(({ sequence, payload }) => [sequence, payload.length > 0])).toEqual([
			...[0, 1, 2, 3, 4].map((sequence) => [sequence, true]),
			[5, false],
			...[10, 11, 12, 13, 14].map((sequence) => [sequence, true])
		]);
	});
});
