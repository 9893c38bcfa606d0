import { test as base, type Browser, type Page } from '@playwright/test';
import { serveFolder } from '../static-server.ts';
import { startBrowser, voice } from './browser.ts';
import { onAnotherSite } from './hostile-page.ts';
import { joinRoom } from './people.ts';
import { RelayProcess } from './relay.ts';

/** A client whose owner took the rules out, on a web host of its own. */
interface RogueClient {
	readonly origin: string;
	/** Joins the room of a link of the app's with it, as a listener. */
	join(link: string, name: string): Promise<Page>;
}

interface Machines {
	/** A relay that is up when the test begins; the test may kill it. */
	relay: RelayProcess;
	rogue: RogueClient;
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
	rogue: async ({ relay, noVoice }, use) => {
		const { origin, close } = await serveFolder('dist/rogue');
		const join = async (link: string, name: string) =>
			joinRoom(noVoice, await onAnotherSite(link, origin, relay.url), name);
		await use({ origin, join });
		await close();
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
