import type { Page } from '@playwright/test';
import { expectVoice } from './support/hearing.ts';
import {
	comeToStage,
	expectTogether,
	joinRoom,
	moderate,
	setMicrophone,
	startRoom,
	tile
} from './support/people.ts';
import { expect, test } from './support/test.ts';

declare global {
	interface Window {
		/** Screen locks that this page holds. */
		screenLocks: number;
		/** What the system's controls can do in this page. */
		mediaActions: Map<string, (() => void) | null>;
	}
}

/** Notes what the page asks of the system, and lets it have it. */
function noteSystem(): void {
	window.screenLocks = 0;
	const request = navigator.wakeLock.request.bind(navigator.wakeLock);
	navigator.wakeLock.request = async (type) => {
		const lock = await request(type);
		window.screenLocks++;
		lock.addEventListener('release', () => window.screenLocks--);
		return lock;
	};
	window.mediaActions = new Map();
	const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
	navigator.mediaSession.setActionHandler = (action, handler) => {
		window.mediaActions.set(action, handler as (() => void) | null);
		set(action, handler);
	};
}

test('the screen stays on for who is on the stage, and the system’s controls mute and leave @heard', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(firstVoice, relay.url, { scripts: [noteSystem] });
	const guest = await joinRoom(noVoice, link, 'Ben', { scripts: [noteSystem] });
	await expect.poll(() => host.evaluate(() => window.screenLocks)).toBe(1);
	expect(await guest.evaluate(() => window.screenLocks)).toBe(0);
	const shown = await guest.evaluate(() => {
		const { metadata, playbackState } = navigator.mediaSession;
		return [metadata?.title, metadata?.artist, playbackState];
	});
	expect(shown).toEqual(['Evening room', 'Ada', 'playing']);
	expect(await guest.evaluate(() => window.mediaActions.get('togglemicrophone'))).toBeNull();

	const toggle = host.getByRole('button', { name: 'Microphone', exact: true });
	await host.evaluate(() => window.mediaActions.get('togglemicrophone')!());
	await expect(toggle).toHaveAttribute('aria-pressed', 'true');
	await expectVoice([guest], 'voice-1');
	await host.evaluate(() => window.mediaActions.get('togglemicrophone')!());
	await expect(toggle).toHaveAttribute('aria-pressed', 'false');

	await guest.evaluate(() => window.mediaActions.get('hangup')!());
	await expect(guest.getByRole('button', { name: 'Start a room' })).toBeVisible();
	expect(await guest.evaluate(() => navigator.mediaSession.metadata)).toBeNull();
	await expect(host.getByText('1 person')).toBeVisible();
});

