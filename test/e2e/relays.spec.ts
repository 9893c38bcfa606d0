import type { Browser } from '@playwright/test';
import { serveFolder } from './static-server.ts';
import { expectVoice } from './support/hearing.ts';
import { arrive, expectTogether, joinRoom, setMicrophone } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** Starts a room on a plain web host that has no relay, with a relay of one's own set in the settings. */
async function startWithOwnRelay(browser: Browser, origin: string, relay: string) {
	const host = await arrive(browser, `${origin}/settings/`);
	await host.getByLabel('Your own relays').fill(relay);
	await host.getByLabel('Your own relays').blur();
	await expect(host.getByText('Your relays are saved')).toBeVisible();
	await host.goto(`${origin}/start/`);
	await host.getByLabel('Your name').fill('Ada');
	await host.getByLabel('Room title').fill('Elsewhere');
	await host.getByRole('button', { name: 'Go live' }).click();
	await expect(host.getByRole('heading', { name: 'Stage' })).toBeVisible();
	return host;
}

test('a link carries a relay of its own, and people meet through it', async ({ relay, noVoice }) => {
	const site = await serveFolder('build');
	try {
		const host = await startWithOwnRelay(noVoice, site.origin, relay.url);
		expect(host.url()).toContain('&r=');
		const second = await joinRoom(noVoice, host.url(), 'Ben');
		await expectTogether([host, second], ['Ada', 'Ben']);
	} finally {
		await site.close();
	}
});

test('a relay on a bare address needs neither domain nor certificate: WebRTC-Direct @heard', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	const { addresses } = (await (await fetch(`${relay.url}/relay.json`)).json()) as { addresses: string[] };
	const direct = addresses.find((address) => address.includes('/webrtc-direct/'));
	expect(direct, 'the relay publishes a WebRTC-Direct address').toBeTruthy();
	const site = await serveFolder('build');
	try {
		const host = await startWithOwnRelay(firstVoice, site.origin, direct!);
		expect(decodeURIComponent(host.url())).toContain('/webrtc-direct/certhash/');
		const second = await joinRoom(noVoice, host.url(), 'Ben');
		await expectTogether([host, second], ['Ada', 'Ben']);
		await setMicrophone(host, true);
		await expectVoice([second], 'voice-1');
	} finally {
		await site.close();
	}
});

test('an address that is no relay is refused with a sentence', async ({ relay, noVoice }) => {
	const page = await arrive(noVoice, `${relay.url}/settings/`);
	await page.getByLabel('Your own relays').fill('/ip4/not-an-address');
	await page.getByLabel('Your own relays').blur();
	await expect(page.getByText('One of these is no relay address')).toBeVisible();
});
