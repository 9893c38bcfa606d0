import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { Wish, WishFault } from '../../api.ts';
import type { IdentityId, RoomId, SessionId } from '../../base/ids.ts';
import type { Random } from '../../base/random.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { Scope } from '../../base/scope.ts';
import type { Store } from '../../ports.ts';
import { printable } from '../../room/bodies.ts';
import type { Certificate } from '../../room/events.ts';
import type { RoomState } from '../../room/state.ts';
import { PAY_WAYS } from '../../room/ticket-terms.ts';
import { openOffer, ticketOf } from '../../room/ticket-selectors.ts';
import { MAX_TICKET_PROOF } from '../../wire/limits.ts';
import { TICKET_ANSWERS, ticketIdOf, WISH_BYTES, type TicketWord } from '../../wire/ticket-word.ts';

/** A wish that nobody answered is told again after this: whoever carried it may have left. */
const AGAIN_AFTER_MS = 5_000;
/** While the host looks whether it came, the host's page is asked this often: it may have been loaded anew. */
const ASK_EVERY_MS = 20_000;

/** A wish as the store keeps it. */
interface KeptWish extends Wish {
	/** Names it, in hex: the ticket that answers it is named by its hash. */
	readonly id: string;
}

/** What a wish works with. */
export interface TicketWishOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly room: RoomId;
	readonly me: IdentityId;
	readonly store: Store;
	readonly state: () => RoomState | null;
	/** A certificate with this person's name: whoever buys says who they are. */
	readonly certify: () => Promise<Certificate>;
	/** Sessions that are proven to be the host's and might be here. */
	readonly hosts: () => readonly SessionId[];
	readonly send: (to: SessionId, word: TicketWord) => void;
	/** `view` changed. */
	readonly changed: () => void;
}

/** The ticket that this page's person wants: kept on this device, and told to the host's page until it is settled. */
export class TicketWish {
	readonly #options: TicketWishOptions;
	#wish: KeptWish | null = null;
	#toldAtMs: number | null = null;
	/** The page of the host's that answered: of several devices of a host one shall hold a number and make an invoice. */
	#answeredBy: SessionId | null = null;
	#unanswered = 0;

	constructor(options: TicketWishOptions) {
		this.#options = options;
		const { scope, store } = options;
		scope.every(AGAIN_AFTER_MS, () => this.look());
		void store.loadValue<unknown>(this.#name).then((kept) => {
			if (scope.isClosed || this.#wish || !isWish(kept)) return;
			this.#wish = kept;
			this.look();
			options.changed();
		});
	}

	/** What this person wants, or null. */
	get view(): Wish | null {
		return this.#wish;
	}

	/** Whether the host's page should be looked for. */
	get seeksHost(): boolean {
		return this.#wish !== null && isOpen(this.#wish.step);
	}

