import { parentPort, workerData } from 'node:worker_threads';
import type { Job, ThreadOptions } from './jobs.ts';
import { PLANTS } from './planted/plants.ts';
import { swapModules } from './swapped-modules.ts';

const { plant } = workerData as ThreadOptions;
swapModules(plant ? [PLANTS[plant]] : []);
// Only now: what it imports is already swapped.
const { runSeed } = await import('./run-seed.ts');

parentPort!.on('message', async ({ seed, mode }: Job) => {
	parentPort!.postMessage(await runSeed(seed, mode));
});
