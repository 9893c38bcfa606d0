/** The value below which this share of the values lies (nearest rank), NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** The middle value, or the mean of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const half = sorted.length >> 1;
	return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Milliseconds that `task` takes, and what it gives. */
export function timed<T>(task: () => T): { readonly ms: number; readonly value: T } {
	const start = performance.now();
	const value = task();
	return { ms: performance.now() - start, value };
}
