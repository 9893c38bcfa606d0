import { expect, type Frame, type Page } from '@playwright/test';
import { voice } from './browser.ts';
import { correlation, envelopeOf, listen, loudness } from './ear.ts';

/** Long enough for about half of a recorded sentence. */
const LISTEN_MS = 5_000;
/** Speech that arrived follows its recording at least this closely; other speech stays below 0.5. */
const SAME_VOICE = 0.65;
/** Mean energy of a quiet room; the recordings have about 0.05. */
const QUIET = 0.002;

/** Expects that every page hears the recording. Tried again, because sound starts within moments. */
export async function expectVoice(
	pages: readonly (Page | Frame)[],
	name: 'voice-1' | 'voice-2'
): Promise<void> {
	const source = envelopeOf(voice(name));
	await expect(async () => {
		const heard = await Promise.all(pages.map((page) => listen(page, LISTEN_MS)));
		for (const envelope of heard) expect(correlation(envelope, source)).toBeGreaterThan(SAME_VOICE);
	}).toPass({ timeout: 40_000 });
}

/** Expects that the page hears nothing. */
export async function expectSilence(pages: readonly (Page | Frame)[]): Promise<void> {
	await expect(async () => {
		const heard = await Promise.all(pages.map((page) => listen(page, 2_000)));
		for (const envelope of heard) expect(loudness(envelope)).toBeLessThan(QUIET);
	}).toPass({ timeout: 20_000 });
}
