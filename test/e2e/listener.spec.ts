import type { Page } from '@playwright/test';
import { ListenerProcess } from './support/listener.ts';
import { moderate, startRoom, tile } from './support/people.ts';
import { expect, test as base } from './support/test.ts';

const test = base.extend<{ listen: (link: string, ...options: string[]) => ListenerProcess }>({
	listen: async ({}, use) => {
		const processes: ListenerProcess[] = [];
		await use((...args) => {
			const started = ListenerProcess.start(...args);
			processes.push(started);
			return started;
		});
		await Promise.all(processes.map((one) => one.kill()));
	}
});

async function expectHere(page: Page, ...names: readonly string[]): Promise<void> {
	for (const name of names) await expect(tile(page, name)).toBeVisible();
}

test('a listener without a screen joins by its link, is seen by name, and leaves when stopped', async ({
	relay,
	noVoice,
	listen
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const listener = listen(link, '--name', 'Steady ear');
	await expectHere(host, 'Steady ear');
	await expect.poll(() => listener.printed).toContain('In “Evening room”.');
	await relay.kill();
	await expect.poll(() => listener.printed).toContain('The relay does not answer. Trying again.');
	await expectHere(host, 'Steady ear');
	expect(await listener.stop()).toBe(0);
	// Its farewell came: nobody is kept on the screen as lost, which would last 45 s.
	await expect(tile(host, 'Steady ear')).toBeHidden({ timeout: 5_000 });
	expect(listener.printed).toMatch(/Left\.\n$/);
});

test('several listeners of one process are people of their own, and one that is removed is told', async ({
	relay,
	noVoice,
	listen
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const several = listen(link, '--name', 'Ear', '--count', '3');
	await expectHere(host, 'Ear 1', 'Ear 2', 'Ear 3');
	expect(await several.stop()).toBe(0);
	const single = listen(link, '--name', 'Uninvited ear');
	await expectHere(host, 'Uninvited ear');
	await moderate(host, 'Uninvited ear', 'Remove');
	expect(await single.ended).toBe(2);
	expect(single.printed).toContain('A moderator has removed this listener.');
});
