import type { Page } from '@playwright/test';
import { tamperWithLetters, tamperFromNowOn } from './support/hostile-page.ts';
import { joinRoom, startRoom, tile } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** Opens what this page's person and another wrote each other alone, from the person's tile. */
async function openLetters(page: Page, name: string): Promise<void> {
	await tile(page, name).click();
	await page.getByRole('button', { name: 'Write to them alone' }).click();
	await expect(drawer(page, name)).toBeVisible();
}

const drawer = (page: Page, name: string) => page.getByRole('complementary', { name });
const badge = (page: Page) => page.getByRole('button', { name: 'Chat', exact: true });

async function write(page: Page, to: string, text: string): Promise<void> {
	const field = page.getByLabel(`Write to ${to} alone`);
	await field.fill(text);
	await field.press('Enter');
	await expect(field).toHaveValue('');
}

test('a letter is read by the one it is for and by nobody else, answered, and kept on both devices', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await openLetters(host, 'Ben');
	await write(host, 'Ben', 'Only for <i>you</i>');
	await expect(drawer(host, 'Ben').getByText('Delivered')).toBeVisible();

	await expect(badge(ben)).toHaveAccessibleDescription('0 new messages 1 new letter');
	await badge(ben).click();
	await drawer(ben, 'Letters').getByRole('button', { name: /Ada/ }).click();
	await expect(drawer(ben, 'Ada').getByText('Only for <i>you</i>')).toBeVisible();
	await expect(badge(ben)).toHaveAccessibleDescription('0 new messages');
	await write(ben, 'Ada', 'Thank you');
	await expect(drawer(host, 'Ben').getByText('Thank you')).toBeVisible();
	await expect(badge(cleo)).toHaveAccessibleDescription('0 new messages');
	await openLetters(cleo, 'Ada');
	await expect(drawer(cleo, 'Ada').getByRole('listitem')).toHaveCount(0);

	// Outside of the room they are there, too, and one's own go from this device when one wants that.
	await ben.goto(`${relay.url}/letters/`);
	await ben.getByRole('button', { name: /Ada/ }).click();
	await expect(ben.getByText('Only for <i>you</i>')).toBeVisible();
	await ben.getByRole('button', { name: 'Forget these letters' }).click();
	await ben.getByRole('button', { name: 'Forget these letters' }).click();
	await expect(ben.getByText('No letters yet')).toBeVisible();
	await expect(drawer(host, 'Ben').getByText('Thank you')).toBeVisible();
});

test('a letter to somebody who left waits, is kept over a reload, and goes out when they are back', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	await joinRoom(noVoice, link, 'Cleo');
	await openLetters(ben, 'Ada');
	await write(ben, 'Ada', 'I have to go');
	await expect(drawer(ben, 'Ada').getByText('Delivered')).toBeVisible();
	await badge(host).click();
	await drawer(host, 'Letters').getByRole('button', { name: /Ben/ }).click();
	await ben.getByRole('button', { name: 'Leave', exact: true }).click();
	await write(host, 'Ben', 'Come back');
	await expect(drawer(host, 'Ben').getByText('Waits until you are in a room together')).toBeVisible();
	await write(host, 'Ben', 'Rather not');
	await drawer(host, 'Ben').getByRole('button', { name: 'Take back' }).last().click();
	await expect(drawer(host, 'Ben').getByText('Rather not')).toHaveCount(0);

	await ben.goto(link);
	await ben.getByRole('button', { name: 'Start listening' }).click();
	await expect(drawer(host, 'Ben').getByText('Waits until')).toHaveCount(0);
	await badge(ben).click();
	await drawer(ben, 'Letters').getByRole('button', { name: /Ada/ }).click();
	await expect(drawer(ben, 'Ada').getByText('Come back')).toBeVisible();
	await expect(drawer(ben, 'Ada').getByText('Rather not')).toHaveCount(0);
});

test('who takes no letters, or blocks the writer, gets none, and the writer is told', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await openLetters(cleo, 'Ben');
	await write(cleo, 'Ben', 'Hello Ben');
	await expect(drawer(cleo, 'Ben').getByText('Delivered')).toBeVisible();

	const settings = await ben.context().newPage();
	await settings.goto(`${relay.url}/settings/`);
	await settings.getByLabel('Only people I wrote to first').check();
	await settings.close();
	// The choice holds for the room that is open on another page, too.
	await openLetters(host, 'Ben');
	await write(host, 'Ben', 'Hello from the host');
	await expect(drawer(host, 'Ben').getByText('Not taken')).toBeVisible();
	await expect(badge(ben)).toHaveAccessibleDescription('0 new messages 1 new letter');

	await badge(ben).click();
	await drawer(ben, 'Letters').getByRole('button', { name: /Cleo/ }).click();
	await write(ben, 'Cleo', 'Hello Cleo');
	await expect(drawer(ben, 'Cleo').getByText('Delivered')).toBeVisible();
	await tile(cleo, 'Ben').click();
	await cleo.getByRole('button', { name: 'Block', exact: true }).click();
	await cleo.getByRole('button', { name: 'Block Ben' }).click();
	await write(ben, 'Cleo', 'Are you there?');
	await expect(drawer(ben, 'Cleo').getByText('Not taken')).toBeVisible();
	await expect(cleo.getByText('Are you there?')).toHaveCount(0);
});

test('a letter that comes many times is read once, and one that was altered on its way by nobody', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const mallory = await joinRoom(noVoice, link, 'Mallory', { scripts: [tamperWithLetters] });
	await openLetters(mallory, 'Ben');
	await tamperFromNowOn(mallory, 'repeat');
	await write(mallory, 'Ben', 'Once');
	await expect(drawer(mallory, 'Ben').getByText('Delivered')).toBeVisible();
	await expect(badge(ben)).toHaveAccessibleDescription('0 new messages 1 new letter');
	await openLetters(ben, 'Mallory');
	await expect(drawer(ben, 'Mallory').getByRole('listitem')).toHaveText([/Once/]);

	await tamperFromNowOn(mallory, 'alter');
	await write(mallory, 'Ben', 'Twice');
	await ben.getByRole('button', { name: 'More', exact: true }).click();
	await ben.getByRole('button', { name: 'What was refused' }).click();
	await expect(ben.getByText('A request to connect or a letter whose signature is wrong')).toBeVisible();
	await ben.keyboard.press('Escape');
	await openLetters(host, 'Ben');
	await write(host, 'Ben', 'All is well');
	await expect(drawer(host, 'Ben').getByText('Delivered')).toBeVisible();
	await expect(drawer(ben, 'Mallory').getByRole('listitem')).toHaveText([/Once/]);
});
