/** The app opens without a network after one visit: home with its known rooms, the start form, a room page. */
import { expect } from '@playwright/test';
import { open, test } from './site.ts';

test('after one visit the app opens offline', async ({ page, context, site }) => {
	const complaints: string[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error') complaints.push(message.text());
	});
	await open(page, site, '/start/');
	await page.getByLabel('Your name').waitFor();
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
	expect(complaints, 'the content security policy lets everything of the app through').toEqual([]);

	await context.setOffline(true);
	for (const [path, heading] of [
		['/', 'Talk, and let it pass on'],
		['/start/', 'Start a room'],
		['/settings/', 'Settings'],
		['/devices/', 'Link this device?'],
		['/file/', 'A room from a file']
	] as const) {
		await page.goto(site.origin + path);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
		if (path === '/start/' || path === '/settings/') await expect(page.getByLabel('Your name')).toBeVisible();
	}
	await page.goto(`${site.origin}/`);
	await expect(page.getByRole('link', { name: /Wednesday on the quay/ })).toBeVisible();
	await page.goto(`${site.origin}/room/#story-preview`);
	await expect(page.getByRole('button', { name: 'Start listening' })).toBeVisible();
});
