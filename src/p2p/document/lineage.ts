import type { EventId, IdentityId, RoomId, SessionId } from '../base/ids.ts';
import { opensFeed, type RoomEvent } from '../room/events.ts';
import type { RoomDocument } from './room-document.ts';

/** Events of a lineage: the room's first event and sixteen handovers of four. */
export const MAX_LINEAGE = 65;

/**
 * Who holds a room by the events that prove it: its first event, whose id is the room's, and every
 * handover since, each an offer by the holder and its acceptance, with the openings that certify their
 * sessions. Null unless the chain is whole. The events must be authentic.
 */
export function holderBy(room: RoomId, lineage: readonly RoomEvent[]): IdentityId | null {
	const genesis = lineage[0];
	if (genesis?.type !== 'room.created' || (genesis.id as string) !== room) return null;
	let holder = genesis.body.certificate.identity;
	const identities = new Map<SessionId, IdentityId>();
	const offers = new Map<EventId, IdentityId>();
	for (const event of lineage) {
		if (opensFeed(event)) identities.set(event.session, event.body.certificate.identity);
		const author = identities.get(event.session);
		if (event.type === 'host.offered' && author === holder && event.body.target)
			offers.set(event.id, event.body.target);
		if (event.type !== 'host.answered' || !event.body.accept || !author) continue;
		// Two devices of one person may both have accepted.
		if (author === holder) continue;
		if (offers.get(event.body.offer) !== author) return null;
		holder = author;
		// An offer of the one before is worth nothing once it was answered.
		offers.clear();
	}
	return holder;
}

/**
 * The lineage of a room that goes on from a document: what proved its holder when the document began,
 * and the handovers in it, by the ids of their acceptances in order.
 */
export function lineageOf(
	document: RoomDocument,
	before: readonly RoomEvent[],
	acceptances: readonly EventId[]
): RoomEvent[] {
	const genesis = document.event(document.room as string as EventId);
	const lineage = before.length > 0 ? [...before] : genesis ? [genesis] : [];
	for (const id of acceptances) {
		const answer = document.event(id);
		if (answer?.type !== 'host.answered') continue;
		const offer = document.event(answer.body.offer);
		if (!offer) continue;
		for (const event of [document.feed(offer.session)[0], offer, document.feed(answer.session)[0], answer])
			if (event && !lineage.includes(event)) lineage.push(event);
	}
	return lineage;
}
