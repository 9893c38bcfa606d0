import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startBrowser, voice } from '../test/e2e/support/browser.ts';
import {
	comeToStage,
	expectTogether,
	joinRoom,
	setMicrophone,
	startRoom
} from '../test/e2e/support/people.ts';
import { RelayProcess } from '../test/e2e/support/relay.ts';
import { buildIfStale } from './built-app.ts';

/** `npm run screens`: pictures of home and a real room, phone and desktop, light and dark, for the README. */
const OUT = join('docs', 'screens');
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

async function picture(page: Page, name: string): Promise<void> {
	for (const [device, size] of Object.entries(SIZES)) {
		await page.setViewportSize(size);
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			// Two frames, so that no picture shows one scheme changing into the other.
			await page.evaluate(
				() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
			);
			await page.screenshot({
				path: join(OUT, `${name}-${device}-${colorScheme}.png`),
				animations: 'disabled'
			});
		}
	}
}

async function main(): Promise<void> {
	if (!buildIfStale()) throw new Error('The app could not be built.');
	mkdirSync(OUT, { recursive: true });
	const relay = await RelayProcess.start();
	const speaking = await startBrowser(voice('voice-1'));
	const quiet = await startBrowser(voice('voice-2'));
	try {
		const { host, link } = await startRoom(speaking, relay.url, {
			name: 'Ada',
			title: 'Wednesday on the quay: stories from the night ferries'
		});
		const people: Page[] = [];
		for (const name of ['Benoît', 'Cleo', 'Dorothea', 'Emil', 'Fatou'])
			people.push(await joinRoom(quiet, link, name));
		await expectTogether([host], ['Benoît', 'Cleo', 'Dorothea', 'Emil', 'Fatou']);
		for (const speaker of people.slice(0, 2)) await comeToStage(speaker, host);
		await host.getByRole('button', { name: 'More', exact: true }).click();
		await host.getByRole('button', { name: 'Pin something' }).click();
		await host.getByLabel('Text or link').fill('Timetable of the night ferries: https://example.org/ferries');
		await host.getByRole('button', { name: 'Pin it' }).click();
		await people[2]!.getByRole('button', { name: 'Raise hand' }).click();
		await setMicrophone(host, true);
		await host.getByRole('list', { name: 'Pinned' }).waitFor();
		await people[1]!.locator('[data-speaking]').first().waitFor();
		await picture(people[1]!, 'room');
		const home = await people[4]!.context().newPage();
		await home.goto(relay.url);
		await home.getByText('Wednesday on the quay').waitFor();
		await picture(home, 'home');
	} finally {
		await speaking.close();
		await quiet.close();
		await relay.close();
	}
}

await main();
