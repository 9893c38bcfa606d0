import { applyUpdate, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { Notebook } from '../../src/p2p/devices/notebook.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import { idOf, type IdentityId } from '../../src/p2p/base/ids.ts';
import { row, type Row } from './table.ts';

const EDITS = 5_000;
/** People whom the edits are about: 2,000 is what a block list holds. */
const PEOPLE = 1_000;

/** One device with a store of its own; `settle` brings both sides of it together, as the app does. */
async function device() {
	const store = memoryStore();
	const notebook = new Notebook({ store, choices: { read: () => ({}), write: () => {} }, me: null });
	await notebook.open();
	return { store, notebook };
}

const person = (n: number) => {
	const key = new Uint8Array(32);
	new DataView(key.buffer).setUint32(0, n);
	return idOf<IdentityId>(key);
};

/** A block list that is changed so many times, each change brought into the document: half are put on it, half taken off it. */
async function edit({ store, notebook }: Awaited<ReturnType<typeof device>>, from: number): Promise<void> {
	const blocked = new Map<IdentityId, object>();
	const perSettle = 50;
	for (let i = 0; i < EDITS; i++) {
		const identity = person(from + ((i * 7) % PEOPLE));
		if (blocked.has(identity)) blocked.delete(identity);
		else blocked.set(identity, { identity, name: `Person ${i}`, reason: '', at: i, from: null });
		if (i % perSettle !== perSettle - 1) continue;
		await store.saveValue('blocks', [...blocked.values()]);
		await notebook.settle();
	}
}

/** What it takes when two devices meet after weeks in which each was changed 5,000 times, beside what one of them takes alone. */
export async function devicesMerged(): Promise<Row[]> {
	const [phone, laptop] = [await device(), await device()];
	const began = performance.now();
	await edit(phone, 0);
	const editing = performance.now() - began;
	await edit(laptop, PEOPLE / 2);
	const asked = performance.now();
	const updates = [
		encodeStateAsUpdate(laptop.notebook.doc, encodeStateVector(phone.notebook.doc)),
		encodeStateAsUpdate(phone.notebook.doc, encodeStateVector(laptop.notebook.doc))
	] as const;
	applyUpdate(phone.notebook.doc, updates[0]);
	applyUpdate(laptop.notebook.doc, updates[1]);
	await phone.notebook.settle();
	await laptop.notebook.settle();
	const merging = performance.now() - asked;
	const kept = await Promise.all(
		[phone, laptop].map(async ({ store }) =>
			((await store.loadValue<{ identity: string }[]>('blocks')) ?? []).map((one) => one.identity).sort()
		)
	);
	if (kept[0]!.join() !== kept[1]!.join()) throw new Error('the two devices do not agree');
	const note = `${EDITS} edits on each; both end with the same ${kept[0]!.length} people`;
	return [
		row('two devices merge', merging, 'ms', { note }),
		row('bytes from one to the other', updates[0].length / 1024, 'KiB', {}),
		row('merging, as a share of making the edits of one', merging / editing, '×', {})
	];
}