test('a host may take whoever spoke least first, and sees who has spoken @heard', async ({
	relay,
	firstVoice,
	secondVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const talker = await joinRoom(secondVoice, link, 'Ben');
	const silent = await joinRoom(firstVoice, link, 'Cleo');
	await comeToStage(talker, host);
	await setMicrophone(talker, true);
	await expectVoice([host], 'voice-2');
	await talker.getByRole('button', { name: 'More' }).click();
	await talker.getByRole('button', { name: 'Leave the stage' }).click();
	await talker.getByRole('button', { name: 'Raise hand' }).click();
	await host.getByRole('button', { name: 'Requests' }).click();
	const waiting = host.getByRole('complementary').getByRole('listitem');
	await expect(waiting).toHaveCount(1);
	await silent.getByRole('button', { name: 'Raise hand' }).click();
	await expect(waiting).toHaveText([/Ben.*has spoken less than a minute/s, /Cleo(?!.*has spoken)/s]);
	await host.getByLabel('Whoever spoke least first').check();
	// The place in the queue stays what it was.
	await expect(waiting).toHaveText([/^2\s*Cleo/, /^1\s*Ben/]);
	await host.getByLabel('Whoever spoke least first').uncheck();
	await expect(waiting.first()).toHaveText(/Ben/);
});

const limitTurns = async (page: Page, time: string) => {
	await page.getByRole('button', { name: 'More', exact: true }).click();
	await page.getByRole('button', { name: 'Time for each turn' }).click();
	await page.getByRole('dialog').getByRole('button', { name: time, exact: true }).click();
	await expect(page.getByRole('dialog').getByRole('status')).toContainText(time.toLowerCase());
	await page.keyboard.press('Escape');
};

test('a turn runs down on every page; the speaker is told gently, the host sees who is over, and nobody is cut off @heard', async ({
	relay,
	secondVoice,
	noVoice
}) => {
	test.setTimeout(180_000);
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(secondVoice, link, 'Ben');
	await comeToStage(ben, host);
	await limitTurns(host, '1 minute');
	await setMicrophone(ben, true);
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await expectVoice([host, cleo], 'voice-2');
	for (const page of [host, ben, cleo]) await expect(tile(page, 'Ben')).toContainText(/0:[345]\d/);
	// A listener is offered no such thing.
	await cleo.getByRole('button', { name: 'More', exact: true }).click();
	await expect(cleo.getByRole('button', { name: 'Time for each turn' })).toHaveCount(0);
	await cleo.keyboard.press('Escape');

	const said = (page: Page, words: string) =>
		expect(page.getByRole('status').filter({ hasText: words })).toHaveCount(1, { timeout: 60_000 });
	await expect(ben.getByText('Half a minute left of your turn. Come')).toBeVisible({ timeout: 60_000 });
	await said(ben, 'Half a minute left of your turn.');
	await expect(ben.getByText('The time of your turn is up. Nobody cuts you off')).toBeVisible({
		timeout: 60_000
	});
	await said(host, 'Ben is over time.');
	for (const page of [host, ben, cleo]) {
		await expect(tile(page, 'Ben')).toContainText(/0:\d\d over/);
		await expect(tile(page, 'Ben')).toHaveAccessibleDescription(/Over time/);
	}
	await expectVoice([host, cleo], 'voice-2');

	await setMicrophone(ben, false);
	await expect(ben.getByText('The time of your turn is up. Nobody cuts you off')).toBeHidden();
	for (const page of [host, ben, cleo]) await expect(tile(page, 'Ben')).not.toContainText('0:');
});

test('a removal and a ban are given a reason, which the person reads in their own language and all read in the log', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	const dan = await joinRoom(noVoice, link, 'Dan');
	await expectTogether([host, dan], ['Ben', 'Cleo', 'Dan']);
	await ben.evaluate(() => localStorage.setItem('hearsay.language', '"fr"'));
	await ben.reload();
	await expect(tile(host, 'Ben')).toBeVisible();
	await tile(host, 'Ben').click();
	await host.getByRole('dialog').getByLabel('Reason').selectOption('Disturbing noise');
	await host.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
	await expect(ben.getByText('La raison donnée : Bruit gênant')).toBeVisible();

	await tile(host, 'Cleo').click();
	await host.getByRole('dialog').getByLabel('Reason').selectOption('In my own words…');
	await host.getByRole('dialog').getByLabel('Your words').fill('  You read out <b>addresses</b>\u202e ');
	await host.getByRole('dialog').getByRole('button', { name: 'Ban', exact: true }).click();
	await expect(
		cleo.getByText('The reason given: You read out <b>addresses</b>', { exact: true })
	).toBeVisible();

	await dan.getByRole('button', { name: 'More', exact: true }).click();
	await dan.getByRole('button', { name: 'Log' }).click();
	const entry = (page: Page, text: string) =>
		page.getByRole('dialog').getByRole('listitem').filter({ hasText: text });
	await expect(entry(dan, 'Ada removed')).toContainText('Disturbing noise');
	await expect(entry(dan, 'Ada banned')).toContainText('You read out <b>addresses</b>');
	await host.getByRole('button', { name: 'More', exact: true }).click();
	await host.getByRole('button', { name: 'People who were put out' }).click();
	await expect(entry(host, 'Removed')).toContainText('Reason: Disturbing noise');
});

test('pins are put in order by moderators, and every page shows the same order and who pinned', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const pin = async (text: string, shown = text) => {
		await host.getByRole('button', { name: 'More', exact: true }).click();
		await host.getByRole('button', { name: 'Pin something' }).click();
		await host.getByLabel('Text or link').fill(text);
		await host.getByRole('button', { name: 'Pin it' }).click();
		await expect(ben.getByRole('list', { name: 'Pinned' })).toContainText(shown);
	};
	// What was pasted from elsewhere may have several lines.
	await pin('Rules of\nthe evening', 'Rules of the evening');
	await pin('https://www.example.org/ferries');
	await pin('What they wrote https://social.example/@harbour/112847');
	const cards = (page: Page) => page.getByRole('list', { name: 'Pinned' }).getByRole('listitem');
	await expect(cards(ben)).toHaveText([
		/Rules.*Pinned by Ada/s,
		/Link to example\.org.*Pinned by Ada/s,
		/Post on social\.example.*Pinned by Ada/s
	]);
	await expect(cards(ben).getByRole('button', { name: 'Move up' })).toHaveCount(0);

	const up = cards(host).filter({ hasText: 'What they wrote' }).getByRole('button', { name: 'Move up' });
	await up.focus();
	await host.keyboard.press('Enter');
	await expect(cards(host)).toHaveText([/Rules/, /What they wrote/, /example\.org/]);
	await expect(up).toBeFocused();
	await host.keyboard.press('Enter');
	await expect(up).toHaveAttribute('aria-disabled', 'true');
	await expect(host.getByRole('status').filter({ hasText: 'Now pin 1 of 3.' })).toHaveCount(1);
	// A late one has the same order.
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	for (const page of [host, ben, cleo])
		await expect(cards(page)).toHaveText([/What they wrote/, /Rules/, /example\.org/]);
});

