/** What is said on the stage, in writing: understood, typed, read, kept, and what nobody shall read. */
import { readFile } from 'node:fs/promises';
import { inCaptions, log, strip, type } from './support/captions.ts';
import { fakeSpeech, recognisers, understand } from './support/fake-speech.ts';
import {
	comeToStage,
	expectTogether,
	joinRoom,
	moderate,
	setMicrophone,
	startRoom
} from './support/people.ts';
import { expect, test } from './support/test.ts';

test('what a speaker says is written word by word for everybody, with their name, on their own device', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(firstVoice, link, 'Ben', { scripts: [fakeSpeech] });
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await comeToStage(ben, host);
	await inCaptions(ben, async (sheet) => {
		await sheet.getByLabel('From my voice, on this device').check();
		await expect(sheet.getByText('as soon as your microphone is on')).toBeVisible();
	});
	expect(await recognisers(ben)).toEqual([]);
	await setMicrophone(ben, true);
	await expect
		.poll(() => recognisers(ben))
		.toEqual([{ isLocal: true, isAborted: false, track: 'audio live' }]);
	await understand(ben, ['the night', 'open']);
	for (const page of [host, ben, cleo]) await expect(strip(page)).toContainText('Ben: the night…');
	await understand(ben, ['the night fairy', 'open'], ['The night ferry.', 'final'], ['It', 'open']);
	for (const page of [host, ben, cleo]) {
		await expect(log(page)).toHaveText('Ben: The night ferry.');
		await expect(strip(page)).toContainText('Ben: It…');
		await expect(strip(page)).not.toContainText('fairy');
	}
	await expect(log(cleo).getByText('The night ferry.')).toHaveAttribute('lang', 'en-GB');
	// The microphone closes: what was being said stands, and nothing more is understood.
	await setMicrophone(ben, false);
	await expect(log(cleo)).toContainText('Ben: It');
	await expect.poll(async () => (await recognisers(ben)).every(({ isAborted }) => isAborted)).toBe(true);
	await understand(ben, ['whispered', 'final']);
	// Somebody who comes later reads what was said last.
	const dan = await joinRoom(noVoice, link, 'Dan');
	await expect(log(dan)).toContainText('The night ferry.');
	for (const page of [host, cleo, dan]) await expect(strip(page)).not.toContainText('whispered');
});

test('typed lines are read, in the size one likes, or not at all, and kept by who wants them', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await expectTogether([host, ben, cleo], ['Ada', 'Ben', 'Cleo']);
	await comeToStage(ben, host);
	await inCaptions(cleo, async (sheet) => {
		await expect(sheet.getByText('Once you are on the stage')).toBeVisible();
	});
	await inCaptions(host, (sheet) => sheet.getByLabel('I type them').check());
	await type(host, 'Welcome <b>all</b>');
	await host.getByLabel('Whose words').selectOption({ label: 'Ben' });
	await type(host, 'Thank you');
	for (const page of [ben, cleo]) {
		await expect(log(page)).toContainText('Ada: Welcome <b>all</b>');
		await expect(log(page)).toContainText('Ben: Thank you (typed by Ada)');
		await expect(log(page)).toHaveAttribute('aria-live', 'off');
	}
	const line = log(cleo).getByText('Thank you');
	const size = () => line.evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
	const before = await size();
	await inCaptions(cleo, async (sheet) => {
		await sheet.getByLabel('Largest').check();
		await sheet.getByLabel('Let my screen reader say each line').check();
	});
	expect(await size()).toBeGreaterThan(before * 1.5);
	await expect(log(cleo)).toHaveAttribute('aria-live', 'polite');
	await strip(cleo).getByRole('button', { name: 'Hide captions' }).click();
	await expect(strip(cleo)).toBeHidden();
	await type(host, 'still going on');
	await expect(log(ben)).toContainText('still going on');
	await expect(strip(cleo)).toBeHidden();
	// Remembered here, over a reload; the words themselves are not.
	await cleo.reload();
	await expect(cleo.getByRole('heading', { name: 'Stage' })).toBeVisible();
	await inCaptions(cleo, async (sheet) => {
		await expect(sheet.getByLabel('Show captions')).not.toBeChecked();
		await expect(sheet.getByLabel('Largest')).toBeChecked();
		await sheet.getByLabel('Show captions').check();
	});
	await inCaptions(ben, async (sheet) => {
		await sheet.getByRole('button', { name: 'Everything that was said' }).click();
		const all = ben.getByRole('dialog', { name: 'What was said' });
		await expect(all.getByRole('listitem')).toHaveCount(3);
		const [saving] = await Promise.all([
			ben.waitForEvent('download'),
			all.getByRole('button', { name: 'Keep as subtitles' }).click()
		]);
		const kept = await readFile(await saving.path(), 'utf8');
		expect(kept).toMatch(/^WEBVTT\n\n00:00:00\.000 --> /);
		expect(kept).toContain('<v Ada><lang en>Welcome &lt;b&gt;all&lt;/b&gt;</lang></v>');
		expect(kept).toContain('<v Ben>');
	});
});

