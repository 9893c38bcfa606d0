import { describe, expect, it } from 'vitest';
import type { IdentityId, RoomId } from '../../src/p2p/base/ids.ts';
import { pageAt } from '../../src/p2p/recording/ogg-page.ts';
import { wholeOf } from '../../src/p2p/recording/opus-file.ts';
import { TakeWriter, type AppendedFile } from '../../src/p2p/recording/take-writer.ts';
import { MAX_CAPTION_BYTES, readTimeline } from '../../src/p2p/recording/timeline.ts';

const HEAD = {
	kind: 'room',
	room: '1'.repeat(64) as RoomId,
	title: 'Evening room',
	topics: [],
	host: 'Ada',
	startedAt: 0
} as const;

/** A disk with so much space for all of its files. */
class Disk {
	left: number;
	readonly #fault: string;

	constructor(left: number, fault = 'QuotaExceededError') {
		this.left = left;
		this.#fault = fault;
	}

	open(): MemoryFile {
		return new MemoryFile(this);
	}

	/** Takes what still fits, and fails if that is not all. */
	take(bytes: number): number {
		const taken = Math.min(bytes, this.left);
		this.left -= taken;
		return taken;
	}

	fail(): never {
		throw new DOMException('no space', this.#fault);
	}
}

class MemoryFile implements AppendedFile {
	readonly #disk: Disk;
	bytes = new Uint8Array();
	isClosed = false;

	constructor(disk: Disk) {
		this.#disk = disk;
	}

	append(bytes: Uint8Array): void {
		const taken = this.#disk.take(bytes.length);
		this.bytes = new Uint8Array([...this.bytes, ...bytes.subarray(0, taken)]);
		if (taken < bytes.length) this.#disk.fail();
	}

	flush(): void {}

	truncate(bytes: number): void {
		this.#disk.left += this.bytes.length - bytes;
		this.bytes = this.bytes.slice(0, bytes);
	}

	close(): void {
		this.isClosed = true;
	}

	get text(): string {
		return new TextDecoder().decode(this.bytes);
	}
}

const packet = new Uint8Array(70).fill(0xf8);

/** Writes packets until something is wrong, at most so many; the fault, and the files. */
function record(disk: Disk, packets: number) {
	const [sound, timeline] = [disk.open(), disk.open()];
	const writer = new TakeWriter({ sound, timeline }, HEAD, 1);
	writer.note({ what: 'pin', text: 'The list' });
	for (let i = 0; i < packets; i++) {
		const fault = writer.packet(packet);
		if (fault) return { fault, sound, timeline, writer };
	}
	return { fault: writer.end(), sound, timeline, writer };
}

describe('A recording on its way to the disk', () => {
	it('is whole, with its end beside it', async () => {
		const { fault, sound, timeline } = record(new Disk(1e6), 500);
		expect(fault).toBeNull();
		expect(await wholeOf(new Blob([sound.bytes]))).toEqual({ bytes: sound.bytes.length, lengthMs: 9993.5 });
		expect(readTimeline(timeline.text)?.moments).toEqual([
			{ at: 0, what: 'pin', text: 'The list' },
			{ at: 10_000, what: 'end', fault: null }
		]);
		expect([sound.isClosed, timeline.isClosed]).toEqual([true, true]);
	});

	it('has all but the last second on the disk at any time', async () => {
		const [sound, timeline] = [new Disk(1e6).open(), new Disk(1e6).open()];
		const writer = new TakeWriter({ sound, timeline }, HEAD, 1);
		for (let i = 1; i <= 400; i++) {
			writer.packet(packet);
			const whole = await wholeOf(new Blob([sound.bytes]));
			expect(i * 20 - whole!.lengthMs).toBeLessThanOrEqual(1020 + 6.5);
		}
	});

	it('ends where it was whole last when the disk is full, however full that is', async () => {
		for (let left = 700; left < 6000; left += 97) {
			const { fault, sound, timeline, writer } = record(new Disk(left), 500);
			expect(fault).toBe('recording-full');
			const whole = (await wholeOf(new Blob([sound.bytes])))!;
			expect(whole.bytes).toBe(sound.bytes.length);
			let end = 0;
			for (let page = pageAt(sound.bytes, 0); page; page = pageAt(sound.bytes, page.end)) end = page.end;
			expect(end).toBe(sound.bytes.length);
			expect(readTimeline(timeline.text)?.moments.at(-1)?.what).toMatch(/end|pin/);
			expect([sound.isClosed, timeline.isClosed]).toEqual([true, true]);
			// Nothing follows.
			expect([writer.packet(packet), writer.end()]).toEqual([null, null]);
			expect(sound.bytes.length).toBe(whole.bytes);
		}
	});

	it('Y6 keeps captions up to a bound, and everything else beyond it', () => {
		const timeline = new Disk(Infinity).open();
		let bytes = 0;
		let lines = 0;
		const line = { ...timeline, append: (part: Uint8Array) => ((bytes += part.length), lines++) };
		const writer = new TakeWriter(
			{ sound: new Disk(1e6).open(), timeline: { ...line, flush() {}, truncate() {}, close() {} } },
			HEAD,
			1
		);
		const long = {
			what: 'caption' as const,
			speaker: 'a'.repeat(64) as IdentityId,
			author: 'b'.repeat(64) as IdentityId,
			text: '語'.repeat(300),
			language: 'ja',
			lastedMs: 0
		};
		for (let i = 0; i < 5_000; i++) expect(writer.note(long)).toBeNull();
		expect(bytes).toBeGreaterThan(MAX_CAPTION_BYTES);
		expect(bytes).toBeLessThan(MAX_CAPTION_BYTES + 3_000);
		const before = lines;
		writer.note({ what: 'pin', text: 'The list' });
		writer.note(long);
		writer.end();
		expect(lines).toBe(before + 2);
	});

	it('says so when it was not the space', () => {
		expect(record(new Disk(3000, 'InvalidStateError'), 500).fault).toBe('recording-failed');
	});

	it('goes on in silence where the encoder failed', async () => {
		const [sound, timeline] = [new Disk(1e6).open(), new Disk(1e6).open()];
		const writer = new TakeWriter({ sound, timeline }, HEAD, 1);
		for (let i = 0; i < 60; i++) writer.packet(i % 2 ? null : packet);
		writer.end();
		expect((await wholeOf(new Blob([sound.bytes])))!.lengthMs).toBe(1200 - 6.5);
	});
});
