import { test as base, type Browser } from '@playwright/test';
import { startBrowser, voice } from './browser.ts';
import { RelayProcess } from './relay.ts';

interface Machines {
	/** A relay that is up when the test begins; the test may kill it. */
	relay: RelayProcess;
	/** Closes every page a test opened, so that no room of it goes on beside the next test. */
	closing: void;
}

interface Browsers {
	/** One relay for many rooms, as people run it. */
	sharedRelay: RelayProcess;
	/** Pages here have the first recorded voice as their microphone. */
	firstVoice: Browser;
	/** Pages here have the second recorded voice as their microphone. */
	secondVoice: Browser;
	/** Pages here have no microphone at all. */
	noVoice: Browser;
}

/** Playwright's `test` with a relay and browsers whose microphones speak. */
export const test = base.extend<Machines, Browsers>({
	relay: async ({ sharedRelay }, use) => {
		if (!sharedRelay.isUp) await sharedRelay.start();
		await use(sharedRelay);
	},
	sharedRelay: [
		async ({}, use) => {
			const relay = await RelayProcess.start();
			await use(relay);
			await relay.close();
		},
		{ scope: 'worker' }
	],
	closing: [
		async ({ firstVoice, secondVoice, noVoice }, use) => {
			await use();
			for (const browser of [firstVoice, secondVoice, noVoice])
				await Promise.all(browser.contexts().map((context) => context.close()));
		},
		{ auto: true }
	],
	firstVoice: [
		async ({}, use) => {
			const browser = await startBrowser(voice('voice-1'));
			await use(browser);
			await browser.close();
		},
		{ scope: 'worker' }
	],
	secondVoice: [
		async ({}, use) => {
			const browser = await startBrowser(voice('voice-2'));
			await use(browser);
			await browser.close();
		},
		{ scope: 'worker' }
	],
	noVoice: [
		async ({}, use) => {
			const browser = await startBrowser(null);
			await use(browser);
			await browser.close();
		},
		{ scope: 'worker' }
	]
});

export { expect } from '@playwright/test';
