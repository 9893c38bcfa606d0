/** Tickets as people buy, use and lose them. */
import type { Page } from '@playwright/test';
import { FakeMint } from '../fixtures/fake-mint.ts';
import { LightningWallet } from '../fixtures/lightning-wallet.ts';
import { NostrRelay } from '../fixtures/nostr-relay.ts';
import { expectSilence, expectVoice } from './support/hearing.ts';
import { onAnotherSite } from './support/hostile-page.ts';
import { arrive, joinRoom, planRoom, setMicrophone, startRoom, tile } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** When the key of before a refund is dead for everybody, and a little. */
const KEY_DEAD_MS = 3_000;

const sheet = (page: Page) => page.getByRole('dialog', { name: 'Tickets' });

async function openTickets(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'More', exact: true }).click();
	await page.getByRole('button', { name: /^Tickets/ }).click();
	await expect(sheet(page)).toBeVisible();
}

/** Offers tickets for 5.50 € by a link, and makes the door one for tickets. */
async function offerByLink(host: Page, supply: number): Promise<void> {
	await openTickets(host);
	await host.getByLabel('Price', { exact: true }).fill('5.50');
	await host.getByLabel('How many').fill(`${supply}`);
	await host.getByLabel('Where or how to pay you').fill('https://pay.example/ada');
	await host.getByRole('button', { name: 'Offer them' }).click();
	await expect(sheet(host).getByText('€5.50')).toBeVisible();
}

/** Asks for a ticket at the door and says it is paid. */
async function pay(page: Page, note: string): Promise<void> {
	await page.getByLabel('Your name').fill('Ben');
	await page.getByRole('button', { name: 'Hold one for me' }).click();
	await page.getByLabel('So that the host can see that it came').fill(note);
	await page.getByRole('button', { name: 'I have paid' }).click();
}

const comeIn = async (page: Page) => {
	await page.getByRole('button', { name: 'Start listening' }).click();
	await expect(page.getByRole('heading', { name: 'Audience' })).toBeVisible();
};

test('a ticket is paid by hand, opens the door, is heard with, and closes it again when it is taken back @heard', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(firstVoice, relay.url);
	await offerByLink(host, 2);
	const ben = await arrive(noVoice, link);
	const cleo = await arrive(noVoice, link);
	for (const page of [ben, cleo]) {
		await expect(page.getByText('This room asks for a ticket')).toBeVisible();
		await expect(page.getByText('2 left')).toBeVisible();
		await expect(page.getByRole('button', { name: 'Start listening' })).toHaveCount(0);
	}
	await pay(ben, 'Transfer by Ben');
	await expect(ben.getByText('The host looks whether it came')).toBeVisible();
	await expect(sheet(host).getByText('Transfer by Ben')).toBeVisible();
	await expect(sheet(host).getByText('Ben', { exact: true })).toBeVisible();
	await sheet(host).getByRole('button', { name: 'It came: give the ticket' }).click();
	await expect(sheet(host).getByText('1 of 2 sold')).toBeVisible();
	await host.keyboard.press('Escape');
	await expect(cleo.getByText('1 left')).toBeVisible();
	await comeIn(ben);
	await setMicrophone(host, true);
	await expectVoice([ben], 'voice-1');
	await expect(ben.locator('.chip', { hasText: 'End-to-end encrypted' })).toBeVisible();
	await expectSilence([cleo]);

	await openTickets(host);
	await sheet(host).getByRole('button', { name: 'Take it back' }).click();
	await expect(ben.getByText('This room asks for a ticket')).toBeVisible();
	await ben.waitForTimeout(KEY_DEAD_MS);
	await expectSilence([ben]);
	await ben.reload();
	await expect(ben.getByText('This room asks for a ticket')).toBeVisible();
});

