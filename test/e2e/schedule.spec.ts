/** Rooms that take place later: planned and changed without a network, answered, begun by the same link. */
import type { Browser, Page } from '@playwright/test';
import { voice } from './support/browser.ts';
import { correlation, envelopeOf, listen } from './support/ear.ts';
import { onAnotherSite } from './support/hostile-page.ts';
import { arrive, expectKept, planRoom, setMicrophone, type Arrival } from './support/people.ts';
import { expect, test } from './support/test.ts';

const WORDS = { edit: 'Change time or note' };

/** Opens the page of a planned room. */
async function visit(browser: Browser, link: string, arrival: Arrival = {}): Promise<Page> {
	const page = await arrive(browser, link, { timezoneId: 'Europe/Paris', ...arrival });
	await expect(page.getByRole('heading', { name: 'Night ferries' })).toBeVisible();
	return page;
}

/** Says whether one comes, under a name. */
async function answer(page: Page, name: string, button: 'Yes' | 'Maybe' | 'No'): Promise<void> {
	await page.getByLabel('Your name').fill(name);
	await page.getByRole('button', { name: button, exact: true }).click();
	await expect(page.getByRole('button', { name: button, exact: true })).toHaveAttribute(
		'aria-pressed',
		'true'
	);
}

/** The host makes somebody who answered a co-host. */
async function makeCohost(host: Page, name: string): Promise<void> {
	await host.getByRole('button', { name: 'Guests' }).click();
	const sheet = host.getByRole('dialog', { name: 'Guests' });
	await sheet
		.getByRole('listitem')
		.filter({ hasText: name })
		.getByRole('button', { name: 'Make co-host' })
		.click();
	await expect(sheet.getByText('Co-host', { exact: false }).last()).toBeVisible();
	await host.keyboard.press('Escape');
}

/** Moves the room to another time of the day. */
async function moveTo(page: Page, time: string): Promise<void> {
	await page.getByRole('button', { name: WORDS.edit }).click();
	const sheet = page.getByRole('dialog', { name: WORDS.edit });
	await sheet.getByLabel('Time', { exact: true }).fill(time);
	await sheet.getByRole('button', { name: 'Save' }).click();
	await expect(when(page)).toContainText(time);
}

const when = (page: Page) => page.getByRole('time').first();

test('a room is planned and moved apart without a network, merges with what happened told to both, and begins by its link', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await planRoom(noVoice, relay.url);
	await expect(when(host)).toContainText('4 March');
	await expectKept(host);
	const ben = await visit(noVoice, link);
	await answer(ben, 'Ben', 'Yes');
	await expect(ben.getByText('The host has your answer.')).toBeVisible();
	await expect(host.getByText('1 person comes')).toBeVisible();
	await makeCohost(host, 'Ben');
	await expect(ben.getByRole('button', { name: WORDS.edit })).toBeVisible();
	await expectKept(ben);

	// Everything is gone, and both open the room anew from what their browsers keep.
	await relay.kill();
	for (const page of [host, ben]) await page.close();
	const [hostAgain, benAgain] = [await host.context().newPage(), await ben.context().newPage()];
	for (const page of [hostAgain, benAgain]) {
		await page.goto(link);
		await expect(when(page)).toContainText('18:00');
	}
	await moveTo(hostAgain, '19:00');
	await moveTo(benAgain, '20:00');
	await expect(when(hostAgain)).toContainText('19:00');

	await relay.start();
	for (const page of [hostAgain, benAgain]) {
		const card = page.getByRole('alert').filter({ hasText: 'Two decided at the same time' });
		await expect(card).toBeVisible({ timeout: 60_000 });
		await expect(card).toContainText('What the host says stands.');
		await expect(when(page)).toContainText('19:00');
	}
	await expect(benAgain.getByText(/Ada set .*19:00/)).toBeVisible();
	await expect(benAgain.getByText(/You set .*20:00/)).toBeVisible();
	await benAgain.getByRole('button', { name: /^Take instead: .*20:00/ }).click();
	for (const page of [hostAgain, benAgain]) {
		await expect(when(page)).toContainText('20:00');
		await expect(page.getByText('Two decided at the same time')).toHaveCount(0);
	}

	await benAgain.getByRole('button', { name: 'Go live' }).click();
	await expect(benAgain.getByRole('heading', { name: 'Stage' })).toBeVisible();
	await expect(hostAgain.getByRole('button', { name: 'Start listening' })).toBeVisible();
	await hostAgain.getByRole('button', { name: 'Start listening' }).click();
	await expect(hostAgain.getByRole('button', { name: /^Ben/ })).toBeVisible();
});

