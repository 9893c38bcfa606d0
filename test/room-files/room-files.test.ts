import { beforeEach, describe, expect, it } from 'vitest';
import type { RoomOnFile } from '../../src/p2p/api.ts';
import type { Store } from '../../src/p2p/ports.ts';
import { KeptRoomFiles } from '../../src/p2p/room-files.ts';
import { CurrentDocument } from '../../src/p2p/session/current-document.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import { inPlaceVerifier } from '../../src/p2p/verification/in-place-verifier.ts';
import {
	decodeRoomFile,
	encodeRoomFile,
	MAX_ROOM_FILE_BYTES,
	type RoomFile
} from '../../src/p2p/wire/room-file.ts';
import { act, gather, makeWorld, type Page, type World } from '../fixtures/room-people.ts';

let world: World;
let host: Page;
let guest: Page;

beforeEach(async () => {
	world = makeWorld(20261123);
	const { pages } = await gather(world, 'Ada', 'Ben');
	[host, guest] = pages as [Page, Page];
	await act(world, host, { do: 'pin', text: 'A pin' });
	await act(world, guest, { do: 'say', text: 'Good evening' });
	await world.clock.advance(2_000);
});

const filesOf = (store: Store, page: Page = host) =>
	new KeptRoomFiles({ store, verifier: inPlaceVerifier, clock: world.clock, me: page.person.identity.id });

async function saved(transcript = ''): Promise<Uint8Array> {
	const file = await filesOf(host.person.store).save(host.current.room, { transcript });
	if (!file) throw new Error('the host keeps the room');
	return new Uint8Array(await file.arrayBuffer());
}

const blobOf = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);

async function opened(store: Store, bytes: Uint8Array): Promise<RoomOnFile> {
	const read = await filesOf(store).read(blobOf(bytes));
	if (!read.ok) throw new Error(read.code);
	return read.value;
}

async function edited(change: (file: RoomFile) => RoomFile): Promise<Uint8Array> {
	const read = decodeRoomFile(await saved());
	if (!read.ok) throw new Error(read.code);
	return encodeRoomFile(change(read.value));
}

describe('a room as a file', () => {
	it('is the same room wherever it is read, and is kept when that is asked for', async () => {
		const elsewhere = memoryStore();
		const file = await opened(elsewhere, await saved('Ben: hello'));
		const about = {
			title: 'Evening room',
			hostName: 'Ada',
			messages: 1,
			isOlder: false,
			transcript: 'Ben: hello'
		};
		expect(file).toMatchObject(about);
		expect(file.news).toBe([...host.document.events].length);
		expect(await elsewhere.loadRooms()).toEqual([]);
		expect((await file.take()).ok).toBe(true);
		const kept = await CurrentDocument.load(file.room, elsewhere);
		expect(JSON.stringify(kept.state)).toBe(JSON.stringify(host.current.state));
		expect((await elsewhere.loadRooms()).map(({ title, hosted }) => [title, hosted])).toEqual([
			['Evening room', true]
		]);
		expect((await opened(elsewhere, await saved())).news).toBe(0);
	});

	it('merges with what is there: an older file takes nothing away', async () => {
		const before = await saved();
		await act(world, host, { do: 'retitle', title: 'Later', topics: [] });
		await world.clock.advance(2_000);
		const elsewhere = memoryStore();
		await (await opened(elsewhere, await saved())).take();
		const older = await opened(elsewhere, before);
		expect(older.news).toBe(0);
		await older.take();
		expect((await CurrentDocument.load(older.room, elsewhere)).state?.title).toBe('Later');
	});

	it('is refused whole when something in it is not signed by whom it names, or is of another room', async () => {
		const files = filesOf(memoryStore());
		const altered = await edited((file) => {
			const events = file.events.map((raw) => raw.slice());
			events.at(-1)![events.at(-1)!.length - 1]! ^= 1;
			return { ...file, events };
		});
		expect(await files.read(blobOf(altered))).toEqual({ ok: false, code: 'room-file-forged' });
		const other = await gather(makeWorld(7), 'Eve');
		const foreign = [...other.pages[0]!.document.events].map(({ raw }) => raw);
		const swapped = await edited((file) => ({ ...file, events: foreign }));
		expect(await files.read(blobOf(swapped))).toEqual({ ok: false, code: 'room-file-damaged' });
		const mixed = await opened(
			memoryStore(),
			await edited((file) => ({ ...file, events: [...file.events, ...foreign] }))
		);
		await mixed.take();
		expect(mixed.news).toBe([...host.document.events].length);
	});

	it('is told from anything else, however broken', async () => {
		const files = filesOf(memoryStore());
		const bytes = await saved();
		const newer = bytes.slice();
		newer['hearsay/room/'.length] = '2'.charCodeAt(0);
		const cases: [Blob, string][] = [
			[new Blob([]), 'room-file-foreign'],
			[blobOf(new TextEncoder().encode('%PDF-1.7')), 'room-file-foreign'],
			[blobOf(newer), 'room-file-newer-version'],
			[blobOf(bytes.slice(0, -1)), 'room-file-damaged'],
			[blobOf(await edited((file) => ({ ...file, code: 'x' }))), 'room-file-damaged'],
			[blobOf(await edited((file) => ({ ...file, continued: file.events }))), 'room-file-damaged'],
			[{ size: MAX_ROOM_FILE_BYTES + 1 } as Blob, 'room-file-too-large']
		];
		for (const [blob, code] of cases) expect(await files.read(blob)).toEqual({ ok: false, code });
		expect(await files.save('00'.repeat(32) as never, { transcript: '' })).toBeNull();
	});
});
