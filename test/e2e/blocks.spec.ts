/** Whom a person blocks: kept out of their room, marked in others', and handed on in a signed list. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { arrive, expectTogether, joinRoom, moderate, startRoom, tile } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** Blocks somebody in their sheet, with a reason of one's own. */
async function block(page: Page, name: string, reason: string): Promise<void> {
	await tile(page, name).click();
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('button', { name: 'Block', exact: true }).click();
	await sheet.getByLabel('Your reason').fill(reason);
	await sheet.getByRole('button', { name: `Block ${name}` }).click();
	await expect(page.getByText(`You blocked ${name}.`)).toBeVisible();
}

/** The settings, reached without reloading the page. */
async function openSettings(page: Page): Promise<void> {
	await page.goto(new URL('/settings/', page.url()).href);
	await page.getByRole('heading', { name: 'Blocked people' }).waitFor();
}

test('a host blocks a listener, who is out for everybody and cannot come back', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await expectTogether([host, ben, cleo], ['Ada', 'Ben', 'Cleo']);
	await block(host, 'Ben', 'whistles');
	await expect(ben.getByText('You were banned from this room')).toBeVisible();
	await expect(ben.getByText('The reason given: Blocked by the host')).toBeVisible();
	for (const page of [host, cleo]) await expect(tile(page, 'Ben')).toBeHidden();
	await ben.reload();
	await expect(ben.getByText('You were banned from this room')).toBeVisible({ timeout: 30_000 });
	// Others read that he was banned, and not the host's own reason.
	await cleo.getByRole('button', { name: 'More', exact: true }).click();
	await cleo.getByRole('dialog').getByRole('button', { name: 'Log' }).click();
	await expect(cleo.getByRole('dialog')).toContainText('Blocked by the host');
	await expect(cleo.getByRole('dialog')).not.toContainText('whistles');
	await cleo.keyboard.press('Escape');
	// A new room of hers is closed to him from the start, whoever else is there.
	const second = await host.context().newPage();
	await second.goto(relay.url);
	await second.getByRole('button', { name: 'Start a room' }).click();
	await second.getByLabel('Room title').fill('Another evening');
	await second.getByRole('button', { name: 'Go live' }).click();
	await expect(second.getByRole('heading', { name: 'Stage' })).toBeVisible();
	await cleo.goto(second.url());
	await cleo.getByRole('button', { name: 'Start listening' }).click();
	await expect(tile(cleo, 'Ada')).toBeVisible({ timeout: 30_000 });
	await ben.goto(second.url());
	await ben.getByRole('button', { name: 'Start listening' }).click();
	await expect(ben.getByText('You were banned from this room')).toBeVisible({ timeout: 30_000 });
	for (const page of [second, cleo]) await expect(tile(page, 'Ben')).toBeHidden();
	// Undone, he is welcome again.
	await second.getByRole('button', { name: 'More', exact: true }).click();
	await second.getByRole('dialog').getByRole('button', { name: 'People who were put out' }).click();
	await second.getByRole('dialog').getByRole('button', { name: 'Unblock and let back in' }).click();
	await second.keyboard.press('Escape');
	await ben.getByRole('button', { name: 'Start listening' }).click({ timeout: 30_000 });
	await expect(tile(cleo, 'Ben')).toBeVisible({ timeout: 30_000 });
});

