import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

/** How long a page is kept busy so that its process stands out among the others. */
const BUSY_MS = 500;

/** CPU seconds that each process of the browser has used so far, by process id. */
export async function cpuSeconds(browser: Browser): Promise<ReadonlyMap<number, number>> {
	const session = await browser.newBrowserCDPSession();
	const { processInfo } = await session.send('SystemInfo.getProcessInfo');
	await session.detach();
	return new Map(processInfo.map(({ id, cpuTime }) => [id, cpuTime]));
}

/** The process that runs the page's script: the one that gets busy when the page does. */
export async function processOf(browser: Browser, page: Page): Promise<number> {
	const before = await cpuSeconds(browser);
	await page.evaluate((ms) => {
		const end = performance.now() + ms;
		while (performance.now() < end);
	}, BUSY_MS);
	const after = await cpuSeconds(browser);
	const used = [...after].map(([id, seconds]) => ({ id, seconds: seconds - (before.get(id) ?? 0) }));
	return used.toSorted((a, b) => b.seconds - a.seconds)[0]!.id;
}

/** Memory of a process in megabytes: its share of what it maps (Linux), or else what is resident. */
export function processMegabytes(id: number): number {
	try {
		const [, kilobytes] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))!;
		return Number(kilobytes) / 1024;
	} catch {
		return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(id)], { encoding: 'utf8' })) / 1024;
	}
}

/** Script heap in use after a collection, in megabytes. */
export async function heapMegabytes(page: Page): Promise<number> {
	const session = await page.context().newCDPSession(page);
	await session.send('HeapProfiler.collectGarbage');
	await session.send('Performance.enable');
	const { metrics } = await session.send('Performance.getMetrics');
	await session.detach();
	return metrics.find(({ name }) => name === 'JSHeapUsedSize')!.value / 1024 ** 2;
}
