import type { BrowserContext, Page } from '@playwright/test';
import { setMicrophone } from '../e2e/support/people.ts';
import { DeepRoom, SHAPES } from '../fixtures/deep-room.ts';
import { heardBy, tapEars } from './ear-tap.ts';
import { burstsOf, giveMicrophone } from './made-microphone.ts';
import { latencies } from './mouth-to-ear.ts';
import { previewRoom, startListening } from './rooms.ts';
import { median, percentile } from './statistics.ts';
import { row, type Row } from './table.ts';
import type { Workbench } from './workbench.ts';

/** The way of the sound changes, links of the mesh close, and the jitter buffer finds its length. */
const SETTLE_MS = 20_000;
/** About 40 bursts. */
const MEASURE_MS = 28_000;
const TARGETS: Readonly<Partial<Record<number, string>>> = { 1: '≤ 60', 4: '≤ 75' };

/**
 * From the audio block in which a burst leaves the speaker's microphone to the one in which it is first heard in the
 * page of a listener so many hops down the tree; speaker and listener in Chromium, all between them in Node.
 */
export async function mouthToEarByDepth(bench: Workbench): Promise<Row[]> {
	const rows: Row[] = [];
	for (const depth of [1, 2, 3, 4] as const) rows.push(...(await atDepth(bench, depth)));
	return rows;
}

async function atDepth(bench: Workbench, depth: keyof typeof SHAPES): Promise<Row[]> {
	const shape = SHAPES[depth];
	const room = await DeepRoom.open(await bench.url(), shape);
	const contexts = [
		await bench.machine({ bypassCSP: true }),
		await bench.machine({ bypassCSP: true })
	] as const;
	const [mouth, ear] = contexts;
	try {
		const speaker = await speakerIn(mouth, room.link);
		await room.fill(shape.guests);
		await tapEars(ear);
		const listener = await previewRoom(ear, room.link);
		await startListening(listener);
		await listener.getByText('Sound comes over listeners').first().waitFor({ timeout: 30_000 });
		await listener.waitForTimeout(SETTLE_MS);
		const from = Date.now();
		await listener.waitForTimeout(MEASURE_MS);
		const until = Date.now() - 500;
		const bursts = (await burstsOf(speaker)).filter((at) => at >= from && at < until);
		const { onsets } = await heardBy(listener);
		const heard = latencies(bursts, onsets['packets'] ?? []);
		const target = TARGETS[depth];
		return [
			row(`mouth to ear over the tree, ${depth} hop${depth > 1 ? 's' : ''}, median`, median(heard), 'ms', {
				...(target && { target }),
				note: `95th percentile ${percentile(heard, 0.95).toFixed(0)} ms; ${heard.length} of ${bursts.length} bursts heard; ${await placeOf(listener)}; ${shape.guests + 3} people`
			})
		];
	} finally {
		await Promise.all(contexts.map((context) => context.close()));
		await room.close();
	}
}

/** Comes in, is let speak, and switches the microphone on. */
async function speakerIn(context: BrowserContext, link: string): Promise<Page> {
	await giveMicrophone(context, 'bursts');
	const page = await previewRoom(context, link);
	await startListening(page);
	await page.getByRole('button', { name: 'Raise hand' }).click();
	await page.getByRole('button', { name: 'Join the stage' }).click();
	await setMicrophone(page, true);
	return page;
}

/** What the page itself says: the hops of each stripe, and how long it keeps sound back. */
async function placeOf(page: Page): Promise<string> {
	await page.getByRole('link', { name: 'Your path' }).first().click();
	const hops = await page.getByRole('row', { name: 'Hops from its root' }).getByRole('cell').allInnerTexts();
	const delay = page.getByText('Delay at your ear').locator('xpath=following-sibling::*[1]');
	return `hops ${hops.join(' and ')}, ${await delay.innerText()} of it the jitter buffer`;
}