test('a blocked person with a modified client and a co-host’s name is seen and read by nobody', async ({
	relay,
	noVoice,
	rogue
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	const mallory = await rogue.join(link, 'Mallory');
	const honest = [host, ben, cleo];
	await expectTogether(honest, ['Ada', 'Ben', 'Cleo', 'Mallory']);
	await moderate(host, 'Ben', 'Make co-host');
	await host.keyboard.press('Escape');
	await expect(tile(cleo, 'Ben')).toContainText('Co-host');
	await block(host, 'Mallory', 'whistles');
	for (const page of honest) await expect(tile(page, 'Mallory')).toBeHidden();

	const room = mallory.url();
	// Back under the co-host’s name, in a page that thinks it is inside.
	await mallory.goto(`${rogue.origin}/settings/`);
	await mallory.getByLabel('Your name').fill('Ben');
	await mallory.getByLabel('Your name').blur();
	await mallory.goto(room);
	await expect(tile(mallory, 'Ben')).toBeVisible();
	await mallory.getByRole('button', { name: 'Chat', exact: true }).click();
	await mallory.getByLabel('Write to everybody').fill('It is me, Ben');
	await mallory.getByLabel('Write to everybody').press('Enter');
	await mallory.getByRole('button', { name: 'Raise hand' }).click();
	// What the real one writes afterwards arrives, and she is nowhere.
	await ben.getByRole('button', { name: 'Chat', exact: true }).click();
	await ben.getByLabel('Write to everybody').fill('Good evening');
	await ben.getByLabel('Write to everybody').press('Enter');
	for (const page of [host, cleo]) await page.getByRole('button', { name: 'Chat', exact: true }).click();
	for (const page of honest) {
		await expect(page.getByRole('complementary', { name: 'Chat' }).getByText('Good evening')).toBeVisible();
		await expect(page.getByText('It is me, Ben')).toHaveCount(0);
		await expect(page.getByText(/raised (a|their) hand/)).toHaveCount(0);
		await expect(tile(page, 'Ben')).toHaveCount(1);
		await expect(tile(page, 'Ben')).toContainText('Co-host');
		await expect(page.getByText('3 people')).toBeVisible();
	}
	// The name is nobody’s: the real one is not blocked with her.
	await ben.reload();
	await expect(tile(host, 'Ben')).toContainText('Co-host');
	await expect(ben.getByText('You were banned from this room')).toHaveCount(0);
});

test('who blocked somebody elsewhere sees it before joining and inside, and nobody else does', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await expectTogether([host, ben, cleo], ['Ada', 'Ben', 'Cleo']);
	await block(cleo, 'Ben', 'whistles');
	await expect(tile(cleo, 'Ben')).toHaveAccessibleName(/Blocked by you/);
	await expect(tile(cleo, 'Ben')).toContainText('Blocked by you');
	await expect(tile(host, 'Ben')).toHaveAccessibleName('Ben');
	await expect(tile(ben, 'Cleo')).toBeVisible();
	// He has another name in the next room, and is the same.
	for (const page of [cleo, ben]) {
		await page.getByRole('button', { name: 'Leave', exact: true }).click();
		await expect(page.getByRole('heading', { name: 'Your rooms' })).toBeVisible();
	}
	await ben.goto(link);
	await ben.getByLabel('Your name').fill('Benedict');
	await ben.getByRole('button', { name: 'Start listening' }).click();
	await expect(tile(ben, 'Ada')).toBeVisible({ timeout: 30_000 });
	await cleo.goto(link);
	await expect(cleo.getByText('Somebody you blocked is here')).toBeVisible({ timeout: 30_000 });
	const notice = cleo.getByRole('status').filter({ hasText: 'Somebody you blocked is here' });
	await expect(notice).toContainText('Benedict');
	await expect(notice).toContainText('You blocked them as Ben.');
	await expect(notice).toContainText('whistles');
	await cleo.getByRole('button', { name: 'Start listening' }).click();
	await expect(tile(cleo, 'Benedict')).toHaveAccessibleName(/Blocked by you/, { timeout: 30_000 });
	await tile(cleo, 'Benedict').click();
	await cleo.getByRole('dialog').getByRole('button', { name: 'Unblock' }).click();
	await expect(tile(cleo, 'Benedict')).not.toContainText('Blocked by you');
});

test('a list is saved as a file and taken in by somebody else, with who signed it and why', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	await expectTogether([host, ben], ['Ada', 'Ben']);
	await block(host, 'Ben', 'whistles');
	await openSettings(host);
	await expect(host.getByText('You block 1 person.')).toBeVisible();
	await host.getByLabel('With my reasons').check();
	const [saving] = await Promise.all([
		host.waitForEvent('download'),
		host.getByRole('button', { name: 'Save my list as a file' }).click()
	]);
	const buffer = await readFile(await saving.path());
	const dan = await arrive(noVoice, `${relay.url}/settings/`);
	const chooser = dan.getByLabel('Open somebody’s list');
	const choose = (bytes: Buffer) =>
		chooser.setInputFiles({ name: 'blocked-people.hearsay', mimeType: '', buffer: bytes });
	const changed = Buffer.from(buffer);
	changed[changed.length - 1]! ^= 1;
	await choose(changed);
	await expect(
		dan.getByRole('alert').filter({ hasText: 'The signature of this list is wrong' })
	).toBeVisible();
	await choose(buffer.subarray(0, 90));
	await expect(dan.getByRole('alert').filter({ hasText: 'cut short or changed' })).toBeVisible();
	await choose(buffer);
	await expect(dan.getByRole('heading', { name: 'A list signed by Ada' })).toBeFocused();
	await expect(dan.getByText('Reason: whistles')).toBeVisible();
	await expect(dan.getByText('You block nobody.')).toBeVisible();
	await dan.getByRole('button', { name: 'Block 1 person' }).click();
	await expect(dan.getByText('You block 1 person.')).toBeVisible();
	await dan.reload();
	await expect(dan.getByText('From the list of Ada. Their reason: whistles')).toBeVisible();
	await dan.getByRole('button', { name: 'Unblock' }).click();
	await expect(dan.getByText('Ben is no longer blocked.')).toBeVisible();
	await expect(dan.getByText('You block nobody.')).toBeFocused();
});
