import { RoomDocument } from '../../src/p2p/document/room-document.ts';
import type { EventId, RoomId } from '../../src/p2p/base/ids.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import {
	checkContinuation,
	continuedMessage,
	makeContinuation,
	readContinuation
} from '../../src/p2p/session/continuation.ts';
import { inPlaceVerifier } from '../../src/p2p/verification/in-place-verifier.ts';
import { encodeMessage } from '../../src/p2p/wire/messages.ts';
import { signCrowd } from './signed-room.ts';
import { row, type Row } from './table.ts';

/** What the host's page works on going on in a new document, and what somebody is sent who comes in after it. */
export async function goingOn(): Promise<Row[]> {
	const { room, events, host } = await signCrowd(1_000, 2);
	const document = new RoomDocument(room);
	document.place(events);
	const state = reduceRoom(room, document.events)!;
	const { key, certificate } = host;
	const began = performance.now();
	const made = await makeContinuation({ room, document, state, before: null, key, certificate });
	const makingMs = performance.now() - began;
	if (!made) throw new Error('the record does not fit one message');
	const message = continuedMessage(made);
	const next = new RoomDocument(made.root.id as string as RoomId);
	const start = performance.now();
	const read = readContinuation(room, message.events, message.lineage);
	if (!read.ok) throw new Error(read.code);
	const verdicts = await inPlaceVerifier.verify([...message.events, ...message.lineage]);
	if (!verdicts.every(Boolean)) throw new Error('a made record is not authentic');
	const checked = checkContinuation(read.value, { room, document: next, state: null, before: null });
	if (!checked.ok) throw new Error(checked.code);
	next.place(read.value.events);
	const told = reduceRoom(next.room, next.events)!;
	const ms = performance.now() - start;
	const admitted = told.people.reduce((sum, person) => sum + person.admitted.length, 0);
	if (admitted !== 1_000 || next.event(next.room as string as EventId) === undefined)
		throw new Error(`only ${admitted} sessions are told`);
	const heads = encodeMessage({ kind: 'heads', heads: next.heads() }).length;
	const sent = encodeMessage(message).length + heads;
	return [
		row('newcomer to 1,000 admitted sessions after a record, sent', sent / 1024, 'KiB', {
			target: '≤ 98',
			note: `${message.events.length} events in place of ${events.length.toLocaleString('en-GB')}`
		}),
		row('  until it is verified, placed and understood', ms / 1000, 's', { note: 'one thread, in place' }),
		row('  made by the host’s page in', makingMs / 1000, 's', { note: 'the record and its signatures' })
	];
}
