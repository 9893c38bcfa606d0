import type { RoomId } from '../../../src/p2p/base/ids.ts';
import type { RoomEvent } from '../../../src/p2p/room/events.ts';
import { createReducer as createHonest, type Reducer } from '../../../src/p2p/room/reducer.ts';

/** Reads every event but the bans. */
export function createReducer(room: RoomId): Reducer {
	const honest = createHonest(room);
	return { add: (events) => honest.add(events.map(mild)) };
}

function mild(event: RoomEvent): RoomEvent {
	if (event.type !== 'person.banned') return event;
	return { ...event, type: 'hands.lowered', body: {} };
}
