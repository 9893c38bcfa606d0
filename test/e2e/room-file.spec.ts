import { readFile } from 'node:fs/promises';
import { arrive, joinRoom, startRoom } from './support/people.ts';
import { expect, test } from './support/test.ts';

test('a room saved as a file is verified and kept in another browser, also when nobody is there any more', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url, { title: 'To be kept' });
	const guest = await joinRoom(noVoice, link, 'Ben');
	await guest.getByRole('button', { name: 'Chat', exact: true }).click();
	await guest.getByLabel('Write to everybody').fill('Good evening from Ben');
	await guest.keyboard.press('Enter');
	await host.getByRole('button', { name: 'Chat', exact: true }).click();
	await expect(host.getByText('Good evening from Ben', { exact: true })).toBeVisible();
	const controls = host.getByRole('region', { name: 'Room controls' });
	await controls.getByRole('button', { name: 'More', exact: true }).click();
	await host.getByRole('button', { name: 'Save this room as a file' }).click();
	const saving = host.waitForEvent('download');
	await host.getByRole('button', { name: 'Save the file' }).click();
	const saved = await saving;
	expect(saved.suggestedFilename()).toBe('room.hearsay');
	const bytes = await readFile(await saved.path());
	await guest.context().close();
	await host.context().close();

	const elsewhere = await arrive(noVoice, relay.url);
	await elsewhere.getByRole('link', { name: 'Open a room file' }).click();
	const chooser = elsewhere.getByLabel('Choose the file');
	for (const [buffer, sentence] of [
		[Buffer.from('<html>'), 'This file is no room.'],
		[bytes.subarray(0, bytes.length - 7), 'This file was cut short or changed on its way.'],
		[altered(bytes), 'was not signed by whom it names.']
	] as const) {
		await chooser.setInputFiles({ name: 'room.hearsay', mimeType: '', buffer });
		await expect(elsewhere.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
	}
	await chooser.setInputFiles({ name: 'room.hearsay', mimeType: '', buffer: bytes });
	await expect(elsewhere.getByRole('heading', { name: 'To be kept' })).toBeFocused();
	await expect(elsewhere.getByText('Hosted by Ada. It holds 2 people and 1 message.')).toBeVisible();
	await elsewhere.getByRole('button', { name: 'Keep it here' }).click();
	await expect(elsewhere.getByText('The room is kept here.')).toBeVisible();
	await elsewhere.getByRole('link', { name: 'Go to the room' }).click();
	await elsewhere.getByRole('button', { name: 'Start listening' }).click();
	await elsewhere.getByRole('button', { name: 'Chat', exact: true }).click();
	await expect(elsewhere.getByText('Good evening from Ben', { exact: true })).toBeVisible();
});

/** The same file with another word in the message that was signed. */
function altered(bytes: Buffer): Buffer {
	const changed = Buffer.from(bytes);
	changed.write('Mad', changed.indexOf('Good evening'));
	return changed;
}
