/** Communities in real browsers: joined by a link, their rules and bans held in rooms, also when no relay is left. */
import type { Browser, Page } from '@playwright/test';
import { arrive } from './support/people.ts';
import { expect, test } from './support/test.ts';


/** Somebody who has a name because they looked after it in the settings. */
async function named(browser: Browser, relay: string, name: string): Promise<Page> {
	const page = await arrive(browser, `${relay}/settings/`);
	await page.getByLabel('Your name').fill(name);
	await page.keyboard.press('Tab');
	await expect(page.getByText('Saved on this device')).toBeVisible();
	return page;
}

const memberRow = (page: Page, name: string) =>
	page.getByRole('region', { name: 'Members' }).getByRole('listitem').filter({ hasText: name });

/** Makes a community with the founder's page, whose link comes back. */
async function found(page: Page, relay: string, rules: (page: Page) => Promise<void> = async () => {}) {
	await page.goto(`${relay}/communities/`);
	await page.getByLabel('Name', { exact: true }).fill('Harbour radio');
	await rules(page);
	await page.getByRole('button', { name: 'Make it' }).click();
	await expect(page.getByRole('heading', { name: 'Harbour radio', level: 1 })).toBeVisible();
	return page.url();
}

async function join(page: Page, link: string): Promise<void> {
	await page.goto(link);
	await page.getByRole('button', { name: 'Join', exact: true }).click();
	await expect(page.getByText('You are a member.')).toBeVisible();
}

test('whoever has the link joins, both see each other, and a ban puts out', async ({ relay, noVoice }) => {
	const ada = await named(noVoice, relay.url, 'Ada');
	const link = await found(ada, relay.url);
	const ben = await named(noVoice, relay.url, 'Ben');
	await join(ben, link);
	await expect(memberRow(ada, 'Ben')).toBeVisible();
	await expect(memberRow(ben, 'Ada')).toContainText('Founder');
	await memberRow(ada, 'Ben').getByRole('button', { name: 'Options' }).click();
	await ada.getByLabel('Reason (members see it)').fill('Spam');
	await ada.getByRole('dialog').getByRole('button', { name: 'Ban', exact: true }).click();
	await expect(memberRow(ada, 'Ben')).toHaveCount(0);
	await expect(ben.getByText('You are banned from this community: Spam')).toBeVisible();
});
