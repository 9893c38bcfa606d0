import type { Browser, Page } from '@playwright/test';
import { comeToStage, setMicrophone } from '../e2e/support/people.ts';
import { CrowdProcess, everybody, isHearing, untilHearing, watch, type Missed } from './crowd.ts';
import { noteConnections } from './jitter-buffers.ts';
import { giveMicrophone } from './made-microphone.ts';
import { cpuSeconds, processOf } from './processes.ts';
import { openRoom, previewRoom, startListening, type OpenRoom } from './rooms.ts';
import { median } from './statistics.ts';
import { row, type Row } from './table.ts';
import type { Workbench } from './workbench.ts';

/** Sizes of the room, without the host; `AUDIENCE` in the environment names others. */
const SIZES = (process.env['AUDIENCE'] ?? '10,30,60').split(',').map(Number);
const MEASURE_MS = 20_000;
/** Links of the mesh close and seats move for a while after the last one came. */
const SETTLE_MS = 12_000;
/** Listeners of one process, so that no thread has more to do than a core gives. */
const PER_PROCESS = 25;
/** Processes with one listener each, which can be killed alone; they come first, so that they hand on. */
const ALONE = 6;
/** A process gives up waiting for its listeners after this, and so much for each. */
const COME_IN_MS = 10_000;
const COME_IN_MS_EACH = 2_500;
/** After a death all repairs that are to come have come. */
const AFTERWARDS_MS = 12_000;
/** Share of the median below which frames were not just told later. */
const ON_THE_EDGE = 0.95;
/** A tone makes a frame of every tick. */
const FRAMES_PER_SECOND = 50;

/** Real listeners in Node at a host in Chromium: what they hear, how deep they sit, what it costs. */
export async function audience(bench: Workbench): Promise<Row[]> {
	const rows: Row[] = [];
	for (const size of SIZES) rows.push(...(await atSize(bench, size)));
	return rows;
}

/** What a forwarder's and the host's death cost those who remain. */
export async function audienceDeaths(bench: Workbench): Promise<Row[]> {
	const size = Number(process.env['AUDIENCE'] ?? 24);
	const room = await speakingRoom(bench);
	const crowd: CrowdProcess[] = [];
	const context = await bench.machine({ bypassCSP: true });
	await giveMicrophone(context, 'continuous tone');
	try {
		await gather(crowd, room.link, ALONE);
		const speaker = await previewRoom(context, room.link);
		await startListening(speaker);
		await comeToStage(speaker, room.host);
		await setMicrophone(speaker, true);
		const { hearing } = await gather(crowd, room.link, size - ALONE);
		tellDeaf(crowd);
		await settle();
		const undisturbed = await watch(crowd, AFTERWARDS_MS);
		const victim = crowd
			.filter(({ count, listeners }) => count === 1 && listeners[0] && !listeners[0].isRoot)
			.toSorted((a, b) => childrenOf(b) - childrenOf(a))[0];
		const rows = [
			row(`audience of ${size}: hearing`, hearing, '', { note: 'two speakers in Chromium' }),
			...lossRows('  undisturbed, as long', undisturbed)
		];
		if (victim) {
			const rest = crowd.filter((one) => one !== victim);
			const children = childrenOf(victim);
			const death = await watch(rest, AFTERWARDS_MS, () => victim.kill());
			rows.push(...lossRows(`  forwarder with ${children} children killed`, death));
			crowd.splice(crowd.indexOf(victim), 1);
		}
		await settle();
		const browser = await bench.browser();
		const renderer = await processOf(browser, room.host);
		const death = await watch(crowd, AFTERWARDS_MS, async () => {
			const crashed = room.host.waitForEvent('crash');
			process.kill(renderer, 'SIGKILL');
			await crashed;
		});
		rows.push(...lossRows('  host killed', death));
		return rows;
	} finally {
		await Promise.all(crowd.map((one) => one.kill()));
		await context.close();
		await room.close();
	}
}

async function atSize(bench: Workbench, size: number): Promise<Row[]> {
	const room = await speakingRoom(bench);
	const browser = await bench.browser();
	const crowd: CrowdProcess[] = [];
	try {
		const { hearing, ms } = await gather(crowd, room.link, size);
		tellDeaf(crowd);
		await settle();
		tellDeaf(crowd);
		const host = await hostMeter(browser, room.host);
		const missed = await watch(crowd, MEASURE_MS);
		const { kbps, cpuPerMinute } = await host();
		const all = everybody(crowd);
		const live = all.filter(({ isLive }) => isLive).length;
		const depth = Math.max(...all.flatMap(({ hops }) => [...hops]));
		const perListener = ((missed.cpuSeconds / missed.seconds) * 60) / size;
		const ups = all.map(({ upKbps }) => upKbps);
		return [
			row(`audience of ${size}: hearing`, hearing, '', {
				note: `after ${(ms / 1000).toFixed(0)} s; ${live} in the room; the host in Chromium, listeners in ${crowd.length} Node processes`
			}),
			...lossRows('  over 20 s', missed),
			row('  depth', depth, 'hops', { note: `${all.filter(isForwarding).length} hand on` }),
			row('  upload of the host', kbps, 'kbit/s', {
				target: '≤ 2000',
				note: 'all of its connections, without IP and UDP headers'
			}),
			row('  upload of a listener, most', Math.max(...ups), 'kbit/s', {
				note: `median ${median(ups).toFixed(0)}; sound alone`
			}),
			row("  CPU of the host's renderer", cpuPerMinute, 's/min'),
			row('  CPU of a listener', perListener, 's/min', {
				note: 'mean, WebRTC and verification counted, nothing decoded'
			})
		];
	} finally {
		await Promise.all(crowd.map((one) => one.kill()));
		await room.close();
	}
}

