import Dexie, { liveQuery, type EntityTable, type Table } from 'dexie';
import type { EventId, RoomId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { eventId } from '../wire/event-codec.ts';
import type { KeptEvent, KnownRoom, Store, StoreFault } from '../ports.ts';

interface StoredEvent extends KeptEvent {
	readonly room: RoomId;
}

interface StoredValue {
	name: string;
	value: unknown;
}

class HearsayDatabase extends Dexie {
	/** One row: the identity's key pair, whose private half the browser does not let anyone read. */
	identity!: EntityTable<StoredValue, 'name'>;
	rooms!: EntityTable<KnownRoom, 'room'>;
	events!: Table<StoredEvent, [RoomId, EventId]>;
	values!: EntityTable<StoredValue, 'name'>;

	constructor(name: string) {
		super(name);
		this.version(1).stores({
			identity: 'name',
			rooms: 'room, lastVisit',
			events: '[room+id]',
			values: 'name'
		});
	}
}

function storeFault(error: unknown): StoreFault {
	const name = error instanceof Dexie.DexieError ? (error.inner?.name ?? error.name) : (error as Error)?.name;
	return name === 'QuotaExceededError' ? 'storage-full' : 'storage-unavailable';
}

async function attempt(task: () => Promise<unknown>): Promise<Result<void, StoreFault>> {
	try {
		await task();
		return ok(undefined);
	} catch (error) {
		return fail(storeFault(error));
	}
}

/** Whether a value is kept for a room: its name ends with it. */
function isOfRoom(name: string, room: RoomId): boolean {
	return name.endsWith(`:${room}`);
}

async function orElse<Value>(otherwise: Value, task: () => Promise<Value>): Promise<Value> {
	try {
		return await task();
	} catch {
		return otherwise;
	}
}

/**
 * Opens the profile's database. Fails with `storage-unavailable` where the browser keeps nothing
 * (private mode, blocked storage); the caller then goes on with `memoryStore`.
 */
export async function openDexieStore(name = 'hearsay'): Promise<Result<Store, StoreFault>> {
	const database = new HearsayDatabase(name);
	const opened = await attempt(() => database.open());
	return opened.ok ? ok(dexieStore(database)) : opened;
}

/** Calls `changed` whenever what a query finds may be another, whichever tab did it; the returned function ends it. */
function watching(query: () => Promise<unknown>, changed: () => void): () => void {
	let isFirst = true;
	const tell = () => {
		if (!isFirst) changed();
		isFirst = false;
	};
	const { unsubscribe } = liveQuery(query).subscribe({ next: tell, error: () => {} });
	return unsubscribe;
}

/** Whether an event is what was kept: a damaged one, told as it is, would look like a forgery of ours. */
function isWhole({ id, raw }: StoredEvent): boolean {
	return eventId(raw) === id;
}

function dexieStore(database: HearsayDatabase): Store {
	return {
		isDurable: true,
		loadIdentity: () =>
			orElse(
				null,
				async () => ((await database.identity.get('identity'))?.value as CryptoKeyPair | undefined) ?? null
			),
		saveIdentity: (pair) => attempt(() => database.identity.add({ name: 'identity', value: pair })),
		replaceIdentity: (pair) => attempt(() => database.identity.put({ name: 'identity', value: pair })),
		loadEvents: (room) =>
			orElse([], async () => {
				const rows = await database.events.where('[room+id]').between([room], [room, Dexie.maxKey]).toArray();
				return rows
					.filter(isWhole)
					.sort((a, b) => a.seq - b.seq)
					.map(({ raw }) => raw);
			}),
		saveEvents: (room, events) =>
			attempt(() => database.events.bulkPut(events.map((event) => ({ room, ...event })))),
		replaceEvents: (room, events) =>
			attempt(() =>
				database.transaction('rw', database.events, async () => {
					await database.events.where('[room+id]').between([room], [room, Dexie.maxKey]).delete();
					await database.events.bulkPut(events.map((event) => ({ room, ...event })));
				})
			),
		loadRooms: () => orElse([], () => database.rooms.orderBy('lastVisit').reverse().toArray()),
		saveRoom: (room) => attempt(() => database.rooms.put(room)),
		deleteRoom: async (room) => {
			await attempt(() =>
				database.transaction('rw', database.rooms, database.events, database.values, async () => {
					await database.rooms.delete(room);
					await database.values.filter(({ name }) => isOfRoom(name, room)).delete();
					await database.events.where('[room+id]').between([room], [room, Dexie.maxKey]).delete();
				})
			);
		},
		deleteEverything: () => attempt(() => database.delete()),
		loadValue: <Value>(name: string) =>
			orElse(null, async () => ((await database.values.get(name))?.value as Value | undefined) ?? null),
		saveValue: (name, value) => attempt(() => database.values.put({ name, value })),
		loadValuesUnder: <Value>(beginning: string) =>
			orElse(new Map<string, Value>(), async () => {
				const rows = await database.values.where('name').startsWith(beginning).toArray();
				return new Map(rows.map(({ name, value }) => [name.slice(beginning.length), value as Value]));
			}),
		watchValuesUnder: (beginning, changed) =>
			watching(() => database.values.where('name').startsWith(beginning).count(), changed),
		loadValues: () =>
			orElse(new Map(), async () => {
				const rows = await database.values.toArray();
				return new Map(rows.map(({ name, value }) => [name, value]));
			}),
		watchRooms: (changed) => watching(() => database.rooms.toArray(), changed),
		close: () => database.close()
	};
}
