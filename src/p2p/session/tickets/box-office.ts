import type { CommandFault, OrderFault, TicketOrder } from '../../api.ts';
import type { IdentityId, OfferId, RoomId, SessionId, TicketId } from '../../base/ids.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { Scope } from '../../base/scope.ts';
import { isCertificateValid } from '../../identity/certificate.ts';
import type { Store } from '../../ports.ts';
import { printable } from '../../room/bodies.ts';
import type { Command } from '../../room/commands.ts';
import { TEXT_LIMITS } from '../../room/events.ts';
import { personOf } from '../../room/selectors.ts';
import type { RoomState } from '../../room/state.ts';
import { mayIssue, offerOf, openOffer, ticketOf, ticketsLeft } from '../../room/ticket-selectors.ts';
import { ticketIdOf, type TicketAnswer, type TicketWord } from '../../wire/ticket-word.ts';

/** How long a number waits for its payment: time to find a wallet, and little enough for whoever comes next. */
export const HELD_MS = 15 * 60_000;
/** Orders at once: more than the largest offer has numbers; more are told to come again. */
const MAX_ORDERS = 600;

/** What somebody asked for, until it is settled. */
interface Order extends TicketOrder {
	readonly offer: OfferId;
	/** `held`: not paid yet. `checking`: they say they paid. `refused`: the host did not get it. */
	readonly step: 'held' | 'checking' | 'refused';
	/** Until when a number is held, milliseconds since the epoch. */
	readonly until: number;
	/** What the host said. */
	readonly words: string;
}

/** An answer and what belongs to it. */
interface Answer {
	readonly answer: TicketAnswer;
	readonly words?: string;
	readonly until?: number;
}

/** A wish that came, by whom. */
type Asked = TicketWord & { readonly do: 'wish' };

/** What the box office works with. */
export interface BoxOfficeOptions {
	readonly scope: Scope;
	readonly room: RoomId;
	readonly me: IdentityId;
	readonly store: Store;
	readonly state: () => RoomState | null;
	readonly isInside: () => boolean;
	readonly act: (command: Command) => Promise<Result<void, CommandFault>>;
	readonly send: (to: SessionId, word: TicketWord, attempt: Uint8Array) => void;
	/** `orders` changed. */
	readonly changed: () => void;
}

/**
 * Gives out tickets on the host's page, one wish after the other: holds a number while it is being paid, lets the host
 * say whether it came, and signs the ticket. What waits is kept on this device.
 */
export class BoxOffice {
	readonly #options: BoxOfficeOptions;
	#orders: readonly Order[] = [];
	#turn: Promise<unknown>;

