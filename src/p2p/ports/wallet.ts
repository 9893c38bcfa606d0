import type { Result } from '../base/result.ts';
import type { StoreFault } from './store.ts';

/** Why nothing is known of an invoice. */
export type WalletFault =
	/** The wallet, or the way to it, does not answer in time. */
	| 'wallet-unreachable'
	/** It answers what is not so: another amount, or a proof that proves nothing. */
	| 'wallet-lies';

/** Why a wallet was not connected. */
export type ConnectFault = StoreFault | 'wallet-invalid' | 'wallet-unreachable';

/** An invoice that the own wallet made. */
export interface MadeInvoice {
	/** BOLT 11, as a payer's wallet takes it. */
	readonly invoice: string;
	/** By which the wallet knows it, 64 hex digits. */
	readonly hash: string;
}

/** The own Lightning wallet of this person, which takes payments; how to reach it stays on this device. */
export interface LightningWallet {
	isConnected(): Promise<boolean>;
	/** Connects a wallet once it answers; null forgets it. */
	connect(connection: string | null): Promise<Result<void, ConnectFault>>;
	/** Makes an invoice over so many sat, which holds so many seconds. */
	invoice(sat: number, seconds: number): Promise<Result<MadeInvoice, WalletFault>>;
	/** Whether an invoice of so many sat is paid. */
	isPaid(hash: string, sat: number): Promise<Result<boolean, WalletFault>>;
}
