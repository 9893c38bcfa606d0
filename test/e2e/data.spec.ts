import { joinRoom, startRoom, tile } from './support/people.ts';
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
	await host.getByRole('button', { name: 'Delete everything on this device' }).click();
	await host.getByRole('button', { name: 'Cancel' }).click();
	await expect(host.getByLabel('Your name')).toHaveValue('Ada');
	await host.getByRole('button', { name: 'Delete everything on this device' }).click();
	await host.getByRole('button', { name: 'Delete everything', exact: true }).click();
	await expect(host.getByText('Talk, and let it pass on')).toBeVisible();
	await expect(host.getByText('Kept for now')).toHaveCount(0);
	const kept = await host.evaluate(async () => {
		const databases = await indexedDB.databases();
		const names = [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
		return [...databases.map(({ name }) => name), ...names.filter((name) => name.startsWith('hearsay.'))];
	});
	// Home has opened a new, empty one at most.
	expect(kept.filter((name) => name !== 'hearsay')).toEqual([]);
	await host.goto(link);
	await expect(host.getByLabel('Your name')).toHaveValue('');
	await host.getByRole('button', { name: 'Start listening' }).click();
	await expect(host.getByRole('button', { name: 'Raise hand' })).toBeVisible();
	await expect(third.getByRole('button', { name: /^Guest/ })).toBeVisible();
});
