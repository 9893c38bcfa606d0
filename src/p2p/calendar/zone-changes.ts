import { zoneOffset } from './zones.ts';

/** A moment at which the clocks of a zone are set. Offsets in milliseconds ahead of UTC. */
export interface ZoneChange {
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly before: number;
	readonly after: number;
}

/** Nowhere are clocks set forth and back within less: not for Ramadan either. */
const STEP_MS = 7 * 86_400_000;

/** When the clocks of a zone are set between two instants, in order; none of a zone that is not known. */
export function zoneChanges(zone: string, from: number, until: number): readonly ZoneChange[] {
	const offsetAt = (ms: number) => {
		const offset = zoneOffset(ms, zone);
		return offset.ok ? offset.value : 0;
	};
	const changes: ZoneChange[] = [];
	let before = offsetAt(from);
	for (let at = from; at < until; at += STEP_MS) {
		const after = offsetAt(at + STEP_MS);
		if (after === before) continue;
		let [low, high] = [at, at + STEP_MS];
		while (high - low > 1_000) {
			const middle = Math.floor((low + high) / 2);
			if (offsetAt(middle) === before) low = middle;
			else high = middle;
		}
		changes.push({ at: Math.floor(high / 1_000) * 1_000, before, after });
		before = after;
	}
	return changes;
}
