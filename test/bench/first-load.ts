import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page, Response } from '@playwright/test';
import { openRoom, previewRoom } from './rooms.ts';
import { row, type Row } from './table.ts';
import type { Workbench } from './workbench.ts';

/** How much script a first visit brings, each response compressed by itself. */
export async function firstLoadScripts(bench: Workbench): Promise<Row[]> {
	const url = await bench.url();
	const room = await openRoom(bench);
	const idle = (page: Page) => page.waitForLoadState('networkidle');
	const drawn = await weigh(bench, async (context) => {
		// The engine comes in a quiet moment, which here never comes.
		await context.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
		const page = await context.newPage();
		await page.goto(url);
		await idle(page);
	});
	const home = await weigh(bench, async (context) => {
		const page = await context.newPage();
		await page.goto(url);
		await idle(page);
	});
	const guest = await weigh(bench, async (context) => void (await previewRoom(context, room.link)));
	await room.close();
	return [
		row('JavaScript of home, gzip, to the drawn page', drawn.kilobytes, 'kB', {
			target: '≤ 180',
			note: `${drawn.count} files; service worker off`
		}),
		row('  and what this browser keeps, once drawn', home.kilobytes, 'kB', {
			target: '≤ 180',
			note: `${home.count} files in all`
		}),
		row('JavaScript of the room page, gzip, room found', guest.kilobytes, 'kB', {
			note: `${guest.count} files`
		})
	];
}

/** The scripts that a fresh context gets while `visit` runs; a kilobyte is 1,000 bytes. */
async function weigh(
	bench: Workbench,
	visit: (context: BrowserContext) => Promise<void>
): Promise<{ readonly kilobytes: number; readonly count: number }> {
	const context = await bench.machine({ serviceWorkers: 'block' });
	const responses: Response[] = [];
	context.on('response', (response) => responses.push(response));
	await visit(context);
	const scripts = responses.filter((response) => /javascript/.test(response.headers()['content-type'] ?? ''));
	const bodies = await Promise.all(scripts.map((response) => response.body()));
	await context.close();
	const bytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
	return { kilobytes: bytes / 1000, count: bodies.length };
}
