/** The screen of a room, for whoever is inside. */
export const loadRoomScreen = () => import('./RoomScreen.svelte');

/**
 * Fetches what is shown to whoever is inside, so that it is there when somebody comes in. What cannot be fetched now is
 * fetched when it is shown.
 */
export function fetchRoomParts(): void {
	void Promise.allSettled([loadRoomScreen(), import('./InRoom.svelte')]);
}
