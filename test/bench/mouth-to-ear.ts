import { connectBarely } from './bare-connection.ts';
import { heardBy, tapEars } from './ear-tap.ts';
import { bufferingMs, jitterBuffers, noteConnections } from './jitter-buffers.ts';
import { burstsOf } from './made-microphone.ts';
import { openTalkingRoom, previewRoom, startListening } from './rooms.ts';
import { median, percentile } from './statistics.ts';
import { row, type Row } from './table.ts';
import type { Workbench } from './workbench.ts';

/** The jitter buffers start long and shrink: what comes before is not counted. */
const SETTLE_MS = 10_000;
/** About 60 bursts. */
const MEASURE_MS = 42_000;
/** An onset later than this belongs to no burst: they are at least 600 ms apart. */
const LATEST_MS = 500;

/**
 * From the audio block in which a burst leaves the speaker's microphone to the one in which it is
 * first heard in the listener's page. The same bursts go over a bare connection between the same pages.
 */
export async function mouthToEar(bench: Workbench): Promise<Row[]> {
	const room = await openTalkingRoom(bench, 'bursts');
	const context = await bench.machine({ bypassCSP: true });
	await tapEars(context);
	await noteConnections(context);
	const listener = await previewRoom(context, room.link);
	await startListening(listener);
	await connectBarely(room.host, listener);
	await listener.waitForTimeout(SETTLE_MS);
	const from = Date.now();
	const before = await jitterBuffers(listener);
	await listener.waitForTimeout(MEASURE_MS);
	const [appBuffer, bareBuffer] = bufferingMs(before, await jitterBuffers(listener));
	const bursts = (await burstsOf(room.host)).filter((at) => at >= from && at < Date.now() - LATEST_MS);
	const { onsets } = await heardBy(listener);
	await context.close();
	await room.close();
	const app = latencies(bursts, onsets['app'] ?? []);
	const bare = latencies(bursts, onsets['bare'] ?? []);
	const spread = (values: readonly number[]) =>
		`95th percentile ${percentile(values, 0.95).toFixed(0)} ms; ${values.length} of ${bursts.length} bursts heard`;
	return [
		row('mouth to ear, in-page, median', median(app), 'ms', { target: '≤ 75', note: spread(app) }),
		row('  bare RTCPeerConnection, same bursts', median(bare), 'ms', { note: spread(bare) }),
		row('  Hearsay ÷ bare', median(app) / median(bare), '×'),
		row("  of it the browser's jitter buffer", appBuffer ?? NaN, 'ms', {
			note: `mean; bare ${bareBuffer?.toFixed(0)} ms; grows when the machine is busy, forgets slowly`
		})
	];
}

/** How long after its beginning each burst was heard; those that were not are left out. */
export function latencies(bursts: readonly number[], onsets: readonly number[]): number[] {
	return bursts.flatMap((burst) => {
		const heard = onsets.find((onset) => onset >= burst && onset < burst + LATEST_MS);
		return heard === undefined ? [] : [heard - burst];
	});
}
