import type { Doc, Map as SharedMap } from 'yjs';
import type { SessionId } from '../base/ids.ts';
import { printable } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';

/** One device as the shared document names it. */
export interface Enrolled {
	readonly id: SessionId;
	readonly name: string;
	readonly isCutOff: boolean;
}

/** Devices that are read from the document at most: nobody has more, and a broken one is not to fill a screen. */
const MAX_DEVICES = 24;

function rollOf(doc: Doc): SharedMap<unknown> {
	return doc.getMap('devices');
}

/** The devices that the shared document names, read strictly. */
export function enrolled(doc: Doc): readonly Enrolled[] {
	return [...rollOf(doc).entries()]
		.flatMap(([id, value]) => {
			const { name, isCutOff } = (value ?? {}) as Record<string, unknown>;
			if (!/^[0-9a-f]{64}$/.test(id) || typeof name !== 'string') return [];
			return [{ id: id as SessionId, name: printable(name, TEXT_LIMITS.name), isCutOff: isCutOff === true }];
		})
		.slice(0, MAX_DEVICES);
}

/** Writes one device into the document, if it is not there just so. */
export function enrol(doc: Doc, { id, name, isCutOff }: Enrolled): void {
	const known = enrolled(doc).find((one) => one.id === id);
	if (known?.name === name && known.isCutOff === isCutOff) return;
	rollOf(doc).set(id, { name, isCutOff });
}
