import type { RoomLock } from '../ports.ts';

/** The lock of a profile that only one process has: nobody else could hold a room, so it is always given. */
export const ownRoomLock: RoomLock = {
	hold: async () => true,
	release: () => {}
};
