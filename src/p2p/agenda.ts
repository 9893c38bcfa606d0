import { AgendaDoor } from './agenda-door.ts';
import type { Agenda } from './api.ts';
import { systemClock } from './base/clock.ts';
import { besideRelay, directoryOf, plannedBeside } from './directory/directory-address.ts';
import { openDexieStore } from './storage/dexie-store.ts';
import { memoryStore } from './storage/memory-store.ts';
import { inTurn } from './storage/turn.ts';

/** Opens the small door to this profile's scheduled rooms. */
export async function openAgenda(
	{ origin }: { readonly origin: string } = { origin: location.origin }
): Promise<Agenda> {
	const opened = await openDexieStore();
	const store = opened.ok ? opened.value : memoryStore();
	const directories = async () => {
		const own = (await store.loadValue<string[]>('relays')) ?? [];
		const beside = own.map((relay) => besideRelay(relay, 'planned')).filter((url) => url !== null);
		return [...new Set([plannedBeside(directoryOf(origin)), ...beside])];
	};
	return AgendaDoor.open({
		store,
		clock: systemClock,
		directories,
		inTurn: (task) => inTurn('hearsay-reminders', task)
	});
}
