import type { RoomId } from '../../../src/p2p/base/ids.ts';
import type { RoomEvent } from '../../../src/p2p/room/events.ts';
import { reduceRoom as reduce } from '../../../src/p2p/room/reducer.ts';
import type { RoomState } from '../../../src/p2p/room/state.ts';

/** Reads every event but the bans. */
export function reduceRoom(room: RoomId, events: Iterable<RoomEvent>): RoomState | null {
	const mild = [...events].map((event) =>
		event.type === 'person.banned' ? ({ ...event, type: 'hands.lowered', body: {} } as RoomEvent) : event
	);
	return reduce(room, mild);
}
