import {
	expect,
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	type Page
} from '@playwright/test';
import { tapOutputs } from './ear.ts';

/** How a person arrives: their browser context, and what runs in their page before its own scripts. */
export interface Arrival extends BrowserContextOptions {
	readonly scripts?: readonly (() => void)[];
	/** What else is done to the context before its page opens. */
	readonly prepare?: (context: BrowserContext) => Promise<void>;
}

/** A person at their own machine: one browser context, one page. */
export async function arrive(
	browser: Browser,
	url: string,
	{ scripts = [], prepare, ...options }: Arrival = {}
): Promise<Page> {
	const context = await browser.newContext({ locale: 'en-GB', ...options });
	for (const script of [tapOutputs, ...scripts]) await context.addInitScript(script);
	await prepare?.(context);
	const page = await context.newPage();
	await page.goto(url);
	return page;
}

/** Waits until the service worker keeps the whole app: from then on any page opens without a network. */
export async function expectKept(page: Page): Promise<void> {
	// A worker is active only once all of its files are kept.
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
}

/** Starts a room as its host and gives back the host's page and the room's link. */
export async function startRoom(
	browser: Browser,
	relay: string,
	{ name = 'Ada', title = 'Evening room', ...arrival }: Arrival & { name?: string; title?: string } = {}
): Promise<{ host: Page; link: string }> {
	const host = await arrive(browser, relay, arrival);
	await host.getByRole('button', { name: 'Start a room' }).click();
	await host.getByLabel('Your name').fill(name);
	await host.getByLabel('Room title').fill(title);
	await host.getByRole('button', { name: 'Go live' }).click();
	await expect(host.getByRole('heading', { name: 'Stage' })).toBeVisible();
	return { host, link: host.url() };
}

/** Plans a room for an evening far ahead, on clocks of Paris, and gives back its page and link. */
export async function planRoom(
	browser: Browser,
	relay: string,
	{ repeat = 'never', ...arrival }: Arrival & { repeat?: string } = {}
): Promise<{ host: Page; link: string }> {
	const host = await arrive(browser, `${relay}/start/`, { timezoneId: 'Europe/Paris', ...arrival });
	await host.getByLabel('Your name').fill('Ada');
	await host.getByLabel('Room title').fill('Night ferries');
	await host.getByRole('radio', { name: 'Later' }).check();
	await host.getByLabel('Date').fill('2031-03-04');
	await host.getByLabel('Time', { exact: true }).fill('18:00');
	await host.getByLabel('Repeat').selectOption(repeat);
	await host.getByLabel('Note').fill('Bring a story.');
	await host.getByRole('button', { name: 'Schedule the room' }).click();
	await expect(host.getByRole('heading', { name: 'Night ferries' })).toBeVisible();
	return { host, link: host.url() };
}

/** Joins a room by its link, as a listener. */
export async function joinRoom(
	browser: Browser,
	link: string,
	name = '',
	arrival: Arrival = {}
): Promise<Page> {
	const page = await arrive(browser, link, arrival);
	// Until the room is drawn whole, the button may move away from under the pointer.
	await expect(page.getByText(/\d (person|people) inside/)).toBeVisible();
	if (name) await page.getByLabel('Your name').fill(name);
	await page.getByRole('button', { name: 'Start listening' }).click();
	await expect(page.getByRole('heading', { name: 'Audience' })).toBeVisible();
	return page;
}

/** Switches the own microphone on or off and waits until it is. */
export async function setMicrophone(page: Page, on: boolean): Promise<void> {
	const toggle = page.getByRole('button', { name: 'Microphone', exact: true });
	await toggle.click();
	await expect(toggle).toHaveAttribute('aria-pressed', String(on));
}

/** Opens the sound settings of a room, does something there, and closes them. */
export async function inSoundSettings(page: Page, choose: (page: Page) => Promise<void>): Promise<void> {
	await page.getByRole('button', { name: 'More', exact: true }).click();
	await page.getByRole('button', { name: 'Sound and microphone' }).click();
	await choose(page);
	await page.keyboard.press('Escape');
}

/** The tile of a person, by the name it starts with. */
export function tile(page: Page, name: string) {
	return page.getByRole('button', { name: new RegExp(`^${name}`) });
}

/** Does something to a person in their sheet. */
export async function moderate(page: Page, name: string, action: string): Promise<void> {
	await tile(page, name).click();
	await page.getByRole('dialog').getByRole('button', { name: action, exact: true }).click();
}

/** Raises a hand, is let up by the host, and joins the stage. */
export async function comeToStage(person: Page, host: Page): Promise<void> {
	await person.getByRole('button', { name: 'Raise hand' }).click();
	await host.getByRole('button', { name: 'Requests' }).click();
	await host.getByRole('button', { name: 'Let speak' }).click();
	await host.keyboard.press('Escape');
	await person.getByRole('button', { name: 'Join the stage' }).click();
	await expect(person.getByRole('button', { name: 'Microphone', exact: true })).toBeVisible();
}

/** Waits until every page shows every named person as connected: the mesh stands. */
export async function expectTogether(pages: readonly Page[], names: readonly string[]): Promise<void> {
	for (const page of pages)
		for (const name of names) await expect(tile(page, name)).toBeVisible({ timeout: 30_000 });
}
