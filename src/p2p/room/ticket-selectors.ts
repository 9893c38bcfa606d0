import type { IdentityId, OfferId, TicketId } from '../base/ids.ts';
import type { RoomState, Ticket, TicketOffer } from './state.ts';

/** Whether an offer has a ticket for somebody, or why not. */
export type MayIssue = 'yes' | 'closed' | 'sold-out' | 'too-many';

/** An offer that stands, or null. */
export function offerOf(state: RoomState, id: OfferId): TicketOffer | null {
	return state.tickets.offers.find((offer) => offer.id === id) ?? null;
}

/** The offer that people buy from now: the last of those that are open, or null. */
export function openOffer(state: RoomState): TicketOffer | null {
	return state.tickets.offers.findLast(({ isOpen }) => isOpen) ?? null;
}

/** A ticket that stands, or null. */
export function ticketOf(state: RoomState, id: TicketId): Ticket | null {
	return state.tickets.sold.find((ticket) => ticket.id === id) ?? null;
}

/** The tickets that somebody holds. */
export function ticketsHeldBy(state: RoomState, who: IdentityId): readonly Ticket[] {
	return state.tickets.sold.filter(({ holder }) => holder === who);
}

const soldOf = (state: RoomState, offer: OfferId) =>
	state.tickets.sold.filter((ticket) => ticket.offer === offer);

/** How many tickets of an offer are left. */
export function ticketsLeft(state: RoomState, { id, terms }: TicketOffer): number {
	return Math.max(0, terms.supply - soldOf(state, id).length);
}

/** The lowest number of an offer that nobody has, or null. */
export function nextNumber(state: RoomState, id: OfferId): number | null {
	const offer = offerOf(state, id);
	const taken = new Set(soldOf(state, id).map(({ number }) => number));
	for (let number = 1; number <= (offer?.terms.supply ?? 0); number++) if (!taken.has(number)) return number;
	return null;
}

/** Whether a ticket of an offer can be issued to somebody now. */
export function mayIssue(
	state: RoomState,
	{ offer: id, buyer }: { readonly offer: OfferId; readonly buyer: IdentityId }
): MayIssue {
	const offer = offerOf(state, id);
	if (!offer?.isOpen) return 'closed';
	const own = soldOf(state, id).filter((ticket) => ticket.buyer === buyer).length;
	if (own >= offer.terms.perPerson) return 'too-many';
	return ticketsLeft(state, offer) === 0 ? 'sold-out' : 'yes';
}
