import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBrowser } from './support/browser.ts';
import { expectSilence, expectVoice } from './support/hearing.ts';
import { arrive, expectKept, joinRoom, setMicrophone, startRoom } from './support/people.ts';
import { writeQrVideo } from './support/qr-video.ts';
import { expect, test as base } from './support/test.ts';

/** Another site, with a page that holds whatever a test puts into it. */
const test = base.extend<{ otherSite: (html: string) => Promise<string> }>({
	otherSite: async ({}, use) => {
		const servers: Server[] = [];
		await use(
			(html) =>
				new Promise((resolve) => {
					const server = createServer((_, response) =>
						response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html>${html}`)
					);
					servers.push(server);
					server.listen(0, '127.0.0.1', () =>
						resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
					);
				})
		);
		for (const server of servers) {
			server.closeAllConnections();
			server.close();
		}
	}
});

test('a room is heard in a frame of another site, by one button, and no other page can be framed @heard', async ({
	relay,
	firstVoice,
	noVoice,
	otherSite
}) => {
	const { host, link } = await startRoom(firstVoice, relay.url);
	await setMicrophone(host, true);
	await host.getByRole('button', { name: 'Share' }).click();
	await host.getByText('Other ways in').click();
	const code = await host.getByLabel('Code for your own site').inputValue();
	const framed = await arrive(noVoice, await otherSite(code));
	const player = framed.frameLocator('iframe');
	const sounding = framed.frames()[1]!;
	await expect(player.getByRole('heading', { name: 'Evening room' })).toBeVisible();
	await player.getByRole('button', { name: 'Listen' }).click();
	await expect(player.getByRole('button', { name: 'Stop listening' })).toBeVisible();
	await expectVoice([sounding], 'voice-1');
	await expect(player.getByText('Speaking: Ada')).toBeVisible();
	await player.getByRole('button', { name: 'Stop listening' }).click();
	await expect(player.getByRole('button', { name: 'Listen', exact: true })).toBeVisible();
	await expectSilence([sounding]);

	const refused = await arrive(noVoice, await otherSite(`<iframe src="${link}"></iframe>`));
	await expect(refused.frameLocator('iframe').getByRole('heading', { name: 'Evening room' })).toHaveCount(0);
});

test('a link opens from what other apps share, from the app’s own scheme, and never by way of a server', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const code = link.split('#')[1]!;
	const page = await arrive(noVoice, `${relay.url}/open/#${encodeURIComponent(`web+hearsay:${code}`)}`);
	await expect(page.getByRole('heading', { name: 'Evening room' })).toBeVisible();

	await expectKept(page);
	await page.goto(relay.url);
	// As the browser posts what another app shares.
	await page.evaluate((text) => {
		const form = Object.assign(document.createElement('form'), { method: 'post', action: '/open/' });
		form.append(Object.assign(document.createElement('input'), { name: 'text', value: text }));
		document.body.append(form);
		form.submit();
	}, `Come and listen: ${link} tonight`);
	await expect(page.getByRole('heading', { name: 'Evening room' })).toBeVisible();

	await page.goto(`${relay.url}/open/#nothing%20of%20ours`);
	await expect(page.getByRole('heading', { name: 'There is no room link in that' })).toBeVisible();
	await page.getByLabel('Room link').fill(`see web+hearsay:${code}`);
	await page.getByRole('button', { name: 'Open' }).click();
	await expect(page.getByRole('heading', { name: 'Evening room' })).toBeVisible();
	await expect(host.getByRole('heading', { name: 'Evening room' })).toBeVisible();
});

test('a link to a pin leads to that pin', async ({ relay, noVoice }) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	for (const text of ['The first card', 'The card that is meant']) {
		await host.getByRole('button', { name: 'More' }).click();
		await host.getByRole('button', { name: 'Pin something' }).click();
		await host.getByRole('dialog').getByRole('textbox').fill(text);
		await host.getByRole('dialog').getByRole('button', { name: 'Pin it', exact: true }).click();
		await expect(host.getByText(text)).toBeVisible();
	}
	await host.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await host
		.getByRole('listitem')
		.filter({ hasText: 'The card that is meant' })
		.getByRole('button', { name: 'Copy a link to this pin' })
		.click();
	const pinned = await host.evaluate(() => navigator.clipboard.readText());
	expect(pinned.startsWith(`${link}&pin=`)).toBe(true);
	const guest = await joinRoom(noVoice, pinned, 'Ben');
	await expect(guest.getByRole('listitem').filter({ hasText: 'The card that is meant' })).toBeFocused();
});

test('a room is opened by holding its QR code in front of the camera', async ({ relay, noVoice }) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const folder = mkdtempSync(join(tmpdir(), 'hearsay-camera-'));
	const video = join(folder, 'code.y4m');
	writeQrVideo(video, link);
	const browser = await startBrowser(null, [
		'--use-fake-device-for-media-stream',
		'--use-fake-ui-for-media-stream',
		`--use-file-for-fake-video-capture=${video}`
	]);
	try {
		const page = await arrive(browser, relay.url);
		await page.getByRole('button', { name: 'Scan a QR code' }).click();
		await expect(page.getByRole('heading', { name: 'Evening room' })).toBeVisible();
		expect(page.url().split('#')[1]).toBe(link.split('#')[1]);
	} finally {
		await browser.close();
		rmSync(folder, { recursive: true });
	}
	await host.context().close();
});

test('without a camera a person is told what to do instead', async ({ relay, noVoice }) => {
	const page = await arrive(noVoice, relay.url);
	await page.getByRole('button', { name: 'Scan a QR code' }).click();
	await expect(page.getByRole('dialog').getByRole('status')).toHaveText(/paste the link/);
});
