import { readFile } from 'node:fs/promises';
import { arrive, joinRoom, startRoom, tile } from './support/people.ts';
import { expect, test } from './support/test.ts';

test('a person sees what is kept, deletes it all, and comes back as nobody who was here before', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url, { title: 'Kept for now' });
	const guest = await joinRoom(noVoice, link, 'Ben');
	const third = await joinRoom(noVoice, link, 'Cleo');
	await expect(tile(guest, 'Ada')).toBeVisible();
	await guest.goto(`${relay.url}/settings/`);
	await expect(guest.getByText('1 room is kept.')).toBeVisible();
	await host.goto(`${relay.url}/settings/`);
	const saving = host.waitForEvent('download');
	await host.getByRole('button', { name: 'Save it all as a file' }).click();
	const saved = await saving;
	expect(saved.suggestedFilename()).toMatch(/^hearsay-\d{4}-\d\d-\d\d\.json$/);
	const kept = JSON.parse(await readFile(await saved.path(), 'utf8')) as {
		values: { profile: { name: string } };
		rooms: { title: string; events: object[] }[];
	};
	expect(kept.values.profile.name).toBe('Ada');
	expect(kept.rooms.map(({ title }) => title)).toEqual(['Kept for now']);
	expect(kept.rooms[0]!.events.length).toBeGreaterThan(0);
	await host.getByRole('button', { name: 'Delete everything on this device' }).click();
	await host.getByRole('button', { name: 'Cancel' }).click();
	await expect(host.getByLabel('Your name')).toHaveValue('Ada');
	await host.getByRole('button', { name: 'Delete everything on this device' }).click();
	await host.getByRole('button', { name: 'Delete everything', exact: true }).click();
	await expect(host.getByText('Talk, and let it pass on')).toBeVisible();
	await expect(host.getByText('Kept for now')).toHaveCount(0);
	const left = await host.evaluate(async () => {
		const databases = await indexedDB.databases();
		const names = [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
		return [...databases.map(({ name }) => name), ...names.filter((name) => name.startsWith('hearsay.'))];
	});
	// Home has opened a new, empty one at most.
	expect(left.filter((name) => name !== 'hearsay')).toEqual([]);
	await host.goto(link);
	await expect(host.getByLabel('Your name')).toHaveValue('');
	await host.getByRole('button', { name: 'Start listening' }).click();
	await expect(host.getByRole('button', { name: 'Raise hand' })).toBeVisible();
	await expect(third.getByRole('button', { name: /^Guest/ })).toBeVisible();
});

test('a person is told that the browser may delete what is kept, and asks it not to', async ({
	relay,
	noVoice
}) => {
	const page = await arrive(noVoice, `${relay.url}/settings/`);
	await expect(page.getByText('the browser may delete all of it')).toBeVisible();
	await page.getByRole('button', { name: 'Ask the browser to keep it' }).click();
	// Whether it agrees is the browser's own choice: the page says what it really answered.
	const isKept = await page.evaluate(() => navigator.storage.persisted());
	const answer = isKept ? 'The browser promised to keep all of it' : 'The browser did not agree.';
	await expect(page.getByText(answer)).toBeVisible();
	await expect(page.getByRole('button', { name: 'Ask the browser to keep it' })).toHaveCount(0);
});

test('an identity is saved as it is made, and is the same person on another device', async ({
	relay,
	noVoice
}) => {
	const PASSPHRASE = 'four plain random words';
	const { host, link } = await startRoom(noVoice, relay.url);
	const settings = async () => {
		const page = await arrive(noVoice, `${relay.url}/settings/`);
		await expect(page.getByText('So this identity cannot be saved any more.')).toBeVisible();
		return page;
	};
	const laptop = await settings();
	await laptop.getByRole('button', { name: 'Make an identity that can be saved' }).click();
	await laptop.getByLabel('New passphrase').fill(PASSPHRASE);
	await laptop.getByLabel('The passphrase once more').fill('four plain random word');
	await laptop.getByRole('button', { name: 'Make it and save the file' }).click();
	await expect(laptop.getByText('The two passphrases are not the same.')).toBeVisible();
	await laptop.getByLabel('The passphrase once more').fill(PASSPHRASE);
	const saving = laptop.waitForEvent('download');
	await laptop.getByRole('button', { name: 'Make it and save the file' }).click();
	const file = await (await saving).path();
	await expect(laptop.getByRole('heading', { name: 'Is the file in your downloads?' })).toBeFocused();
	await laptop.getByRole('button', { name: 'Use this identity from now on' }).click();
	await expect(laptop.getByText('Talk, and let it pass on')).toBeVisible();
	await laptop.goto(`${relay.url}/settings/`);
	await expect(laptop.getByText('A file of this identity was saved.')).toBeVisible();

	const phone = await settings();
	await phone.getByRole('button', { name: 'Open a saved identity' }).click();
	const chooser = phone.getByLabel('Choose the identity file');
	const open = async (passphrase: string) => {
		await phone.getByLabel('Passphrase', { exact: true }).fill(passphrase);
		await phone.getByRole('button', { name: 'Open it', exact: true }).click();
	};
	const bytes = await readFile(file);
	for (const [buffer, sentence] of [
		[Buffer.from('<html>'), 'This file is not a saved identity.'],
		[Buffer.alloc(1_000_000, 'hearsay/identity/1\0'), 'This file is not a saved identity.'],
		[bytes.subarray(0, 90), 'This file was cut short or changed on its way.'],
		[bytes.map((byte, i) => (i === 40 ? byte ^ 1 : byte)), 'This file was cut short or changed on its way.']
	] as const) {
		await chooser.setInputFiles({ name: 'identity.hearsay', mimeType: '', buffer: Buffer.from(buffer) });
		await open(PASSPHRASE);
		await expect(phone.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
	}
	await chooser.setInputFiles(file);
	await open('some other passphrase');
	await expect(phone.getByText('The passphrase does not open this file.')).toBeVisible();
	await open(PASSPHRASE);
	await phone.getByRole('button', { name: 'Use this identity from now on' }).click();
	await expect(phone.getByText('Talk, and let it pass on')).toBeVisible();

	// Two devices of one person, who counts once.
	for (const page of [laptop, phone]) {
		await page.goto(link);
		await page.getByLabel('Your name').fill('Ben');
		await page.getByRole('button', { name: 'Start listening' }).click();
		await expect(page.getByRole('heading', { name: 'Audience' })).toBeVisible();
	}
	await expect(tile(phone, 'Ada')).toBeVisible();
	await expect(tile(host, 'Ben')).toHaveCount(1);
	await expect(host.getByText('2 people')).toBeVisible();
	await phone.getByRole('button', { name: 'Raise hand' }).click();
	await expect(laptop.getByText('Your hand is up, 1st in line')).toBeVisible();
});