	/** Wants a ticket of the open offer, in place of what was wanted before. */
	async want(way: Wish['way']): Promise<Result<void, WishFault>> {
		const { random, state } = this.#options;
		const known = state();
		const offer = known && openOffer(known);
		if (!offer) return fail('no-offer');
		const id = bytesToHex(random.bytes(WISH_BYTES));
		return this.#become({
			id,
			offer: offer.id,
			way,
			step: 'waiting-for-host',
			proof: '',
			words: '',
			until: 0
		});
	}

	/** Has paid, as `proof` shows to the host or the host's page. */
	async paid(typed: string): Promise<Result<void, WishFault>> {
		const proof = printable(typed, MAX_TICKET_PROOF);
		if (!this.#wish) return fail('no-offer');
		if (proof === '') return fail('invalid');
		return this.#become({ ...this.#wish, proof, step: 'waiting-for-host', words: '', until: 0 });
	}

	/** Wants nothing any more. */
	async giveUp(): Promise<void> {
		this.#wish = null;
		this.#options.changed();
		await this.#options.store.saveValue(this.#name, null);
	}

	/** Takes the word of a session that is proven to be the host's. */
	heard({ wish, answer, words, until }: TicketWord & { readonly do: 'answer' }, from: SessionId): void {
		const own = this.#wish;
		if (!own || !isOpen(own.step) || bytesToHex(wish) !== own.id) return;
		const one = this.#chosen;
		if (one && one !== from) return;
		// Another device of the host's may have what this one has not.
		if (answer !== 'wallet-unreachable' && answer !== 'mint-unreachable') this.#answeredBy = from;
		this.#unanswered = 0;
		// A late answer to what was asked before it was paid.
		if (answer === 'pay' && own.proof !== '') return;
		void this.#become({ ...own, step: answer, words, until });
	}

	/** Tells the wish to the host's page if that is due, and sees whether the ticket is there. */
	look(): void {
		const { scope, state, hosts } = this.#options;
		const wish = this.#wish;
		const known = state();
		if (!wish || !known) return;
		const isThere = ticketOf(known, this.#ticketOf(wish)) !== null;
		// With ecash the host's page has a last word, which may hold what was too much: that is shown until it is put away.
		const isSettled = wish.way !== 'ecash' || wish.step === 'issued';
		if (isThere && isSettled && (wish.step !== 'issued' || wish.words === '')) return void this.giveUp();
		// Whether an invoice is paid the host's page sees by itself.
		// Issued, and not there: what another device issued beside it may have taken the number.
		const isDue = wish.step === 'issued' ? wish.words === '' : isOpen(wish.step);
		if (!isDue || (wish.step === 'pay' && wish.way !== 'lightning')) return;
		const everyMs = wish.step === 'checking' || wish.step === 'issued' ? ASK_EVERY_MS : AGAIN_AFTER_MS;
		const now = scope.clock.now();
		const here = hosts();
		if (here.length === 0 || (this.#toldAtMs !== null && now - this.#toldAtMs < everyMs)) return;
		this.#toldAtMs = now;
		void this.#tell(wish, here);
	}

	/** The one page that the wish is told to, as long as it answers; null if none is known. */
	get #chosen(): SessionId | null {
		const one = this.#answeredBy;
		return one && this.#unanswered < 2 && this.#options.hosts().includes(one) ? one : null;
	}

	async #tell(wish: KeptWish, hosts: readonly SessionId[]): Promise<void> {
		const { certify, send } = this.#options;
		const { id, offer, way, proof } = wish;
		const word = {
			do: 'wish' as const,
			offer,
			wish: hexToBytes(id),
			way,
			proof,
			certificate: await certify()
		};
		const one = this.#chosen;
		this.#unanswered++;
		for (const host of one ? [one] : hosts) send(host, word);
	}

	async #become(wish: KeptWish): Promise<Result<void, WishFault>> {
		this.#wish = wish;
		if (wish.step === 'waiting-for-host') this.#toldAtMs = null;
		this.#options.changed();
		this.look();
		const saved = await this.#options.store.saveValue(this.#name, wish);
		return saved.ok ? ok(undefined) : saved;
	}

	#ticketOf({ id, offer }: KeptWish) {
		const { room, me } = this.#options;
		return ticketIdOf(room, { offer, buyer: me, wish: hexToBytes(id) });
	}

	get #name(): string {
		return `ticket-wish:${this.#options.room}`;
	}
}

/** Steps after which the host's page has nothing more to say to a wish, unless something else is sent. */
const isOpen = (step: Wish['step']): boolean =>
	step === 'waiting-for-host' ||
	step === 'pay' ||
	step === 'checking' ||
	step === 'issued' ||
	step === 'mint-unreachable' ||
	step === 'wallet-unreachable';

function isWish(kept: unknown): kept is KeptWish {
	if (typeof kept !== 'object' || kept === null) return false;
	const { id, offer, way, step, proof, words, until } = kept as Record<string, unknown>;
	const isHex = (value: unknown, bytes: number) =>
		typeof value === 'string' && value.length === 2 * bytes && /^[0-9a-f]*$/.test(value);
	const steps: readonly unknown[] = ['waiting-for-host', ...TICKET_ANSWERS];
	if (!isHex(id, WISH_BYTES) || !isHex(offer, 32) || !steps.includes(step)) return false;
	if (way !== 'free' && !PAY_WAYS.some((known) => known === way)) return false;
	return typeof proof === 'string' && typeof words === 'string' && typeof until === 'number';
}
