/** A recording takes this much in an hour, megabytes: 28 kbit/s of Opus, the pages around it, and what happened. */
const MEGABYTES_AN_HOUR = 14;
/** Nobody plans further ahead. */
const MOST_HOURS = 100;

/** Whole hours of recording for which a browser has space, as it estimates; null where it says nothing. */
export function hoursThatFit(estimate: StorageEstimate | null | undefined): number | null {
	if (estimate?.quota === undefined || estimate.usage === undefined) return null;
	const megabytes = (estimate.quota - estimate.usage) / 1_000_000;
	return Math.max(0, Math.min(MOST_HOURS, Math.floor(megabytes / MEGABYTES_AN_HOUR)));
}
