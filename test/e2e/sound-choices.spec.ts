import type { Page } from '@playwright/test';
import { startBrowser, voice } from './support/browser.ts';
import { listen } from './support/ear.ts';
import { expectSilence, expectVoice } from './support/hearing.ts';
import {
	comeToStage,
	expectTogether,
	inSoundSettings,
	joinRoom,
	setMicrophone,
	startRoom,
	tile
} from './support/people.ts';
import { expect, test } from './support/test.ts';

/** Energy of one step above which something sounds, far above what an open microphone in silence sends. */
const SOUNDS = 0.01;

/** Silences somebody on this page alone, or lets them be heard again. */
async function muteForMe(page: Page, name: string, isMuted: boolean): Promise<void> {
	await tile(page, name).click();
	await page.getByRole('dialog').getByLabel('Mute for me').setChecked(isMuted);
	await page.keyboard.press('Escape');
}

/** The loudest moment on each page while something is done on them. */
async function loudestWhile(pages: readonly Page[], task: () => Promise<void>): Promise<number[]> {
	const listening = Promise.all(pages.map((page) => listen(page, 4_000)));
	await task();
	return (await listening).map((envelope) => Math.max(...envelope));
}

test('somebody muted for oneself is silent on this page, and heard by the third as before @heard', async ({
	relay,
	secondVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const second = await joinRoom(secondVoice, link, 'Ben');
	const third = await joinRoom(noVoice, link, 'Cleo');
	await comeToStage(second, host);
	await setMicrophone(second, true);
	await expectVoice([host, third], 'voice-2');
	await muteForMe(host, 'Ben', true);
	await expect(host.getByText('Muted for you', { exact: true })).toBeVisible();
	await expectSilence([host]);
	await expectVoice([third], 'voice-2');
	await expect(third.getByText('Muted for you', { exact: true })).toBeHidden();
	await muteForMe(host, 'Ben', false);
	await expectVoice([host], 'voice-2');
});

test('the own microphone is heard to go on and off here and nowhere else, unless these sounds are off @heard', async ({
	relay,
	noVoice
}) => {
	const browser = await startBrowser(voice('silence'));
	try {
		const { host, link } = await startRoom(browser, relay.url);
		const second = await joinRoom(noVoice, link, 'Ben');
		const third = await joinRoom(noVoice, link, 'Cleo');
		await expectTogether([host, second, third], ['Ada', 'Ben', 'Cleo']);
		const onAndOff = async () => {
			await setMicrophone(host, true);
			await setMicrophone(host, false);
		};
		await expect(async () => {
			const [here, ...elsewhere] = await loudestWhile([host, second, third], onAndOff);
			expect(here).toBeGreaterThan(SOUNDS);
			for (const loudest of elsewhere) expect(loudest).toBeLessThan(SOUNDS);
		}).toPass({ timeout: 40_000 });
		await inSoundSettings(host, (page) => page.getByLabel('Short sounds for what happens').uncheck());
		const [here] = await loudestWhile([host], onAndOff);
		expect(here).toBeLessThan(SOUNDS);
	} finally {
		await browser.close();
	}
});

test('a raised hand is heard by the host and by nobody else @heard', async ({ relay, noVoice }) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const second = await joinRoom(noVoice, link, 'Ben');
	const third = await joinRoom(noVoice, link, 'Cleo');
	await expectTogether([host, second, third], ['Ada', 'Ben', 'Cleo']);
	const hand = second.getByRole('button', { name: 'Raise hand' });
	await expect(async () => {
		if ((await hand.getAttribute('aria-pressed')) === 'true') await hand.click();
		const [here, ...elsewhere] = await loudestWhile([host, second, third], () => hand.click());
		expect(here).toBeGreaterThan(SOUNDS);
		for (const loudest of elsewhere) expect(loudest).toBeLessThan(SOUNDS);
	}).toPass({ timeout: 40_000 });
});

test('music mode takes the microphone as it is, at once, and the stage goes on hearing it @heard', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(firstVoice, relay.url);
	const second = await joinRoom(noVoice, link, 'Ben');
	await host.evaluate(() => {
		const opened: MediaStreamTrack[] = [];
		Object.assign(window, { opened });
		const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
		navigator.mediaDevices.getUserMedia = async (constraints) => {
			const stream = await open(constraints);
			opened.push(...stream.getAudioTracks());
			return stream;
		};
	});
	/** What the browser really does with each microphone that was opened, and whether it is still open. */
	const microphones = () =>
		host.evaluate(() =>
			(window as unknown as { opened: MediaStreamTrack[] }).opened.map((track) => {
				const { echoCancellation, noiseSuppression, autoGainControl } = track.getSettings();
				return { processing: [echoCancellation, noiseSuppression, autoGainControl], state: track.readyState };
			})
		);
	await setMicrophone(host, true);
	await expectVoice([second], 'voice-1');
	await inSoundSettings(host, async (page) => {
		await page.getByLabel('Music mode').check();
		await expect(page.getByLabel('Your browser takes it out')).toBeDisabled();
	});
	await expect.poll(microphones).toEqual([
		{ processing: [true, true, true], state: 'ended' },
		{ processing: [false, false, false], state: 'live' }
	]);
	await expect(host.getByRole('button', { name: 'Microphone', exact: true })).toHaveAttribute(
		'aria-pressed',
		'true'
	);
	await expectVoice([second], 'voice-1');
	await inSoundSettings(host, async (page) => {
		await page.getByLabel('Music mode').uncheck();
		await page.getByLabel('Leave it in').check();
	});
	await expect
		.poll(async () => (await microphones()).at(-1))
		.toEqual({
			processing: [true, false, true],
			state: 'live'
		});
	await host.reload();
	await inSoundSettings(host, async (page) => {
		await expect(page.getByLabel('Leave it in')).toBeChecked();
	});
});
