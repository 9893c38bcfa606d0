/** Communities in real browsers: joined by a link, their rules and bans held in rooms, also when no relay is left. */
import type { Browser, Page } from '@playwright/test';
import { arrive, expectKept } from './support/people.ts';
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

/** From a room to the community's page and without leaving the room: by links, as people do. */
async function toCommunity(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'Home' }).click();
	await page.getByRole('link', { name: 'Communities' }).click();
	await page.getByRole('link', { name: /Harbour radio/ }).click();
	await expect(page.getByRole('heading', { name: 'Harbour radio', level: 1 })).toBeVisible();
}

async function follow(page: Page, name: string): Promise<void> {
	const button = memberRow(page, name).getByRole('button', { name: 'Follow' });
	await button.click();
	await expect(button).toHaveAttribute('aria-pressed', 'true');
}

async function ban(page: Page, name: string): Promise<void> {
	await memberRow(page, name).getByRole('button', { name: 'Options' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Ban', exact: true }).click();
	await expect(memberRow(page, name)).toHaveCount(0);
}

/** Starts a room in the community's name from the community's page. */
async function startInName(page: Page): Promise<string> {
	await page.getByRole('link', { name: 'Start a room in its name' }).click();
	await expect(page.getByLabel('In the name of')).toHaveValue(/^[0-9a-f]{64}$/);
	await page.getByRole('button', { name: 'Go live' }).click();
	await expect(page.getByText('In the name of Harbour radio')).toBeVisible();
	return page.url();
}

async function listen(page: Page, link: string): Promise<void> {
	await page.goto(link);
	await expect(page.getByText(/\d (person|people) inside/)).toBeVisible();
	await page.getByRole('button', { name: 'Start listening' }).click();
	await expect(page.getByRole('heading', { name: 'Audience' })).toBeVisible();
}

const oneFollower = async (page: Page) => {
	await page.getByRole('radio', { name: 'Members with followers' }).check();
	await page.getByLabel('Followers needed').fill('1');
};
const MISSING = 'You may hold rooms in its name once 1 more member follows you here.';
const ALLOWED = 'You may hold rooms in its name.';

test('a rule of one follower refuses a host with the reason, and admits them once they have one', async ({
	relay,
	noVoice
}) => {
	const ada = await named(noVoice, relay.url, 'Ada');
	const link = await found(ada, relay.url, oneFollower);
	const ben = await named(noVoice, relay.url, 'Ben');
	await join(ben, link);
	await expect(ben.getByText(MISSING)).toBeVisible();
	await ben.goto(`${relay.url}/start/`);
	await ben.getByLabel('In the name of').selectOption('Harbour radio');
	await expect(ben.getByText(`Harbour radio does not allow that yet. ${MISSING}`)).toBeVisible();
	await expect(ben.getByRole('button', { name: 'Go live' })).toHaveAttribute('aria-disabled', 'true');
	await ben.goto(link);
	await follow(ada, 'Ben');
	await expect(ben.getByText(ALLOWED, { exact: true })).toBeVisible();
	await startInName(ben);
	// Told to the community, once this page meets it again.
	await toCommunity(ben);
	await ada.getByRole('link', { name: 'Ben’s room' }).click();
	await expect(ada.getByText('In the name of Harbour radio')).toBeVisible();
	const stranger = await arrive(noVoice, ada.url());
	await expect(stranger.getByText('This device cannot tell')).toBeVisible();
});

test('a ban holds in two rooms of the community', async ({ relay, noVoice }) => {
	test.slow();
	const ada = await named(noVoice, relay.url, 'Ada');
	const link = await found(ada, relay.url);
	const [ben, mallory] = [await named(noVoice, relay.url, 'Ben'), await named(noVoice, relay.url, 'Mallory')];
	for (const page of [ben, mallory]) await join(page, link);
	const [first, second] = [await startInName(ada), await startInName(ben)];
	await listen(mallory, first);
	for (const page of [ada, ben]) await toCommunity(page);
	await ban(ada, 'Mallory');
	await expect(mallory.getByRole('heading', { name: /banned/i })).toBeVisible();
	await expect(memberRow(ben, 'Mallory')).toHaveCount(0);
	await mallory.goto(second);
	await expect(mallory.getByRole('heading', { name: /banned/i })).toBeVisible();
});

test('with the relay gone after the first contact a follow admits a host and a ban puts out, through a room', async ({
	relay,
	noVoice
}) => {
	test.slow();
	const ada = await named(noVoice, relay.url, 'Ada');
	const link = await found(ada, relay.url, oneFollower);
	const [ben, mallory] = [await named(noVoice, relay.url, 'Ben'), await named(noVoice, relay.url, 'Mallory')];
	for (const page of [ben, mallory]) await join(page, link);
	await expect(memberRow(ada, 'Mallory')).toBeVisible();
	const room = await startInName(ada);
	for (const page of [ben, mallory]) await listen(page, room);
	for (const page of [ada, ben]) await expectKept(page);
	await relay.kill();
	await toCommunity(ben);
	await expect(ben.getByText(MISSING)).toBeVisible();
	await toCommunity(ada);
	await follow(ada, 'Ben');
	await expect(ben.getByText(ALLOWED, { exact: true })).toBeVisible();
	await ban(ada, 'Mallory');
	await expect(mallory.getByRole('heading', { name: /banned/i })).toBeVisible();
	await expect(memberRow(ben, 'Mallory')).toHaveCount(0);
	// A page that is opened only now has all of it as well.
	const tab = await ben.context().newPage();
	await tab.goto(link);
	await expect(tab.getByText(ALLOWED, { exact: true })).toBeVisible();
	await expect(memberRow(tab, 'Mallory')).toHaveCount(0);
});
