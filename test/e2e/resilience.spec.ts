import { expectSilence, expectVoice } from './support/hearing.ts';
import {
	comeToStage,
	expectKept,
	expectTogether,
	joinRoom,
	moderate,
	setMicrophone,
	startRoom,
	tile
} from './support/people.ts';
import { expect, test } from './support/test.ts';

test("the host's tab is reloaded: the others keep talking, and the host is host again @heard", async ({
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
	await Promise.all([host.reload(), expectVoice([third], 'voice-2')]);
	await expect(host.getByRole('heading', { name: 'Stage' })).toBeVisible();
	await expect(host.getByRole('button', { name: 'Requests' })).toBeVisible();
	await expect(tile(third, 'Ada')).toBeVisible();
	await setMicrophone(host, true);
	await setMicrophone(second, false);
	await expectVoice([third], 'voice-1');
	await moderate(host, 'Ben', 'Move to audience');
	await expect(second.getByRole('button', { name: 'Raise hand' })).toBeVisible();
});

test("the host's tab is closed: the room goes on without it @heard", async ({
	relay,
	secondVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const second = await joinRoom(secondVoice, link, 'Ben');
	const third = await joinRoom(noVoice, link, 'Cleo');
	await comeToStage(second, host);
	await host.context().close();
	await expect(tile(third, 'Ada')).toBeHidden();
	await setMicrophone(second, true);
	await expectVoice([third], 'voice-2');
});

test('the relay dies: speech, hands and mutes go on, and after its restart a newcomer gets in @heard', async ({
	relay,
	firstVoice,
	secondVoice,
	noVoice
}) => {
	// Speech is judged five times, five seconds each at the least.
	test.slow();
	const { host, link } = await startRoom(firstVoice, relay.url);
	const second = await joinRoom(secondVoice, link, 'Ben');
	const third = await joinRoom(noVoice, link, 'Cleo');
	await expectTogether([host, second, third], ['Ada', 'Ben', 'Cleo']);
	await relay.kill();
	await setMicrophone(host, true);
	await expectVoice([second, third], 'voice-1');
	await setMicrophone(host, false);
	await comeToStage(second, host);
	await setMicrophone(second, true);
	await expectVoice([host, third], 'voice-2');
	await moderate(host, 'Ben', 'Mute');
	await host.keyboard.press('Escape');
	await expectSilence([host, third]);
	await relay.start();
	const fourth = await joinRoom(noVoice, link, 'Dora');
	await expect(tile(fourth, 'Ada')).toBeVisible();
	await setMicrophone(host, true);
	await expectVoice([fourth], 'voice-1');
});

test('the app opens without any network and shows the room it knows', async ({ relay, noVoice }) => {
	const { host, link } = await startRoom(noVoice, relay.url, { title: 'Kept for later' });
	await expectKept(host);
	await relay.kill();
	// The server is gone: whatever loads now comes from this device.
	await host.goto(relay.url);
	await expect(host.getByRole('button', { name: 'Start a room' })).toBeVisible();
	await expect(host.getByText('Kept for later')).toBeVisible();
	await host.goto(link);
	await expect(host.getByText('Kept for later').first()).toBeVisible();
});
