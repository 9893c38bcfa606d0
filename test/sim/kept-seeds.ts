import type { Job } from './jobs.ts';

/** A job that once failed, and what it found. */
export interface KeptSeed extends Job {
	readonly found: string;
}

/** They always run. A seed tells the same story only while the simulator draws the same choices; the word stays. */
export const KEPT_SEEDS: readonly KeptSeed[] = [
	{ seed: 287, mode: 'safety', found: 'the observer took the deputy of an acting host for a usurper' },
	{ seed: 287, mode: 'liveness', found: 'the observer took the deputy of an acting host for a usurper' },
	{ seed: 293, mode: 'liveness', found: 'newcomers were to learn the room from a page that withholds it' }
];
