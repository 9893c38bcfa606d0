import type { Page } from '@playwright/test';
import { expectVoice } from './support/hearing.ts';
import { joinRoom, setMicrophone, startRoom } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** One more than a mesh holds, the host included. */
const LISTENERS = 9;

test('a room of ten becomes a tree, and everybody hears the host', async ({ relay, firstVoice, noVoice }) => {
	test.setTimeout(240_000);
	const { host, link } = await startRoom(firstVoice, relay.url);
	await setMicrophone(host, true);
	const listeners: Page[] = [];
	for (let i = 0; i < LISTENERS; i++) listeners.push(await joinRoom(noVoice, link, `Guest ${i}`));
	for (const page of [host, ...listeners])
		await expect(page.getByText('Sound comes over listeners').first()).toBeVisible({ timeout: 30_000 });
	await expectVoice([listeners[0]!, listeners.at(-1)!], 'voice-1');
});
