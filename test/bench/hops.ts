import { fileURLToPath } from 'node:url';
import { bundleForPage } from '../fixtures/bundle.ts';
import type * as Chains from './hops/chains.ts';
import { median, percentile } from './statistics.ts';
import { row, type Row } from './table.ts';
import type { Workbench } from './workbench.ts';

const HOPS = 6;
/** 20 s of speech from one person. */
const PACKETS = 1_000;
/** About 25 bursts. */
const TRACK_SECONDS = 20;

/**
 * What handing sound on costs in time, hop by hop, in one Chromium page: packets through real forwarders and data
 * channels, each verified, and beside it a track that every connection sends on as it receives it.
 */
export async function hops(bench: Workbench): Promise<Row[]> {
	const context = await bench.machine({ bypassCSP: true });
	const page = await context.newPage();
	// Any page of the relay's: cryptography wants a trustworthy origin.
	await page.goto(await bench.url());
	const entry = fileURLToPath(new URL('hops/chains.ts', import.meta.url));
	await page.addScriptTag({ content: await bundleForPage(entry, 'chains') });
	// A click, as of a person, lets the page play.
	await page.mouse.click(5, 5);
	const frames = await page.evaluate(
		([count, packets]) =>
			(window as unknown as { chains: typeof Chains }).chains.frameChain(count!, packets!),
		[HOPS, PACKETS]
	);
	const tracks = await page.evaluate(
		([count, seconds]) =>
			(window as unknown as { chains: typeof Chains }).chains.trackChain(count!, seconds!),
		[HOPS, TRACK_SECONDS]
	);
	await context.close();
	const rows = frames.map((frame, hop) => {
		const track = tracks[hop] ?? [];
		return row(`added by hop ${hop + 1}, frames`, median(frame), 'ms', {
			target: '≤ 1',
			note: `95th percentile ${percentile(frame, 0.95).toFixed(2)}; ${frame.length} of ${PACKETS} packets; as a track ${median(track).toFixed(1)} ms (${track.length} bursts): ${(median(track) / median(frame)).toFixed(0)} × as long`
		});
	});
	const sum = (times: Chains.HopTimes) => times.reduce((total, hop) => total + median(hop), 0);
	return [
		...rows,
		row(`  ${HOPS} hops, track ÷ frames`, sum(tracks) / sum(frames), '×', {
			target: '≥ 40',
			note: `${sum(tracks).toFixed(0)} ms and ${sum(frames).toFixed(1)} ms, medians added up`
		})
	];
}
