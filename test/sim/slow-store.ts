import { ok } from '../../src/p2p/base/result.ts';
import type { Clock } from '../../src/p2p/base/clock.ts';
import type { Store } from '../../src/p2p/ports.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import type { Chance } from './chance.ts';

/** The longest that one transaction takes. */
const MAX_WRITE_MS = 80;

/** The disk of one profile: writes take time, one after the other. What a crash interrupts is lost. */
export interface SlowStore extends Store {
	/** Raw events that were reported as kept. */
	readonly kept: ReadonlySet<Uint8Array>;
	/** The page crashes: what is being written now is lost. */
	interrupt(): void;
}

/** Makes an empty disk. */
export function slowStore(clock: Clock, chance: Chance): SlowStore {
	const inner = memoryStore();
	const kept = new Set<Uint8Array>();
	let freeAtMs = 0;
	let page = 0;
	const saveEvents: Store['saveEvents'] = (room, events) =>
		new Promise((resolve) => {
			const writer = page;
			freeAtMs = Math.max(freeAtMs, clock.now()) + chance.between(1, MAX_WRITE_MS);
			clock.after(freeAtMs - clock.now(), async () => {
				if (writer !== page) return;
				await inner.saveEvents(room, events);
				for (const { raw } of events) kept.add(raw);
				resolve(ok(undefined));
			});
		});
	return { ...inner, kept, saveEvents, interrupt: () => page++ };
}
