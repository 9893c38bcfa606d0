import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { NWCClient } from '@getalby/sdk/nwc';
import { fail, ok, type Result } from '../base/result.ts';
import type { MadeInvoice, WalletFault } from '../ports.ts';

/** Relays that a connection names; more are none that a person made. */
const MAX_RELAYS = 4;

/** Whether a text is a connection to a wallet by Nostr: its key, a secret, and relays of its own. Source: NIP-47. */
export function isConnection(text: string): boolean {
	try {
		const { relayUrls, walletPubkey, secret } = NWCClient.parseWalletConnectUrl(text);
		const isHex = (key: string | undefined) => /^[0-9a-f]{64}$/.test(key ?? '');
		const areRelays = relayUrls.every((url) => /^wss?:\/\/./.test(url));
		return isHex(walletPubkey) && isHex(secret) && areRelays && relayUrls.length <= MAX_RELAYS;
	} catch {
		return false;
	}
}

/** A connection to a wallet, until `close`. */
export class NwcWallet {
	readonly #client: NWCClient;

	constructor(connection: string) {
		this.#client = new NWCClient({ nostrWalletConnectUrl: connection });
	}

	/** Whether it answers, and makes invoices. */
	async answers(): Promise<boolean> {
		const info = await this.#client.getWalletServiceInfo();
		return info.capabilities.includes('make_invoice') && info.capabilities.includes('lookup_invoice');
	}

	async invoice(sat: number, seconds: number): Promise<Result<MadeInvoice, WalletFault>> {
		const made = await this.#client.makeInvoice({ amount: sat * 1000, expiry: seconds });
		const { invoice, payment_hash: hash } = made;
		const isWhole =
			typeof invoice === 'string' && invoice.length <= MAX_INVOICE && /^[0-9a-f]{64}$/.test(hash);
		if (!isWhole || made.amount !== sat * 1000 || amountOf(invoice) !== sat) return fail('wallet-lies');
		return ok({ invoice, hash });
	}

	async isPaid(hash: string, sat: number): Promise<Result<boolean, WalletFault>> {
		const found = await this.#client.lookupInvoice({ payment_hash: hash });
		const isSettled = found.state === 'settled' || (found.state === undefined && Boolean(found.settled_at));
		if (!isSettled) return ok(false);
		const isThis = found.payment_hash === hash && found.amount === sat * 1000;
		return isThis && opens(found.preimage, hash) ? ok(true) : fail('wallet-lies');
	}

	close(): void {
		this.#client.close();
	}
}

/** Characters of an invoice: three times an ordinary one. */
const MAX_INVOICE = 1_500;

/** The amount that a BOLT 11 invoice says in its readable part, in sat; null if it says none, or parts of one. */
export function amountOf(invoice: string): number | null {
	const [, digits, unit] = /^ln[a-z]{2,4}?(\d+)([munp])1/.exec(invoice) ?? [];
	if (digits === undefined) return null;
	const sat = (Number(digits) * 1e8) / { m: 1e3, u: 1e6, n: 1e9, p: 1e12 }[unit as 'm' | 'u' | 'n' | 'p'];
	return Number.isSafeInteger(sat) ? sat : null;
}

/** Whether what a payer got is what the invoice asked to be opened with; a wallet may keep it to itself. */
function opens(preimage: string | undefined, hash: string): boolean {
	if (!preimage) return true;
	try {
		return bytesToHex(sha256(hexToBytes(preimage))) === hash;
	} catch {
		return false;
	}
}
