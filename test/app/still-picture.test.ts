import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStillPicture } from '../../src/lib/app/still-picture.ts';

const text = (name: string) => [...name].map((letter) => letter.charCodeAt(0));
const little = (value: number, bytes: number) =>
	Array.from({ length: bytes }, (_, i) => (value >> (8 * i)) & 255);
const big = (value: number) => [value >> 8, value & 255];

type Chunk = readonly [name: string, data: readonly number[]];

function webp(...chunks: readonly Chunk[]): Uint8Array {
	const body = chunks.flatMap(([name, data]) => [
		...text(name),
		...little(data.length, 4),
		...data,
		...(data.length % 2 ? [0] : [])
	]);
	return Uint8Array.from([...text('RIFF'), ...little(body.length + 4, 4), ...text('WEBP'), ...body]);
}

const lossy = (width: number, height: number): Chunk => [
	'VP8 ',
	[0x10, 0, 0, 0x9d, 1, 0x2a, ...little(width, 2), ...little(height, 2), 1, 2, 3]
];
const lossless = (width: number, height: number): Chunk => [
	'VP8L',
	[0x2f, ...little((width - 1) | ((height - 1) << 14), 4), 7]
];
const extended = (width: number, height: number, flags = 0): Chunk => [
	'VP8X',
	[flags, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)]
];

function jpeg(width: number, height: number, frame = 0xc0): Uint8Array {
	const app = [0xff, 0xe0, ...big(4), 1, 2];
	const table = [0xff, 0xc4, ...big(5), 9, 9, 9];
	const size = [0xff, frame, ...big(11), 8, ...big(height), ...big(width), 1, 1, 0x11, 0];
	return Uint8Array.from([0xff, 0xd8, ...app, ...table, ...size, 0xff, 0xda, ...big(2), 1, 2, 3]);
}

describe('a picture of somebody', () => {
	it.each([
		['a lossy WebP', webp(lossy(96, 96))],
		['a lossless WebP', webp(lossless(96, 96))],
		['a WebP with a colour profile', webp(extended(96, 96, 0x20), ['ICCP', [1, 2, 3]], lossy(96, 96))],
		['a JPEG', jpeg(96, 96)],
		['a progressive JPEG', jpeg(96, 96, 0xc2)]
	])('is shown if it is %s', (_name, bytes) => expect(isStillPicture(bytes)).toBe(true));

	it.each([
		['nothing', new Uint8Array()],
		['text', Uint8Array.from(text('<svg xmlns="http://www.w3.org/2000/svg">'))],
		['a GIF, which may move', Uint8Array.from([...text('GIF89a'), 96, 0, 96, 0, 0, 0, 0, 59])],
		['a PNG, which pages do not send', Uint8Array.from([0x89, ...text('PNG\r\n'), 26, 10, 0, 0, 0, 13])],
		['a WebP that moves', webp(extended(96, 96, 2), ['ANIM', [0, 0, 0, 0, 0, 0]], ['ANMF', [1, 2]])],
		['a WebP of 16,383 pixels', webp(lossless(16_383, 16_383))],
		['a WebP that says it is small and is not', webp(extended(96, 96), lossy(16_000, 16_000))],
		['a WebP with a second, huge picture', webp(lossy(96, 96), lossless(16_000, 16_000))],
		['a JPEG of 65,535 pixels', jpeg(65_535, 65_535)],
		['a JPEG without height', jpeg(96, 0)],
		['a JPEG that is cut short', jpeg(96, 96).subarray(0, 14)]
	])('is not shown if it is %s', (_name, bytes) => expect(isStillPicture(bytes)).toBe(false));

	it('is judged within its bytes, whatever they are', () => {
		const start = fc.constantFrom([0xff, 0xd8], [...text('RIFF'), 0, 0, 0, 0, ...text('WEBPVP8 ')], []);
		fc.assert(
			fc.property(start, fc.uint8Array({ maxLength: 16_384 }), (head, rest) => {
				expect(typeof isStillPicture(Uint8Array.from([...head, ...rest]))).toBe('boolean');
			}),
			{ numRuns: 500 }
		);
	});
});
