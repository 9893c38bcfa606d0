import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { endProcess } from '../fixtures/child-process.ts';
import type { CrowdFigures, ListenerFigures } from './crowd-process.ts';

/** One process with some listeners, of which the last line is kept. */
export class CrowdProcess {
	readonly count: number;
	newest: CrowdFigures | null = null;
	readonly #process: ChildProcess;
	readonly #watchers = new Set<(figures: CrowdFigures) => void>();

	private constructor(link: string, count: number, name: string) {
		this.count = count;
		this.#process = spawn(process.execPath, ['test/bench/crowd-process.ts', link, String(count), name], {
			stdio: ['pipe', 'pipe', 'inherit']
		});
		createInterface({ input: this.#process.stdout! }).on('line', (line) => {
			if (!line.startsWith('{')) return;
			this.newest = JSON.parse(line) as CrowdFigures;
			for (const watch of this.#watchers) watch(this.newest);
		});
	}

	/** A process for `count` listeners of a room, which come in when they are told to. Whoever starts it kills it. */
	static start(link: string, count: number, name: string): CrowdProcess {
		return new CrowdProcess(link, count, name);
	}

	/** Lets the listeners come in. */
	begin(): void {
		this.#process.stdin!.write('begin\n');
	}

	/** Calls for every new line until the returned function is called. */
	watch(told: (figures: CrowdFigures) => void): () => void {
		this.#watchers.add(told);
		return () => this.#watchers.delete(told);
	}

	get listeners(): readonly ListenerFigures[] {
		return this.newest?.listeners ?? [];
	}

	/** Ends it without a goodbye, as a crash would. */
	kill(): Promise<void> {
		return endProcess(this.#process);
	}
}

/** All listeners of some processes, as they were last told. */
export function everybody(crowd: readonly CrowdProcess[]): ListenerFigures[] {
	return crowd.flatMap(({ listeners }) => [...listeners]);
}

/** Whether both stripes of a listener come, and it has something to hear. */
export function isHearing({ isLive, isRoot, steady, due }: ListenerFigures): boolean {
	return isLive && (isRoot || (steady !== null && steady.every(Boolean) && due > 0));
}

/** Waits until so many hear, or gives up; how many do in the end and after how many milliseconds. */
export async function untilHearing(
	crowd: readonly CrowdProcess[],
	count: number,
	giveUpMs: number
): Promise<{ readonly hearing: number; readonly ms: number }> {
	const startedAt = performance.now();
	const elapsed = () => performance.now() - startedAt;
	for (;;) {
		const hearing = everybody(crowd).filter(isHearing).length;
		if (hearing >= count || elapsed() > giveUpMs) return { hearing, ms: elapsed() };
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
}

/** What listeners missed in a while, and how long a stripe of any of them had no parent. */
export interface Missed {
	/** Frames due and missing, for each listener by name; roots, who count none, are left out. */
	readonly frames: ReadonlyMap<string, { readonly due: number; readonly missing: number }>;
	/** From the beginning to the last moment at which a stripe of somebody had no parent; 0 if none lost one. */
	readonly repairedMs: number;
	/** Listeners of whom a stripe was once without a parent. */
	readonly hurt: number;
	/** CPU seconds of all processes. */
	readonly cpuSeconds: number;
	readonly seconds: number;
}

/** Watches listeners for a while, and does something to them at its beginning. */
export async function watch(
	crowd: readonly CrowdProcess[],
	ms: number,
	happening: () => Promise<void> = async () => {}
): Promise<Missed> {
	const before = new Map(everybody(crowd).map((one) => [one.name, one]));
	const cpuBefore = cpuOf(crowd);
	const from = Date.now();
	let repairedMs = 0;
	const hurt = new Set<string>();
	const stops = crowd.map((one) =>
		one.watch(({ at, listeners }) => {
			for (const { name, steady, isRoot } of listeners) {
				if (isRoot || steady?.every(Boolean)) continue;
				hurt.add(name);
				repairedMs = Math.max(repairedMs, at - from);
			}
		})
	);
	await happening();
	await new Promise((resolve) => setTimeout(resolve, ms));
	for (const stop of stops) stop();
	const frames = new Map<string, { due: number; missing: number }>();
	for (const one of everybody(crowd)) {
		const old = before.get(one.name);
		if (!old || one.isRoot || old.isRoot) continue;
		frames.set(one.name, { due: one.due - old.due, missing: one.missing - old.missing });
	}
	const seconds = (Date.now() - from) / 1000;
	return { frames, repairedMs, hurt: hurt.size, cpuSeconds: cpuOf(crowd) - cpuBefore, seconds };
}

function cpuOf(crowd: readonly CrowdProcess[]): number {
	return crowd.reduce((sum, { newest }) => sum + (newest?.cpuSeconds ?? 0), 0);
}
