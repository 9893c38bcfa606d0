import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCodec } from '../../src/p2p/media/codec/open-codec.ts';
import type { Codec } from '../../src/p2p/media/codec/codec.ts';
import { isOpusTick } from '../../src/p2p/media/codec/opus-packet.ts';
import { likeness, rms, toneBlock } from './sounds.ts';

describe('Opus where there is no WebCodecs', () => {
	let codec: Codec;
	beforeAll(async () => {
		codec = await openCodec();
	});

	it('is libopus in WebAssembly', () => {
		expect(codec.name).toBe('wasm');
	});

	it('gives back what it was given, 6.5 ms late, at about 28 kbit/s', async () => {
		const [encoder, decoder] = [codec.encoder(), codec.decoder()];
		const said = new Float32Array(100 * 960);
		const heard = new Float32Array(100 * 960);
		let bytes = 0;
		for (let i = 0; i < 100; i++) {
			const block = toneBlock(i);
			said.set(block, i * 960);
			const payload = (await encoder.encode(block))!;
			expect(isOpusTick(payload)).toBe(true);
			bytes += payload.length;
			heard.set((await decoder.decode(payload))!, i * 960);
		}
		expect((bytes * 8) / 2).toBeGreaterThan(10_000);
		expect((bytes * 8) / 2).toBeLessThan(40_000);
		const alike = likeness(heard.subarray(9600), said.subarray(9600, 9600 + 4800), 600);
		expect(alike.likeness).toBeGreaterThan(0.98);
		expect(rms(heard.subarray(9600)) / rms(said.subarray(9600))).toBeCloseTo(1, 1);
		encoder.close();
		decoder.close();
	});

	it('answers null to everything that is not 20 ms of mono, and goes on after it', async () => {
		const [encoder, decoder] = [codec.encoder(), codec.decoder()];
		const good = (await encoder.encode(toneBlock(0)))!;
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
				const samples = await decoder.decode(bytes);
				if (!isOpusTick(bytes)) expect(samples).toBeNull();
				else expect(samples === null || samples.length === 960).toBe(true);
			}),
			{ numRuns: 300 }
		);
		expect((await decoder.decode(good))?.length).toBe(960);
		decoder.close();
		expect(await decoder.decode(good)).toBeNull();
		encoder.close();
		expect(await encoder.encode(toneBlock(1))).toBeNull();
	});

	it('knows 20 ms by the first byte', () => {
		const claims = (configuration: number, stereo: number, code: number) =>
			isOpusTick(Uint8Array.of((configuration << 3) | (stereo << 2) | code, 0));
		const durations20 = [1, 5, 9, 13, 15, 19, 23, 27, 31];
		for (let configuration = 0; configuration < 32; configuration++)
			expect(claims(configuration, 0, 0), `configuration ${configuration}`).toBe(
				durations20.includes(configuration)
			);
		expect(claims(1, 1, 0)).toBe(false);
		expect(claims(1, 0, 1)).toBe(false);
		expect(claims(1, 0, 3)).toBe(false);
		expect(isOpusTick(new Uint8Array(0))).toBe(false);
		expect(isOpusTick(new Uint8Array(401).fill(8))).toBe(false);
	});
});
