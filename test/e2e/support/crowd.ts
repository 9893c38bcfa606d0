import { spawn, type ChildProcess } from 'node:child_process';
import { endProcess } from '../../fixtures/child-process.ts';
import { test as base } from './test.ts';

/** Playwright's `test` with listeners without a screen: they fill a room as people do, and cost little. */
export const test = base.extend<{ crowd: (link: string, count: number) => ChildProcess }>({
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