	constructor(options: BoxOfficeOptions) {
		this.#options = options;
		this.#turn = options.store.loadValue<unknown>(this.#name).then((kept) => {
			if (!Array.isArray(kept)) return;
			this.#orders = kept.filter(isOrder);
			options.changed();
		});
	}

	/** Who waits for the host's word; the longest first. */
	get orders(): readonly TicketOrder[] {
		return this.#isOpen ? this.#orders.filter(({ step }) => step === 'checking') : [];
	}

	/** Takes a wish. */
	heard(word: Asked, from: SessionId, attempt: Uint8Array): void {
		if (!this.#isOpen || !isCertificateValid(word.certificate, from)) return;
		void this.#inTurn(async () => {
			const { answer, words = '', until = 0 } = await this.#answer(word);
			this.#options.send(from, { do: 'answer', wish: word.wish, answer, words, until }, attempt);
		});
	}

	/** The host got the money: issues the ticket. */
	confirm(ticket: TicketId): Promise<Result<void, OrderFault>> {
		return this.#inTurn(async () => {
			const order = this.#orders.find((one) => one.ticket === ticket);
			if (!order) return fail('no-order');
			return this.#issue(order);
		});
	}

	/** The host did not get it. */
	refuse(ticket: TicketId, typed: string): Promise<Result<void, OrderFault>> {
		return this.#inTurn(async () => {
			const order = this.#orders.find((one) => one.ticket === ticket);
			if (!order) return fail('no-order');
			const words = printable(typed, TEXT_LIMITS.reason);
			await this.#keep({ ...order, step: 'refused', words, at: this.#now });
			return ok(undefined);
		});
	}

	async #answer({ certificate, offer: id, wish, way, proof }: Asked): Promise<Answer> {
		const { room, state } = this.#options;
		const known = state();
		const offer = known && offerOf(known, id);
		const buyer = certificate.identity;
		if (!known || !offer) return { answer: 'closed' };
		const ticket = ticketIdOf(room, { offer: id, buyer, wish });
		if (ticketOf(known, ticket)) return { answer: 'issued' };
		const order = this.#orders.find((one) => one.ticket === ticket);
		if (order?.step === 'refused' && proof === order.note) return { answer: 'refused', words: order.words };
		if (order?.step === 'checking' && proof === order.note) return { answer: 'checking' };
		if ((personOf(known, buyer)?.access ?? 'in') !== 'in') return { answer: 'refused' };
		const { terms } = offer;
		if (!this.#isTime(terms.opens, terms.closes)) return { answer: 'closed' };
		const may = mayIssue(known, { offer: id, buyer });
		// Whoever paid is heard, even if nothing is left: the host has to give something back then.
		if (proof === '' || way === 'free') {
			if (may !== 'yes') return { answer: may };
			const isHeld = order?.step === 'held' && order.until > this.#now;
			if (!isHeld && this.#free(known, id) <= 0) return { answer: 'sold-out' };
			if (!isHeld && this.#heldFor(id, buyer) >= terms.perPerson) return { answer: 'too-many' };
		}
		const base = { ticket, buyer, name: certificate.name, offer: id, note: proof, at: this.#now, words: '' };
		if (way === 'free') {
			if (terms.price > 0) return { answer: 'refused' };
			const issued = await this.#issue({ ...base, step: 'held', until: 0 });
			return { answer: issued.ok ? 'issued' : answerFor(issued.code) };
		}
		if (!terms.ways.some((place) => place.way === way)) return { answer: 'refused' };
		if (!order && this.#orders.length >= MAX_ORDERS) return { answer: 'busy' };
		if (proof === '') {
			const until = this.#now + HELD_MS;
			await this.#keep({ ...base, step: 'held', until });
			return { answer: 'pay', until };
		}
		await this.#keep({ ...base, step: 'checking', until: 0 });
		return { answer: 'checking' };
	}

	/** Of an offer that was closed since, the ticket comes from the one that is open now. */
	async #issue({ ticket, offer: asked, buyer }: Order): Promise<Result<void, OrderFault>> {
		const { act, state } = this.#options;
		const known = state();
		if (!known) return fail('not-in-room');
		if (!ticketOf(known, ticket)) {
			const offer = offerOf(known, asked)?.isOpen ? asked : (openOffer(known)?.id ?? asked);
			const may = mayIssue(known, { offer, buyer });
			if (may !== 'yes') return fail(may);
			const issued = await act({ do: 'issue-ticket', offer, ticket, buyer });
			if (!issued.ok) return issued;
		}
		await this.#replace(this.#orders.filter((one) => one.ticket !== ticket));
		return ok(undefined);
	}

	/** Numbers of an offer that are neither sold nor held for somebody. */
	#free(state: RoomState, id: OfferId): number {
		const offer = offerOf(state, id);
		return offer ? ticketsLeft(state, offer) - this.#held(id).length : 0;
	}

	#heldFor(offer: OfferId, buyer: IdentityId): number {
		return this.#held(offer).filter((order) => order.buyer === buyer).length;
	}

	#held(offer: OfferId): readonly Order[] {
		const isHeld = ({ step, until }: Order) => step === 'checking' || (step === 'held' && until > this.#now);
		return this.#orders.filter((order) => order.offer === offer && isHeld(order));
	}

	#isTime(opens: number | null, closes: number | null): boolean {
		return (opens === null || opens <= this.#now) && (closes === null || this.#now < closes);
	}

	#keep(order: Order): Promise<void> {
		const isOver = ({ step, at }: Order) => step !== 'checking' && at + 2 * HELD_MS < this.#now;
		const others = this.#orders.filter((one) => one.ticket !== order.ticket && !isOver(one));
		return this.#replace([...others, order]);
	}

	async #replace(orders: readonly Order[]): Promise<void> {
		this.#orders = orders;
		this.#options.changed();
		await this.#options.store.saveValue(this.#name, orders);
	}

	/** One after the other, so that each sees what those before it left. */
	#inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
		const done = this.#turn.then(work);
		this.#turn = done.catch(() => undefined);
		return done;
	}

	get #isOpen(): boolean {
		const { me, state, isInside } = this.#options;
		return isInside() && state()?.host === me;
	}

	get #now(): number {
		return this.#options.scope.clock.now();
	}

	get #name(): string {
		return `ticket-orders:${this.#options.room}`;
	}
}

const answerFor = (code: OrderFault): TicketAnswer =>
	code === 'sold-out' || code === 'too-many' || code === 'closed' ? code : 'busy';

function isOrder(kept: unknown): kept is Order {
	if (typeof kept !== 'object' || kept === null) return false;
	const { ticket, offer, buyer, name, note, step, at, until, words } = kept as Record<string, unknown>;
	const isText = [ticket, offer, buyer, name, note, words].every((value) => typeof value === 'string');
	return isText && ['held', 'checking', 'refused'].includes(step as string) && isMs(at) && isMs(until);
}

const isMs = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
