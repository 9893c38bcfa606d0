import type { Recordings } from './api.ts';
import { Shelf } from './recording/shelf.ts';

/** The engine's small door to what this device recorded, without the engine. */
export function openRecordings(): Recordings {
	return new Shelf();
}
