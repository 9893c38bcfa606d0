import type { Browser, BrowserContext, BrowserContextOptions } from '@playwright/test';
import { startBrowser } from '../e2e/support/browser.ts';
import { RelayProcess } from '../e2e/support/relay.ts';

/** Started when first needed: one relay in a process of its own, and one browser process for all pages. */
export class Workbench {
	#relay: Promise<RelayProcess> | null = null;
	#browser: Promise<Browser> | null = null;

	/** Address of the relay, which serves the app. */
	async url(): Promise<string> {
		this.#relay ??= RelayProcess.start();
		return (await this.#relay).url;
	}

	/** The browser. Its pages have no microphone of their own; a page that speaks brings a made one. */
	browser(): Promise<Browser> {
		this.#browser ??= startBrowser(null);
		return this.#browser;
	}

	/** A machine of its own: a context that knows nothing yet. Whoever asks closes it. */
	async machine(options: BrowserContextOptions = {}): Promise<BrowserContext> {
		const browser = await this.browser();
		return browser.newContext({ locale: 'en-GB', ...options });
	}

	/** Ends every process and removes what they wrote. */
	async close(): Promise<void> {
		const closing = [
			this.#browser?.then((browser) => browser.close()),
			this.#relay?.then((relay) => relay.close())
		];
		await Promise.allSettled(closing);
	}
}
