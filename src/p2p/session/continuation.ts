import type { EventId, RoomId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { holderBy, lineageOf, MAX_LINEAGE } from '../document/lineage.ts';
import type { RoomDocument } from '../document/room-document.ts';
import type { SessionKey } from '../identity/session-key.ts';
import { parseBody, wireBody } from '../room/bodies.ts';
import { TEXT_LIMITS, type Certificate, type EventBodies, type RoomEvent } from '../room/events.ts';
import { partsOf, recordOf } from '../room/record.ts';
import { isModerator } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import { encodeCanonical, type Plain } from '../wire/canonical.ts';
import { decodeEvent, eventId, signEvent } from '../wire/event-codec.ts';
import { MAX_EVENT_BYTES, MAX_MESSAGE_BYTES } from '../wire/limits.ts';
import { encodeMessage, type Standing } from '../wire/messages.ts';

/** What a room goes on with in a new document, and the proof of who may begin it. */
export interface Continuation {
	readonly root: RoomEvent<'room.continued'>;
	/** The new document's first events: the root and the parts of its record. */
	readonly events: readonly RoomEvent[];
	readonly lineage: readonly RoomEvent[];
}

/** Why a continuation is not followed. */
export type ContinuationFault =
	/** Its events are not a root and its record, or not a lineage. */
	| 'continuation-malformed'
	/** Its own lineage does not prove that its signer held the room: no page follows it, whatever it knows. */
	| 'continuation-unentitled'
	/**
	 * It leaves out what this page knows that the room's holder signed, a handover included: an old device
	 * or a former host goes back in time. A page that knows less may follow it in good faith.
	 */
	| 'continuation-stale';

/** Room in an event for everything around the body of a part. */
const AROUND_BODY_BYTES = 400;

function fits(part: EventBodies['record.part']): boolean {
	const wire = wireBody('record.part', part);
	if (!parseBody('record.part', wire)) return false;
	return encodeCanonical(wire as Plain).length <= MAX_EVENT_BYTES - AROUND_BODY_BYTES;
}

/** Whether a page that stands at `a` is behind one that stands at `b`: both then meet at `b`. */
export function isBehind(a: Standing, b: Standing): boolean {
	if (a.generation !== b.generation) return a.generation < b.generation;
	// Two devices of one host went on from the same document: the one that leaves out less goes before.
	if (a.covers !== b.covers) return a.covers < b.covers;
	// Either will do, and everybody takes the same.
	return b.root < a.root;
}

/** Where a page stands whose document began with a continuation, or with the room itself. */
export function standingOf(room: RoomId, continuation: Continuation | null): Standing {
	if (!continuation) return { root: room as string as EventId, generation: 0, covers: 0 };
	const { id: root, body } = continuation.root;
	const covers = body.covered.reduce((sum, { length }) => sum + length, 0);
	return { root, generation: body.generation, covers };
}

/** The message that tells a continuation. */
export function continuedMessage({ events, lineage }: Continuation) {
	return {
		kind: 'continued' as const,
		events: events.map(({ raw }) => raw),
		lineage: lineage.map(({ raw }) => raw)
	};
}

/** How many events of each moderator's feed a record retells, the host's first. */
function coveredBy(document: RoomDocument, state: RoomState): EventBodies['room.continued']['covered'] {
	const moderators = state.people
		.filter(({ identity }) => isModerator(state, identity))
		.sort((a, b) => Number(b.identity === state.host) - Number(a.identity === state.host));
	return moderators
		.flatMap(({ sessions }) => sessions)
		.map((session) => ({ session, length: document.feed(session).length }))
		.filter(({ length }) => length > 0)
		.slice(0, TEXT_LIMITS.covered);
}

/** Makes the continuation of a room on its host's page; null if it would not fit one message. */
export async function makeContinuation(options: {
	readonly room: RoomId;
	readonly document: RoomDocument;
	readonly state: RoomState;
	/** The continuation that the document itself began with, if it did. */
	readonly before: Continuation | null;
	readonly key: SessionKey;
	readonly certificate: Certificate;
}): Promise<Continuation | null> {
	const { room, document, state, before, key, certificate } = options;
	const parts = partsOf(recordOf(state), fits);
	if (parts.length > TEXT_LIMITS.parts) return null;
	const raws = [
		await signEvent(
			{
				room,
				session: key.id,
				seq: 0,
				prev: null,
				deps: [],
				type: 'room.continued',
				body: {
					certificate,
					title: state.title,
					topics: state.topics,
					door: state.door,
					generation: (before?.root.body.generation ?? 0) + 1,
					previous: document.room as string as EventId,
					parts: parts.length,
					covered: coveredBy(document, state)
				}
			},
			key.sign
		)
	];
	const root = eventId(raws[0]!);
	for (const [i, body] of parts.entries())
		raws.push(
			await signEvent(
				{
					room: root as string as RoomId,
					session: key.id,
					seq: i + 1,
					prev: eventId(raws[i]!),
					deps: [],
					type: 'record.part',
					body
				},
				key.sign
			)
		);
	const lineage = knownLineage(document, state, before);
	const made = readContinuation(
		room,
		raws,
		lineage.map(({ raw }) => raw)
	);
	if (!made.ok || encodeMessage(continuedMessage(made.value)).length > MAX_MESSAGE_BYTES) return null;
	return made.value;
}

/** Reads a continuation of a room from raw events: form alone, signatures unchecked. Total and bounded. */
export function readContinuation(
	room: RoomId,
	raws: readonly Uint8Array[],
	lineageRaws: readonly Uint8Array[]
): Result<Continuation, 'continuation-malformed'> {
	if (raws.length > TEXT_LIMITS.parts + 1 || lineageRaws.length > MAX_LINEAGE)
		return fail('continuation-malformed');
	const events = decodeAll(raws);
	const lineage = decodeAll(lineageRaws);
	const root = events?.[0];
	if (!events || !lineage || root?.type !== 'room.continued' || root.room !== room)
		return fail('continuation-malformed');
	const areParts = events.slice(1).every((event, i) => {
		const isNext = event.session === root.session && event.seq === i + 1 && event.prev === events[i]!.id;
		return isNext && event.type === 'record.part' && (event.room as string) === root.id;
	});
	if (!areParts || events.length !== root.body.parts + 1) return fail('continuation-malformed');
	return ok({ root, events, lineage });
}

function decodeAll(raws: readonly Uint8Array[]): RoomEvent[] | null {
	const events: RoomEvent[] = [];
	for (const raw of raws) {
		const event = decodeEvent(raw);
		if (!event.ok) return null;
		events.push(event.value);
	}
	return events;
}

/** What proves the holder of a room as a page knows it. */
function knownLineage(document: RoomDocument, state: RoomState, before: Continuation | null): RoomEvent[] {
	const acceptances = state.log.filter(({ type }) => type === 'host.answered').map(({ id }) => id);
	return lineageOf(document, before?.lineage ?? [], acceptances);
}

/**
 * Whether a page may follow an authentic continuation: signed by whoever holds the room by its lineage,
 * and leaving out nothing that this page knows the holder to have signed, nor any handover.
 */
export function checkContinuation(
	{ root, lineage }: Continuation,
	known: {
		readonly room: RoomId;
		readonly document: RoomDocument;
		readonly state: RoomState | null;
		/** What the page's own document began with, if it is not the room's first. */
		readonly before: Continuation | null;
	}
): Result<void, ContinuationFault> {
	const { certificate, covered, previous } = root.body;
	const { room, document, state, before } = known;
	if (holderBy(room, lineage) !== certificate.identity) return fail('continuation-unentitled');
	if (!state) return ok(undefined);
	const proven = new Set(lineage.map(({ id }) => id));
	if (knownLineage(document, state, before).some(({ id }) => !proven.has(id)))
		return fail('continuation-stale');
	if ((document.room as string) !== previous) return ok(undefined);
	const lengths = new Map(covered.map(({ session, length }) => [session, length]));
	const own = state.people.find(({ identity }) => identity === state.host)?.sessions ?? [];
	const isWhole = own.every((session) => (lengths.get(session) ?? 0) >= document.feed(session).length);
	return isWhole ? ok(undefined) : fail('continuation-stale');
}
