/** The room's authority as people live it: partitions, rogue clients, an absent host, a room handed over. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { serveFolder } from './static-server.ts';
import { divisible, partition } from './support/partition.ts';
import { comeToStage, expectTogether, joinRoom, moderate, startRoom, tile } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** A client whose owner took the rules out, on a web host of its own. */
async function serveRogue() {
	await promisify(execFile)('vite', ['build', '--logLevel', 'error'], {
		env: { ...process.env, HEARSAY_VARIANT: 'rogue' }
	});
	return serveFolder('dist/rogue');
}

/** The same room as a link of another site, which finds it through this relay. */
async function onAnotherSite(link: string, origin: string, relay: string): Promise<string> {
	const { addresses } = (await (await fetch(`${relay}/relay.json`)).json()) as { addresses: string[] };
	const options = addresses.slice(0, 1).map((address) => `&r=${encodeURIComponent(address)}`);
	return `${origin}/room/${new URL(link).hash}${options.join('')}`;
}

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

test('a partition of three against two with conflicting moderation heals to the same roles everywhere', async ({
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
	const asAdaSees = await roles(ada, names);
	for (const page of inside)
		await expect.poll(() => roles(page, names), { timeout: 30_000 }).toEqual(asAdaSees);
	expect(asAdaSees).toEqual({
		Ada: 'Ada Host',
		Ben: 'Ben Co-host',
		Cleo: 'Cleo Co-host',
		Dora: 'Dora Co-host',
		Eve: ''
	});
});

test('a banned person with a modified client changes nothing for anybody', async ({ relay, noVoice }) => {
	const rogueSite = await serveRogue();
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const mallory = await joinRoom(noVoice, await onAnotherSite(link, rogueSite.origin, relay.url), 'Mallory');
	try {
		await expectTogether([host, ben], ['Ada', 'Ben', 'Mallory']);
		await mallory.getByRole('button', { name: 'Raise hand' }).click();
		await expect(tile(host, 'Mallory').locator('.hand')).toBeVisible();
		await moderate(host, 'Mallory', 'Ban');
		await expect(tile(ben, 'Mallory')).toBeHidden();
		// Her client still shows a room and offers everything; what it signs reaches nobody and means nothing.
		await moderate(mallory, 'Ben', 'Ban');
		await moderate(mallory, 'Ada', 'Mute');
		await mallory.reload();
		await mallory.getByRole('button', { name: 'Start listening' }).click();
		await expect(tile(ben, 'Ada')).toContainText('Host');
		await expect(tile(host, 'Ben')).toBeVisible();
		for (const page of [host, ben]) {
			await expect(tile(page, 'Mallory')).toBeHidden();
			await expect(page.getByText(/banned|muted/i)).toHaveCount(0);
		}
	} finally {
		await rogueSite.close();
	}
});
