import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from '@playwright/test';
import { findBrowser } from '../../../scripts/browser.ts';

/** Path of a recorded voice for the fake microphone. */
export function voice(name: 'voice-1' | 'voice-2' | 'silence'): string {
	return fileURLToPath(new URL(`../../fixtures/speech/${name}.wav`, import.meta.url));
}

/**
 * Starts a Chromium whose fake microphone plays the given recording in a loop; without one, pages in
 * it have no microphone at all.
 */
export function startBrowser(recording: string | null, flags: readonly string[] = []): Promise<Browser> {
	const microphone = recording
		? [
				'--use-fake-device-for-media-stream',
				`--use-file-for-fake-audio-capture=${recording}`,
				'--use-fake-ui-for-media-stream'
			]
		: [];
	return chromium.launch({
		executablePath: findBrowser(),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			// Contexts stand for different machines: none of them may be slowed down for being in the back.
			'--disable-background-timer-throttling',
			'--disable-renderer-backgrounding',
			'--disable-backgrounding-occluded-windows',
			...microphone,
			...flags
		]
	});
}
