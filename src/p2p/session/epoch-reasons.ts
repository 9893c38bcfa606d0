import type { EventId } from '../base/ids.ts';
import type { RoomDocument } from '../document/room-document.ts';
import type { EventType, RoomEvent } from '../room/events.ts';
import type { RoomState } from '../room/state.ts';
import { MAX_EPOCH_REASONS } from '../wire/limits.ts';

/** What changes whom a room's key is for. */
const REASONS: ReadonlySet<string> = new Set<EventType>([
	'person.removed',
	'person.banned',
	'invite.revoked',
	'door.changed',
	'ticket.refunded',
	'ticket.passed'
]);

/**
 * The events of a document that count and change whom the room's key is for, in causal order. What a
 * record retells is not among them: it is in the past of the document's first event.
 */
export function reasonsIn(document: RoomDocument, state: RoomState): readonly EventId[] {
	return state.log.flatMap(({ id, type }) => (REASONS.has(type) && document.event(id) ? [id] : []));
}

/** These events and those before them that change whom the key is for; null if any of their past is missing here. */
export function reasonsUpTo(document: RoomDocument, ids: readonly EventId[]): ReadonlySet<EventId> | null {
	const reasons = new Set<EventId>();
	const seen = new Set<EventId>(ids);
	const stack = [...ids];
	for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
		const event = document.event(id);
		if (!event) return null;
		if (REASONS.has(event.type)) reasons.add(id);
		for (const parent of parentsOf(event)) {
			if (seen.has(parent)) continue;
			seen.add(parent);
			stack.push(parent);
		}
	}
	return reasons;
}

/**
 * What an epoch made now names: as few events as hold all that counts with their past, ascending; the
 * document's first event where nothing counts yet. Of more than a message holds, the newest.
 */
export function reasonsNow(document: RoomDocument, state: RoomState): readonly EventId[] {
	const covered = new Set<EventId>();
	const heads: EventId[] = [];
	for (const id of reasonsIn(document, state).toReversed()) {
		if (covered.has(id) || heads.length === MAX_EPOCH_REASONS) continue;
		heads.push(id);
		for (const before of reasonsUpTo(document, [id]) ?? []) covered.add(before);
	}
	return heads.length > 0 ? heads.sort() : [document.room as string as EventId];
}

function parentsOf({ prev, deps }: RoomEvent): readonly EventId[] {
	return prev ? [prev, ...deps] : deps;
}
