import type { TicketOrder } from '../../api.ts';
import type { IdentityId, OfferId, RoomId, TicketId } from '../../base/ids.ts';
import type { Scope } from '../../base/scope.ts';
import type { Store } from '../../ports.ts';
import { PAY_WAYS } from '../../room/ticket-terms.ts';
import { TICKET_ANSWERS, type TicketAnswer } from '../../wire/ticket-word.ts';

/** How long a number waits for its payment: time to find a wallet, and little enough for whoever comes next. */
export const HELD_MS = 15 * 60_000;
/** Orders at once: more than the largest offer has numbers; more are told to come again. */
const MAX_ORDERS = 600;

/** An answer that holds something for the buyer is kept this long: thirty days. */
const KEPT_MS = 30 * 24 * 60 * 60_000;
/** What somebody asked for, until it is settled. */
export interface Order extends TicketOrder {
	readonly offer: OfferId;
	/**
	 * `held`: not paid yet. `checking`: the host looks whether it came. `redeeming`: this page takes a token in, or was
	 * closed while it did. `settled`: it was answered, and is answered the same when it is asked again.
	 */
	readonly step: 'held' | 'checking' | 'redeeming' | 'settled';
	readonly answer: TicketAnswer;
	/** Until when a number is held, milliseconds since the epoch. */
	readonly until: number;
	/** What the host said, an invoice, or what goes back to the buyer. */
	readonly words: string;
	/** By which the wallet knows the invoice; empty if there is none. */
	readonly hash: string;
	/** What was asked for it, and for ecash the mint, as the offer said: that may be closed, and forgotten, when it is paid. */
	readonly price: number;
	readonly mint: string;
}

/** What the book works with. */
export interface OrderBookOptions {
	readonly scope: Scope;
	readonly room: RoomId;
	readonly store: Store;
	/** The orders changed. */
	readonly changed: () => void;
}

/** The orders of a room on the host's page, as this device keeps them; no more than it can bear, and none for ever. */
export class OrderBook {
	readonly #options: OrderBookOptions;
	#orders: readonly Order[] = [];
	/** Resolves once what was kept is here. */
	readonly ready: Promise<void>;

	constructor(options: OrderBookOptions) {
		this.#options = options;
		this.ready = options.store.loadValue<unknown>(this.#name).then((kept) => {
			if (!Array.isArray(kept)) return;
			this.#orders = kept.filter(isOrder);
			options.changed();
		});
	}

	/** Who waits for the host's word; the longest first. */
	get checking(): readonly Order[] {
		return this.#orders.filter(({ step }) => step === 'checking');
	}

	/** Whether there are as many as this page keeps. */
	get isFull(): boolean {
		return this.#orders.filter((one) => one.step !== 'held' || this.isHeld(one)).length >= MAX_ORDERS;
	}

	/** The order that a ticket would answer. */
	of(ticket: TicketId): Order | undefined {
		return this.#orders.find((one) => one.ticket === ticket);
	}

	/** How many numbers of an offer wait for their payment, of everybody or of one buyer. */
	held(offer: OfferId, buyer?: IdentityId): number {
		const isAbout = (order: Order) => order.offer === offer && (!buyer || order.buyer === buyer);
		return this.#orders.filter((order) => isAbout(order) && this.isHeld(order)).length;
	}

	/** Whether a number is taken out of the sale for an order. */
	isHeld({ step, until }: Order): boolean {
		return step === 'checking' || step === 'redeeming' || (step === 'held' && until > this.#now);
	}

	/** Puts an order in place of the one for the same ticket. */
	async keep(order: Order): Promise<void> {
		const isShort = ({ step, words }: Order) => step !== 'redeeming' && words === '';
		const isOver = (one: Order) =>
			one.step !== 'checking' && one.at + (isShort(one) ? 2 * HELD_MS : KEPT_MS) < this.#now;
		const others = this.#orders.filter((one) => one.ticket !== order.ticket && !isOver(one));
		// Of invoices that nobody paid in time the oldest goes first.
		const isStale = ({ step, until }: Order) => step === 'held' && until < this.#now;
		const stale = others.length >= MAX_ORDERS ? others.find(isStale) : undefined;
		this.#orders = [...others.filter((one) => one !== stale), order];
		this.#options.changed();
		await this.#options.store.saveValue(this.#name, this.#orders);
	}

	get #now(): number {
		return this.#options.scope.clock.now();
	}

	get #name(): string {
		return `ticket-orders:${this.#options.room}`;
	}
}

function isOrder(kept: unknown): kept is Order {
	if (typeof kept !== 'object' || kept === null) return false;
	const order = kept as Record<string, unknown>;
	const { ticket, offer, buyer, name, note, step, way, why, answer, at, until, words, hash, price, mint } =
		order;
	const isText = [ticket, offer, buyer, name, note, words, hash, mint].every(
		(value) => typeof value === 'string'
	);
	const isKnown =
		STEPS.includes(step) &&
		WAYS.includes(way) &&
		WHYS.includes(why) &&
		TICKET_ANSWERS.includes(answer as TicketAnswer);
	return isText && isKnown && isFinite(at) && isFinite(until) && isFinite(price);
}

const STEPS: readonly unknown[] = ['held', 'checking', 'redeeming', 'settled'] satisfies Order['step'][];
const WAYS: readonly unknown[] = ['free', ...PAY_WAYS];
const WHYS: readonly unknown[] = ['said', 'spent', 'none-left'] satisfies Order['why'][];

const isFinite = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
