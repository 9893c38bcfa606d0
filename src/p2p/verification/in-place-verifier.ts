import type { Verifier } from '../ports.ts';
import { decodeEvent, isEventAuthentic } from '../wire/event-codec.ts';

/** Whether these bytes are an event that its session signed. Total. */
export function isRawAuthentic(raw: Uint8Array): boolean {
	const event = decodeEvent(raw);
	return event.ok && isEventAuthentic(event.value);
}

/** Verifies in the calling thread: for tests, for Node, and where a page gets no worker. */
export const inPlaceVerifier: Verifier = {
	verify: async (raws) => raws.map(isRawAuthentic)
};
