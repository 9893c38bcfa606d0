import type { Scope } from '../base/scope.ts';

/** How this device stands, as far as its browser tells: what it could give to others without harm. */
export interface Circumstances {
	readonly isHidden: boolean;
	readonly isOnBattery: boolean;
	readonly isMetered: boolean;
	readonly isPhone: boolean;
}

/** What some browsers tell beyond the standard types. */
interface TellingNavigator {
	readonly connection?: { readonly saveData?: boolean; readonly type?: string };
	readonly userAgentData?: { readonly mobile?: boolean };
	getBattery?(): Promise<EventTarget & { readonly charging: boolean }>;
}

/**
 * Watches the circumstances of this page. What a browser does not tell counts as the better case, except
 * that a touch device with a small screen counts as a phone.
 */
export function watchCircumstances(scope: Scope): () => Circumstances {
	const told = navigator as unknown as TellingNavigator;
	let isOnBattery = false;
	void told.getBattery?.().then(
		(battery) => {
			const look = () => (isOnBattery = !battery.charging);
			look();
			battery.addEventListener('chargingchange', look);
			scope.add(() => battery.removeEventListener('chargingchange', look));
		},
		() => {}
	);
	return () => ({
		isHidden: document.visibilityState === 'hidden',
		isOnBattery,
		isMetered: told.connection?.saveData === true || told.connection?.type === 'cellular',
		isPhone:
			told.userAgentData?.mobile ??
			(navigator.maxTouchPoints > 0 && Math.min(screen.width, screen.height) < 600)
	});
}
