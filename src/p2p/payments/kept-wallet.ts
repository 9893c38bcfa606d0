import { fail, type Result } from '../base/result.ts';
import type { Clock, ConnectFault, LightningWallet, MadeInvoice, Store, WalletFault } from '../ports.ts';
import type { NwcWallet } from './nwc.ts';

/** Under which name the store keeps how to reach the wallet. */
const CONNECTION = 'wallet';
/** A wallet that took longer is taken for silent. */
const ANSWER_MS = 15_000;

/** What a wallet works with. */
export interface KeptWalletOptions {
	readonly store: Store;
	readonly clock: Clock;
}

/** The wallet of this browser, by NIP-47: what reaches it is in the store. The library for it is loaded when it is needed. */
export class KeptWallet implements LightningWallet {
	readonly #options: KeptWalletOptions;
	#open: Promise<NwcWallet | null> | null = null;

	constructor(options: KeptWalletOptions) {
		this.#options = options;
	}

	async isConnected(): Promise<boolean> {
		return (await this.#connection()) !== null;
	}

	async connect(typed: string | null): Promise<Result<void, ConnectFault>> {
		const connection = typed?.trim() ?? null;
		if (connection !== null) {
			const library = await load();
			if (!library) return fail('wallet-unreachable');
			if (!library.isConnection(connection)) return fail('wallet-invalid');
			const tried = new library.NwcWallet(connection);
			const answers = await this.#within(tried.answers(), false).catch(() => false);
			tried.close();
			if (!answers) return fail('wallet-unreachable');
		}
		void this.#open?.then((wallet) => wallet?.close());
		this.#open = null;
		return this.#options.store.saveValue(CONNECTION, connection);
	}

	invoice(sat: number, seconds: number): Promise<Result<MadeInvoice, WalletFault>> {
		return this.#ask((wallet) => wallet.invoice(sat, seconds));
	}

	isPaid(hash: string, sat: number): Promise<Result<boolean, WalletFault>> {
		return this.#ask((wallet) => wallet.isPaid(hash, sat));
	}

	async #ask<Value>(
		question: (wallet: NwcWallet) => Promise<Result<Value, WalletFault>>
	): Promise<Result<Value, WalletFault>> {
		this.#open ??= this.#openKept();
		const wallet = await this.#open;
		if (!wallet) return fail('wallet-unreachable');
		try {
			return await this.#within(question(wallet), fail('wallet-unreachable'));
		} catch {
			return fail('wallet-unreachable');
		}
	}

	async #openKept(): Promise<NwcWallet | null> {
		const connection = await this.#connection();
		if (connection === null) return null;
		const library = await load();
		// It is tried again with the next question.
		if (!library) this.#open = null;
		return library?.isConnection(connection) ? new library.NwcWallet(connection) : null;
	}

	async #connection(): Promise<string | null> {
		const kept = await this.#options.store.loadValue<unknown>(CONNECTION);
		return typeof kept === 'string' ? kept : null;
	}

	/** An answer, or what stands for one that did not come in time. */
	#within<Value>(answer: Promise<Value>, otherwise: Value): Promise<Value> {
		return new Promise((resolve, reject) => {
			const cancel = this.#options.clock.after(ANSWER_MS, () => resolve(otherwise));
			answer.then(resolve, reject).finally(cancel);
		});
	}
}

/** The library; null if it could not be loaded. */
const load = () => import('./nwc.ts').catch(() => null);
