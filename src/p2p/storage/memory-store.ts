import type { EventId, RoomId } from '../base/ids.ts';
import { ok } from '../base/result.ts';
import type { KeptEvent, KnownRoom, Store } from '../ports.ts';

/** A store that forgets everything with the page: for browsers that keep nothing, and for tests. */
export function memoryStore(): Store {
	let identity: CryptoKeyPair | null = null;
	const events = new Map<RoomId, Map<EventId, KeptEvent>>();
	const rooms = new Map<RoomId, KnownRoom>();
	const values = new Map<string, unknown>();
	const watchers = new Set<(name: string) => void>();
	const roomWatchers = new Set<() => void>();
	const tellOfRooms = () => queueMicrotask(() => roomWatchers.forEach((watcher) => watcher()));
	const tell = (name: string) => queueMicrotask(() => watchers.forEach((watcher) => watcher(name)));
	return {
		isDurable: false,
		loadIdentity: async () => identity,
		saveIdentity: async (pair) => {
			identity = pair;
			return ok(undefined);
		},
		replaceIdentity: async (pair) => {
			identity = pair;
			return ok(undefined);
		},
		loadEvents: async (room) =>
			[...(events.get(room)?.values() ?? [])].sort((a, b) => a.seq - b.seq).map(({ raw }) => raw),
		saveEvents: async (room, added) => {
			const known = events.get(room) ?? new Map<EventId, KeptEvent>();
			events.set(room, known);
			for (const event of added) known.set(event.id, event);
			return ok(undefined);
		},
		replaceEvents: async (room, kept) => {
			events.set(room, new Map(kept.map((event) => [event.id, event])));
			return ok(undefined);
		},
		loadRooms: async () => [...rooms.values()].sort((a, b) => b.lastVisit - a.lastVisit),
		saveRoom: async (room) => {
			rooms.set(room.room, room);
			tellOfRooms();
			return ok(undefined);
		},
		deleteRoom: async (room) => {
			rooms.delete(room);
			tellOfRooms();
			events.delete(room);
			for (const name of values.keys()) if (name.endsWith(`:${room}`) && values.delete(name)) tell(name);
		},
		deleteEverything: async () => {
			identity = null;
			for (const kept of [events, rooms, values]) kept.clear();
			return ok(undefined);
		},
		loadValue: async <Value>(name: string) => (values.get(name) as Value | undefined) ?? null,
		saveValue: async (name, value) => {
			values.set(name, structuredClone(value));
			tell(name);
			return ok(undefined);
		},
		loadValuesUnder: async <Value>(beginning: string) =>
			new Map(
				[...values]
					.filter(([name]) => name.startsWith(beginning))
					.map(([name, value]) => [name.slice(beginning.length), structuredClone(value) as Value])
			),
		watchValuesUnder: (beginning, changed) => {
			const watcher = (name: string) => name.startsWith(beginning) && changed();
			watchers.add(watcher);
			return () => void watchers.delete(watcher);
		},
		loadValues: async () => new Map(structuredClone([...values])),
		watchRooms: (changed) => {
			roomWatchers.add(changed);
			return () => void roomWatchers.delete(changed);
		},
		close: () => {}
	};
}
