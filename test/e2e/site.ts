import { test as base, type Page } from '@playwright/test';
import { chromiumOptions } from './browser.ts';
import { serveFolder } from './static-server.ts';

/** Where the stage set is: the app with a scripted engine, whose scenes are at `/room/#story-…`. */
export interface Site {
	readonly origin: string;
}

/** Playwright's `test` with a `site` for the whole worker. */
export const test = base.extend<object, { site: Site }>({
	launchOptions: [chromiumOptions, { scope: 'worker' }],
	site: [
		async ({}, use) => {
			const served = await serveFolder('dist/stage-set');
			await use(served);
			await served.close();
		},
		{ scope: 'worker' }
	]
});

/** Opens a page of the app and waits until it is drawn and alive (axe and keys race hydration otherwise). */
export async function open(page: Page, site: Site, path: string): Promise<void> {
	await page.goto(site.origin + path);
	await page.locator('h1').waitFor();
	await page.waitForLoadState('networkidle');
}

/** Starts a room through the form and answers its link. */
export async function startRoom(page: Page, site: Site, title = 'A room for a test'): Promise<string> {
	await open(page, site, '/start/');
	await page.getByLabel('Your name').fill('Amina');
	await page.getByLabel('Room title').fill(title);
	await page.getByRole('button', { name: 'Go live', exact: true }).click();
	await page.getByRole('heading', { name: 'Stage', exact: true }).waitFor();
	return page.url();
}
