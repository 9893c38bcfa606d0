import { spawn, type ChildProcess } from 'node:child_process';
import { endProcess } from '../fixtures/child-process.ts';
import { expectVoice } from './support/hearing.ts';
import { comeToStage, joinRoom, setMicrophone, startRoom } from './support/people.ts';
import { expect, test as base } from './support/test.ts';

/** Listeners without a screen: they fill a room as people do, and cost little. */
const test = base.extend<{ crowd: (link: string, count: number) => ChildProcess }>({
	crowd: async ({}, use) => {
		const running: ChildProcess[] = [];
		await use((link, count) => {
			const listener = spawn(
				process.execPath,
				['listener/main.ts', link, '--name', 'Guest', '--count', String(count)],
				{ stdio: 'ignore' }
			);
			running.push(listener);
			return listener;
		});
		await Promise.all(running.map(endProcess));
	}
});

test('T1 a room of ten passes from listener to listener, and says so @heard', async ({
	relay,
	firstVoice,
	noVoice,
	crowd
}) => {
	test.setTimeout(240_000);
	const { host, link } = await startRoom(firstVoice, relay.url);
	const listener = await joinRoom(noVoice, link, 'Ben');
	await setMicrophone(host, true);
	await expectVoice([listener], 'voice-1');
	crowd(link, 8);
	await expect(host.getByText('10 people')).toBeVisible({ timeout: 60_000 });
	for (const page of [host, listener])
		await expect(page.getByText('Sound comes over listeners').first()).toBeVisible({ timeout: 30_000 });
	await expectVoice([listener], 'voice-1');
	await listener.getByRole('link', { name: 'Your path' }).first().click();
	await expect(listener.getByRole('heading', { name: 'Your path' })).toBeVisible();
	// The sound goes on while its path is looked at.
	await expectVoice([listener], 'voice-1');
});

test('T2 the host dies, and a speaker is heard on by whoever listens @heard', async ({
	relay,
	firstVoice,
	secondVoice,
	noVoice,
	crowd
}) => {
	test.setTimeout(240_000);
	const { host, link } = await startRoom(firstVoice, relay.url);
	const speaker = await joinRoom(secondVoice, link, 'Ben');
	const listener = await joinRoom(noVoice, link, 'Cleo');
	await comeToStage(speaker, host);
	await setMicrophone(speaker, true);
	crowd(link, 6);
	await expect(listener.getByText('Sound comes over listeners').first()).toBeVisible({ timeout: 60_000 });
	await expectVoice([listener], 'voice-2');
	await host.context().close();
	await expectVoice([listener], 'voice-2');
	await expect(speaker.getByText('Sound comes over listeners').first()).toBeVisible();
});
