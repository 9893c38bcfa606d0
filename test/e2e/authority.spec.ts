/** The room's authority as people live it: partitions, rogue clients, an absent host, a room handed over. */
import type { Page } from '@playwright/test';
import { divisible, partition } from './support/partition.ts';
import {
	arrive,
	comeToStage,
	expectTogether,
	joinRoom,
	moderate,
	startRoom,
	tile
} from './support/people.ts';
import { expect, test } from './support/test.ts';

/** What a page shows of each person: name and role, without the word that marks oneself. */
async function roles(page: Page, names: readonly string[]): Promise<Record<string, string>> {
	const shown: Record<string, string> = {};
	for (const name of names) {
		const tiles = await tile(page, name).allInnerTexts();
		shown[name] = tiles
			.map((text) =>
				text
					.replaceAll(/,? you\b/g, '')
					.replaceAll(/\s+/g, ' ')
					.trim()
			)
			.join();
	}
	return shown;
}

test('a partition of three against two with conflicting moderation heals to the same roles everywhere @alone', async ({
	relay,
	noVoice
}) => {
	test.setTimeout(240_000);
	const browser = divisible(noVoice);
	const { host: ada, link } = await startRoom(browser, relay.url);
	const ben = await joinRoom(browser, link, 'Ben');
	const cleo = await joinRoom(browser, link, 'Cleo');
	const dora = await joinRoom(browser, link, 'Dora');
	const eve = await joinRoom(browser, link, 'Eve');
	const everybody = [ada, ben, cleo, dora, eve];
	const names = ['Ada', 'Ben', 'Cleo', 'Dora', 'Eve'];
	await expectTogether(everybody, names);
	await moderate(ada, 'Ben', 'Make co-host');
	await ada.keyboard.press('Escape');
	await moderate(ada, 'Cleo', 'Make co-host');
	await ada.keyboard.press('Escape');
	for (const page of everybody) await expect(tile(page, 'Cleo')).toContainText('Co-host');

	await relay.kill();
	await partition([ada, ben, dora], [cleo, eve]);
	await expect(tile(cleo, 'Ada')).toHaveAccessibleDescription(/Reconnecting/);
	await expect(tile(ada, 'Eve')).toHaveAccessibleDescription(/Reconnecting/);
	// On one side the host appoints Dora and Ben bans Eve; on the other Cleo bans Dora and brings Eve to the stage.
	await moderate(ada, 'Dora', 'Make co-host');
	await moderate(ben, 'Eve', 'Ban');
	await moderate(cleo, 'Dora', 'Ban');
	await comeToStage(eve, cleo);
	await expect(tile(cleo, 'Dora')).toBeHidden();

	await relay.start();
	// The host's appointment voids a co-host's ban of the same moment; a ban beats a promotion of the same moment.
	await expect(eve.getByText(/banned/i).first()).toBeVisible({ timeout: 60_000 });
	const inside = [ada, ben, cleo, dora];
	await expectTogether(inside, ['Ada', 'Ben', 'Cleo', 'Dora']);
	for (const page of inside) await expect(tile(page, 'Eve')).toBeHidden({ timeout: 30_000 });
	const healed = {
		Ada: 'Ada Host',
		Ben: 'Ben Co-host',
		Cleo: 'Cleo Co-host',
		Dora: 'Dora Co-host',
		Eve: ''
	};
	// Everywhere the same, and nobody is connecting any more.
	for (const page of inside) await expect.poll(() => roles(page, names), { timeout: 60_000 }).toEqual(healed);
});

