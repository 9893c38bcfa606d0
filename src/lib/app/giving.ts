import type { ForwardingSettings } from '../../p2p/api.ts';
import { KBPS_PER_CHILD } from '../../p2p/ports.ts';

/** A listener hands on to this many at most, whatever the budget: more makes the tree no shallower. */
export const MOST_LISTENERS = 8;

/** About how many listeners a budget carries. */
export function listenersFor(budgetKbps: number): number {
	return Math.max(1, Math.min(MOST_LISTENERS, Math.floor(budgetKbps / KBPS_PER_CHILD)));
}

/** Upload of an hour at this rate, megabytes. */
export function megabytesPerHour(kbps: number): number {
	return (kbps * 3600) / 8 / 1000;
}

/** The budget as the slider can show it: between one listener and the most there are. */
export function budgetOnSlider({ budgetKbps }: Pick<ForwardingSettings, 'budgetKbps'>): number {
	const steps = Math.round(budgetKbps / KBPS_PER_CHILD);
	return Math.max(1, Math.min(MOST_LISTENERS, steps)) * KBPS_PER_CHILD;
}
