import type { IdentityId, TicketId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { ConnectFault, KeptEcash, KeyFault, StoreFault, WalletFault } from '../ports.ts';
import type { TicketOffer } from '../room/state.ts';
import type { PayPlace, PayWay, TicketTerms } from '../room/ticket-terms.ts';
import type { CommandFault } from './room-session.ts';

/** What the host's page last said to a wish; `waiting-for-host` until it says anything. */
export type WishStep =
	| 'waiting-for-host'
	| 'pay'
	| 'checking'
	| 'issued'
	| 'sold-out'
	| 'too-many'
	| 'closed'
	| 'refused'
	| 'busy'
	| 'proof-unreadable'
	| 'underpaid'
	| 'spent'
	| 'not-locked'
	| 'wrong-mint'
	| 'mint-unreachable'
	| 'wallet-unreachable'
	| 'expired';

/** A ticket that this person wants and has not got yet. Kept on this device until it is settled. */
export interface Wish {
	readonly offer: TicketOffer['id'];
	readonly way: 'free' | PayWay;
	readonly step: WishStep;
	/** What this person sent to show that they paid; empty before. */
	readonly proof: string;
	/** The host's own words, an invoice to pay, or what came back of a payment; may be empty. */
	readonly words: string;
	/** Until when a number is held while it is to be paid, milliseconds since the epoch; 0 otherwise. */
	readonly until: number;
}

/** Somebody who says that they paid, for the host to look whether it came. */
export interface TicketOrder {
	readonly ticket: TicketId;
	readonly buyer: IdentityId;
	/** What they call themselves; may be empty. */
	readonly name: string;
	readonly way: Wish['way'];
	/**
	 * `said`: they say that they paid, as `note` tells. `spent`: this page was closed while it took their ecash, which is
	 * spent since; by whom the host can see. `none-left`: it is paid or was issued, and another got the number.
	 */
	readonly why: 'said' | 'spent' | 'none-left';
	/** What they wrote; of a token its end. */
	readonly note: string;
	/** When they said so, by this device's clock in milliseconds. */
	readonly at: number;
}

/** Whether there is a wallet, and how it answered when it was asked last. */
export type WalletStanding = 'none' | 'connected' | WalletFault;

/** Tickets as this page's person sees them, beside what the room's state says. */
export interface TicketsView {
	/** Null unless this person wants a ticket. */
	readonly wish: Wish | null;
	/** On the host's page: who waits for a word of the host, the longest first. */
	readonly orders: readonly TicketOrder[];
	/** Ecash that this device took in for tickets of any room, until its person moves it. */
	readonly ecash: readonly KeptEcash[];
	/** How it stands with the Lightning wallet of this person: none on this device, connected, or what went wrong with it last. */
	readonly wallet: WalletStanding;
}

/** Why nothing was asked for. */
export type WishFault = StoreFault | 'no-offer' | 'invalid';

/** Why an order was not settled. */
export type OrderFault = CommandFault | 'sold-out' | 'too-many' | 'closed' | 'no-order';

/** What a host offers; the keys of ways to pay are this device's own. */
export interface OfferedTerms extends Omit<TicketTerms, 'ways'> {
	readonly ways: readonly Omit<PayPlace, 'key'>[];
}

/** Asking for tickets and giving them out; `RoomView.tickets` and the room's state show how it stands. */
export interface RoomTickets {
	/** Asks the host's page for a ticket of the open offer. The wish is kept and goes out whenever the host is met. */
	want(way: Wish['way']): Promise<Result<void, WishFault>>;
	/** Tells the host's page by what it can see that the ticket is paid. What cannot be shown is left out. */
	paid(proof: string): Promise<Result<void, WishFault>>;
	/** Forgets the wish; what was paid already is for the two people to settle. */
	giveUp(): Promise<void>;
	/** Offers tickets on these terms, in place of what was offered before; for the host. */
	offer(terms: OfferedTerms): Promise<Result<void, CommandFault | KeyFault>>;
	/** Connects this person's Lightning wallet, by what the wallet shows for that (NIP-47), or forgets it. */
	connectWallet(connection: string | null): Promise<Result<void, ConnectFault>>;
	/** Forgets ecash that this person has moved to a wallet of their own. */
	forgetEcash(token: string): Promise<void>;
	/** The host got the money: issues the ticket. */
	confirm(ticket: TicketId): Promise<Result<void, OrderFault>>;
	/** The host did not get it, and says so in a few words. */
	refuse(ticket: TicketId, words: string): Promise<Result<void, OrderFault>>;
}
