import { describe, expect, it } from 'vitest';
import type { IdentityId, RoomId } from '../../src/p2p/base/ids.ts';
import { OpusPages } from '../../src/p2p/recording/opus-file.ts';
import { lockName } from '../../src/p2p/recording/place.ts';
import { Shelf } from '../../src/p2p/recording/shelf.ts';
import { headLine, momentLine, type TimedMoment } from '../../src/p2p/recording/timeline.ts';

const ADA = 'a'.repeat(64) as IdentityId;

/** A folder of the browser's own file system, in memory. */
class Folder {
	readonly files = new Map<string, BlobPart[]>();

	async *keys() {
		yield* [...this.files.keys()];
	}

	async getFileHandle(name: string) {
		const parts = this.files.get(name);
		if (!parts) throw new DOMException('not here', 'NotFoundError');
		return { getFile: async () => new Blob(parts) };
	}

	async removeEntry(name: string) {
		if (!this.files.delete(name)) throw new DOMException('not here', 'NotFoundError');
	}
}

/** So much sound. */
function sound(seconds: number): BlobPart[] {
	const pages = new OpusPages(1);
	const parts = [pages.begin([])];
	for (let i = 0; i < seconds * 50; i++) {
		const page = pages.add(new Uint8Array(40));
		if (page) parts.push(page);
	}
	return [...parts, pages.end()];
}

const line = (startedAt: number, ...moments: TimedMoment[]) => [
	headLine({
		kind: 'room',
		room: '1'.repeat(64) as RoomId,
		title: 'Room',
		topics: [],
		host: 'Ada',
		startedAt
	}),
	...moments.map(momentLine)
];
const end = (fault: 'recording-full' | null): TimedMoment => ({ at: 3000, what: 'end', fault });

function shelfOf(folder: Folder, running: readonly string[] = []): Shelf {
	const locks = new Set(running.map(lockName));
	return new Shelf(
		async () => locks,
		async () => folder as unknown as FileSystemDirectoryHandle
	);
}

describe('The recordings of a device', () => {
	it('are listed with how they ended, the newest first', async () => {
		const folder = new Folder();
		const put = (id: string, timeline: string[]) => {
			folder.files.set(`${id}.jsonl`, timeline);
			folder.files.set(`${id}.ogg`, sound(3));
		};
		put('whole', line(1, end(null)));
		put('full', line(2, end('recording-full')));
		put('cut', line(3));
		put('now', line(4));
		const listed = await shelfOf(folder, ['now']).list();
		expect(listed.map(({ id, end }) => [id, end])).toEqual([
			['now', 'running'],
			['cut', 'cut-off'],
			['full', 'full'],
			['whole', 'stopped']
		]);
		expect(listed[3]).toMatchObject({ title: 'Room', host: 'Ada', lengthMs: 3000 - 6.5 });
	});

	it('leave out what is no recording', async () => {
		const folder = new Folder();
		folder.files.set('half.jsonl', line(1));
		folder.files.set('wrong.jsonl', ['{}\n']);
		folder.files.set('wrong.ogg', sound(1));
		folder.files.set('noise.jsonl', line(1));
		folder.files.set('noise.ogg', ['noise']);
		const shelf = shelfOf(folder);
		expect(await shelf.list()).toEqual([]);
		expect(await shelf.open('half')).toEqual({ ok: false, code: 'recording-missing' });
		expect(await shelf.open('noise')).toEqual({ ok: false, code: 'recording-damaged' });
		expect(await shelf.open('never')).toEqual({ ok: false, code: 'recording-missing' });
	});

	it('open with who speaks when, and without what is not whole', async () => {
		const folder = new Folder();
		folder.files.set(
			'cut.jsonl',
			line(
				1,
				{ at: 0, what: 'stage', people: [{ identity: ADA, name: 'Ada' }] },
				{ at: 500, what: 'speaking', who: [ADA] }
			)
		);
		folder.files.set('cut.ogg', [...sound(8), 'OggS and then nothing']);
		const opened = await shelfOf(folder).open('cut');
		if (!opened.ok) throw new Error(opened.code);
		expect(opened.value.speakers).toEqual([
			{ identity: ADA, name: 'Ada', turns: [{ from: 500, to: 8000 - 6.5 }] }
		]);
		expect(opened.value.chapters.map(({ what }) => what)).toEqual(['title', 'speaker']);
		expect(opened.value.sound.size).toBe(new Blob(sound(8)).size);
		const made = await shelfOf(folder).toFile(opened.value, ({ name }) => name);
		if (!made.ok) throw new Error(made.code);
		expect(await made.value.file.text()).toContain('CHAPTER002NAME=Ada');
	});

	it('go when they are deleted, both files of one', async () => {
		const folder = new Folder();
		folder.files.set('one.jsonl', line(1));
		folder.files.set('one.ogg', sound(1));
		folder.files.set('two.jsonl', line(2));
		folder.files.set('two.ogg', sound(1));
		const shelf = shelfOf(folder);
		await shelf.remove('one');
		await shelf.remove('never');
		expect([...folder.files.keys()]).toEqual(['two.jsonl', 'two.ogg']);
	});

	it('are none where the browser has no place for them', async () => {
		const shelf = new Shelf(
			async () => new Set(),
			async () => null
		);
		expect(await shelf.list()).toEqual([]);
		expect(await shelf.open('one')).toEqual({ ok: false, code: 'recording-missing' });
	});
});
