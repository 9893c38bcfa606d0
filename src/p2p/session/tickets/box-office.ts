import type { CommandFault, OrderFault, TicketOrder } from '../../api.ts';
import type { IdentityId, OfferId, SessionId, TicketId } from '../../base/ids.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { isCertificateValid } from '../../identity/certificate.ts';
import type { EcashTill, LightningWallet, WalletFault } from '../../ports.ts';
import { printable } from '../../room/bodies.ts';
import type { Command } from '../../room/commands.ts';
import { TEXT_LIMITS } from '../../room/events.ts';
import { personOf } from '../../room/selectors.ts';
import type { RoomState } from '../../room/state.ts';
import { mayIssue, offerOf, openOffer, ticketOf, ticketsLeft } from '../../room/ticket-selectors.ts';
import { ticketIdOf, type TicketAnswer, type TicketWord } from '../../wire/ticket-word.ts';
import { HELD_MS, OrderBook, type Order, type OrderBookOptions } from './order-book.ts';

/** Tokens taken in and invoices asked about at once; who comes beside them gets no answer, and so asks again in some seconds. */
const MAX_REDEEMING = 4;
/** What of a token names it among others. */
const TOKEN_NAME = 80;

/** An answer and what belongs to it. */
interface Answer {
	readonly answer: TicketAnswer;
	readonly words?: string;
	readonly until?: number;
}

/** A wish that needs more than a word. */
interface Looked {
	/** As it would be kept. */
	readonly order: Order;
	/** A number is held for it already, until then. */
	readonly isHeld: boolean;
	/** As it was kept until now. */
	readonly before: Order | null;
	readonly until: number;
	/** This page was closed, or its mint silent, while it took the same token in. */
	readonly wasInterrupted: boolean;
}

/** A wish that came, by whom. */
type Asked = TicketWord & { readonly do: 'wish' };

/** What the box office works with. */
export interface BoxOfficeOptions extends OrderBookOptions {
	readonly me: IdentityId;
	readonly state: () => RoomState | null;
	readonly isInside: () => boolean;
	readonly act: (command: Command) => Promise<Result<void, CommandFault>>;
	/** Takes ecash in; null where there is none. */
	readonly till: EcashTill | null;
	/** Takes payments over Lightning; null where there is none. */
	readonly wallet: LightningWallet | null;
	readonly send: (to: SessionId, word: TicketWord, attempt: Uint8Array) => void;
}

/**
 * Gives out tickets on the host's page, one wish after the other: holds a number while it is being paid, lets the host
 * say whether it came, and signs the ticket. What waits is kept on this device.
 */
export class BoxOffice {
	readonly #options: BoxOfficeOptions;
	readonly #redeeming = new Set<TicketId>();
	readonly #book: OrderBook;
	#turn: Promise<unknown>;
	#walletFault: WalletFault | null = null;

	constructor(options: BoxOfficeOptions) {
		this.#options = options;
		this.#book = new OrderBook(options);
		this.#turn = this.#book.ready;
	}

	/** Who waits for the host's word; the longest first. */
	get orders(): readonly TicketOrder[] {
		return this.#isOpen ? this.#book.checking : [];
	}

	/** What went wrong when the wallet was asked last; null if nothing did. */
	get walletFault(): WalletFault | null {
		return this.#walletFault;
	}

