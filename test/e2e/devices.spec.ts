import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { startBrowser } from './support/browser.ts';
import { arrive } from './support/people.ts';
import { writeQrVideo } from './support/qr-video.ts';
import { expect, test } from './support/test.ts';

/** Opens the settings for linking and gives back the link that they show. */
async function offer(page: Page, relay: string): Promise<string> {
	await page.goto(`${relay}/settings/`);
	await page.getByRole('button', { name: 'Link a device' }).click();
	const field = page.getByLabel('Link for the other device', { exact: true });
	await expect(field).toHaveValue(/devices/);
	return field.inputValue();
}

/** Both show the same digits, and their person confirms them. */
async function confirm(...pages: readonly Page[]): Promise<void> {
	const digits = await Promise.all(
		pages.map(async (page) => {
			const shown = page.locator('[data-digits]');
			await expect(shown).toHaveText(/^\d{3}\s\d{3}$/);
			return shown.textContent();
		})
	);
	expect(new Set(digits).size).toBe(1);
	for (const page of pages) await page.getByRole('button', { name: 'They are the same' }).click();
	for (const page of pages) await expect(page.getByText('The two devices are linked.')).toBeVisible();
}

/** Follows whoever has this key, by a link that carries no name. */
async function follow(page: Page, relay: string, link: string): Promise<void> {
	await page.goto(`${relay}/`);
	await page.goto(link);
	await page.getByRole('button', { name: 'Follow', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Unfollow' })).toBeVisible();
}

/** The follow link of a new person. */
async function someone(browser: Browser, relay: string): Promise<string> {
	const page = await arrive(browser, `${relay}/settings/`);
	await page.getByText('Let others follow you').click();
	const link = await page.getByLabel('Your follow link', { exact: true }).inputValue();
	await page.context().close();
	return link;
}

const expectFollowed = async (page: Page, count: number) =>
	expect(page.getByText(count === 1 ? 'You follow 1 person' : `You follow ${count} people`)).toBeVisible();

test('two devices are linked by a QR code and share what each keeps; a third that is cut off gets nothing more', async ({
	relay,
	noVoice
}) => {
	const [ben, cleo, dan] = await Promise.all([1, 2, 3].map(() => someone(noVoice, relay.url)));
	const phone = await arrive(noVoice, relay.url);
	await follow(phone, relay.url, ben!);
	const link = await offer(phone, relay.url);
	const folder = mkdtempSync(join(tmpdir(), 'hearsay-camera-'));
	const video = join(folder, 'code.y4m');
	writeQrVideo(video, link);
	const seeing = await startBrowser(null, [
		'--use-fake-device-for-media-stream',
		'--use-fake-ui-for-media-stream',
		`--use-file-for-fake-video-capture=${video}`
	]);
	try {
		const laptop = await arrive(seeing, relay.url);
		await laptop.getByRole('button', { name: 'Scan a QR code' }).click();
		await laptop.getByRole('button', { name: 'Link this device' }).click();
		await confirm(phone, laptop);
		await laptop.getByRole('link', { name: 'See your devices' }).click();
		await expectFollowed(laptop, 1);
		await expect(laptop.getByText('Connected now')).toBeVisible();
		const tablet = await arrive(noVoice, await offer(phone, relay.url));
		await tablet.getByRole('button', { name: 'Link this device' }).click();
		await confirm(phone, tablet);
		await tablet.goto(`${relay.url}/settings/`);
		await tablet.getByLabel('Name of this device').fill('Lost tablet');
		await tablet.getByRole('button', { name: 'Save the name' }).click();
		await expectFollowed(tablet, 1);
		await phone.goto(`${relay.url}/settings/`);
		const lost = phone.getByRole('listitem').filter({ hasText: 'Lost tablet' });
		await lost.getByRole('button', { name: 'Cut off' }).click();
		await phone.getByRole('button', { name: 'Cut it off' }).click();
		await expect(lost).toContainText('Cut off');
		await expect(tablet.getByText('Another of your devices cut this one off.')).toBeVisible();
		await follow(phone, relay.url, cleo!);
		await expectFollowed(laptop, 2);
		await follow(laptop, relay.url, dan!);
		await phone.goto(`${relay.url}/settings/`);
		await expectFollowed(phone, 3);
		await tablet.reload();
		await expectFollowed(tablet, 1);
	} finally {
		await seeing.close();
		rmSync(folder, { recursive: true });
	}
});

test('what two devices changed while each was alone comes together when they meet again', async ({
	relay,
	noVoice
}) => {
	const [ben, cleo] = await Promise.all([1, 2].map(() => someone(noVoice, relay.url)));
	const phone = await arrive(noVoice, relay.url);
	const laptop = await arrive(noVoice, await offer(phone, relay.url));
	await laptop.getByRole('button', { name: 'Link this device' }).click();
	await confirm(phone, laptop);
	await phone.goto(`${relay.url}/settings/`);
	await expect(phone.getByText('Connected now')).toBeVisible();
	// The laptop is closed while the phone changes something, and the other way round.
	await laptop.goto('about:blank');
	await follow(phone, relay.url, ben!);
	await phone.goto('about:blank');
	await follow(laptop, relay.url, cleo!);
	await laptop.goto(`${relay.url}/settings/`);
	await expectFollowed(laptop, 1);
	await phone.goto(`${relay.url}/settings/`);
	await expectFollowed(phone, 2);
	await expectFollowed(laptop, 2);
});

test('a code that somebody else used too links nobody', async ({ relay, noVoice }) => {
	const phone = await arrive(noVoice, relay.url);
	const link = await offer(phone, relay.url);
	const [laptop, thief] = await Promise.all([arrive(noVoice, link), arrive(noVoice, link)]);
	await laptop.getByRole('button', { name: 'Link this device' }).click();
	await thief.getByRole('button', { name: 'Link this device' }).click();
	await expect(phone.getByText('A third device used the same code.')).toBeVisible();
	await phone.keyboard.press('Escape');
	await expect(phone.getByText('Devices that share')).toBeHidden();
	const bad = await arrive(noVoice, `${relay.url}/devices/#mangled`);
	await bad.getByRole('button', { name: 'Link this device' }).click();
	await expect(bad.getByText('This link was cut short')).toBeVisible();
});