test('a banned person with a modified client changes nothing for anybody', async ({
	relay,
	noVoice,
	rogue
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const mallory = await rogue.join(link, 'Mallory');
	await expectTogether([host, ben], ['Ada', 'Ben', 'Mallory']);
	// Admitted as a listener, she bans the speaker and mutes the host: it arrives, and means nothing.
	await moderate(mallory, 'Ben', 'Ban');
	await expect(tile(mallory, 'Ada')).toContainText('Host');
	await muteAll(mallory);
	await moderate(host, 'Mallory', 'Ban');
	for (const page of [host, ben]) await expect(tile(page, 'Mallory')).toBeHidden();
	// Her client still shows a room and offers everything.
	await endRoom(mallory);
	await mallory.reload();
	await expect(ben.getByRole('button', { name: 'Raise hand' })).toBeVisible();
	await expect(tile(ben, 'Ada')).toContainText('Host');
	for (const page of [host, ben]) {
		await expect(page.getByRole('heading', { name: 'Stage' })).toBeVisible();
		await expect(tile(page, 'Ben')).toBeVisible();
		await expect(tile(page, 'Mallory')).toBeHidden();
		await expect(tile(page, 'Ada')).not.toHaveAccessibleDescription(/Muted/);
	}
});

/** Opens the menu of the room and presses one of its lines. */
async function choose(page: Page, line: string): Promise<void> {
	await page.getByRole('button', { name: 'More', exact: true }).click();
	await page.getByRole('dialog').getByRole('button', { name: line }).click();
}

async function muteAll(page: Page): Promise<void> {
	await choose(page, 'Mute all');
}

async function endRoom(page: Page): Promise<void> {
	await choose(page, 'End the room for everyone');
	await page.getByRole('dialog').getByRole('button', { name: 'End for everyone' }).click();
}

test('the host is away: a co-host leads, and the host returns as host', async ({ relay, noVoice }) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await expectTogether([host, ben, cleo], ['Ada', 'Ben', 'Cleo']);
	await moderate(host, 'Ben', 'Make co-host');
	await expect(tile(ben, 'Ben')).toContainText('Co-host');
	const adas = host.context();
	// Killed: no goodbye, as when a machine loses power.
	await host.close({ runBeforeUnload: false });
	await expect(cleo.getByText('The host is away. Ben leads.')).toBeVisible({ timeout: 60_000 });
	await expect(ben.getByText('The host is away. You lead.')).toBeVisible({ timeout: 60_000 });
	await cleo.getByRole('button', { name: 'Raise hand' }).click();
	await ben.getByRole('button', { name: 'Requests' }).click();
	await ben.getByRole('button', { name: 'Let speak' }).click();
	await ben.keyboard.press('Escape');
	await cleo.getByRole('button', { name: 'Join the stage' }).click();
	await expect(tile(ben, 'Cleo')).toContainText('Speaker');
	const back = await adas.newPage();
	await back.goto(link);
	await back.getByRole('button', { name: 'Start listening' }).click();
	for (const page of [back, ben, cleo])
		await expect(tile(page, 'Ada')).toContainText('Host', { timeout: 30_000 });
	await expect(cleo.getByText(/The host is away/)).toBeHidden();
	await moderate(back, 'Ben', 'End co-hosting');
	await expect(tile(cleo, 'Ben')).not.toContainText('Co-host');
});

test('a room is handed over by the interface, and the host leaves', async ({ relay, noVoice }) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await expectTogether([host, ben, cleo], ['Ada', 'Ben', 'Cleo']);
	await host.getByRole('button', { name: 'Leave', exact: true }).click();
	await host.getByRole('dialog').getByRole('button', { name: 'Hand over and leave' }).click();
	await host.getByRole('dialog').getByRole('button', { name: /^Ben/ }).click();
	await expect(ben.getByText('Ada wants to hand you this room')).toBeVisible();
	await ben.getByRole('button', { name: 'Accept' }).click();
	await expect(tile(cleo, 'Ben')).toContainText('Host');
	await expect(tile(cleo, 'Ada')).toBeHidden();
	await moderate(ben, 'Cleo', 'Make co-host');
	await expect(tile(cleo, 'Cleo')).toContainText('Co-host');
});

test('by invitation only: the plain link is not enough, an invite lets one person in, once', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	await expectTogether([host, ben], ['Ada', 'Ben']);
	await choose(host, 'Who may come in');
	await host.getByRole('dialog').getByRole('button', { name: 'By invitation' }).click();
	await host.getByRole('dialog').getByRole('button', { name: 'Invite people' }).click();
	await host.getByRole('button', { name: 'Make an invite for one person' }).click();
	const invite = await host.getByLabel('Invite link', { exact: true }).inputValue();
	await host.keyboard.press('Escape');
	const stranger = await arrive(noVoice, link);
	await expect(stranger.getByText('This room is by invitation')).toBeVisible();
	const cleo = await joinRoom(noVoice, invite, 'Cleo');
	await expectTogether([host, ben, cleo], ['Ada', 'Ben', 'Cleo']);
	const second = await arrive(noVoice, invite);
	await expect(second.getByText('This room is by invitation')).toBeVisible();
	await ben.reload();
	await expect(tile(ben, 'Ada')).toBeVisible({ timeout: 30_000 });
});

test('the log tells who did what to whom', async ({ relay, noVoice }) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	await expectTogether([host, ben], ['Ada', 'Ben']);
	await moderate(host, 'Ben', 'Make co-host');
	await expect(tile(ben, 'Ben')).toContainText('Co-host');
	await choose(ben, 'Log');
	await expect(ben.getByRole('dialog').getByText('Ada made Ben (you) a co-host.')).toBeVisible();
	await ben.keyboard.press('Escape');
	await choose(ben, 'What was refused');
	await expect(ben.getByRole('dialog').getByText('Nothing was refused.')).toBeVisible();
});
