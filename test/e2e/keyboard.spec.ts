import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { expectVoice } from './support/hearing.ts';
import { arrive, expectTogether, joinRoom, startRoom } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** Tabs until the named control has the focus, so that only what a keyboard reaches is used. */
async function tabTo(page: Page, name: string, role: 'button' | 'textbox' = 'button'): Promise<void> {
	const target = page.getByRole(role, { name, exact: true }).first();
	await target.waitFor();
	for (let presses = 0; presses < 80; presses++) {
		if (await target.evaluate((node) => node === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`Tab never reached ${name}`);
}

/** Reaches a button by Tab and presses it. */
async function pressByKey(page: Page, name: string): Promise<void> {
	await tabTo(page, name);
	await page.keyboard.press('Enter');
}

test('the whole journey works by keyboard alone @heard', async ({ relay, secondVoice, noVoice }) => {
	const host = await arrive(noVoice, relay.url);
	await pressByKey(host, 'Start a room');
	await tabTo(host, 'Your name', 'textbox');
	await host.keyboard.type('Ada');
	await tabTo(host, 'Room title', 'textbox');
	await host.keyboard.type('By hand');
	await host.keyboard.press('Enter');
	await expect(host.getByRole('heading', { name: 'Stage' })).toBeVisible();
	const second = await arrive(secondVoice, host.url());
	await tabTo(second, 'Your name', 'textbox');
	await second.keyboard.type('Ben');
	await pressByKey(second, 'Start listening');
	await expectTogether([host, second], ['Ada', 'Ben']);
	await pressByKey(second, 'Raise hand');
	await pressByKey(host, 'Requests');
	await pressByKey(host, 'Let speak');
	await host.keyboard.press('Escape');
	await pressByKey(second, 'Join the stage');
	await pressByKey(second, 'Microphone');
	await expectVoice([host], 'voice-2');
	await pressByKey(second, 'Leave');
	await expect(second.getByRole('button', { name: 'Start a room' })).toBeVisible();
});

test('axe finds nothing on home, start, join and room', async ({ relay, noVoice }) => {
	test.slow();
	const { host, link } = await startRoom(noVoice, relay.url);
	const second = await joinRoom(noVoice, link, 'Ben');
	await expectTogether([host, second], ['Ada', 'Ben']);
	await second.getByRole('button', { name: 'Raise hand' }).click();
	await expectAccessible(second);
	await host.getByRole('button', { name: 'Requests' }).click();
	await expect(host.getByRole('button', { name: 'Let speak' })).toBeVisible();
	await expectAccessible(host);
	const third = await arrive(noVoice, link);
	await expect(third.getByText('Evening room').first()).toBeVisible();
	await expectAccessible(third);
	for (const path of ['/', '/start/']) {
		const page = await arrive(noVoice, relay.url + path);
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await expectAccessible(page);
	}
});
