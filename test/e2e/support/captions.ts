import { expect, type Locator, type Page } from '@playwright/test';

/** The part of a room's page that shows captions. */
export const strip = (page: Page): Locator => page.getByRole('region', { name: 'Captions' });
/** The finished lines in it. */
export const log = (page: Page): Locator => strip(page).getByRole('log');

/** Opens the sheet of captions, does something there, and closes it. */
export async function inCaptions(page: Page, choose: (sheet: Locator) => Promise<void>): Promise<void> {
	await page.getByRole('button', { name: 'More', exact: true }).click();
	await page.getByRole('button', { name: 'Captions', exact: true }).click();
	const sheet = page.getByRole('dialog', { name: 'Captions' });
	await expect(sheet).toBeVisible();
	await choose(sheet);
	await page.keyboard.press('Escape');
	await expect(sheet).toBeHidden();
}

/** Types a line that the room shall read. */
export async function type(page: Page, text: string): Promise<void> {
	const field = page.getByRole('textbox', { name: 'Type what is said' });
	await field.fill(text);
	await field.press('Enter');
}
