/** Catching up: who comes late hears what was said before they came, faster, then the room live. */
import type { Page } from '@playwright/test';
import { voice } from './support/browser.ts';
import { test } from './support/crowd.ts';
import { correlation, envelopeOf, faster, listen } from './support/ear.ts';
import { expectVoice } from './support/hearing.ts';
import { comeToStage, joinRoom, moderate, setMicrophone, startRoom } from './support/people.ts';
import { expect } from './support/test.ts';

const TIMES = 1.5;
const FIRST = faster(envelopeOf(voice('voice-1')), TIMES);
const SECOND = faster(envelopeOf(voice('voice-2')), TIMES);
/** Speech that was stretched follows its recording this closely, other speech stays below. */
const SAME_VOICE = 0.6;
/** How long is spoken before anybody comes late. */
const SPOKEN_MS = 15_000;
const MARK = 'The last 2 minutes can be heard again.';

/** Chooses in the sheet how much of the room is kept. */
async function keep(host: Page, choice: string): Promise<void> {
	await host.getByRole('button', { name: 'More', exact: true }).click();
	await host.getByRole('button', { name: 'Let latecomers hear the last minutes' }).click();
	const sheet = host.getByRole('dialog', { name: 'Let latecomers hear the last minutes' });
	await sheet.getByRole('button', { name: choice }).click();
	await expect(sheet.getByRole('button', { name: choice })).toHaveAttribute('aria-current', 'true');
	await host.keyboard.press('Escape');
	await expect(sheet).toBeHidden();
}

/** Expects that what a page hears now is what the first voice said before, and not what is said now. */
async function expectThePast(page: Page): Promise<void> {
	await expect(page.getByText(/ behind\. The live sound is quiet meanwhile\./)).toBeVisible();
	const heard = await listen(page, 6_000);
	expect(correlation(heard, FIRST)).toBeGreaterThan(SAME_VOICE);
	expect(correlation(heard, SECOND)).toBeLessThan(SAME_VOICE);
}

const catchUp = (page: Page) => page.getByRole('button', { name: 'Catch up (1.5×)' });
const goLive = (page: Page) => page.getByRole('button', { name: 'Go live' });

test('U2 who comes late hears what was said before they came, at a higher speed, then the room live @heard', async ({
	relay,
	firstVoice,
	secondVoice,
	noVoice
}) => {
	test.setTimeout(300_000);
	const { host, link } = await startRoom(firstVoice, relay.url);
	const ben = await joinRoom(secondVoice, link, 'Ben');
	await comeToStage(ben, host);
	await setMicrophone(ben, true);
	await keep(host, '2 minutes');
	for (const page of [host, ben]) await expect(page.getByText(MARK, { exact: true })).toBeVisible();
	// Who speaks is asked, and silent until then; who keeps the minutes agrees by that.
	const card = ben.getByRole('alert').filter({ hasText: 'keeps the last 2 minutes' });
	await expect(card).toBeVisible();
	await expect(ben.getByRole('button', { name: 'Microphone', exact: true })).toHaveAttribute(
		'aria-pressed',
		'false'
	);
	await expect(catchUp(host)).toHaveCount(0);
	await setMicrophone(host, true);
	await listen(host, SPOKEN_MS);
	await setMicrophone(host, false);

	// Before coming in one sees what is kept.
	const look = await noVoice.newContext({ locale: 'en-GB' }).then((context) => context.newPage());
	await look.goto(link);
	await expect(look.getByText(MARK, { exact: true })).toBeVisible();
	await look.close();
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await card.getByRole('button', { name: 'I agree' }).click();
	await expectVoice([cleo], 'voice-2');
	await catchUp(cleo).focus();
	await cleo.keyboard.press('Enter');
	await expectThePast(cleo);
	// At any moment one may go back to what is said now.
	await expect(goLive(cleo)).toBeFocused();
	await cleo.keyboard.press('Enter');
	await expectVoice([cleo], 'voice-2');
	await catchUp(cleo).click();
	await expect(goLive(cleo)).toBeVisible();
	// By itself, too, once nothing is missed any more.
	await expect(catchUp(cleo)).toBeVisible({ timeout: 180_000 });
	await expectVoice([cleo], 'voice-2');

	// Ben leaves the stage: nothing of what he said is handed out any more.
	await moderate(host, 'Ben', 'Move to audience');
	await host.keyboard.press('Escape');
	await catchUp(cleo).click();
	await expect(catchUp(cleo)).toBeVisible({ timeout: 20_000 });
	await keep(host, 'Off');
	for (const page of [host, ben, cleo]) await expect(page.getByText(MARK, { exact: true })).toHaveCount(0);
});

test('U6 who comes late to a large room hears what was said before by the tree @heard', async ({
	relay,
	firstVoice,
	noVoice,
	crowd
}) => {
	test.setTimeout(300_000);
	const { host, link } = await startRoom(firstVoice, relay.url);
	crowd(link, 8);
	await expect(host.getByText('9 people')).toBeVisible({ timeout: 60_000 });
	await keep(host, '2 minutes');
	await setMicrophone(host, true);
	await listen(host, SPOKEN_MS);
	await setMicrophone(host, false);
	const late = await joinRoom(noVoice, link, 'Cleo');
	await expect(late.getByText('Sound comes over listeners').first()).toBeVisible({ timeout: 30_000 });
	await catchUp(late).click();
	await expectThePast(late);
	await setMicrophone(host, true);
	await goLive(late).click();
	await expectVoice([late], 'voice-1');
});
