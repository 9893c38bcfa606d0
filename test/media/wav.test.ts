import { describe, expect, it } from 'vitest';
import { WavWriter } from '../../src/p2p/media/wav.ts';

function file() {
	let bytes = Buffer.alloc(0);
	const sink = {
		append: (more: Uint8Array) => void (bytes = Buffer.concat([bytes, more])),
		overwriteStart: (start: Uint8Array) => void bytes.set(start)
	};
	return { sink, bytes: () => bytes };
}

describe('a WAV writer', () => {
	it('writes mono 16 bit with a header that says how long it is', () => {
		const { sink, bytes } = file();
		const wav = new WavWriter(sink, 48_000);
		wav.write(Float32Array.of(0, 1, -1, 0.5, 7, -7));
		wav.close();
		wav.close();
		wav.write(Float32Array.of(1));
		const written = bytes();
		expect(written.subarray(0, 4).toString()).toBe('RIFF');
		expect(written.readUInt32LE(4)).toBe(written.length - 8);
		expect(written.subarray(8, 16).toString()).toBe('WAVEfmt ');
		expect([written.readUInt16LE(20), written.readUInt16LE(22), written.readUInt32LE(24)]).toEqual([
			1, 1, 48_000
		]);
		expect([written.readUInt32LE(28), written.readUInt16LE(32), written.readUInt16LE(34)]).toEqual([
			96_000, 2, 16
		]);
		expect(written.subarray(36, 40).toString()).toBe('data');
		expect(written.readUInt32LE(40)).toBe(12);
		const samples = Array.from({ length: 6 }, (_, i) => written.readInt16LE(44 + 2 * i));
		expect(samples).toEqual([0, 32767, -32767, 16384, 32767, -32767]);
	});

	it('can be read before it is closed: its length is unknown until then', () => {
		const { sink, bytes } = file();
		new WavWriter(sink, 48_000).write(new Float32Array(960));
		expect(bytes().length).toBe(44 + 1920);
		expect(bytes().readUInt32LE(40)).toBe(0xffffffff);
	});
});
