import type { Plain } from './canonical.ts';
import { MAX_ANNOUNCEMENT_BYTES, MAX_HANDED_PLANS } from './directory-limits.ts';

/** What hosts said to everybody about planned rooms, each as it was signed; at most `MAX_HANDED_PLANS`. */
export interface PlansMessage {
	readonly kind: 'plans';
	readonly plans: readonly Uint8Array[];
}

/** Reads the list of such a message; nothing of what it holds is checked but its length. Null if it is none. */
export function plansFromPlain(value: Plain): readonly Uint8Array[] | null {
	if (!Array.isArray(value) || value.length === 0 || value.length > MAX_HANDED_PLANS) return null;
	const isShort = (one: Plain): one is Uint8Array =>
		one instanceof Uint8Array && one.length <= MAX_ANNOUNCEMENT_BYTES;
	return value.every(isShort) ? value : null;
}