test('a planned room turns live on the page of who waits, is heard, and waits for its next time @heard', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	const { host, link } = await planRoom(firstVoice, relay.url, { repeat: 'weekly' });
	const guest = await visit(noVoice, link);
	await host.getByRole('button', { name: 'Go live' }).click();
	await expect(host.getByRole('heading', { name: 'Stage' })).toBeVisible();
	await guest.getByRole('button', { name: 'Start listening' }).click();
	await expect(guest.getByRole('button', { name: /^Ada/ })).toBeVisible();
	await setMicrophone(host, true);
	const heard = await listen(guest, 4_000);
	expect(correlation(heard, envelopeOf(voice('voice-1')))).toBeGreaterThan(0.7);

	await host.getByRole('button', { name: 'Leave', exact: true }).click();
	await host.getByRole('dialog').getByRole('button', { name: 'End this time' }).click();
	for (const page of [host, guest]) await expect(when(page)).toContainText('11 March');
	// A reload changes nothing about that, and nobody comes in by themselves.
	await guest.reload();
	await expect(when(guest)).toContainText('11 March');
});

test('an answer given while the host is away waits on the device and reaches the host', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await planRoom(noVoice, relay.url);
	const ben = await visit(noVoice, link);
	await host.close();
	await answer(ben, 'Ben', 'Maybe');
	await expect(ben.getByText('Your answer is kept here')).toBeVisible();
	await ben.reload();
	await expect(ben.getByText('Your answer is kept here')).toBeVisible();
	const hostAgain = await host.context().newPage();
	await hostAgain.goto(link);
	await expect(hostAgain.getByText('1 maybe')).toBeVisible({ timeout: 60_000 });
	await expect(ben.getByText('The host has your answer.')).toBeVisible();
	await hostAgain.getByRole('button', { name: 'Guests' }).click();
	await expect(hostAgain.getByRole('dialog').getByText('Ben')).toBeVisible();
});

test('a modified client moves, calls off and begins nothing', async ({ relay, rogue, noVoice }) => {
	const { host, link } = await planRoom(noVoice, relay.url);
	const mallory = await visit(noVoice, await onAnotherSite(link, rogue.origin, relay.url));
	await answer(mallory, 'Mallory', 'Yes');
	await expect(host.getByText('1 person comes')).toBeVisible();
	await mallory.getByRole('button', { name: WORDS.edit }).click();
	const sheet = mallory.getByRole('dialog', { name: WORDS.edit });
	await sheet.getByLabel('Time', { exact: true }).fill('03:00');
	await sheet.getByRole('button', { name: 'Save' }).click();
	await mallory.getByRole('button', { name: 'Go live' }).click();
	await mallory.getByRole('button', { name: 'Call off the room' }).click();
	await mallory.getByRole('dialog').getByRole('button', { name: 'Call off the room' }).click();
	// What comes after all that is seen: so was everything before it.
	await answer(mallory, 'Mallory', 'Maybe');
	await expect(host.getByText('1 maybe')).toBeVisible();
	await expect(when(host)).toContainText('18:00');
	await expect(host.getByRole('button', { name: 'Go live' })).toBeVisible();
	await expect(host.getByText('Called off')).toHaveCount(0);
});

test('a clock that is wrong by a day changes words and nothing else', async ({ relay, noVoice }) => {
	const { host, link } = await planRoom(noVoice, relay.url);
	const late = await visit(noVoice, link, {
		prepare: async (context) => context.clock.setSystemTime(new Date('2031-03-05T20:00:00Z'))
	});
	await expect(late.getByText('Its time has passed')).toBeVisible();
	await answer(late, 'Lea', 'Yes');
	await expect(host.getByText('1 person comes')).toBeVisible();
	await makeCohost(host, 'Lea');
	await late.getByRole('button', { name: 'Go live' }).click();
	await expect(late.getByRole('heading', { name: 'Stage' })).toBeVisible();
	await host.getByRole('button', { name: 'Start listening' }).click();
	await expect(host.getByRole('button', { name: /^Lea/ })).toBeVisible();
});

test('a room that is called off says so, on another day’s clock and in another zone too', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await planRoom(noVoice, relay.url);
	const guest = await visit(noVoice, link, { timezoneId: 'America/New_York' });
	await expect(when(guest)).toContainText('12:00');
	await expect(guest.getByText('18:00, Paris time')).toBeVisible();
	await host.getByRole('button', { name: 'Call off the room' }).click();
	await host.getByRole('dialog').getByRole('button', { name: 'Call off the room' }).click();
	await expect(guest.getByText('This room does not take place.')).toBeVisible();
	await host.getByRole('button', { name: 'Plan anew' }).click();
	await host.getByRole('dialog').getByLabel('Date').fill('2031-03-05');
	await host.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
	await expect(when(guest)).toContainText('5 March');
});
