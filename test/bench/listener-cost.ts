import type { Browser, Page } from '@playwright/test';
import { listen, loudness } from '../e2e/support/ear.ts';
import { cpuSeconds, heapMegabytes, processMegabytes, processOf } from './processes.ts';
import { openTalkingRoom, previewRoom, startListening } from './rooms.ts';
import { row, type Row } from './table.ts';
import type { Workbench } from './workbench.ts';

const MEASURE_MS = 30_000;
/** Connecting, the first drawing and their garbage are not what listening costs. */
const SETTLE_MS = 5_000;

/** What a page that hears one talker costs, and beside it, in the same seconds, an idle home page. */
export async function listenerCost(bench: Workbench): Promise<Row[]> {
	const browser = await bench.browser();
	const room = await openTalkingRoom(bench, 'continuous tone');
	const ears = await bench.machine();
	const listener = await previewRoom(ears, room.link);
	await startListening(listener);
	const rest = await bench.machine();
	const idle = await rest.newPage();
	await idle.goto(await bench.url());
	if (loudness(await listen(listener, 1_500)) < 0.05) throw new Error('the listener hears nothing');
	const pages = [listener, idle];
	const processes: number[] = [];
	for (const page of pages) processes.push(await processOf(browser, page));
	await listener.waitForTimeout(SETTLE_MS);
	const [listening, idling] = await cpuPerMinute(browser, processes, listener);
	const [heap, idleHeap] = [await heapMegabytes(listener), await heapMegabytes(idle)];
	const [memory, idleMemory] = processes.map(processMegabytes);
	await Promise.all([ears.close(), rest.close()]);
	await room.close();
	return [
		row('listener, one talker: CPU of its renderer', listening!, 's/min', {
			note: `${MEASURE_MS / 1000} s window`
		}),
		row('  idle home page, same window', idling!, 's/min'),
		row('listener: JavaScript heap after collection', heap, 'MB', {
			note: `idle home page ${idleHeap.toFixed(1)}`
		}),
		row('listener: memory of its renderer', memory!, 'MB', {
			note: `idle home page ${idleMemory!.toFixed(0)}`
		})
	];
}

/** CPU seconds a minute of these processes, all over the same time. */
async function cpuPerMinute(browser: Browser, processes: readonly number[], page: Page): Promise<number[]> {
	const startedAt = performance.now();
	const before = await cpuSeconds(browser);
	await page.waitForTimeout(MEASURE_MS);
	const after = await cpuSeconds(browser);
	const minutes = (performance.now() - startedAt) / 60_000;
	return processes.map((id) => (after.get(id)! - before.get(id)!) / minutes);
}
