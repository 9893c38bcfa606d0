import type { Mode } from './run-seed.ts';
import type { Plant } from './planted/plants.ts';

/** One seed in one mode. */
export interface Job {
	readonly seed: number;
	readonly mode: Mode;
}

/** What a thread is started with. */
export interface ThreadOptions {
	readonly plant: Plant | null;
}

/** The command that runs one job again and tells every step. */
export function replayCommand({ seed, mode }: Job): string {
	return `npm run test:sim -- --seed ${seed} --mode ${mode} --trace`;
}
