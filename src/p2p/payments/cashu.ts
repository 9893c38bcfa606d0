import {
	getDecodedToken,
	getEncodedToken,
	getPubKeyFromPrivKey,
	getTokenMetadata,
	isMintOperationError,
	normalizeMintUrl,
	parseP2PKSecret,
	setGlobalRequestOptions,
	sumProofs,
	Wallet,
	type Proof
} from '@cashu/cashu-ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { TillFault } from '../ports.ts';

/** How long a mint may take for one answer, milliseconds; a redemption asks it some four questions. */
const ANSWER_MS = 12_000;
/** Coins of one token that are looked at: those of any sum, twice over. */
const MAX_PROOFS = 64;
/** NUT-00, 11001: the token was spent before. */
const SPENT = 11_001;

/** A token that was redeemed and is this device's own now. */
export interface Redeemed {
	readonly token: string;
	/** In sat. */
	readonly amount: number;
	/** A token for whoever paid too much; may be empty. */
	readonly back: string;
}

/** What redeeming came to; `back` holds what was redeemed and is not kept. */
export type Redemption =
	| ({ readonly ok: true } & Redeemed)
	| { readonly ok: false; readonly code: TillFault; readonly back: string };

const failed = (code: TillFault, back = ''): Redemption => ({ ok: false, code, back });

/** The public key of a secret one, compressed, in hex. */
export function publicKey(secret: Uint8Array): string {
	return bytesToHex(getPubKeyFromPrivKey(secret));
}

/**
 * Swaps a token that is locked to this key for coins of our own, at the one mint that we chose. Nothing is asked of any
 * other mint, and what cannot be a payment never gets there. Source: Cashu NUT-00, NUT-03, NUT-11.
 */
export async function redeem(
	token: string,
	{ mint, price, secret }: { readonly mint: string; readonly price: number; readonly secret: Uint8Array }
): Promise<Redemption> {
	let from: { readonly mint: string; readonly unit: string };
	try {
		from = getTokenMetadata(token.trim());
	} catch {
		return failed('proof-unreadable');
	}
	if (!isSameMint(from.mint, mint) || from.unit !== 'sat') return failed('wrong-mint');
	const wallet = await openWallet(mint);
	if (!wallet) return failed('mint-unreachable');
	let proofs: readonly Proof[];
	try {
		proofs = getDecodedToken(token.trim(), wallet.keyChain.getAllKeysetIds()).proofs;
	} catch {
		return failed('proof-unreadable');
	}
	if (proofs.length === 0 || proofs.length > MAX_PROOFS) return failed('proof-unreadable');
	if (!proofs.every((proof) => isLockedTo(proof, publicKey(secret)))) return failed('not-locked');
	const worth = sumProofs([...proofs]).toNumber();
	try {
		const own = await wallet.receive([...proofs], { privkey: bytesToHex(secret) });
		if (worth < price) return failed('underpaid', encode(mint, own));
		return { ok: true, ...(await changeOf(wallet, mint, { own, over: worth - price })) };
	} catch (problem) {
		if (isMintOperationError(problem)) return failed(problem.code === SPENT ? 'spent' : 'proof-unreadable');
		return failed('mint-unreachable');
	}
}

/** Takes an amount out of tokens of our own; null if it cannot be had, and then nothing changed. */
export async function split(
	tokens: readonly string[],
	{ mint, amount }: { readonly mint: string; readonly amount: number }
): Promise<{ readonly given: string; readonly rest: readonly Omit<Redeemed, 'back'>[] } | null> {
	const wallet = await openWallet(mint);
	if (!wallet) return null;
	try {
		const ids = wallet.keyChain.getAllKeysetIds();
		const proofs = tokens.flatMap((token) => getDecodedToken(token, ids).proofs);
		const { keep, send } = await wallet.send(amount, proofs);
		return { given: encode(mint, send), rest: keep.length > 0 ? [tokenOf(mint, keep)] : [] };
	} catch {
		return null;
	}
}

/** What is ours of a payment, and what goes back of it; too little to be changed stays with us. */
async function changeOf(
	wallet: Wallet,
	mint: string,
	{ own, over }: { readonly own: readonly Proof[]; readonly over: number }
): Promise<Redeemed> {
	if (over > 0) {
		try {
			const { keep, send } = await wallet.send(over, [...own]);
			return { ...tokenOf(mint, keep), back: encode(mint, send) };
		} catch {
			// The mint wants more for changing it than there is, or is gone: the payment itself stands.
		}
	}
	return { ...tokenOf(mint, own), back: '' };
}

function tokenOf(mint: string, proofs: readonly Proof[]): Omit<Redeemed, 'back'> {
	return { token: encode(mint, proofs), amount: sumProofs([...proofs]).toNumber() };
}

function encode(mint: string, proofs: readonly Proof[]): string {
	return proofs.length === 0
		? ''
		: getEncodedToken({ mint, proofs: [...proofs], unit: 'sat' }, { removeDleq: true });
}

async function openWallet(mint: string): Promise<Wallet | null> {
	try {
		setGlobalRequestOptions({ requestTimeout: ANSWER_MS });
		const wallet = new Wallet(mint, { unit: 'sat' });
		await wallet.loadMint();
		return wallet;
	} catch {
		return null;
	}
}

function isSameMint(a: string, b: string): boolean {
	try {
		return normalizeMintUrl(a) === normalizeMintUrl(b);
	} catch {
		return false;
	}
}

/** Whether a coin is locked to a key alone: no second signature is asked for. */
function isLockedTo({ secret }: Proof, key: string): boolean {
	try {
		const [kind, { data, tags = [] }] = parseP2PKSecret(secret);
		const wantsMore = tags.some(([name]) => name === 'n_sigs' || name === 'pubkeys');
		return kind === 'P2PK' && data === key && !wantsMore;
	} catch {
		return false;
	}
}
