/** Rooms that are not open to everybody: what protects their sound, as it is heard. */
import { expect, type Page } from '@playwright/test';
import { expectSilence, expectVoice } from './support/hearing.ts';
import { hearEverything, neverHangUp, soundPackets, withoutTransforms } from './support/hostile-page.ts';
import { expectTogether, joinRoom, moderate, setMicrophone, startRoom } from './support/people.ts';
import { test } from './support/test.ts';

const END_TO_END = 'End-to-end encrypted';
const LINKS = 'Each link is encrypted';
/** When the key of before a ban is dead for everybody, and a little. */
const KEY_DEAD_MS = 3_000;

const chip = (page: Page, words: string) => page.locator('.chip', { hasText: words });

test('Q6 a banned page whose connection goes on gets only what it cannot decrypt @heard', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	// The host's page never hangs up, whatever its owner decides: the key alone keeps Mallory out.
	const { host, link } = await startRoom(firstVoice, relay.url, { scripts: [neverHangUp] });
	const ben = await joinRoom(noVoice, link, 'Ben');
	const mallory = await joinRoom(noVoice, link, 'Mallory', { scripts: [neverHangUp, hearEverything] });
	await expectTogether([host, ben, mallory], ['Ada', 'Ben', 'Mallory']);
	for (const page of [host, ben, mallory]) await expect(chip(page, END_TO_END)).toBeVisible();
	await setMicrophone(host, true);
	await expectVoice([ben, mallory], 'voice-1');

	await moderate(host, 'Mallory', 'Ban');
	await expect(mallory.getByRole('heading', { name: 'Stage' })).toBeHidden();
	await mallory.waitForTimeout(KEY_DEAD_MS);
	const before = await soundPackets(mallory);
	await expectSilence([mallory]);
	// Sound still comes to her in full: some 50 packets a second over two seconds.
	expect((await soundPackets(mallory)) - before).toBeGreaterThan(50);
	for (const page of [host, ben]) await expect(chip(page, END_TO_END)).toBeVisible();
	await expectVoice([ben], 'voice-1');
});

test('Q8 a browser without encoded transforms hears nothing in a private room, and says so @heard', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(firstVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben', { scripts: [withoutTransforms] });
	await expectTogether([host, ben], ['Ada', 'Ben']);
	await setMicrophone(host, true);
	await expect(ben.getByText('This browser cannot encrypt sound end to end', { exact: false })).toBeVisible();
	await expect(chip(ben, LINKS)).toBeVisible();
	await expectSilence([ben]);
	await host.getByRole('button', { name: 'More' }).click();
	await host.getByRole('button', { name: 'Who may come in' }).click();
	await host.getByRole('button', { name: 'Public' }).click();
	await expectVoice([ben], 'voice-1');
	await expect(chip(host, LINKS)).toBeVisible();
});
