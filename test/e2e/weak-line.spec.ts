import type { Browser } from '@playwright/test';
import { startBrowser, voice } from './support/browser.ts';
import { expectVoice } from './support/hearing.ts';
import { joinRoom, setMicrophone, startRoom } from './support/people.ts';
import { expect, test as base } from './support/test.ts';
import { TRUE_ADDRESSES, WeakLine } from './support/weak-line.ts';

const test = base.extend<{ line: WeakLine; speaking: Browser; listening: Browser }>({
	line: async ({}, use) => {
		const line = new WeakLine();
		await use(line);
		line.close();
	},
	speaking: async ({}, use) => {
		const browser = await startBrowser(voice('voice-1'), [TRUE_ADDRESSES]);
		await use(browser);
		await browser.close();
	},
	listening: async ({}, use) => {
		const browser = await startBrowser(null, [TRUE_ADDRESSES]);
		await use(browser);
		await browser.close();
	}
});

test('T14 a speaker whose line loses sound is told so, and listeners pass it on in a small room @heard', async ({
	relay,
	line,
	speaking,
	listening
}) => {
	test.setTimeout(180_000);
	const { host, link } = await startRoom(speaking, relay.url, {
		prepare: (context) => line.lead(context, { isWeak: true })
	});
	const prepare = (context: Parameters<WeakLine['lead']>[0]) => line.lead(context, { isWeak: false });
	const listeners = [];
	for (const name of ['Ben', 'Cleo', 'Dan'])
		listeners.push(await joinRoom(listening, link, name, { prepare }));
	await setMicrophone(host, true);
	await expectVoice(listeners, 'voice-1');
	await expect(host.getByText('Sound comes over listeners')).toHaveCount(0);
	line.loss = 0.3;
	await expect(host.getByText('Your connection sends too slowly')).toBeVisible({ timeout: 60_000 });
	for (const page of listeners)
		await expect(page.getByText('Sound comes over listeners').first()).toBeVisible({ timeout: 30_000 });
	expect(line.counts.lost).toBeGreaterThan(100);
	await expectVoice(listeners, 'voice-1');
});
