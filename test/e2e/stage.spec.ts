import { expectVoice } from './support/hearing.ts';
import { comeToStage, joinRoom, setMicrophone, startRoom } from './support/people.ts';
import { expect, test } from './support/test.ts';

declare global {
	interface Window {
		/** Screen locks that this page holds. */
		screenLocks: number;
		/** What the system's controls can do in this page. */
		mediaActions: Map<string, (() => void) | null>;
	}
}

/** Notes what the page asks of the system, and lets it have it. */
function noteSystem(): void {
	window.screenLocks = 0;
	const request = navigator.wakeLock.request.bind(navigator.wakeLock);
	navigator.wakeLock.request = async (type) => {
		const lock = await request(type);
		window.screenLocks++;
		lock.addEventListener('release', () => window.screenLocks--);
		return lock;
	};
	window.mediaActions = new Map();
	const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
	navigator.mediaSession.setActionHandler = (action, handler) => {
		window.mediaActions.set(action, handler as (() => void) | null);
		set(action, handler);
	};
}

test('the screen stays on for who is on the stage, and the system’s controls mute and leave', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(firstVoice, relay.url, { scripts: [noteSystem] });
	const guest = await joinRoom(noVoice, link, 'Ben', { scripts: [noteSystem] });
	await expect.poll(() => host.evaluate(() => window.screenLocks)).toBe(1);
	expect(await guest.evaluate(() => window.screenLocks)).toBe(0);
	const shown = await guest.evaluate(() => {
		const { metadata, playbackState } = navigator.mediaSession;
		return [metadata?.title, metadata?.artist, playbackState];
	});
	expect(shown).toEqual(['Evening room', 'Ada', 'playing']);
	expect(await guest.evaluate(() => window.mediaActions.get('togglemicrophone'))).toBeNull();

	const toggle = host.getByRole('button', { name: 'Microphone', exact: true });
	await host.evaluate(() => window.mediaActions.get('togglemicrophone')!());
	await expect(toggle).toHaveAttribute('aria-pressed', 'true');
	await expectVoice([guest], 'voice-1');
	await host.evaluate(() => window.mediaActions.get('togglemicrophone')!());
	await expect(toggle).toHaveAttribute('aria-pressed', 'false');

	await guest.evaluate(() => window.mediaActions.get('hangup')!());
	await expect(guest.getByRole('button', { name: 'Start a room' })).toBeVisible();
	expect(await guest.evaluate(() => navigator.mediaSession.metadata)).toBeNull();
	await expect(host.getByText('1 person')).toBeVisible();
});

test('a host may take whoever spoke least first, and sees who has spoken', async ({
	relay,
	firstVoice,
	secondVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const talker = await joinRoom(secondVoice, link, 'Ben');
	const silent = await joinRoom(firstVoice, link, 'Cleo');
	await comeToStage(talker, host);
	await setMicrophone(talker, true);
	await expectVoice([host], 'voice-2');
	await talker.getByRole('button', { name: 'More' }).click();
	await talker.getByRole('button', { name: 'Leave the stage' }).click();
	await talker.getByRole('button', { name: 'Raise hand' }).click();
	await host.getByRole('button', { name: 'Requests' }).click();
	const waiting = host.getByRole('complementary').getByRole('listitem');
	await expect(waiting).toHaveCount(1);
	await silent.getByRole('button', { name: 'Raise hand' }).click();
	await expect(waiting).toHaveText([/Ben.*has spoken less than a minute/s, /Cleo(?!.*has spoken)/s]);
	await host.getByLabel('Whoever spoke least first').check();
	// The place in the queue stays what it was.
	await expect(waiting).toHaveText([/^2\s*Cleo/, /^1\s*Ben/]);
	await host.getByLabel('Whoever spoke least first').uncheck();
	await expect(waiting.first()).toHaveText(/Ben/);
});