test('a modified client that forges a ticket stays outside, and hears nothing @heard', async ({
	relay,
	firstVoice,
	noVoice,
	rogue
}) => {
	const { host, link } = await startRoom(firstVoice, relay.url);
	await offerByLink(host, 1);
	await host.keyboard.press('Escape');
	await setMicrophone(host, true);
	// Its rules are out: to this page every door stands open, and it says that it is inside.
	const mallory = await arrive(noVoice, await onAnotherSite(link, rogue.origin, relay.url));
	await mallory.getByLabel('Your name').fill('Mallory');
	await mallory.getByRole('button', { name: 'Start listening' }).click();
	await mallory.waitForTimeout(KEY_DEAD_MS);
	await expectSilence([mallory]);
	await expect(tile(host, 'Mallory')).toHaveCount(0);
	await openTickets(host);
	await expect(sheet(host).getByText('Nobody has one yet.')).toBeVisible();
});

test('who pays while the host is gone waits, over a reload, and is served on the host’s return', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	await joinRoom(noVoice, link, 'Ben');
	await expect(tile(host, 'Ben')).toBeVisible();
	await offerByLink(host, 2);
	const cleo = await arrive(noVoice, link);
	await cleo.getByRole('button', { name: 'Hold one for me' }).click();
	await expect(cleo.getByText('It is yours once it is paid.')).toBeVisible();
	await host.goto('about:blank');
	await cleo.getByLabel('So that the host can see that it came').fill('Paid while you were away');
	await cleo.getByRole('button', { name: 'I have paid' }).click();
	await expect(cleo.getByText('Waiting for the host.', { exact: false })).toBeVisible();
	await cleo.reload();
	await expect(cleo.getByText('Waiting for the host.', { exact: false })).toBeVisible();

	await host.goto(link);
	await expect(host.getByRole('heading', { name: 'Stage' })).toBeVisible();
	await openTickets(host);
	await expect(sheet(host).getByText('Paid while you were away')).toBeVisible({ timeout: 40_000 });
	await sheet(host).getByRole('button', { name: 'It came: give the ticket' }).click();
	await comeIn(cleo);
});

test('a ticket is paid in ecash: what is locked to the host is taken, too much comes back, a spent token does not count', async ({
	relay,
	noVoice
}) => {
	const mint = await FakeMint.start();
	const { host, link } = await startRoom(noVoice, relay.url);
	await openTickets(host);
	await host.getByLabel('Price', { exact: true }).fill('21');
	await host.getByLabel('Currency').selectOption('SAT');
	await host.getByLabel('By a link or in words').uncheck();
	await host.getByLabel('With ecash, locked').check();
	await host.getByLabel('Address of the mint').fill(mint.url);
	await host.getByRole('button', { name: 'Offer them' }).click();
	await expect(sheet(host).getByText('21 sat')).toBeVisible();

	const ben = await arrive(noVoice, link);
	await ben.getByRole('button', { name: 'Hold one for me' }).click();
	const key = await ben.getByLabel('Lock the token to this key').inputValue();
	const token = mint.token(30, key);
	const send = async (page: Page, what: string) => {
		await page.getByLabel('Locked token').fill(what);
		await page.getByRole('button', { name: 'Pay with this token' }).click();
	};
	await send(ben, token);
	await expect(sheet(host).getByText('1 of 20 sold')).toBeVisible({ timeout: 40_000 });
	await expect(sheet(host).getByLabel(`21 sat of ${mint.url}`)).toBeVisible();
	await comeIn(ben);
	await openTickets(ben);
	const change = await sheet(ben).getByLabel('Came back to you').inputValue();
	expect([mint.worth(token), mint.worth(change)]).toEqual([0, 9]);

	const cleo = await arrive(noVoice, link);
	await cleo.getByRole('button', { name: 'Hold one for me' }).click();
	await send(cleo, token);
	await expect(cleo.getByText('This token was spent before')).toBeVisible({ timeout: 40_000 });
	await cleo.getByRole('button', { name: 'Try again' }).click();
	await send(cleo, mint.token(21, null));
	await expect(cleo.getByText('not locked to the host’s key')).toBeVisible({ timeout: 40_000 });
	await expect(sheet(host).getByText('1 of 20 sold')).toBeVisible();
	mint.close();
});

