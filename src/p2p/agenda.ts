import { AgendaDoor } from './agenda-door.ts';
import type { Agenda } from './api.ts';
import { systemClock } from './base/clock.ts';
import { openDexieStore } from './storage/dexie-store.ts';
import { memoryStore } from './storage/memory-store.ts';
import { inTurn } from './storage/turn.ts';

/** Opens the small door to this profile's scheduled rooms. */
export async function openAgenda(): Promise<Agenda> {
	const opened = await openDexieStore();
	const store = opened.ok ? opened.value : memoryStore();
	return AgendaDoor.open({ store, clock: systemClock, inTurn: (task) => inTurn('hearsay-reminders', task) });
}
