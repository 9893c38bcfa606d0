import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/p2p/base/clock.ts';
import { KeptWallet } from '../../src/p2p/payments/kept-wallet.ts';
import { amountOf } from '../../src/p2p/payments/nwc.ts';
import type { MadeInvoice, Store } from '../../src/p2p/ports.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import { LightningWallet, type WalletMood } from '../fixtures/lightning-wallet.ts';
import { NostrRelay } from '../fixtures/nostr-relay.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

let relay: NostrRelay;
let lightning: LightningWallet;
let store: Store;
let wallet: KeptWallet;

beforeAll(async () => {
	relay = await NostrRelay.start();
});

afterAll(() => relay.close());

beforeEach(async () => {
	store = memoryStore();
	lightning = await LightningWallet.start(relay.url);
	wallet = new KeptWallet({ store, clock: systemClock });
	expect(await wallet.connect(lightning.connection)).toEqual({ ok: true, value: undefined });
});

afterEach(async () => {
	relay.isSilent = false;
	await wallet.connect(null);
	lightning.close();
});

async function invoice(sat = 21): Promise<MadeInvoice> {
	const made = await wallet.invoice(sat, 900);
	if (!made.ok) throw new Error(made.code);
	return made.value;
}

describe('A Lightning wallet', () => {
	it('makes an invoice over the price, and says that it is paid once it is', async () => {
		const { invoice: text, hash } = await invoice();
		expect(amountOf(text)).toBe(21);
		expect(await wallet.isPaid(hash, 21)).toEqual({ ok: true, value: false });
		lightning.pay(text);
		expect(await wallet.isPaid(hash, 21)).toEqual({ ok: true, value: true });
		expect(await wallet.isPaid(hash, 21)).toEqual({ ok: true, value: true });
	});

	it('stays connected over a reload, knows its invoices then, and is forgotten when it is told to be', async () => {
		const { invoice: text, hash } = await invoice();
		lightning.pay(text);
		const again = new KeptWallet({ store, clock: systemClock });
		expect(await again.isConnected()).toBe(true);
		expect(await again.isPaid(hash, 21)).toEqual({ ok: true, value: true });
		await again.connect(null);
		expect(await again.isConnected()).toBe(false);
		expect(await again.invoice(21, 900)).toEqual({ ok: false, code: 'wallet-unreachable' });
	});

	it('answers again after the way to it was broken', { timeout: 15_000 }, async () => {
		const { hash } = await invoice();
		relay.drop();
		await expect.poll(() => wallet.isPaid(hash, 21), { timeout: 12_000 }).toEqual({ ok: true, value: false });
	});

	beforeEach(() => {
		// The library tells the console of everything that fails.
		vi.spyOn(console, 'error').mockImplementation(() => {});
	});

	it.each<[string, WalletMood]>([
		['another amount', { amount: 1_000 }],
		['an invoice over another amount', { invoice: 'lnbcrt10n1pqpq' }],
		['an invoice over any amount', { invoice: 'lnbcrt1pqpq' }],
		['an invoice that is endless', { invoice: `lnbcrt210n1${'q'.repeat(2_000)}` }],
		['no hash', { payment_hash: 'hash' }]
	])('is not believed with %s', async (_, mood) => {
		lightning.mood = mood;
		expect(await wallet.invoice(21, 900)).toEqual({ ok: false, code: 'wallet-lies' });
	});

	it.each<[string, WalletMood]>([
		['by a proof of something else', { state: 'settled', preimage: 'ab'.repeat(32) }],
		['by a proof that is none', { state: 'settled', preimage: 'paid' }],
		['with less', { state: 'settled', preimage: '', amount: 1_000 }],
		['as another invoice', { state: 'settled', preimage: '', payment_hash: 'cd'.repeat(32) }]
	])('is not believed that it was paid %s', async (_, mood) => {
		const { hash } = await invoice();
		lightning.mood = mood;
		expect(await wallet.isPaid(hash, 21)).toEqual({ ok: false, code: 'wallet-lies' });
	});

	it('is unreachable while it refuses, and after that asked anew', async () => {
		const { hash } = await invoice();
		lightning.mood = 'refuses';
		expect(await wallet.isPaid(hash, 21)).toEqual({ ok: false, code: 'wallet-unreachable' });
		lightning.mood = 'honest';
		expect(await wallet.isPaid(hash, 21)).toEqual({ ok: true, value: false });
	});

	it.each(['the wallet', 'the relay'])('is given up after a while when %s hangs', async (who) => {
		const clock = new VirtualClock();
		const waiting = new KeptWallet({ store, clock });
		if (who === 'the wallet') lightning.mood = 'silent';
		else relay.isSilent = true;
		const asked = waiting.invoice(21, 900);
		let answer: unknown = null;
		void asked.then((told) => (answer = told));
		await clock.advance(14_000);
		expect(answer).toBeNull();
		await clock.advance(2_000);
		expect(await asked).toEqual({ ok: false, code: 'wallet-unreachable' });
		await waiting.connect(null);
	});

	it.each([
		['nothing', ''],
		['an address', 'https://wallet.example'],
		['no secret', `nostr+walletconnect://${'ab'.repeat(32)}?relay=wss://relay.example`],
		['no relay', `nostr+walletconnect://${'ab'.repeat(32)}?secret=${'cd'.repeat(32)}`],
		[
			'a relay that is none',
			`nostr+walletconnect://${'ab'.repeat(32)}?relay=ftp://x&secret=${'cd'.repeat(32)}`
		],
		[
			'more relays than anybody has',
			`nostr+walletconnect://${'ab'.repeat(32)}?secret=${'cd'.repeat(32)}${'&relay=wss://r.example'.repeat(9)}`
		]
	])('is not connected by %s, and the one before stays', async (_, text) => {
		expect(await wallet.connect(text)).toEqual({ ok: false, code: 'wallet-invalid' });
		expect(await wallet.isConnected()).toBe(true);
	});

	it('is not connected if it may not make invoices, or is not there', async () => {
		const poor = await LightningWallet.start(relay.url, ['get_balance']);
		expect(await wallet.connect(poor.connection)).toEqual({ ok: false, code: 'wallet-unreachable' });
		const gone = poor.connection.replace(
			encodeURIComponent(relay.url),
			encodeURIComponent('ws://127.0.0.1:9')
		);
		expect(await wallet.connect(gone)).toEqual({ ok: false, code: 'wallet-unreachable' });
		poor.close();
	});
});

describe('The amount of an invoice', () => {
	it.each([
		['lnbc2500u1pvjluez', 250_000],
		['lnbc20m1pvjluez', 2_000_000],
		['lntbs210n1pvjluez', 21],
		['lnbc210p1pvjluez', null],
		['lnbc1pvjluez', null],
		['nothing', null]
	])('of %s is %s sat', (text, sat) => expect(amountOf(text)).toBe(sat));
});
