export interface CapacityInput { settings: { isAllowed: boolean; budgetKbps: number; evenWhenScarce: boolean }; isHidden: boolean; isOnBattery: boolean; isMetered: boolean; isPhone: boolean; uplinkKbps: number | null; droppedShare: number; kbpsPerChild: number }
export type CapacityState = 'ready' | 'off' | 'hidden' | 'battery' | 'metered' | 'phone' | 'weak';
export function capacityOf(i: CapacityInput): { children: number; state: CapacityState } {
	if (!i.settings.isAllowed) return { children: 0, state: 'off' };
	if (!i.settings.evenWhenScarce) {
		if (i.isHidden) return { children: 0, state: 'hidden' };
		if (i.isOnBattery) return { children: 0, state: 'battery' };
		if (i.isMetered) return { children: 0, state: 'metered' };
		if (i.isPhone) return { children: 0, state: 'phone' };
	}
	const children = Math.min(8, Math.floor(i.settings.budgetKbps / i.kbpsPerChild));
	return { children, state: children > 0 ? 'ready' : 'weak' };
}
