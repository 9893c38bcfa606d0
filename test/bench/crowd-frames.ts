import type { Page } from '@playwright/test';
import { serveFolder } from '../e2e/static-server.ts';
import { buildVariant } from '../e2e/support/variants.ts';
import { framesOf, watchFrames, type Frames } from './frames.ts';
import { row, type Row } from './table.ts';
import type { Workbench } from './workbench.ts';

/** At 60 frames a second, one is missing when the next comes later than this. */
const DROPPED_MS = 25;
const SECONDS = 10;
const REACTIONS_A_SECOND = 50;

/** How the screen of a room of thousands keeps its frames: at rest, and with reactions all the time. */
export async function framesOfACrowd(bench: Workbench): Promise<Row[]> {
	await buildVariant('stage-set');
	const set = await serveFolder('dist/stage-set');
	const context = await bench.machine();
	const page = await context.newPage();
	await page.goto(`${set.origin}/room/#story-crowd`);
	await page.getByRole('heading', { name: 'Audience' }).waitFor();
	const resting = await watched(page, 0);
	const reacting = await watched(page, REACTIONS_A_SECOND);
	await context.close();
	await set.close();
	const note = ({ longestMs, watchedMs }: Frames) =>
		`over ${DROPPED_MS} ms; longest ${longestMs.toFixed(0)}; in ${(watchedMs / 1000).toFixed(0)} s`;
	return [
		row(
			`1,000 listeners, ${REACTIONS_A_SECOND} reactions a second: dropped frames`,
			reacting.late,
			'frames',
			{
				target: '0',
				note: note(reacting)
			}
		),
		row('  the same room at rest', resting.late, 'frames', { note: note(resting) })
	];
}

/** The frames of a while in which somebody reacts so many times a second. */
async function watched(page: Page, perSecond: number): Promise<Frames> {
	await page.evaluate(watchFrames, DROPPED_MS);
	await page.evaluate(
		async ({ count, everyMs }) => {
			for (let i = 0; i < count; i++) {
				await new Promise((resolve) => setTimeout(resolve, everyMs));
				document.body.dispatchEvent(
					new KeyboardEvent('keydown', { key: String((i % 9) + 1), bubbles: true })
				);
			}
		},
		{ count: perSecond * SECONDS, everyMs: 1_000 / Math.max(1, perSecond) }
	);
	if (perSecond === 0) await page.waitForTimeout(SECONDS * 1_000);
	return framesOf(page);
}
