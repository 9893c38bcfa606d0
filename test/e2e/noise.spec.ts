/**
 * RNNoise between a microphone in a noisy place and everybody else: less noise in the pauses, the same voice.
 */
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { noisyVoice } from '../fixtures/noisy-voice.ts';
import { writeWave } from '../judges/wave.ts';
import { startBrowser, voice } from './support/browser.ts';
import { correlation, envelopeOf, listen, loudness, type Envelope } from './support/ear.ts';
import { expectTogether, inSoundSettings, joinRoom, setMicrophone, startRoom } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** A loud fan: half as loud as the voice. */
const NOISE_DBOV = -32;
/** As long as the recording, so that every pause of it is heard. */
const LISTEN_MS = 9_000;

/** How loud it is in the quietest tenth of what was heard, which are pauses. */
function pauses(heard: Envelope): number {
	return loudness([...heard].sort((a, b) => a - b).slice(0, heard.length / 10));
}

async function choose(page: Page, kind: 'Leave it in' | 'RNNoise takes it out'): Promise<void> {
	await inSoundSettings(page, () => page.getByLabel(kind).check());
}

test('with RNNoise the others hear the voice and far less of the noise around it, until it is switched off @heard', async ({
	relay,
	noVoice
}, testInfo) => {
	const recording = testInfo.outputPath('noisy.wav');
	writeFileSync(recording, writeWave({ sampleRate: 48_000, samples: noisyVoice('voice-1', NOISE_DBOV) }));
	const clean = envelopeOf(voice('voice-1'));
	const browser = await startBrowser(recording);
	try {
		const { host, link } = await startRoom(browser, relay.url);
		const others = [await joinRoom(noVoice, link, 'Ben'), await joinRoom(noVoice, link, 'Cleo')];
		await expectTogether([host, ...others], ['Ada', 'Ben', 'Cleo']);
		const heard = () => Promise.all(others.map((page) => listen(page, LISTEN_MS)));
		const expectNoise = (isLoud: boolean) =>
			expect(async () => {
				for (const envelope of await heard()) {
					if (isLoud) expect(pauses(envelope)).toBeGreaterThan(0.012);
					else {
						expect(pauses(envelope)).toBeLessThan(0.003);
						expect(correlation(envelope, clean)).toBeGreaterThan(0.65);
					}
				}
			}).toPass({ timeout: 45_000 });
		await choose(host, 'Leave it in');
		await setMicrophone(host, true);
		await expectNoise(true);
		// While it is open, and again from the beginning.
		await choose(host, 'RNNoise takes it out');
		await expectNoise(false);
		await setMicrophone(host, false);
		await setMicrophone(host, true);
		await expectNoise(false);
		await choose(host, 'Leave it in');
		await expectNoise(true);
	} finally {
		await browser.close();
	}
});

test('where RNNoise cannot be loaded the browser takes the noise out, and the room says so @heard', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(firstVoice, relay.url, {
		serviceWorkers: 'block',
		prepare: async (context) => void (await context.route(/\.wasm$/, (route) => route.abort()))
	});
	const second = await joinRoom(noVoice, link, 'Ben');
	await choose(host, 'RNNoise takes it out');
	await setMicrophone(host, true);
	const sentence = host.getByText('RNNoise could not be loaded.');
	await expect(sentence).toBeVisible();
	await expect.poll(async () => loudness(await listen(second, 2_000))).toBeGreaterThan(0.01);
	await choose(host, 'Leave it in');
	await expect(sentence).toBeHidden();
});
