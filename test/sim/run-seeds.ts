import { Worker } from 'node:worker_threads';
import type { Job, ThreadOptions } from './jobs.ts';
import type { Plant } from './planted/plants.ts';
import type { SeedReport } from './run-seed.ts';

/** How many seeds run, on what, and who hears of each. */
export interface RunOptions {
	readonly threads: number;
	readonly plant?: Plant;
	/** Called for each seed as it ends; false ends the run. */
	readonly onReport?: (report: SeedReport) => boolean;
}

/** Runs all jobs, each in a thread of its own engine. Reports come in the order of the jobs. */
export async function runSeeds(jobs: readonly Job[], options: RunOptions): Promise<SeedReport[]> {
	const reports = new Map<Job, SeedReport>();
	const waiting = [...jobs];
	const work = async () => {
		const workerData: ThreadOptions = { plant: options.plant ?? null };
		const thread = new Worker(new URL('thread.ts', import.meta.url), { workerData });
		try {
			for (let job = waiting.shift(); job; job = waiting.shift()) {
				const report = await answer(thread, job);
				reports.set(job, report);
				if (options.onReport && !options.onReport(report)) waiting.length = 0;
			}
		} finally {
			await thread.terminate();
		}
	};
	await Promise.all(Array.from({ length: Math.min(options.threads, jobs.length) }, work));
	return jobs.flatMap((job) => reports.get(job) ?? []);
}

function answer(thread: Worker, job: Job): Promise<SeedReport> {
	return new Promise((resolve, reject) => {
		thread.once('message', (report: SeedReport) => {
			thread.off('error', reject);
			resolve(report);
		});
		thread.once('error', reject);
		thread.postMessage(job);
	});
}
