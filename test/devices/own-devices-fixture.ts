import { applyUpdate, encodeStateAsUpdate, type Doc } from 'yjs';
import { Scope } from '../../src/p2p/base/scope.ts';
import { LiveOwnDevices } from '../../src/p2p/devices/own-devices.ts';
import type { ShareDocument, Store, TabLead } from '../../src/p2p/ports.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import { seededRandom } from '../fixtures/random.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

interface End {
	readonly doc: Doc;
	readonly me: string;
	readonly owner: string;
	readonly changed: () => void;
	readonly synced: () => void;
}

/** Lines in memory: whoever has the same topic and password, and is switched on, shares the document. */
export class Lines {
	readonly #ends = new Map<string, Set<End>>();
	readonly #off = new Set<string>();
	/** Every update that reached somebody, by whom. */
	readonly reached: { readonly owner: string; readonly bytes: number }[] = [];

	/** The lines as one device has them. */
	of(owner: string): ShareDocument {
		return ({ doc, topic, password, me, changed }) => {
			const ends = this.#ends.get(topic + password) ?? new Set<End>();
			this.#ends.set(topic + password, ends);
			let hasSynced = () => {};
			const synced = new Promise<void>((resolve) => (hasSynced = resolve));
			const end: End = { doc, me, owner, changed, synced: () => hasSynced() };
			ends.add(end);
			const pass = (update: Uint8Array, origin: unknown) => {
				if (origin === this) return;
				for (const other of this.#reachable(end, ends)) this.#apply(other, update);
			};
			doc.on('update', pass);
			this.#meet(end, ends);
			return {
				here: () => new Set([...this.#reachable(end, ends)].map((other) => other.me)),
				synced,
				close: () => {
					doc.off('update', pass);
					ends.delete(end);
					for (const other of ends) other.changed();
				}
			};
		};
	}

	/** Takes a device's network away, or gives it back. */
	turn(owner: string, isOn: boolean): void {
		if (isOn) this.#off.delete(owner);
		else this.#off.add(owner);
		if (isOn)
			for (const ends of this.#ends.values())
				for (const end of [...ends]) if (end.owner === owner) this.#meet(end, ends);
	}

	#meet(end: End, ends: ReadonlySet<End>): void {
		for (const other of this.#reachable(end, ends)) {
			this.#apply(other, encodeStateAsUpdate(end.doc));
			this.#apply(end, encodeStateAsUpdate(other.doc));
			for (const one of [end, other]) {
				one.synced();
				one.changed();
			}
		}
	}

	*#reachable(end: End, ends: ReadonlySet<End>): Generator<End> {
		if (this.#off.has(end.owner)) return;
		for (const other of ends) if (other !== end && !this.#off.has(other.owner)) yield other;
	}

	#apply(end: End, update: Uint8Array): void {
		this.reached.push({ owner: end.owner, bytes: update.length });
		applyUpdate(end.doc, update, this);
	}
}

const ALONE: TabLead = {
	lead(changed) {
		changed(true);
		return { take: () => {} };
	}
};

/** One device with a store of its own. */
export async function openDevice(
	lines: Lines,
	clock: VirtualClock,
	owner: string,
	store: Store = memoryStore()
): Promise<{ devices: LiveOwnDevices; store: Store; close: () => void }> {
	const scope = new Scope(clock);
	const devices = await LiveOwnDevices.open({
		scope,
		random: seededRandom(owner.length * 1000 + owner.charCodeAt(0)),
		store,
		origin: 'http://localhost',
		share: lines.of(owner),
		tabs: ALONE,
		choices: { read: () => ({}), write: () => {} },
		me: null
	});
	return { devices, store, close: () => scope.close() };
}
