import type { Result } from '../base/result.ts';
import type { StoreFault } from './store.ts';

/** Why a payment by ecash was not taken. */
export type TillFault =
	| 'proof-unreadable'
	| 'underpaid'
	| 'spent'
	| 'not-locked'
	| 'wrong-mint'
	/** The mint does not answer in time, or not as a mint does: nobody knows whether it took the token. */
	| 'mint-unreachable';

/** Why there is no key; `not-loaded` is the library for ecash. */
export type KeyFault = StoreFault | 'not-loaded';

/** Ecash that this device took in. */
export interface KeptEcash {
	readonly mint: string;
	/** In sat. */
	readonly amount: number;
	/** Whoever has it can spend it. */
	readonly token: string;
	/** When it came, milliseconds since the epoch. */
	readonly at: number;
}

/** What came of a token: `back` is a token for whoever paid, of what they paid too much, or of all; may be empty. */
export type Taken =
	| { readonly ok: true; readonly back: string }
	| { readonly ok: false; readonly code: TillFault; readonly back: string };

/** Takes ecash that is locked to a key of this device, and keeps it until its person moves it to a wallet. */
export interface EcashTill {
	/** The public key to which tokens are to be locked, 66 hex digits; made and kept when it is first asked for. */
	key(): Promise<Result<string, KeyFault>>;
	/** Redeems a token of `mint` that is locked to this device's key and worth at least `price` sat. Ends in a minute at most. */
	take(token: string, terms: { readonly mint: string; readonly price: number }): Promise<Taken>;
	/** Takes so much out of what is kept again, for whoever paid it; empty if it cannot be had. */
	giveBack(amount: number, mint: string): Promise<string>;
	/** What is kept, the newest last. */
	kept(): Promise<readonly KeptEcash[]>;
	/** Its person has moved it. */
	forget(token: string): Promise<void>;
}
