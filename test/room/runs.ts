import fc from 'fast-check';

/** Share of the usual runs, for looks at many variants of the rules; 1 unless the environment says otherwise. */
const share = Number(process.env['HEARSAY_RUNS'] ?? 1);

/** How long all runs of one property may take on a busy machine, in milliseconds. */
export const PATIENCE_MS = 240_000;

/** How a property is run: so many rooms, from a seed that stays the same. What fails in a share is not made small. */
export function runs(seed: number, count: number): fc.Parameters<unknown> {
	return { seed, numRuns: Math.ceil(count * share), endOnFailure: share < 1 };
}