test('a modified client sets no time for others', async ({ relay, noVoice, rogue }) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const mallory = await rogue.join(link, 'Mallory');
	await expectTogether([host, ben], ['Ada', 'Ben', 'Mallory']);
	await comeToStage(mallory, host);
	await limitTurns(mallory, '1 minute');
	// What she signed after it has come, and that has not counted.
	await mallory.getByRole('button', { name: 'Chat', exact: true }).click();
	await mallory.getByLabel('Write to everybody').fill('After that');
	await mallory.getByLabel('Write to everybody').press('Enter');
	await ben.getByRole('button', { name: 'Chat', exact: true }).click();
	await expect(ben.getByText('After that')).toBeVisible();
	await ben.getByRole('button', { name: 'More', exact: true }).click();
	await ben.getByRole('button', { name: 'Log' }).click();
	await expect(ben.getByRole('dialog')).not.toContainText('set a time');
	await limitTurns(host, '3 minutes');
	await expect(ben.getByRole('dialog')).toContainText('Ada set a time for each turn. 3 minutes.');
});

test('hands wait in order with a number and a time, are lowered all at once, and go down by themselves on the stage', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	const hand = (page: Page) => page.getByRole('button', { name: 'Raise hand' });
	const waiting = host.getByRole('complementary', { name: 'Requests' }).getByRole('listitem');
	await hand(cleo).click();
	await expect(cleo.getByText('Your hand is up, 1st in line')).toBeVisible();
	await expect(tile(ben, 'Cleo')).toHaveAccessibleDescription(/Hand up, 1st in line/);
	await hand(ben).click();
	await expect(ben.getByText('Your hand is up, 2nd in line')).toBeVisible();
	await expect(host.getByRole('button', { name: 'Requests' })).toHaveAccessibleDescription('2 hands up');
	await host.getByRole('button', { name: 'Requests' }).click();
	await expect(waiting).toHaveText([
		/^1\s*Cleo.*Waiting less than a minute/s,
		/^2\s*Ben.*Waiting less than a minute/s
	]);

	await host.getByRole('button', { name: 'Lower all hands' }).click();
	await expect(waiting).toHaveCount(0);
	for (const page of [ben, cleo]) await expect(hand(page)).toHaveAttribute('aria-pressed', 'false');
	await hand(ben).click();
	await hand(cleo).click();
	await expect(waiting).toHaveText([/^1\s*Ben/, /^2\s*Cleo/]);
	await waiting.first().getByRole('button', { name: 'Let speak' }).click();
	await ben.getByRole('button', { name: 'Join the stage' }).click();
	await expect(waiting).toHaveText([/^1\s*Cleo/]);
	await expect(cleo.getByText('Your hand is up, 1st in line')).toBeVisible();
});

test('while the host is away the first of the host’s order leads', async ({ relay, noVoice }) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	const dan = await joinRoom(noVoice, link, 'Dan');
	await expectTogether([host, ben, cleo, dan], ['Ben', 'Cleo', 'Dan']);
	for (const name of ['Ben', 'Cleo']) {
		await moderate(host, name, 'Make co-host');
		await expect(tile(dan, name)).toContainText('Co-host');
	}
	await host.getByRole('button', { name: 'More', exact: true }).click();
	await host.getByRole('button', { name: 'Who leads when I am away' }).click();
	const sheet = host.getByRole('dialog');
	const rows = sheet.getByRole('listitem');
	// Whoever stands last shall lead first.
	const last = (await rows.last().textContent())!.includes('Ben') ? 'Ben' : 'Cleo';
	const other = last === 'Ben' ? 'Cleo' : 'Ben';
	await sheet.getByRole('button', { name: new RegExp(`${last}.*up|up.*${last}`, 'i') }).click();
	await expect(rows.first()).toContainText(last);
	await sheet.getByRole('button', { name: 'Save' }).click();
	await host.close();
	await expect(dan.getByText(`The host is away. ${last} leads.`)).toBeVisible({ timeout: 60_000 });
	const leading = last === 'Ben' ? ben : cleo;
	await leading.close();
	await expect(dan.getByText(`The host is away. ${other} leads.`)).toBeVisible({ timeout: 60_000 });
});