	/** Takes a wish. */
	heard(word: Asked, from: SessionId, attempt: Uint8Array): void {
		if (!this.#isOpen || !isCertificateValid(word.certificate, from)) return;
		// A mint or a wallet takes its time, in which others are served.
		void this.#hear(word).then((said) => {
			if (!said) return;
			const { answer, words = '', until = 0 } = said;
			this.#options.send(from, { do: 'answer', wish: word.wish, answer, words, until }, attempt);
		});
	}

	async #hear(word: Asked): Promise<Answer | null> {
		if (word.way === 'ecash' && !(await this.#hasKeyFor(word.offer))) return null;
		const lost = await this.#inTurn(() => this.#showLost(word));
		if (lost) return lost;
		if (word.way === 'ecash' && word.proof !== '') return this.#redeem(word);
		return word.way === 'lightning' ? this.#invoice(word) : this.#inTurn(() => this.#answer(word));
	}

	/** Whether tokens for an offer are locked to this device, and not to another one of the host's. */
	async #hasKeyFor(id: OfferId): Promise<boolean> {
		const { state, till } = this.#options;
		const known = state();
		const place = known && offerOf(known, id)?.terms.ways.find(({ way }) => way === 'ecash');
		if (!place) return true;
		const key = await till?.key();
		return key?.ok === true && key.value === place.key;
	}

	/** What another device of the host beside this one issued first takes the number: who asks again is shown to the host. */
	async #showLost(word: Asked): Promise<Answer | null> {
		const known = this.#options.state();
		const before = this.#book.of(this.#nameOf(word));
		if (!known || before?.step !== 'settled' || before.answer !== 'issued') return null;
		if (before.words !== '' || ticketOf(known, before.ticket)) return null;
		await this.#book.keep({ ...before, step: 'checking', why: 'none-left', at: this.#now });
		return { answer: 'checking' };
	}

	#nameOf({ offer, certificate, wish }: Asked): TicketId {
		return ticketIdOf(this.#options.room, { offer, buyer: certificate.identity, wish });
	}

	/** The host got the money: issues the ticket. */
	confirm(ticket: TicketId): Promise<Result<void, OrderFault>> {
		return this.#inTurn(async () => {
			const order = this.#waiting(ticket);
			return order ? this.#issue(order) : fail('no-order');
		});
	}

	/** The host did not get it. */
	refuse(ticket: TicketId, typed: string): Promise<Result<void, OrderFault>> {
		return this.#inTurn(async () => {
			const order = this.#waiting(ticket);
			if (!order) return fail('no-order');
			const words = printable(typed, TEXT_LIMITS.reason);
			await this.#settle({ ...order, at: this.#now }, { answer: 'refused', words });
			return ok(undefined);
		});
	}

	#waiting(ticket: TicketId): Order | undefined {
		return this.#book.checking.find((one) => one.ticket === ticket);
	}

	async #answer(word: Asked): Promise<Answer> {
		const looked = this.#look(word);
		if ('answer' in looked) return looked;
		const { order, isHeld } = looked;
		if (word.way === 'free') {
			const issued = await this.#issue(order);
			return { answer: issued.ok ? 'issued' : answerFor(issued.code) };
		}
		if (word.proof !== '') {
			await this.#book.keep({ ...order, step: 'checking' });
			return { answer: 'checking' };
		}
		const until = isHeld ? looked.until : this.#now + HELD_MS;
		await this.#book.keep({ ...order, step: 'held', until });
		return { answer: 'pay', until };
	}

	/** What can be said to a wish at once, or what is known of it. */
	#look(word: Asked): Answer | Looked {
		const { certificate, offer: id, way, proof } = word;
		const known = this.#options.state();
		const offer = known && offerOf(known, id);
		const buyer = certificate.identity;
		const ticket = this.#nameOf(word);
		const before = this.#book.of(ticket);
		// A wish is paid as it was asked for: nobody has an invoice made and then takes it for free.
		if (before && before.way !== way) return { answer: 'refused' };
		const note = noteOf(way, proof);
		const isSame = before?.note === note;
		if (isSame && before.step === 'settled') return { answer: before.answer, words: before.words };
		if (
			isSame &&
			(before.step === 'checking' || (before.step === 'redeeming' && this.#redeeming.has(ticket)))
		)
			return { answer: 'checking' };
		// Whatever else is so by now: somebody may have paid this invoice, or this page may have spent this token.
		const mayBePaid = before?.step === 'held' ? before.hash !== '' : isSame && before?.step === 'redeeming';
		if (before && mayBePaid)
			return {
				order: before,
				before,
				isHeld: true,
				until: before.until,
				wasInterrupted: before.step !== 'held'
			};
		if (known && ticketOf(known, ticket)) return { answer: 'issued' };
		if (!known || !offer) return { answer: 'closed' };
		const { terms } = offer;
		if ((personOf(known, buyer)?.access ?? 'in') !== 'in') return { answer: 'refused' };
		if (!this.#isTime(terms.opens, terms.closes)) return { answer: 'closed' };
		const isHeld = before !== undefined && this.#book.isHeld(before);
		// Whoever paid by hand is heard, even if nothing is left: the host has to give something back then.
		if (way !== 'link' || proof === '') {
			const may = mayIssue(known, { offer: id, buyer });
			if (may !== 'yes') return { answer: may };
			if (!isHeld && this.#free(known, id) <= 0) return { answer: 'sold-out' };
			if (!isHeld && this.#book.held(id, buyer) >= terms.perPerson) return { answer: 'too-many' };
		}
		const place = terms.ways.find((one) => one.way === way);
		if (way === 'free' ? terms.price > 0 : !place) return { answer: 'refused' };
		if (!before && this.#book.isFull) return { answer: 'busy' };
		const { name } = certificate;
		const rest = {
			note,
			at: this.#now,
			words: '',
			until: 0,
			why: 'said' as const,
			step: 'held' as const,
			answer: 'busy' as const,
			hash: '',
			price: terms.price,
			mint: place?.to ?? ''
		};
		return {
			order: { ticket, buyer, name, way, offer: id, ...rest },
			isHeld,
			before: before ?? null,
			until: before?.until ?? 0,
			wasInterrupted: false
		};
	}

	/** Lets the wallet make an invoice for a held number, or sees whether it is paid; null while it is busy with others. */
	async #invoice(word: Asked): Promise<Answer | null> {
		const { wallet } = this.#options;
		const looked = await this.#inTurn(async () => {
			const known = this.#look(word);
			if ('answer' in known) return known;
			const { before, order } = known;
			// The wallet is asked already, about this one or enough others: whoever asks next hears of it.
			if (this.#redeeming.has(order.ticket) || this.#redeeming.size >= MAX_REDEEMING)
				return before?.hash ? { answer: 'pay' as const, words: before.words, until: before.until } : null;
			this.#redeeming.add(order.ticket);
			if (!before?.hash) await this.#book.keep({ ...order, step: 'held', until: this.#now + HELD_MS });
			return known;
		});
		if (!looked || 'answer' in looked) return looked;
		const { order, before } = looked;
		const asked = before?.hash
			? await wallet?.isPaid(before.hash, order.price)
			: await wallet?.invoice(order.price, HELD_MS / 1000);
		this.#redeeming.delete(order.ticket);
		return this.#inTurn(async () => {
			this.#noteWallet(asked);
			if (!asked?.ok) return { answer: 'wallet-unreachable' };
			if (typeof asked.value === 'object') {
				const { invoice: words, hash } = asked.value;
				const until = this.#now + HELD_MS;
				await this.#book.keep({ ...order, step: 'held', until, words, hash });
				return { answer: 'pay', words, until };
			}
			if (asked.value) return this.#settleInvoice(order);
			if (order.until > this.#now) return { answer: 'pay', words: order.words, until: order.until };
			return this.#settle(order, { answer: 'expired' });
		});
	}

	#noteWallet(asked: Result<unknown, WalletFault> | undefined): void {
		const fault = asked?.ok === false ? asked.code : null;
		if (fault === this.#walletFault) return;
		this.#walletFault = fault;
		this.#options.changed();
	}

	/** It is paid: the ticket, or the host's own eyes if none is left. */
	async #settleInvoice(order: Order): Promise<Answer> {
		const issued = await this.#issue(order);
		if (issued.ok) return { answer: 'issued' };
		await this.#book.keep({ ...order, step: 'checking', why: 'none-left', words: '' });
		return { answer: 'checking' };
	}

	/** Takes a token in, and issues the ticket for it; what does not become one goes back. Null while mints are busy with others. */
	async #redeem(word: Asked): Promise<Answer | null> {
		const { till } = this.#options;
		const looked = await this.#inTurn(async () => {
			const known = this.#look(word);
			if ('answer' in known) return known;
			if (this.#redeeming.size >= MAX_REDEEMING || this.#redeeming.has(known.order.ticket)) return null;
			this.#redeeming.add(known.order.ticket);
			await this.#book.keep({ ...known.order, step: 'redeeming' });
			return known;
		});
		if (!looked || 'answer' in looked) return looked;
		const { order, wasInterrupted } = looked;
		const taken = await till!.take(word.proof, order);
		this.#redeeming.delete(order.ticket);
		return this.#inTurn(async () => {
			if (taken.ok) return this.#settlePaid(order, taken.back);
			// It may have been this page that spent it, before it was closed: the host can see that.
			if (taken.code === 'spent' && wasInterrupted) {
				await this.#book.keep({ ...order, step: 'checking', why: 'spent' });
				return { answer: 'checking' };
			}
			// Nobody knows whether the mint took it: the same token is tried again.
			if (taken.code === 'mint-unreachable') return { answer: taken.code };
			return this.#settle(order, { answer: taken.code, words: taken.back });
		});
	}

	/** The money is here: the ticket, and what was too much; or all of it back. */
	async #settlePaid(order: Order, back: string): Promise<Answer> {
		const issued = await this.#issue(order);
		if (issued.ok) return this.#settle(order, { answer: 'issued', words: back });
		const all = await this.#options.till!.giveBack(order.price, order.mint);
		const words = [all, back].filter((token) => token !== '').join(' ');
		return this.#settle(order, { answer: answerFor(issued.code), words });
	}

	async #settle(order: Order, { answer, words = '' }: Answer): Promise<Answer> {
		await this.#book.keep({ ...order, step: 'settled', answer, words });
		return { answer, words };
	}

	/** Of an offer that was closed since, the ticket comes from the one that is open now. */
	async #issue(order: Order): Promise<Result<void, OrderFault>> {
		const { ticket, offer: asked, buyer } = order;
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
		await this.#settle(order, { answer: 'issued' });
		return ok(undefined);
	}

	/** Numbers of an offer that are neither sold nor held for somebody. */
	#free(state: RoomState, id: OfferId): number {
		const offer = offerOf(state, id);
		return offer ? ticketsLeft(state, offer) - this.#book.held(id) : 0;
	}

	#isTime(opens: number | null, closes: number | null): boolean {
		return (opens === null || opens <= this.#now) && (closes === null || this.#now < closes);
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
}

const answerFor = (code: OrderFault): TicketAnswer =>
	code === 'sold-out' || code === 'too-many' || code === 'closed' ? code : 'busy';

/** What is kept of what somebody showed: of a token enough to know it again, since whoever has all of it may spend it. */
const noteOf = (way: Asked['way'], proof: string) => (way === 'ecash' ? proof.slice(-TOKEN_NAME) : proof);
