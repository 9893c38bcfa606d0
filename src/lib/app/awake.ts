/**
 * Keeps the screen on until the returned function is called, as far as the browser allows: it lets go of the lock
 * whenever the page is hidden, so it is asked for again each time the page is seen.
 */
export function keepAwake(): () => void {
	let lock: WakeLockSentinel | null = null;
	let isOver = false;

	async function hold(): Promise<void> {
		if (isOver || document.visibilityState !== 'visible' || (lock && !lock.released)) return;
		/* Refused on a low battery, or not known here: the screen then goes off as it always does. */
		lock = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null;
		if (isOver) void lock?.release();
	}

	void hold();
	document.addEventListener('visibilitychange', hold);
	return () => {
		isOver = true;
		document.removeEventListener('visibilitychange', hold);
		void lock?.release();
	};
}
