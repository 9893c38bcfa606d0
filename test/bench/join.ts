import { heardBy, tapEars } from './ear-tap.ts';
import { openTalkingRoom, previewRoom, startListening } from './rooms.ts';
import { median, percentile } from './statistics.ts';
import { row, type Row } from './table.ts';
import type { Workbench } from './workbench.ts';

const JOINS = 15;
/** A join without sound by then is broken, and the benchmark says so. */
const GIVE_UP_MS = 15_000;

interface Join {
	readonly previewMs: number;
	readonly soundMs: number;
}

/** From the click on Start listening to the first audible sample, the host speaking all the time. */
export async function joinToSound(bench: Workbench): Promise<Row[]> {
	const room = await openTalkingRoom(bench, 'continuous tone');
	const joins: Join[] = [];
	for (let i = 0; i < JOINS; i++) joins.push(await join(bench, room.link));
	await room.close();
	const sound = joins.map(({ soundMs }) => soundMs);
	const note = `${JOINS} joins from fresh contexts; relay in a process of its own`;
	return [
		row('join: click to first audible sample, median', median(sound), 'ms', { target: '≤ 600', note }),
		row('  95th percentile', percentile(sound, 0.95), 'ms', {
			note: `fastest ${Math.min(...sound).toFixed(0)}, slowest ${Math.max(...sound).toFixed(0)}`
		}),
		row('  before it: link opened to room shown', median(joins.map(({ previewMs }) => previewMs)), 'ms', {
			note: 'nothing cached, identity made on the way'
		})
	];
}

async function join(bench: Workbench, link: string): Promise<Join> {
	const context = await bench.machine({ bypassCSP: true });
	try {
		await tapEars(context);
		const openedAt = performance.now();
		const page = await previewRoom(context, link);
		const previewMs = performance.now() - openedAt;
		await startListening(page);
		await page.waitForFunction(
			() => 'hearsayEar' in window && (window.hearsayEar as { onsets: object }).onsets['app' as never]?.[0],
			null,
			{ timeout: GIVE_UP_MS }
		);
		const { clickedAt, onsets } = await heardBy(page);
		const first = onsets['app']![0]!;
		return { previewMs, soundMs: first - clickedAt };
	} finally {
		await context.close();
	}
}