test('a cloud is asked about before anything of the voice goes there, and can be refused', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(firstVoice, relay.url, { scripts: [fakeSpeech] });
	const ben = await joinRoom(noVoice, link, 'Ben');
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	await expectTogether([host, ben, cleo], ['Ada', 'Ben', 'Cleo']);
	await setMicrophone(host, true);
	const cloud = 'From my voice, by my browser’s maker';
	await inCaptions(host, async (sheet) => {
		await sheet.getByLabel(cloud).check();
		await expect(sheet.getByText('hears what you say and sees your network address')).toBeVisible();
		await expect(sheet.getByRole('heading', { name: 'Send your voice' })).toBeFocused();
		expect(await recognisers(host)).toEqual([]);
		await sheet.getByRole('button', { name: 'No, do not send it' }).click();
		await expect(sheet.getByLabel(cloud)).not.toBeChecked();
		await expect(sheet.getByLabel('Not shown')).toBeFocused();
		expect(await recognisers(host)).toEqual([]);
		await sheet.getByLabel(cloud).check();
		await sheet.getByRole('button', { name: 'I agree' }).click();
		await expect(sheet.getByText('Your voice goes to your browser’s maker.')).toBeVisible();
	});
	await expect
		.poll(() => recognisers(host))
		.toEqual([{ isLocal: false, isAborted: false, track: 'audio live' }]);
	await understand(host, ['Good evening', 'final']);
	for (const page of [ben, cleo]) await expect(log(page)).toContainText('Ada: Good evening');
	await inCaptions(host, (sheet) => sheet.getByLabel('Not shown').check());
	expect((await recognisers(host)).every(({ isAborted }) => isAborted)).toBe(true);
});

test('a hostile listener is read by nobody, and a flood by a speaker is cut short', async ({
	relay,
	firstVoice,
	noVoice,
	rogue
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await joinRoom(firstVoice, link, 'Ben', { scripts: [fakeSpeech] });
	const cleo = await joinRoom(noVoice, link, 'Cleo');
	const mallory = await rogue.join(link, 'Mallory');
	await expectTogether([host, ben, cleo], ['Ada', 'Ben', 'Cleo', 'Mallory']);
	await comeToStage(mallory, host);
	await inCaptions(mallory, (sheet) => sheet.getByLabel('I type them').check());
	await type(mallory, 'allowed');
	for (const page of [host, ben, cleo]) await expect(log(page)).toContainText('Mallory: allowed');
	await moderate(host, 'Mallory', 'Move to audience');
	await expect(host.getByRole('heading', { name: 'Audience' })).toBeVisible();
	await type(mallory, 'not allowed');
	await expect(log(mallory)).toContainText('not allowed');
	await comeToStage(ben, host);
	await setMicrophone(ben, true);
	await inCaptions(ben, (sheet) => sheet.getByLabel('From my voice, on this device').check());
	await understand(ben, ...Array.from({ length: 1_000 }, (_, i) => [`spam ${i}`, 'final'] as const));
	await expect(log(cleo)).toContainText('spam');
	await inCaptions(host, (sheet) => sheet.getByLabel('I type them').check());
	await type(host, 'Let us go on');
	for (const page of [host, cleo]) {
		await expect(log(page)).toContainText('Ada: Let us go on');
		await inCaptions(page, async (sheet) => {
			await sheet.getByRole('button', { name: 'Everything that was said' }).click();
			const all = page.getByRole('dialog', { name: 'What was said' }).getByRole('listitem');
			await expect(all.filter({ hasText: 'Let us go on' })).toHaveCount(1);
			await expect(all.filter({ hasText: 'not allowed' })).toHaveCount(0);
			expect(await all.filter({ hasText: 'spam' }).count()).toBeLessThan(100);
		});
	}
	await cleo.getByRole('button', { name: 'More', exact: true }).click();
	await cleo.getByRole('button', { name: 'What was refused' }).click();
	await expect(cleo.getByText('A caption of somebody who may not speak here')).toBeVisible();
	await expect(cleo.getByText('More captions than anybody can say')).toBeVisible();
});