test('a ticket is paid over Lightning, also while the host is gone, and not by the word of a wallet that lies', async ({
	relay,
	noVoice
}) => {
	const nostr = await NostrRelay.start();
	const wallet = await LightningWallet.start(nostr.url);
	const { host, link } = await startRoom(noVoice, relay.url);
	await joinRoom(noVoice, link, 'Ben');
	await expect(tile(host, 'Ben')).toBeVisible();
	await openTickets(host);
	await host.getByLabel('Price', { exact: true }).fill('21');
	await host.getByLabel('Currency').selectOption('SAT');
	await host.getByLabel('By a link or in words').uncheck();
	await host.getByLabel('Over Lightning').check();
	const connection = host.getByLabel('Connection to your wallet');
	const offer = host.getByRole('button', { name: 'Offer them' });
	await connection.fill('nostr+walletconnect://half');
	await offer.click();
	await expect(sheet(host).getByText('This is no connection to a wallet.')).toBeVisible();
	await connection.fill(wallet.connection);
	await offer.click();
	await expect(sheet(host).getByText('21 sat')).toBeVisible();

	const cleo = await arrive(noVoice, link);
	await cleo.getByRole('button', { name: 'Hold one for me' }).click();
	const invoice = cleo.getByLabel('Invoice', { exact: true });
	await expect(invoice).toHaveValue(/^lnbcrt210n1/);
	const text = await invoice.inputValue();
	await expect(cleo.getByRole('link', { name: 'Open in a wallet' })).toHaveAttribute(
		'href',
		`lightning:${text}`
	);
	wallet.mood = { state: 'settled', preimage: 'ab'.repeat(32) };
	await expect(cleo.getByText('The host’s wallet does not answer')).toBeVisible();
	await expect(sheet(host).getByText('Your wallet said something that cannot be')).toBeVisible();
	wallet.mood = 'silent';
	await expect(sheet(host).getByText('Nobody has one yet.')).toBeVisible();
	wallet.mood = 'honest';
	await expect(invoice).toHaveValue(text, { timeout: 40_000 });

	await host.goto('about:blank');
	wallet.pay(text);
	await cleo.reload();
	await expect(invoice).toHaveValue(text);
	await host.goto(link);
	await expect(host.getByRole('heading', { name: 'Stage' })).toBeVisible();
	await comeIn(cleo);
	await openTickets(host);
	await expect(sheet(host).getByText('1 of 20 sold')).toBeVisible();
	expect(wallet.made.map(({ invoice }) => invoice)).toEqual([text]);
	wallet.close();
	nostr.close();
});

test('a ticket for a room that is planned is got on its page, and opens the door when the room begins', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await planRoom(noVoice, relay.url);
	await host.getByRole('button', { name: 'Tickets', exact: true }).click();
	await host.getByLabel('Free of charge').check();
	await host.getByLabel('How many').fill('1');
	await host.getByRole('button', { name: 'Offer them' }).click();
	await expect(sheet(host).getByText('1 left')).toBeVisible();
	await host.keyboard.press('Escape');

	const [ben, cleo] = [await arrive(noVoice, link), await arrive(noVoice, link)];
	await expect(ben.getByText('This room asks for a ticket')).toBeVisible();
	await ben.getByRole('button', { name: 'Tickets', exact: true }).click();
	await sheet(ben).getByLabel('Your name').fill('Ben');
	await sheet(ben).getByRole('button', { name: 'Get a free ticket' }).click();
	await expect(sheet(ben).getByText('Number 1 of 1')).toBeVisible();
	await ben.keyboard.press('Escape');
	await expect(ben.getByText('This room asks for a ticket')).toHaveCount(0);
	await cleo.getByRole('button', { name: 'Tickets', exact: true }).click();
	await expect(sheet(cleo).getByText('None left')).toBeVisible();
	await cleo.keyboard.press('Escape');

	await host.getByRole('button', { name: 'Go live' }).click();
	await expect(host.getByRole('heading', { name: 'Stage' })).toBeVisible();
	await comeIn(ben);
	await expect(tile(host, 'Ben')).toBeVisible();
	await expect(cleo.getByRole('heading', { name: 'Get a ticket' })).toBeVisible();
	await expect(cleo.getByRole('button', { name: 'Start listening' })).toHaveCount(0);
});
