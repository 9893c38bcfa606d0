/** What this page's person allows, as in the profile's settings. */
export interface Allowance {
	readonly isAllowed: boolean;
	/** Upload that may be used for others, kbit/s. */
	readonly budgetKbps: number;
	/** Also on battery, over a metered connection, from a phone or from a hidden tab. */
	readonly evenWhenScarce: boolean;
}

/** What a page knows of itself and of what it sent since it looked last. */
export interface Situation {
	readonly settings: Allowance;
	readonly isHidden: boolean;
	readonly isOnBattery: boolean;
	readonly isMetered: boolean;
	readonly isPhone: boolean;
	/** Upload that was measured or that the browser estimates, kbit/s; null when nothing is known. */
	readonly uplinkKbps: number | null;
	/** Packets that were not sent because a child did not drain, of all that were due, 0 to 1. */
	readonly droppedShare: number;
	/** Children fed now: only who feeds as many as it may has shown that it could feed more. */
	readonly serving: number;
	/** What one child costs, with what the network adds, kbit/s. */
	readonly kbpsPerChild: number;
}

/** Why a page feeds nobody, or `ready`. */
export type CapacityState = 'ready' | 'off' | 'hidden' | 'battery' | 'metered' | 'phone' | 'weak';

/** How many children a page offers to feed. */
export interface Capacity {
	/** 0 to `MOST_CHILDREN`. */
	readonly children: number;
	readonly state: CapacityState;
	/** What was found by trying: it outlives a time in which the page may not forward. */
	readonly found: number;
	/** Looks in a row without a drop. */
	readonly calm: number;
}

/** No listener is asked to feed more, however much it could: its death should touch few. */
export const MOST_CHILDREN = 8;

/** What a page offers before anything was found out. */
const FIRST_GUESS = 4;

/** Of a known uplink, the rest is left to the person's own use. */
const UPLINK_SHARE = 0.5;

/** Drops up to this share are chance. */
const NEGLIGIBLE = 0.001;

/** Looks without a drop before one child more is offered, and before a page that failed tries again. */
const CALM_LOOKS = 5;
const RECOVERY_LOOKS = 30;

/** Before the first look. */
export const UNTRIED: Capacity = { children: 0, state: 'off', found: FIRST_GUESS, calm: 0 };

/**
 * What a page offers from now on, looked at every few seconds. It grows by one after some looks at full use
 * without a drop and halves on drops: additive increase, multiplicative decrease (Chiu and Jain, 1989).
 */
export function nextCapacity(before: Capacity, situation: Situation): Capacity {
	const { droppedShare, serving } = situation;
	const hasDropped = droppedShare > NEGLIGIBLE && serving > 0;
	const calm = hasDropped ? 0 : before.calm + 1;
	const next = { ...before, calm };
	if (hasDropped) next.found = Math.floor(Math.min(before.found, serving) / 2);
	else if (before.found === 0 && calm >= RECOVERY_LOOKS) Object.assign(next, { found: 1, calm: 0 });
	else if (before.found > 0 && calm >= CALM_LOOKS && serving >= before.found)
		Object.assign(next, { found: Math.min(MOST_CHILDREN, before.found + 1), calm: 0 });
	const hindrance = hindranceOf(situation);
	const children = hindrance ? 0 : Math.min(next.found, affordable(situation));
	return { ...next, children, state: hindrance ?? (children === 0 ? 'weak' : 'ready') };
}

function hindranceOf(situation: Situation): CapacityState | null {
	const { settings, isHidden, isOnBattery, isMetered, isPhone } = situation;
	if (!settings.isAllowed || settings.budgetKbps <= 0) return 'off';
	if (settings.evenWhenScarce) return null;
	// What a person can change at once comes first: they read only one reason.
	if (isHidden) return 'hidden';
	if (isOnBattery) return 'battery';
	if (isMetered) return 'metered';
	return isPhone ? 'phone' : null;
}

/** Children that budget and uplink pay for. */
function affordable({ settings, uplinkKbps, kbpsPerChild }: Situation): number {
	const kbps = Math.min(settings.budgetKbps, uplinkKbps === null ? Infinity : uplinkKbps * UPLINK_SHARE);
	return Math.max(0, Math.min(MOST_CHILDREN, Math.floor(kbps / Math.max(1, kbpsPerChild))));
}
