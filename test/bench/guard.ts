import * as Y from 'yjs';
import { RoomDocument } from '../../src/p2p/document/room-document.ts';
import { decodeUpdate } from '../../src/p2p/document/update-codec.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import { decodeEvent, isEventAuthentic } from '../../src/p2p/wire/event-codec.ts';
import { admitUpdate } from '../fixtures/people.ts';
import { signRoom, type SignedRoom } from './signed-room.ts';
import { median, timed } from './statistics.ts';
import { row, type Row } from './table.ts';

const SIZES = [2_000, 10_000];
/** The quick steps are timed this often; the guard as a whole once, because it takes seconds. */
const RUNS = 5;
/** Signatures that are timed by themselves; each takes as long as the next. */
const SAMPLED_SIGNATURES = 500;

/**
 * How fast a page takes in a room it knows nothing of: the guard as a whole, its steps by themselves,
 * a plain Y.Doc that applies the same updates unchecked, and the reducer over the result.
 */
export async function guardThroughput(): Promise<Row[]> {
	const rows: Row[] = [];
	for (const size of SIZES) rows.push(...measure(await signRoom(size)));
	return rows;
}

function measure(signed: SignedRoom): Row[] {
	const { room, events, updates } = signed;
	const count = events.length.toLocaleString('en-GB');
	const whole = timed(() => admitAll(signed)).ms;
	const form = repeated(() => readForm(updates));
	const signatures = timeSignatures(signed);
	const plain = repeated(() => applyPlainly(updates));
	const reducing = repeated(() => reduceRoom(room, events));
	const perSecond = (ms: number) => events.length / (ms / 1000);
	const share = (ms: number) => `${((100 * ms) / whole).toFixed(0)} % of the guard's time`;
	return [
		row(`guard, ${count} signed events`, perSecond(whole), 'events/s', {
			note: `${(whole / 1000).toFixed(1)} s in ${updates.length} updates, 20 sessions, ${(whole / events.length).toFixed(2)} ms each`
		}),
		row('  its decoding and form', perSecond(form), 'events/s', { note: share(form) }),
		row('  its signatures (Ed25519, strict)', perSecond(signatures), 'events/s', {
			note: `${(signatures / events.length).toFixed(2)} ms each, from ${SAMPLED_SIGNATURES} spread over them`
		}),
		row('  plain Y.Doc, the same updates', perSecond(plain), 'events/s', {
			note: `${plain.toFixed(1)} ms, unchecked; the guard also applies its own encoding`
		}),
		row('  guard ÷ plain Y.Doc, time', whole / plain, '×', { note: 'what checking costs' }),
		row('  reducer over them', perSecond(reducing), 'events/s', { note: `${reducing.toFixed(1)} ms for all` })
	];
}

function admitAll({ room, updates, events }: SignedRoom): void {
	const document = new RoomDocument(room);
	for (const update of updates) admitUpdate(document, update);
	if (document.size !== events.length) throw new Error(`only ${document.size} events were admitted`);
}

/** Milliseconds for the signatures of all events, from some spread over them. */
function timeSignatures({ events }: SignedRoom): number {
	const step = Math.ceil(events.length / SAMPLED_SIGNATURES);
	const sample = events.filter((_, i) => i % step === 0);
	return (timed(() => sample.every(isEventAuthentic)).ms * events.length) / sample.length;
}

function readForm(updates: readonly Uint8Array[]): void {
	for (const update of updates) {
		const runs = decodeUpdate(update);
		if (!runs.ok) throw new Error(runs.code);
		for (const { entries } of runs.value) for (const raw of entries) decodeEvent(raw);
	}
}

function applyPlainly(updates: readonly Uint8Array[]): void {
	const doc = new Y.Doc();
	for (const update of updates) Y.applyUpdate(doc, update);
}

function repeated(task: () => unknown): number {
	return median(Array.from({ length: RUNS }, () => timed(task).ms));
}
