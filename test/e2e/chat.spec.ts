import type { Page } from '@playwright/test';
import { expectTogether, joinRoom, startRoom } from './support/people.ts';
import { expect, test } from './support/test.ts';

const drawer = (page: Page) => page.getByRole('complementary', { name: 'Chat' });
const openChat = (page: Page) => page.getByRole('button', { name: 'Chat', exact: true }).click();

async function say(page: Page, text: string): Promise<void> {
	const field = drawer(page).getByLabel('Write to everybody');
	await field.fill(text);
	await field.press('Enter');
	await expect(drawer(page).getByText(text)).toBeVisible();
	await expect(field).toHaveValue('');
}

/** Presses a line of the small menu of the message with this text. */
async function press(page: Page, text: string, line: string): Promise<void> {
	const message = drawer(page).getByRole('listitem').filter({ hasText: text });
	await message.getByRole('button', { name: 'More' }).click();
	await message.getByRole('button', { name: line }).click();
}

test('what one writes everybody reads; it is edited, deleted, hidden, and the chat closed', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await openChat(ben);
	await say(ben, 'Good evening <b>all</b>');
	// Whoever has the chat closed sees that something is new there.
	const button = host.getByRole('button', { name: 'Chat', exact: true });
	await expect(button).toHaveAccessibleDescription('1 new message');
	for (const page of [host, cleo]) {
		await openChat(page);
		await expect(drawer(page).getByText('Good evening <b>all</b>')).toBeVisible();
		await expect(drawer(page).getByText('Ben', { exact: true })).toBeVisible();
	}
	await expect(button).toHaveAccessibleDescription('0 new messages');

	await press(ben, 'Good evening', 'Edit');
	await drawer(ben).getByLabel('Edit', { exact: true }).fill('Good night');
	await drawer(ben).getByRole('button', { name: 'Save' }).click();
	for (const page of [host, ben, cleo]) {
		await expect(drawer(page).getByText('Good night')).toBeVisible();
		await expect(drawer(page).getByText('(edited)')).toBeVisible();
	}
	await say(cleo, 'Buy my course');
	await expect(drawer(ben).getByText('Buy my course')).toBeVisible();
	await press(host, 'Buy my course', 'Hide for everybody');
	await press(ben, 'Good night', 'Delete');
	for (const page of [host, ben, cleo]) await expect(drawer(page).getByRole('listitem')).toHaveCount(0);

	// A late one reads what was said before, and no more than that.
	await say(ben, 'Still here');
	const dan = await joinRoom(noVoice, link, 'Dan');
	await openChat(dan);
	await expect(drawer(dan).getByRole('listitem')).toHaveText([/Ben.*Still here/s]);

	await drawer(host).getByRole('button', { name: 'Stop the chat for everybody' }).click();
	for (const page of [host, ben, cleo, dan]) {
		await expect(drawer(page).getByText('The chat is closed')).toBeVisible();
		await expect(drawer(page).getByLabel('Write to everybody')).toHaveCount(0);
	}
	await drawer(host).getByRole('button', { name: 'Let people write again' }).click();
	await say(cleo, 'Thank you');
	await expect(drawer(dan).getByText('Thank you')).toBeVisible();
});

test('a modified client hides nobody’s message, and says nothing in a closed chat', async ({
	relay,
	noVoice,
	rogue
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const mallory = await rogue.join(link, 'Mallory');
	await expectTogether([host, ben], ['Ada', 'Ben', 'Mallory']);
	for (const page of [host, ben, mallory]) await openChat(page);
	await say(ben, 'My own words');
	await expect(drawer(mallory).getByText('My own words')).toBeVisible();
	// She may do what she likes to what her own page shows.
	await press(mallory, 'My own words', 'Hide for everybody');
	await drawer(mallory).getByRole('button', { name: 'Stop the chat for everybody' }).click();
	await say(mallory, 'After all that');
	for (const page of [host, ben]) {
		await expect(drawer(page).getByText('After all that')).toBeVisible();
		await expect(drawer(page).getByText('My own words')).toBeVisible();
		await expect(drawer(page).getByLabel('Write to everybody')).toBeVisible();
	}
	await drawer(host).getByRole('button', { name: 'Stop the chat for everybody' }).click();
	await expect(drawer(mallory).getByText('The chat is closed')).toBeVisible();
	await expect(drawer(ben).getByText('The chat is closed')).toBeVisible();
	await expect(drawer(ben).getByRole('listitem')).toHaveCount(2);
});
