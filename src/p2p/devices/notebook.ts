import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import type { Store } from '../ports.ts';
import { readKept, writeKept, type Keeper } from './kept-entries.ts';
import { AGREED, SHARED } from './membership.ts';
import { merge, type Entries } from './merge.ts';

/** Says that a change of the document is this device's own doing. */
const HERE = Symbol('here');

/** The document that a person's devices share, and what this one makes of it. */
export class Notebook {
	#doc!: Doc;
	#others: () => void = () => {};
	readonly #keeper: Keeper;
	#turn: Promise<unknown> = Promise.resolve();
	#isUnsaved = false;

	constructor(keeper: Keeper) {
		this.#keeper = keeper;
		this.#watch(new Doc());
	}

	get doc(): Doc {
		return this.#doc;
	}

	#watch(doc: Doc): void {
		this.#doc = doc;
		doc.on('update', (_update: Uint8Array, origin: unknown) => {
			this.#isUnsaved = true;
			if (origin !== HERE) this.#others();
		});
	}

	/** Takes up what was shared before; what cannot be read is as good as not there. */
	async open(): Promise<void> {
		const update = await this.#keeper.store.loadValue<unknown>(SHARED);
		try {
			if (update instanceof Uint8Array) applyUpdate(this.doc, update, HERE);
		} catch {
			// A damaged one: the other devices have it.
		}
		this.#isUnsaved = false;
	}

	/** Calls `task` whenever another device changed the document. */
	onOthers(task: () => void): void {
		this.#others = task;
	}

	/** Begins with nothing shared. */
	forget(): void {
		this.#watch(new Doc());
	}

	/** Changes the document as this device. */
	write(edit: (doc: Doc) => void): void {
		this.doc.transact(() => edit(this.doc), HERE);
	}

	/** Brings what is kept here and what is shared together, one time after the other; whether anything was kept. */
	settle(): Promise<boolean> {
		const turn = this.#turn.then(() => this.#settle());
		this.#turn = turn.catch(() => {});
		return turn;
	}

	async #settle(): Promise<boolean> {
		const { store } = this.#keeper;
		const shared = this.doc.getMap<unknown>('kept');
		const agreed = await loadAgreed(store);
		const kept = await readKept(this.#keeper);
		const merged = merge({ kept, shared: textsOf(shared.entries()), agreed });
		if (merged.forShared.size > 0)
			this.write(() => {
				for (const [key, text] of merged.forShared) {
					if (text === null) shared.delete(key);
					else shared.set(key, text);
				}
			});
		if (merged.forKept.size > 0) await writeKept(this.#keeper, merged.forKept);
		// What this device does not take (a later version's, a broken one, one too many) is not agreed on: it stays the others'.
		const now = merged.forKept.size > 0 ? await readKept(this.#keeper) : kept;
		const result = [...merged.agreed].filter(([key, text]) => now.get(key) === text);
		if (this.#isUnsaved) {
			this.#isUnsaved = false;
			await store.saveValue(SHARED, encodeStateAsUpdate(this.doc));
		}
		if (!isSame(agreed, result)) await store.saveValue(AGREED, result);
		return [...merged.forKept.keys()].some((key) => now.get(key) !== kept.get(key));
	}
}

function isSame(before: Entries, after: readonly (readonly [string, string])[]): boolean {
	return before.size === after.length && after.every(([key, text]) => before.get(key) === text);
}

/** Entries of a shared map that are texts; nothing else is looked at. */
function textsOf(entries: Iterable<[string, unknown]>): Entries {
	return new Map([...entries].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

async function loadAgreed(store: Store): Promise<Entries> {
	const kept = await store.loadValue<[string, string][]>(AGREED);
	return new Map(Array.isArray(kept) ? kept : []);
}
