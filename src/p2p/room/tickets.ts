import type { IdentityId, OfferId, TicketId } from '../base/ids.ts';
import type { AccessRules } from './access.ts';
import type { EventBodies, EventType } from './events.ts';
import type { History } from './history.ts';
import type { RoomState, Ticket, TicketOffer } from './state.ts';

/** The rules that tickets rest on. */
interface Grounds {
	readonly access: AccessRules;
	/** Authorised acts, ascending. */
	readonly acts: readonly number[];
}

/** What came of everything about tickets. */
export interface TicketVerdicts {
	readonly tickets: RoomState['tickets'];
	/** Where tickets were given to somebody else, ascending. */
	readonly passes: readonly number[];
}

/** An offer, and where it was made and closed. */
interface Offered {
	readonly body: EventBodies['tickets.offered'];
	readonly at: number;
	readonly by: IdentityId;
	readonly closings: number[];
}

/** A ticket that was issued by the rules, and what became of it. */
interface Issued {
	readonly at: number;
	readonly body: EventBodies['ticket.issued'];
	/** Where it was taken back. */
	readonly refunds: number[];
	passedTo: IdentityId | null;
}

/** Whether a type of event is about tickets. */
export function isAboutTickets(type: EventType): boolean {
	return type.startsWith('ticket');
}

/**
 * The offers and tickets that stand (R20). Taken one after the other in the order of the history: a number of an offer
 * goes to the first ticket that names it, and again only on top of that one's refund. So whatever the devices of a host
 * sign beside each other, an offer never has more tickets than numbers.
 */
export function judgeTickets(history: History, grounds: Grounds): TicketVerdicts {
	const { causality, reigns } = history;
	const book = new TicketBook(history, grounds.access);
	const acts = new Set(grounds.acts);
	for (let at = 0; at < causality.now; at++)
		if (isAboutTickets(causality.events[at]!.type)) book.read(at, acts.has(at));
	return { tickets: book.standing(reigns.hostAt(causality.now)), passes: book.passes };
}

class TicketBook {
	readonly #history: History;
	readonly #access: AccessRules;
	readonly #offers = new Map<OfferId, Offered>();
	readonly #tickets = new Map<TicketId, Issued>();
	/** Where tickets were given to somebody else, ascending. */
	readonly passes: number[] = [];

	constructor(history: History, access: AccessRules) {
		this.#history = history;
		this.#access = access;
	}

	/** Takes in the next event about tickets; `isAct` says whether it is an authorised act. */
	read(at: number, isAct: boolean): void {
		const { type, body } = this.#history.causality.events[at]!;
		if (type === 'ticket.passed') return this.#pass(at, body);
		if (!isAct) return;
		if (type === 'tickets.offered') this.#offer(at, body);
		if (type === 'ticket.issued' && this.#isIssuable(at, body))
			this.#tickets.set(body.ticket, { at, body, refunds: [], passedTo: null });
		if (type === 'ticket.refunded') this.#tickets.get(body.ticket)?.refunds.push(at);
		if (type === 'tickets.closed') this.#offers.get(body.offer)?.closings.push(at);
	}

	/** What stands at the end, under this host: whoever held the room before sells nothing more. */
	standing(host: IdentityId): RoomState['tickets'] {
		const sold: Ticket[] = [...this.#tickets.values()]
			.filter(({ refunds }) => refunds.length === 0)
			.map(({ body: { offer, ticket, number, buyer }, passedTo }) => ({
				id: ticket,
				offer,
				number,
				buyer,
				holder: passedTo ?? buyer
			}));
		const offers: TicketOffer[] = [...this.#offers.values()]
			.map(({ body, by, closings }) => ({
				id: body.offer,
				terms: body.terms,
				isOpen: by === host && closings.length === 0
			}))
			.filter(({ id, isOpen }) => isOpen || sold.some(({ offer }) => offer === id));
		return { offers, sold };
	}

	#offer(at: number, body: EventBodies['tickets.offered']): void {
		if (this.#offers.has(body.offer)) return;
		this.#offers.set(body.offer, { body, at, by: this.#history.authors[at]!, closings: [] });
	}

	#isIssuable(at: number, { offer: id, ticket, number, buyer }: EventBodies['ticket.issued']): boolean {
		const { causality, authors } = this.#history;
		const offer = this.#offers.get(id);
		const { supply, perPerson } = offer?.body.terms ?? { supply: 0, perPerson: 0 };
		if (!offer || offer.by !== authors[at] || !causality.isBefore(offer.at, at)) return false;
		if (offer.closings.some((end) => causality.isBefore(end, at))) return false;
		if (this.#tickets.has(ticket) || number > supply) return false;
		const isBack = ({ refunds }: Issued) => refunds.some((refund) => causality.isBefore(refund, at));
		const out = [...this.#tickets.values()].filter((one) => one.body.offer === id && !isBack(one));
		if (out.some(({ body }) => body.number === number)) return false;
		return out.filter(({ body }) => body.buyer === buyer).length < perPerson;
	}

	#pass(at: number, { ticket: id, to }: EventBodies['ticket.passed']): void {
		const ticket = this.#tickets.get(id);
		if (!ticket || ticket.passedTo !== null || !this.#history.causality.isBefore(ticket.at, at)) return;
		if (this.#history.authors[at] !== ticket.body.buyer || !this.#access.isAccepted(at)) return;
		if (!this.#offers.get(ticket.body.offer)!.body.terms.transferable) return;
		ticket.passedTo = to;
		this.passes.push(at);
	}
}
