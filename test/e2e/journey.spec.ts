import { expectSilence, expectVoice } from './support/hearing.ts';
import { comeToStage, joinRoom, moderate, setMicrophone, startRoom, tile } from './support/people.ts';
import { expect, test } from './support/test.ts';

test('a room started in one browser is heard in two others, and a silent host gives silence @heard', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(firstVoice, relay.url);
	const second = await joinRoom(noVoice, link);
	const third = await joinRoom(noVoice, link);
	await expectSilence([second, third]);
	await setMicrophone(host, true);
	await expectVoice([second, third], 'voice-1');
	await setMicrophone(host, false);
	await expectSilence([second, third]);
});

test('a raised hand leads to the stage, and the third hears the second @heard', async ({
	relay,
	firstVoice,
	secondVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(firstVoice, relay.url);
	const second = await joinRoom(secondVoice, link, 'Ben');
	const third = await joinRoom(noVoice, link, 'Cleo');
	await comeToStage(second, host);
	await expect(tile(third, 'Ben')).toBeVisible();
	await expectSilence([host, third]);
	await setMicrophone(second, true);
	await expectVoice([host, third], 'voice-2');
});

test('an invitation can be declined', async ({ relay, noVoice }) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const second = await joinRoom(noVoice, link, 'Ben');
	await second.getByRole('button', { name: 'Raise hand' }).click();
	await expect(second.getByRole('button', { name: 'Raise hand' })).toHaveAttribute('aria-pressed', 'true');
	await host.getByRole('button', { name: 'Requests' }).click();
	await host.getByRole('button', { name: 'Let speak' }).click();
	await second.getByRole('button', { name: 'Stay in the audience' }).click();
	await expect(second.getByRole('button', { name: 'Join the stage' })).toBeHidden();
	await expect(second.getByRole('button', { name: 'Microphone', exact: true })).toBeHidden();
});

test('a host silences a speaker, who can speak again only by their own hand @heard', async ({
	relay,
	firstVoice,
	secondVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(firstVoice, relay.url);
	const second = await joinRoom(secondVoice, link, 'Ben');
	const third = await joinRoom(noVoice, link, 'Cleo');
	await comeToStage(second, host);
	await setMicrophone(second, true);
	await expectVoice([third], 'voice-2');
	await moderate(host, 'Ben', 'Mute');
	await expect(second.getByRole('button', { name: 'Microphone', exact: true })).toHaveAttribute(
		'aria-pressed',
		'false'
	);
	await host.keyboard.press('Escape');
	await expectSilence([third, host]);
	await setMicrophone(second, true);
	await expectVoice([third], 'voice-2');
});

test('a speaker is moved to the audience and no longer heard @heard', async ({
	relay,
	secondVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const second = await joinRoom(secondVoice, link, 'Ben');
	await comeToStage(second, host);
	await setMicrophone(second, true);
	await expectVoice([host], 'voice-2');
	await moderate(host, 'Ben', 'Move to audience');
	await expect(second.getByRole('button', { name: 'Raise hand' })).toBeVisible();
	await expect(second.getByRole('button', { name: 'Microphone', exact: true })).toBeHidden();
	await expectSilence([host]);
});

for (const action of ['Remove', 'Ban'] as const) {
	test(`${action}: the person is out, and stays out after a reload and with the same link @heard`, async ({
		relay,
		firstVoice,
		noVoice
	}) => {
		const { host, link } = await startRoom(firstVoice, relay.url);
		const second = await joinRoom(noVoice, link, 'Ben');
		const third = await joinRoom(noVoice, link, 'Cleo');
		await moderate(host, 'Ben', action);
		const words = action === 'Ban' ? /banned/i : /removed/i;
		await expect(second.getByText(words).first()).toBeVisible();
		await expect(tile(third, 'Ben')).toBeHidden();
		await second.reload();
		await expect(second.getByText(words).first()).toBeVisible();
		await expect(second.getByRole('button', { name: 'Start listening' })).toBeHidden();
		// The same browser, but its memory of this room gone: the others still know.
		await second.evaluate(async () => {
			const request = indexedDB.open('hearsay');
			const database = await new Promise<IDBDatabase>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error);
			});
			const stores = ['events', 'rooms'];
			const transaction = database.transaction(stores, 'readwrite');
			for (const store of stores) transaction.objectStore(store).clear();
			await new Promise((resolve) => (transaction.oncomplete = resolve));
			database.close();
			sessionStorage.clear();
		});
		await second.goto(relay.url);
		await second.goto(link);
		await expect(second.getByText(words).first()).toBeVisible();
		await setMicrophone(host, true);
		await expectVoice([third], 'voice-1');
		await expectSilence([second]);
	});
}

test('a co-host lets somebody speak @heard', async ({ relay, secondVoice, noVoice }) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const second = await joinRoom(noVoice, link, 'Ben');
	const third = await joinRoom(secondVoice, link, 'Cleo');
	await moderate(host, 'Ben', 'Make co-host');
	await expect(second.getByRole('button', { name: 'Requests' })).toBeVisible();
	await comeToStage(third, second);
	await setMicrophone(third, true);
	await expectVoice([host, second], 'voice-2');
});
