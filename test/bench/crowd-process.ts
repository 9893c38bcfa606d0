import { Listener } from '../../listener/listener.ts';
import { openNodeThreads } from '../../src/p2p/node-engine.ts';
import type { PathReport, PerStripe } from '../../src/p2p/ports.ts';

/** How one listener does at a moment. */
export interface ListenerFigures {
	readonly name: string;
	readonly isLive: boolean;
	/** Frames that were due at its ear since it came in, and those of them that never came. */
	readonly due: number;
	readonly missing: number;
	/** Whether each stripe has a parent; null while it has no place in the tree. */
	readonly steady: PerStripe<boolean> | null;
	readonly hops: PerStripe<number>;
	/** It is a root: it hands on and, not being a listener of the tree, counts no frames. */
	readonly isRoot: boolean;
	/** Names of who hands each stripe over and of who would take over; null where there is nobody. */
	readonly parents: PerStripe<string | null>;
	readonly fallbacks: PerStripe<string | null>;
	/** Names of who is linked to it. */
	readonly links: readonly string[];
	/** Children of each stripe. */
	readonly children: PerStripe<number>;
	readonly upKbps: number;
	readonly downKbps: number;
}

/** One line of what this process prints. */
export interface CrowdFigures {
	/** Wall time, milliseconds. */
	readonly at: number;
	/** CPU seconds of the whole process so far. */
	readonly cpuSeconds: number;
	readonly listeners: readonly ListenerFigures[];
}

/** Often enough to time a repair, seldom enough not to be what is measured. */
const TELL_EVERY_MS = 500;
/** Between one that came in and the next: coming in costs far more than being there. */
const PAUSE_MS = 700;
/** Listeners that come in at once: more would take the time away from those who already hand on. */
const AT_ONCE = 1;

/** Resolves when it is told to begin: loading the code takes time that those in the room need. */
function told(): Promise<void> {
	return new Promise((resolve) => process.stdin.once('data', () => resolve()));
}

/** Called with a room's link, how many listeners to run, and what they are called. Begins at a word on its standard input, ends when it is killed. */
async function main([link = '', count = '1', name = 'Ear']: readonly string[]): Promise<void> {
	const { origin } = new URL(link);
	const { verifier } = openNodeThreads();
	const crowd: { readonly name: string; readonly listener: Listener; report: () => PathReport | null }[] = [];
	await told();
	setInterval(() => tell(crowd.map(figuresOf)), TELL_EVERY_MS);
	let next = 0;
	const comeIn = async () => {
		while (next < Number(count)) {
			const own = `${name} ${++next}`;
			let report: PathReport | null = null;
			const opened = await Listener.open({
				origin,
				link,
				verifier,
				profile: { name: own, picture: null },
				sound: { reported: (newest) => (report = newest) },
				changed: () => {}
			});
			if (!opened.ok) throw new Error(opened.code);
			crowd.push({ name: own, listener: opened.value, report: () => report });
			await settled(opened.value);
			await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, comeIn));
}

/** Resolves when both stripes come to it, or after so long that the others need not wait. */
async function settled(listener: Listener): Promise<void> {
	const isSettled = () =>
		listener.view.phase.name === 'live' &&
		(listener.path()?.stripes?.every(({ state }) => state !== 'repairing') ?? false);
	for (let looks = 0; looks < 100 && !isSettled(); looks++)
		await new Promise((resolve) => setTimeout(resolve, 100));
}

function figuresOf({
	name,
	listener,
	report
}: {
	name: string;
	listener: Listener;
	report(): PathReport | null;
}): ListenerFigures {
	const path = listener.path();
	const [even, odd] = path?.stripes ?? [];
	const { due = 0, missing = 0 } = report()?.frames ?? {};
	return {
		name,
		isLive: listener.view.phase.name === 'live',
		due,
		missing,
		steady: even && odd ? [even.state !== 'repairing', odd.state !== 'repairing'] : null,
		hops: [even?.hops ?? 0, odd?.hops ?? 0],
		isRoot: even?.state === 'root' || odd?.state === 'root',
		parents: [even?.parent?.name ?? null, odd?.parent?.name ?? null],
		fallbacks: [even?.fallback?.name ?? null, odd?.fallback?.name ?? null],
		links: path?.links.map((link) => link.name) ?? [],
		children: [even?.children.length ?? 0, odd?.children.length ?? 0],
		upKbps: path?.upKbps ?? 0,
		downKbps: path?.downKbps ?? 0
	};
}

function tell(listeners: readonly ListenerFigures[]): void {
	const { user, system } = process.cpuUsage();
	const figures: CrowdFigures = { at: Date.now(), cpuSeconds: (user + system) / 1e6, listeners };
	console.log(JSON.stringify(figures));
}

await main(process.argv.slice(2));
