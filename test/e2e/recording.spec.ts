/** Recording a room: seen by everybody, holding whoever agreed, whole whatever happens, played and saved afterwards. */
import type { Page } from '@playwright/test';
import { voice } from './support/browser.ts';
import { inCaptions, log, type } from './support/captions.ts';
import { correlation, correlations, envelopeOf, loudness } from './support/ear.ts';
import {
	comeToStage,
	expectTogether,
	joinRoom,
	moderate,
	setMicrophone,
	startRoom,
	tile
} from './support/people.ts';
import {
	between,
	decode,
	expectRecorded,
	fillDisk,
	kill,
	newestRecording,
	saved,
	secondsOf
} from './support/recordings.ts';
import { expect, test } from './support/test.ts';

const FIRST = envelopeOf(voice('voice-1'));
const SECOND = envelopeOf(voice('voice-2'));
/** How long the recorded room lasts, seconds, half for each speaker: `RECORDED_SECONDS=300` records five minutes. */
const RECORDED_SECONDS = Number(process.env['RECORDED_SECONDS'] ?? 17);
/** Speech that arrived follows its recording this closely, other speech stays below. */
const SAME_VOICE = 0.65;

/** Opens the menu of the room and presses one of its lines. */
async function choose(page: Page, line: string): Promise<void> {
	await page.getByRole('button', { name: 'More', exact: true }).click();
	await page.getByRole('dialog').getByRole('button', { name: line, exact: true }).click();
}

async function startRecording(page: Page, { ownVoice = false } = {}): Promise<void> {
	await choose(page, 'Record the room');
	const sheet = page.getByRole('dialog', { name: 'Record the room' });
	if (ownVoice) await sheet.getByLabel('Also keep my own voice').check();
	await sheet.getByRole('button', { name: 'Start recording' }).click();
	await expect(page.getByText('You are recording this room.')).toBeVisible();
}

const microphone = (page: Page) => page.getByRole('button', { name: 'Microphone', exact: true });

