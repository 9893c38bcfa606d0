import type { RoomId } from '../base/ids.ts';
import type { RoomLock } from '../ports.ts';

/**
 * Room ownership among the tabs of one profile, by Web Locks: the browser frees a lock when its tab
 * goes away, however it goes. Without Web Locks every tab gets the room.
 */
export function webRoomLock(): RoomLock {
	const releases = new Map<RoomId, () => void>();
	return {
		hold: (room, { steal, lost }) =>
			new Promise((resolve) => {
				if (!navigator.locks) return resolve(true);
				let isHeld = false;
				const options = steal ? { steal: true } : { ifAvailable: true };
				navigator.locks
					.request(`hearsay-room-${room}`, options, (lock) => {
						if (!lock) return resolve(false);
						isHeld = true;
						resolve(true);
						return new Promise<void>((release) => releases.set(room, release));
					})
					.catch(() => {
						// Stolen by another tab, or refused by the browser.
						releases.delete(room);
						if (isHeld) lost();
						else resolve(true);
					});
			}),
		release(room) {
			releases.get(room)?.();
			releases.delete(room);
		}
	};
}
