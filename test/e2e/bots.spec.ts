/** The example bot, in a process of its own, among people in browsers. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { readWave, writeWave } from '../judges/wave.ts';
import { voice } from './support/browser.ts';
import { expectVoice } from './support/hearing.ts';
import { ListenerProcess } from './support/listener.ts';
import { joinRoom, startRoom, tile } from './support/people.ts';
import { expect, test as base } from './support/test.ts';

const test = base.extend<{ bot: (link: string, ...options: string[]) => ListenerProcess }>({
	bot: async ({}, use) => {
		const processes: ListenerProcess[] = [];
		await use((...args) => {
			const started = ListenerProcess.bot(...args);
			processes.push(started);
			return started;
		});
		await Promise.all(processes.map((one) => one.kill()));
	}
});

const chat = (page: Page) => page.getByRole('complementary', { name: 'Chat' });

test('a bot greets who comes, tells the time to who asks, and leaves when it is stopped', async ({
	relay,
	noVoice,
	bot
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const steward = bot(link, '--name', 'Steward', '--greeting', 'Good evening, {name}!');
	await expect(tile(host, 'Steward')).toBeVisible();
	await expect.poll(() => steward.printed).toContain('In the room.');
	const ben = await joinRoom(noVoice, link, 'Ben');
	const button = host.getByRole('button', { name: 'Chat', exact: true });
	await expect(button).toHaveAccessibleDescription('1 new message');
	await button.click();
	await expect(chat(host).getByText('Good evening, Ben!')).toBeVisible();
	await ben.getByRole('button', { name: 'Chat', exact: true }).click();
	await ben.getByLabel('Write to everybody').fill('!time');
	await ben.getByLabel('Write to everybody').press('Enter');
	for (const page of [host, ben])
		await expect(chat(page).getByText(/I have been here for \d+ minutes?\./)).toBeVisible();
	expect(await steward.stop()).toBe(0);
	await expect(tile(host, 'Steward')).toBeHidden({ timeout: 5_000 });
});

test('a bot plays a file once it is let onto the stage: everybody hears it, and it makes room again @heard', async ({
	relay,
	noVoice,
	bot
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	// Three times over, so that it does not matter when one begins to listen.
	const { sampleRate, samples } = readWave(readFileSync(voice('voice-1')));
	const piece = test.info().outputPath('piece.wav');
	const thrice = Float32Array.from([...samples, ...samples, ...samples]);
	writeFileSync(piece, writeWave({ sampleRate, samples: thrice }));
	bot(link, '--name', 'Jukebox', '--greeting', '', '--play', piece);
	await expect(tile(host, 'Jukebox')).toBeVisible();
	await host.getByRole('button', { name: 'Requests' }).click();
	await host.getByRole('button', { name: 'Let speak' }).click();
	await expectVoice([host, ben, cleo], 'voice-1');
	// Back among the listeners, whose tiles say no rank.
	await expect(tile(ben, 'Jukebox')).toHaveAccessibleName('Jukebox', { timeout: 60_000 });
});
