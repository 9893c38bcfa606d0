import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastPage, pageAt } from '../../src/p2p/recording/ogg-page.ts';
import { OpusPages, recomment, wholeOf, type Comments } from '../../src/p2p/recording/opus-file.ts';

/** A page as another program (Mediabunny 1.61) writes it: the head of an Opus stream. */
const FOREIGN_PAGE = Uint8Array.from(
	Buffer.from(
		'4f676753000200000000000000005083329600000000' +
			'89eb56be' +
			'01134f70757348656164010138018' +
			'0bb0000000000',
		'hex'
	)
);

const COMMENTS: Comments = [['TITLE', 'Evening room']];

/** A file of so many packets of 20 ms, each of these bytes. */
function fileOf(packets: number, length = 60): Uint8Array<ArrayBuffer> {
	const pages = new OpusPages(7);
	const parts = [pages.begin(COMMENTS)];
	for (let i = 0; i < packets; i++) {
		const page = pages.add(new Uint8Array(length).fill(i));
		if (page) parts.push(page);
	}
	parts.push(pages.end());
	return new Uint8Array(Buffer.concat(parts));
}

function pagesOf(bytes: Uint8Array) {
	const pages = [];
	for (let page = pageAt(bytes, 0); page; page = pageAt(bytes, page.end)) pages.push(page);
	return pages;
}

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

describe('A file of sound', () => {
	it('has pages whose checksums are those of other programs', () => {
		expect(pageAt(FOREIGN_PAGE, 0)).toEqual({ at: 0, end: FOREIGN_PAGE.length, granule: 0 });
		for (let i = 0; i < FOREIGN_PAGE.length; i++) {
			const wrong = FOREIGN_PAGE.slice();
			wrong[i]! ^= 1;
			expect(pageAt(wrong, 0)).toBeNull();
		}
	});

	it('says how long it is, page by page, and begins and ends its stream', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 160 }), fc.nat(400), (packets, length) => {
				const file = fileOf(packets, length);
				const pages = pagesOf(file);
				expect(pages.at(-1)).toMatchObject({ end: file.length, granule: packets * 960 });
				expect(pages.map(({ at }) => file[at + 5])).toEqual([2, ...pages.slice(2).map(() => 0), 4]);
				const sequence = (at: number) => new DataView(file.buffer).getUint32(at + 18, true);
				expect(pages.map(({ at }) => sequence(at))).toEqual(pages.map((_, i) => i));
			})
		);
	});

	it('is whole up to its last whole page, wherever it breaks off, and loses a second at most', async () => {
		const file = fileOf(150);
		const starts = pagesOf(file).map(({ at }) => at);
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: starts[1]!, max: file.length }), async (length) => {
				const whole = (await wholeOf(new Blob([file.slice(0, length)])))!;
				expect(length - whole.bytes).toBeLessThan(27 + 255 + 50 * 61);
				expect([...starts, file.length]).toContain(whole.bytes);
				expect(lastPage(file.subarray(0, whole.bytes))!.end).toBe(whole.bytes);
			})
		);
		expect((await wholeOf(new Blob([file])))!.lengthMs).toBeCloseTo(3000 - 6.5, 3);
	});

	it('is nothing where there is no page', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
				const file = new Blob([new Uint8Array(bytes)]);
				expect(await wholeOf(file)).toBeNull();
				expect(await recomment(file, COMMENTS)).toBeNull();
			})
		);
		expect(await wholeOf(new Blob(['OggS'.repeat(1000)]))).toBeNull();
	});

	it('gets other comments without any change of its sound', async () => {
		const file = fileOf(120);
		const chapters: Comments = [
			['TITLE', 'Later'],
			['CHAPTER001', '00:00:00.000'],
			['CHAPTER001NAME', 'Été ✨']
		];
		const named = await bytesOf((await recomment(new Blob([file]), chapters))!);
		const text = new TextDecoder().decode(named);
		expect(text).toContain('CHAPTER001NAME=Été ✨');
		expect(text).not.toContain('Evening room');
		const [before, after] = [pagesOf(file), pagesOf(named)];
		expect(after).toHaveLength(before.length);
		expect(named.slice(after[1]!.end)).toEqual(file.slice(before[1]!.end));
		expect(after.at(-1)!.end).toBe(named.length);
	});

	it('leaves out what finds no room among the comments', async () => {
		const many: Comments = Array.from({ length: 2000 }, (_, i) => [`CHAPTER${i}NAME`, 'x'.repeat(500)]);
		const named = await bytesOf((await recomment(new Blob([fileOf(60)]), many))!);
		const pages = pagesOf(named);
		expect(pages[1]!.end - pages[1]!.at).toBeLessThan(65_536);
		expect(pages.at(-1)!.granule).toBe(60 * 960);
	});
});