test('a room is recorded with those who agreed, and the recording is played, searched and saved @heard', async ({
	relay,
	firstVoice,
	secondVoice,
	noVoice
}) => {
	test.setTimeout(240_000 + 2_000 * RECORDED_SECONDS);
	const { host, link } = await startRoom(firstVoice, relay.url, { acceptDownloads: true });
	const ben = await joinRoom(secondVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await expectTogether([host, ben, cleo], ['Ada', 'Ben', 'Cleo']);
	await comeToStage(ben, host);
	await setMicrophone(ben, true);
	await setMicrophone(host, true);

	await startRecording(host, { ownVoice: true });
	for (const page of [ben, cleo]) await expect(page.getByText('Ada is recording this room.')).toBeVisible();
	// Whoever comes later knows before they come in.
	const dora = await noVoice.newContext({ locale: 'en-GB' }).then((context) => context.newPage());
	await dora.goto(link);
	await expect(dora.getByText('Ada is recording this room.')).toBeVisible();
	await expect(dora.getByText('As a listener you are not heard in the recording.')).toBeVisible();
	await dora.close();

	// Ben’s microphone was open: it is off until he agrees, and cannot be opened before.
	const card = ben.getByRole('alert').filter({ hasText: 'May your voice be recorded?' });
	await expect(card).toBeVisible();
	await expect(microphone(ben)).toHaveAttribute('aria-pressed', 'false');
	await microphone(ben).click();
	await expect(ben.getByText('Agree to be heard in the recording first')).toBeVisible();
	// What those who agreed said in writing goes along with it, and nothing of the others.
	for (const page of [host, ben]) await inCaptions(page, (sheet) => sheet.getByLabel('I type them').check());
	await type(ben, 'Nobody asked me yet');
	await type(host, 'Welcome <b>all</b>');
	await expect(log(host)).toContainText('Nobody asked me yet');
	await expectRecorded(host, RECORDED_SECONDS / 2);
	await setMicrophone(host, false);
	const changed = await secondsOf(await newestRecording(host));
	await card.getByRole('button', { name: 'I agree' }).click();
	await expect(card).toBeHidden();
	await expect(microphone(ben)).toHaveAttribute('aria-pressed', 'true');
	await expectRecorded(host, changed + RECORDED_SECONDS / 4);
	await type(ben, 'Ça va la nuit');
	await expect(log(host)).toContainText('Ça va la nuit');
	await expectRecorded(host, changed + RECORDED_SECONDS / 2);
	await choose(host, 'Stop the recording');
	for (const page of [host, ben, cleo]) await expect(page.getByText(/recording this room/)).toHaveCount(0);

	// The room goes on while its host looks at the recording.
	await host.getByRole('link', { name: 'Your recordings' }).click();
	const room = host.getByRole('article').filter({ hasText: 'The whole room' });
	const own = host.getByRole('article').filter({ hasText: 'Your own voice' });
	await expect(room.getByRole('heading', { name: 'Evening room' })).toBeVisible();
	await expect(own).toBeVisible();

	const { name, file } = await saved(host, () =>
		room.getByRole('button', { name: 'Save as a file' }).click()
	);
	expect(name).toMatch(/^Evening room \d{4}-\d\d-\d\d\.ogg$/);
	const text = file.toString('latin1');
	expect(text).toContain('TITLE=Evening room');
	expect(text).toMatch(/CHAPTER001=00:00:00\.000/);
	expect(text).toMatch(/CHAPTER\d{3}NAME=Ada/);
	expect(text).toMatch(/CHAPTER\d{3}NAME=Ben/);
	const heard = await decode(cleo, file);
	expect(Math.abs(heard.seconds - (await secondsOf(file)))).toBeLessThan(0.1);
	expect(heard.seconds).toBeGreaterThan(changed + RECORDED_SECONDS / 2);
	const [early, late] = [
		between(heard.envelope, 1.5, changed - 1.5),
		between(heard.envelope, changed + 3, heard.seconds - 0.5)
	];
	for (const [part, said, other] of [
		[early, FIRST, SECOND],
		[late, SECOND, FIRST]
	] as const) {
		const alike = correlations(part, said);
		console.log(`${alike.length} parts follow their speaker, the least by ${Math.min(...alike).toFixed(2)}`);
		expect(Math.min(...alike)).toBeGreaterThan(SAME_VOICE);
		expect(Math.max(...correlations(part, other))).toBeLessThan(SAME_VOICE);
	}

	// One’s own voice alone: nothing of Ben’s is in it.
	const voiceFile = await saved(host, () => own.getByRole('button', { name: 'Save as a file' }).click());
	const ownVoice = await decode(cleo, voiceFile.file);
	const ownAlike = correlations(between(ownVoice.envelope, 1.5, changed - 1.5), FIRST);
	expect(Math.min(...ownAlike)).toBeGreaterThan(SAME_VOICE);
	expect(loudness(between(ownVoice.envelope, changed + 3, ownVoice.seconds - 0.5))).toBeLessThan(0.002);

	// Played from where Ben takes the word.
	await room.getByRole('button', { name: 'Listen' }).click();
	const place = room.getByRole('slider', { name: 'Place in the recording' });
	const [minutes, seconds] = [Math.floor(heard.seconds / 60), Math.floor(heard.seconds % 60)];
	const total = `${minutes}:${String(seconds).padStart(2, '0')}`;
	await expect(place).toHaveAttribute('aria-valuetext', new RegExp(`^0:00 of ${total}`));
	await room.getByRole('button', { name: /Speaks Ben/ }).click();
	const began = Number(await place.inputValue()) / 1000;
	expect(Math.abs(began - changed)).toBeLessThan(4);
	await room.getByRole('button', { name: 'Play', exact: true }).click();
	await expect.poll(async () => Number(await place.inputValue()) / 1000).toBeGreaterThan(began + 1);
	const audio = room.locator('audio');
	expect(await audio.evaluate((node: HTMLAudioElement) => node.error)).toBeNull();
	expect(
		Math.abs((await audio.evaluate((node: HTMLAudioElement) => node.duration)) - heard.seconds)
	).toBeLessThan(0.2);
	// By keyboard, back to the beginning.
	await place.focus();
	await place.press('Home');
	await expect.poll(() => audio.evaluate((node: HTMLAudioElement) => node.currentTime)).toBeLessThan(3);

	// What was said: the line of now under the player, all lines to look through and to go to, and as a file.
	const said = room.getByRole('region', { name: 'What was said' });
	const lines = said.getByRole('listitem');
	await expect(lines).toHaveText([/Ada: Welcome <b>all<\/b>/, /Ben: Ça va la nuit/]);
	await said.getByRole('searchbox').fill('CA VA');
	await expect(said.getByRole('status')).toHaveText('1 line has these words.');
	await lines.getByRole('button').focus();
	await host.keyboard.press('Enter');
	const wordsAt = Number(await place.inputValue()) / 1000;
	expect(wordsAt).toBeGreaterThan(changed + RECORDED_SECONDS / 4 - 1);
	expect(wordsAt).toBeLessThan(heard.seconds);
	await expect(lines.getByRole('button')).toHaveAttribute('aria-current', 'true');
	const now = room.locator('p', { hasText: 'Ça va la nuit' });
	await expect(now).toBeVisible();
	await room.getByLabel('Show captions').uncheck();
	await expect(now).toHaveCount(0);
	const subtitles = await saved(host, () => said.getByRole('button', { name: 'Save as subtitles' }).click());
	expect(subtitles.name).toBe(name.replace(/\.ogg$/, '.vtt'));
	const vtt = subtitles.file.toString('utf8');
	expect(vtt).toMatch(/^WEBVTT\n\n00:00:\d\d\.\d{3} --> /);
	expect(vtt).toContain('Welcome &lt;b&gt;all&lt;/b&gt;');
	expect(vtt).toContain('<v Ben>');
	expect(vtt).not.toContain('Nobody asked me');

	await own.getByRole('button', { name: 'Delete' }).click();
	await host.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
	await expect(own).toHaveCount(0);
	await host.reload();
	await expect(host.getByRole('article')).toHaveCount(1);
});

test('a page that is killed while it records loses a second at most, and the mark tells the truth @heard', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	test.setTimeout(180_000);
	const { host, link } = await startRoom(firstVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await expectTogether([host, ben, cleo], ['Ada', 'Ben', 'Cleo']);
	await setMicrophone(host, true);
	await startRecording(host);
	await expect(ben.getByText('Ada is recording this room.')).toBeVisible();
	await inCaptions(host, (sheet) => sheet.getByLabel('I type them').check());
	await type(host, 'Before the end');
	await expectRecorded(host, 7);
	const before = await secondsOf(await newestRecording(host));
	const adas = host.context();
	await kill(host);
	for (const page of [ben, cleo])
		await expect(page.getByText(/Ada was recording, but their page is gone/)).toBeVisible({
			timeout: 60_000
		});

	const back = await adas.newPage();
	await back.goto(`${relay.url}/replay/`);
	const entry = back.getByRole('article');
	await expect(entry).toContainText('It was cut off when its page went away.');
	const { file } = await saved(back, () => entry.getByRole('button', { name: 'Save as a file' }).click());
	const heard = await decode(ben, file);
	expect(heard.seconds).toBeGreaterThanOrEqual(before - 0.1);
	expect(correlation(between(heard.envelope, 1.5, heard.seconds), FIRST)).toBeGreaterThan(SAME_VOICE);
	await entry.getByRole('button', { name: 'Listen' }).click();
	await expect(entry.getByRole('region', { name: 'What was said' })).toContainText('Ada: Before the end');

	// Back in the room, her page says that it is over.
	await back.goto(link);
	await back.getByRole('button', { name: 'Start listening' }).click();
	await expect(back.getByText('A recording of yours was cut off')).toBeVisible({ timeout: 60_000 });
	for (const page of [ben, cleo]) await expect(page.getByText(/Ada was recording/)).toHaveCount(0);
});

test('a device without space ends its recording whole, and everybody sees that', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	test.setTimeout(120_000);
	const { host, link } = await startRoom(firstVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await expectTogether([host, ben, cleo], ['Ada', 'Ben', 'Cleo']);
	// Nothing can begin, and nobody is told of anything.
	const devtools = await host.context().newCDPSession(host);
	await devtools.send('Storage.overrideQuotaForOrigin', { origin: relay.url, quotaSize: 1 });
	await choose(host, 'Record the room');
	await host.getByRole('dialog').getByRole('button', { name: 'Start recording' }).click();
	await expect(host.getByText('This device has no space left for a recording.')).toBeVisible();
	await expect(ben.getByText(/recording this room/)).toHaveCount(0);
	await devtools.send('Storage.overrideQuotaForOrigin', { origin: relay.url });

	await startRecording(host);
	await expectRecorded(host, 3);
	await fillDisk(host);
	await expect(host.getByText('This device has no space left, so the recording ended.')).toBeVisible();
	for (const page of [host, ben, cleo]) await expect(page.getByText(/recording this room/)).toHaveCount(0);
	await host.getByRole('link', { name: 'Your recordings' }).click();
	await expect(host.getByRole('article')).toContainText('The device had no space left.');
	const { file } = await saved(host, () =>
		host.getByRole('article').getByRole('button', { name: 'Save as a file' }).click()
	);
	expect((await decode(ben, file)).seconds).toBeGreaterThan(2.9);

	// Whoever deletes everything deletes recordings, too.
	await host.goto(`${relay.url}/settings/`);
	await expect(host.getByText('1 recording is kept.')).toBeVisible();
	await host.getByRole('button', { name: 'Delete everything on this device' }).click();
	await host.getByRole('button', { name: 'Delete everything', exact: true }).click();
	await expect(host.getByText('Talk, and let it pass on')).toBeVisible();
	expect(await newestRecording(host)).toHaveLength(0);
	await host.goto(`${relay.url}/replay/`);
	await expect(host.getByText('Nothing is recorded here yet.')).toBeVisible();
});

test('a listener with a modified client can set no mark, and a co-host can end a recording', async ({
	relay,
	firstVoice,
	noVoice,
	rogue
}) => {
	test.setTimeout(120_000);
	const { host, link } = await startRoom(firstVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const mallory = await rogue.join(link, 'Mallory');
	await expectTogether([host, ben], ['Ada', 'Ben', 'Mallory']);
	await choose(mallory, 'Record the room');
	await mallory.getByRole('dialog').getByRole('button', { name: 'Start recording' }).click();
	// She has signed it, and even on her page it means nothing.
	await expect(mallory.getByText('ended your recording')).toBeVisible();
	await mallory.getByRole('button', { name: 'Raise hand' }).click();
	// Her hand comes after it in her feed: where it is seen, so was the other.
	await expect(tile(host, 'Mallory')).toHaveAccessibleDescription(/[Hh]and/);
	for (const page of [host, ben]) await expect(page.getByText(/recording this room/)).toHaveCount(0);
	// Nor can she end one.
	await startRecording(host);
	await expect(ben.getByText('Ada is recording this room.')).toBeVisible();
	await moderate(host, 'Ben', 'Make co-host');
	await host.keyboard.press('Escape');
	await expect(tile(ben, 'Ben')).toContainText('Co-host');
	// Ben is on the stage now, and is asked; as a co-host he may end it.
	await ben.getByRole('alert').getByRole('button', { name: 'Stop the recording' }).click();
	await expect(host.getByText('ended your recording')).toBeVisible();
	for (const page of [host, ben]) await expect(page.getByText(/recording this room/)).toHaveCount(0);
});
