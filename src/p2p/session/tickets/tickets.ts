import type {
	CommandFault,
	OfferedTerms,
	OrderFault,
	RoomTickets,
	TicketsView,
	Wish,
	WishFault
} from '../../api.ts';
import {
	ID_BYTES,
	idOf,
	type IdentityId,
	type OfferId,
	type RoomId,
	type SessionId,
	type TicketId
} from '../../base/ids.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { ConnectFault, KeptEcash, KeyFault } from '../../ports.ts';
import { certifySession } from '../../identity/certificate.ts';
import type { Identity } from '../../identity/identity.ts';
import { mayEnter } from '../../room/selectors.ts';
import type { Signal, SignalFault } from '../../wire/signal.ts';
import { BoxOffice, type BoxOfficeOptions } from './box-office.ts';
import { TicketPost, type TicketPostOptions } from './ticket-post.ts';
import { TicketWish } from './ticket-wish.ts';

/** What tickets work with. */
export interface TicketsOptions
	extends Omit<BoxOfficeOptions, 'send' | 'me'>, Omit<TicketPostOptions, 'heard'> {
	readonly room: RoomId;
	readonly identity: Identity;
	/** What this person calls themselves, as it is when asked. */
	readonly name: () => string;
	/** Sessions of the room that this page knows of. */
	readonly sessions: () => Iterable<SessionId>;
	/** Whose session it is, by a certificate that was shown here; null if none was. */
	readonly identityOf: (session: SessionId) => IdentityId | null;
	/** The host's page has to be found among more pages than are looked through otherwise. */
	readonly seek: () => void;
}

/** Tickets on this page: asking for one, and on the host's page giving them out. */
export class Tickets implements RoomTickets {
	readonly #options: TicketsOptions;
	readonly #post: TicketPost;
	readonly #wish: TicketWish;
	readonly #office: BoxOffice;
	#wasSeeking = false;
	#ecash: readonly KeptEcash[] = [];
	#hasWallet = false;

	constructor(options: TicketsOptions) {
		this.#options = options;
		const { identity, key } = options;
		this.#post = new TicketPost({
			...options,
			heard: (word, from, attempt) => {
				if (word.do === 'wish') this.#office.heard(word, from, attempt);
				else if (this.#isHosts(from)) this.#wish.heard(word, from);
			}
		});
		this.#wish = new TicketWish({
			...options,
			me: identity.id,
			certify: () => certifySession(identity, key.id, options.name()),
			hosts: () => [...options.sessions()].filter((session) => this.#isHosts(session)),
			send: (to, word) => void this.#post.send(to, word)
		});
		this.#office = new BoxOffice({
			...options,
			me: identity.id,
			send: (to, word, attempt) => void this.#post.send(to, word, attempt),
			changed: () => {
				options.changed();
				void this.#count();
			}
		});
		void this.#count();
		void this.#lookAtWallet();
	}

	get view(): TicketsView {
		return {
			wish: this.#wish.view,
			orders: this.#office.orders,
			ecash: this.#ecash,
			wallet: this.#hasWallet ? (this.#office.walletFault ?? 'connected') : 'none'
		};
	}

	/** Whether this page looks for the host's among all that it finds: before the door for tickets, and with a wish. */
	get seeksHost(): boolean {
		const { identity, state } = this.#options;
		const known = state();
		return this.#wish.seeksHost || (known !== null && mayEnter(known, identity.id) === 'ticketless');
	}

	/** To be called whenever the room's state changed, or who is here. */
	look(): void {
		const isSeeking = this.seeksHost;
		if (isSeeking && !this.#wasSeeking) this.#options.seek();
		this.#wasSeeking = isSeeking;
		this.#wish.look();
	}

	/** Takes a word about a ticket; why it was not taken, if somebody is to be blamed. */
	take(word: Signal): SignalFault | null {
		return this.#post.take(word);
	}

	want(way: Wish['way']): Promise<Result<void, WishFault>> {
		return this.#wish.want(way);
	}

	paid(proof: string): Promise<Result<void, WishFault>> {
		return this.#wish.paid(proof);
	}

	giveUp(): Promise<void> {
		return this.#wish.giveUp();
	}

	async offer(terms: OfferedTerms): Promise<Result<void, CommandFault | KeyFault>> {
		const { random, act, till } = this.#options;
		const offer = idOf<OfferId>(random.bytes(ID_BYTES));
		const key = terms.ways.some(({ way }) => way === 'ecash') && till ? await till.key() : ok('');
		if (!key.ok) return key;
		const ways = terms.ways.map((place) => ({ ...place, key: place.way === 'ecash' ? key.value : '' }));
		return act({ do: 'offer-tickets', offer, terms: { ...terms, ways } });
	}

	async connectWallet(connection: string | null): Promise<Result<void, ConnectFault>> {
		const { wallet } = this.#options;
		if (!wallet) return fail('wallet-unreachable');
		const connected = await wallet.connect(connection);
		await this.#lookAtWallet();
		return connected;
	}

	async forgetEcash(token: string): Promise<void> {
		await this.#options.till?.forget(token);
		await this.#count();
	}

	confirm(ticket: TicketId): Promise<Result<void, OrderFault>> {
		return this.#office.confirm(ticket);
	}

	refuse(ticket: TicketId, words: string): Promise<Result<void, OrderFault>> {
		return this.#office.refuse(ticket, words);
	}

	async #lookAtWallet(): Promise<void> {
		this.#hasWallet = (await this.#options.wallet?.isConnected()) ?? false;
		this.#options.changed();
	}

	/** Looks what the till holds. */
	async #count(): Promise<void> {
		const ecash = (await this.#options.till?.kept()) ?? [];
		if (ecash.map(({ token }) => token).join() === this.#ecash.map(({ token }) => token).join()) return;
		this.#ecash = ecash;
		this.#options.changed();
	}

	/** Payments go to who is proven to hold the room, by a certificate shown here or in the room's document. */
	#isHosts(session: SessionId): boolean {
		const { state, identityOf } = this.#options;
		const known = state();
		return known !== null && identityOf(session) === known.host;
	}
}
