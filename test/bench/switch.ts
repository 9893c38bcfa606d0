import type { Page } from '@playwright/test';
import { CrowdProcess, untilHearing } from './crowd.ts';
import { STEP_MS, stepsOf, tapMix } from './mix-tap.ts';
import { openTalkingRoom, previewRoom, startListening } from './rooms.ts';
import { median } from './statistics.ts';
import { row, type Row } from './table.ts';
import type { Workbench } from './workbench.ts';

/** Enough to make a tree of the room, with the two pages in Chromium. */
const CROWD = 9;
const SETTLE_MS = 10_000;
/** A room stays a tree for 20 s after it became small. */
const SHRINKS_WITHIN_MS = 60_000;
/** The tone has some 0.3. */
const AUDIBLE = 0.05;
/** Less than this share of the usual loudness is a gap; more than this, the same sound twice. */
const GAP_BELOW = 0.25;
const DOUBLED_ABOVE = 1.3;

/** What a listener hears of a steady tone while the way of the sound changes: mesh to tree, and back. */
export async function switching(bench: Workbench): Promise<Row[]> {
	const room = await openTalkingRoom(bench, 'continuous tone');
	const context = await bench.machine({ bypassCSP: true });
	await tapMix(context);
	const listener = await previewRoom(context, room.link);
	await startListening(listener);
	await listener.waitForTimeout(SETTLE_MS);
	const still = await during(listener, () => listener.waitForTimeout(SETTLE_MS));
	const crowd = CrowdProcess.start(room.link, CROWD, 'Crowd');
	try {
		if (median(still) < AUDIBLE) throw new Error('the listener hears no tone');
		const grown = await during(listener, async () => {
			crowd.begin();
			await untilHearing([crowd], CROWD, 40_000);
			await listener.getByText('Sound comes over listeners').first().waitFor();
			await listener.waitForTimeout(SETTLE_MS);
		});
		const shrunk = await during(listener, async () => {
			await crowd.kill();
			await listener
				.getByText('Sound comes over listeners')
				.first()
				.waitFor({ state: 'hidden', timeout: SHRINKS_WITHIN_MS });
			await listener.waitForTimeout(SETTLE_MS);
		});
		return [
			...rowsOf('tone in a mesh, nothing changes', still, median(still)),
			...rowsOf('tone while a mesh becomes a tree', grown, median(still)),
			...rowsOf('tone while the tree becomes a mesh', shrunk, median(still))
		];
	} finally {
		await crowd.kill();
		await context.close();
		await room.close();
	}
}

/** The steps that were heard while something happened. */
async function during(page: Page, happening: () => Promise<void>): Promise<readonly number[]> {
	const from = (await stepsOf(page)).length;
	await happening();
	return (await stepsOf(page)).slice(from);
}

function rowsOf(what: string, steps: readonly number[], usual: number): Row[] {
	const gap = longest(steps, (step) => step < GAP_BELOW * usual);
	const doubled = longest(steps, (step) => step > DOUBLED_ABOVE * usual);
	const seconds = ((steps.length * STEP_MS) / 1000).toFixed(0);
	return [
		row(`${what}: longest gap`, gap, 'ms', {
			target: '≤ 40',
			note: `in ${seconds} s, steps of ${STEP_MS} ms`
		}),
		row(`${what}: longest time twice as loud`, doubled, 'ms', { target: '≤ 40' })
	];
}

/** The longest run of steps that are so, milliseconds. */
function longest(steps: readonly number[], isSo: (step: number) => boolean): number {
	let [run, most] = [0, 0];
	for (const step of steps) most = Math.max(most, (run = isSo(step) ? run + 1 : 0));
	return most * STEP_MS;
}
