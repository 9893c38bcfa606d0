import type { Clock, EcashTill, KeptEcash, KeyFault, StoreFault, Store, Taken } from '../ports.ts';
import type { Random } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Redeemed } from './cashu.ts';

/** Under which names the store keeps the key, and the ecash. */
const KEY = 'ecash-key';
const KEPT = 'ecash';

/** What a till works with. */
export interface KeptTillOptions {
	readonly store: Store;
	readonly clock: Clock;
	readonly random: Random;
}

/**
 * The till of this browser: its key and what it took in are in the store, and never leave this device by themselves. The
 * library that speaks with mints is loaded when it is first needed.
 */
export class KeptTill implements EcashTill {
	readonly #options: KeptTillOptions;
	#secret: Promise<Result<Uint8Array, StoreFault>> | null = null;
	#turn: Promise<unknown> = Promise.resolve();

	constructor(options: KeptTillOptions) {
		this.#options = options;
	}

	async key(): Promise<Result<string, KeyFault>> {
		const secret = await this.#key();
		if (!secret.ok) return secret;
		const library = await load();
		return library ? ok(library.publicKey(secret.value)) : fail('not-loaded');
	}

	async take(
		token: string,
		{ mint, price }: { readonly mint: string; readonly price: number }
	): Promise<Taken> {
		const secret = await this.#key();
		if (!secret.ok) return { ok: false, code: 'mint-unreachable', back: '' };
		const library = await load();
		if (!library) return { ok: false, code: 'mint-unreachable', back: '' };
		const redeemed = await library.redeem(token, { mint, price, secret: secret.value });
		if (!redeemed.ok) return { ok: false, code: redeemed.code, back: redeemed.back };
		await this.#keep(mint, redeemed);
		return { ok: true, back: redeemed.back };
	}

	async giveBack(amount: number, mint: string): Promise<string> {
		const library = await load();
		if (!library) return '';
		return this.#inTurn(async () => {
			const kept = await this.kept();
			const mine = kept.filter((one) => one.mint === mint);
			const divided = await library.split(
				mine.map(({ token }) => token),
				{ mint, amount }
			);
			if (!divided) return '';
			const rest = kept.filter((one) => one.mint !== mint);
			const own = divided.rest.map((part) => ({ ...part, mint, at: this.#options.clock.now() }));
			await this.#options.store.saveValue(KEPT, [...rest, ...own]);
			return divided.given;
		});
	}

	async kept(): Promise<readonly KeptEcash[]> {
		const kept = await this.#options.store.loadValue<unknown>(KEPT);
		return Array.isArray(kept) ? kept.filter(isEcash) : [];
	}

	forget(token: string): Promise<void> {
		return this.#inTurn(async () => {
			const left = (await this.kept()).filter((one) => one.token !== token);
			await this.#options.store.saveValue(KEPT, left);
		});
	}

	#keep(mint: string, { token, amount }: Redeemed): Promise<void> {
		return this.#inTurn(async () => {
			const at = this.#options.clock.now();
			await this.#options.store.saveValue(KEPT, [...(await this.kept()), { mint, amount, token, at }]);
		});
	}

	/** The secret key; made anew only if there is none, since whoever locked a token to the one before has to be served. */
	#key(): Promise<Result<Uint8Array, StoreFault>> {
		this.#secret ??= this.#loadKey();
		return this.#secret;
	}

	async #loadKey(): Promise<Result<Uint8Array, StoreFault>> {
		const { store, random } = this.#options;
		const kept = await store.loadValue<unknown>(KEY);
		if (kept instanceof Uint8Array && kept.length === 32) return ok(kept);
		const made = random.bytes(32);
		const saved = await store.saveValue(KEY, made);
		if (saved.ok) return ok(made);
		this.#secret = null;
		return fail(saved.code);
	}

	/** One after the other, so that none writes over what another kept. */
	#inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
		const done = this.#turn.then(work);
		this.#turn = done.catch(() => undefined);
		return done;
	}
}

/** The library; null if it could not be loaded. */
const load = () => import('./cashu.ts').catch(() => null);

function isEcash(kept: unknown): kept is KeptEcash {
	if (typeof kept !== 'object' || kept === null) return false;
	const { mint, amount, token, at } = kept as Record<string, unknown>;
	return (
		typeof mint === 'string' &&
		typeof token === 'string' &&
		typeof amount === 'number' &&
		typeof at === 'number'
	);
}