async function speakingRoom(bench: Workbench): Promise<OpenRoom> {
	const room = await openRoom(bench, async (context) => {
		await giveMicrophone(context, 'continuous tone');
		await noteConnections(context);
	});
	await setMicrophone(room.host, true);
	return room;
}

/**
 * Starts so many listeners, a process after the other, each when all before it hear: those who come in at once take
 * the time from those who hand on, which on machines of their own they would not. How many hear in the end.
 */
async function gather(
	crowd: CrowdProcess[],
	link: string,
	count: number
): Promise<{ readonly hearing: number; readonly ms: number }> {
	const startedAt = performance.now();
	const processes = count <= ALONE ? count : Math.ceil(count / PER_PROCESS);
	let hearing = everybody(crowd).filter(isHearing).length;
	let expected = crowd.reduce((sum, one) => sum + one.count, 0);
	const added = Array.from({ length: processes }, (_, i) => {
		const share = Math.floor(count / processes) + (i < count % processes ? 1 : 0);
		return CrowdProcess.start(link, share, `Crowd ${crowd.length + i}`);
	});
	crowd.push(...added);
	for (const one of added) {
		one.begin();
		expected += one.count;
		({ hearing } = await untilHearing(crowd, expected, COME_IN_MS + one.count * COME_IN_MS_EACH));
	}
	return { hearing, ms: performance.now() - startedAt };
}

/** Frames received, at the one who has fewest and all together, and repairs. */
function lossRows(what: string, { frames, repairedMs, hurt, seconds }: Missed): Row[] {
	const all = [...frames.values()];
	// Who hears nothing at all is due nothing either: what the others are due counts.
	const due = Math.max(median(all.map((one) => one.due)), seconds);
	// Lines are told a little apart: a few frames fewer are not a loss.
	const shares = all.map((one) => (one.due - one.missing) / Math.max(one.due, due * ON_THE_EDGE));
	const missing = all.map((one) => one.missing);
	const sum = missing.reduce((total, one) => total + one, 0);
	return [
		row(`${what}: frames received, worst listener`, 100 * Math.min(...shares), '%', {
			note: `mean ${((100 * shares.reduce((a, b) => a + b, 0)) / shares.length).toFixed(2)} %; ${due.toFixed(0)} due at each of ${all.length}, ${FRAMES_PER_SECOND} a second and speaker`
		}),
		row(`${what}: frames missing, worst listener`, Math.max(...missing), '', {
			note: `${sum} at all together`
		}),
		row(`${what}: until every stripe has a parent`, repairedMs, 'ms', {
			note: `${hurt} listeners were without one; looked at twice a second`
		})
	];
}

/** Begins to count; the function that is given back ends it. */
async function hostMeter(browser: Browser, host: Page) {
	const renderer = await processOf(browser, host);
	const startedAt = performance.now();
	const [cpu, bytes] = [(await cpuSeconds(browser)).get(renderer)!, await sentBytes(host)];
	return async () => {
		const ms = performance.now() - startedAt;
		const used = (await cpuSeconds(browser)).get(renderer)! - cpu;
		const kbps = (((await sentBytes(host)) - bytes) * 8) / ms;
		return { kbps, cpuPerMinute: (used * 60_000) / ms };
	};
}

/** Bytes that all connections of the page have sent. Source: webrtc-stats, RTCTransportStats. */
function sentBytes(page: Page): Promise<number> {
	return page.evaluate(async () => {
		const { connections } = window as unknown as { connections: readonly RTCPeerConnection[] };
		let sum = 0;
		for (const connection of connections) {
			if (connection.connectionState === 'closed') continue;
			const stats = (await connection.getStats()) as unknown as ReadonlyMap<string, Record<string, unknown>>;
			for (const { type, bytesSent } of stats.values()) if (type === 'transport') sum += Number(bytesSent);
		}
		return sum;
	});
}

/** Names on the screen who hears nothing, and how they stand. */
function tellDeaf(crowd: readonly CrowdProcess[]): void {
	for (const one of everybody(crowd)) if (!isHearing(one)) console.error('Not hearing:', JSON.stringify(one));
}

const childrenOf = ({ listeners }: CrowdProcess) =>
	(listeners[0]?.children[0] ?? 0) + (listeners[0]?.children[1] ?? 0);

const isForwarding = ({ children }: { readonly children: readonly number[] }) =>
	children.some((count) => count > 0);

function settle(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}
