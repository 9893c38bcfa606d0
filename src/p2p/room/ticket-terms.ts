/** Bounds of what a host may offer. */
export const TICKET_LIMITS = {
	/** Tickets of one offer: a record retells each in some 200 bytes, and must fit one message. */
	supply: 500,
	/** Tickets of one offer that one person may buy. */
	perPerson: 10,
	/** Minor units of any currency: ten million euros. */
	price: 1_000_000_000,
	/** An address to pay at, or words that say how. */
	to: 300,
	/** A public key of secp256k1 in hex. */
	key: 66,
	/** Ways to pay that one offer names. */
	ways: 3,
	/** The end of time for `Date`, in milliseconds. */
	time: 8_640_000_000_000_000
} as const;

/**
 * How a ticket may be paid. `link`: outside of Hearsay, at `to` or as it says, and the host confirms. `ecash`: by a
 * Cashu token of the mint at `to`, locked to `key`. `lightning`: by an invoice that the host's own wallet makes.
 */
export const PAY_WAYS = ['link', 'ecash', 'lightning'] as const;
/** One of `PAY_WAYS`. */
export type PayWay = (typeof PAY_WAYS)[number];

/** One way to pay, with what everybody may know of it. */
export interface PayPlace {
	readonly way: PayWay;
	readonly to: string;
	/** The host's public key for `ecash`, 66 hex digits; else empty. */
	readonly key: string;
}

/** What a host offers tickets for. */
export interface TicketTerms {
	/** In minor units of the currency; 0 is free. */
	readonly price: number;
	/** ISO 4217, or `SAT`; empty if and only if free. */
	readonly currency: string;
	readonly supply: number;
	/** How many one person may have bought at a time. */
	readonly perPerson: number;
	/** Milliseconds since the epoch, or null. What people are told; clocks may lie, so no rule rests on it. */
	readonly opens: number | null;
	readonly closes: number | null;
	/** Whether its holder may give a ticket to somebody else, once. */
	readonly transferable: boolean;
	/** None if and only if free; each way once. */
	readonly ways: readonly PayPlace[];
}

/** Whether the parts of an offer agree: what costs something can be paid, in a currency that each way knows. */
export function areTermsWhole({ price, currency, opens, closes, ways }: TicketTerms): boolean {
	if (opens !== null && closes !== null && opens >= closes) return false;
	if (price === 0) return currency === '' && ways.length === 0;
	if (!/^[A-Z]{3}$/.test(currency) || ways.length === 0) return false;
	if (new Set(ways.map(({ way }) => way)).size < ways.length) return false;
	return ways.every((place) => isPlaceWhole(place, currency));
}

function isPlaceWhole({ way, to, key }: PayPlace, currency: string): boolean {
	if (way === 'link') return to !== '' && key === '';
	if (currency !== 'SAT') return false;
	if (way === 'lightning') return to === '' && key === '';
	return /^https?:\/\/./.test(to) && /^0[23][0-9a-f]{64}$/.test(key);
}
