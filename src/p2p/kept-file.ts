import type { IdentityId } from './base/ids.ts';
import type { Store } from './ports.ts';

/** Values that are never given away: by them whoever has the file would be one of this person's devices, sign as one, reach their wallet, or open what is locked to their key. */
const SECRET = /^(own-devices|community-key:|(wallet|ecash-key)$)/;

/** What a file with everything that a browser keeps is made of. */
export interface KeptFileParts {
	readonly store: Store;
	readonly identity: IdentityId;
	/** Small choices that are kept elsewhere, by name. */
	readonly preferences: Readonly<Record<string, unknown>>;
	/** Milliseconds since the epoch. */
	readonly now: number;
}

/** The form of the file; a later one has a higher number. */
const VERSION = 1;

/**
 * Everything that this browser keeps, as JSON that people and programs can read: the rooms with their signed events,
 * and every value by its name. Bytes are `{"base64": "…"}`. Not the identity's key, which no page can read, and not the
 * recordings, which are files of their own.
 */
export async function keptFile({ store, identity, preferences, now }: KeptFileParts): Promise<Blob> {
	const head = { version: VERSION, madeAt: new Date(now).toISOString(), identity, preferences };
	const parts = [
		`${toJson(head).slice(0, -2)},\n"values": ${toJson(Object.fromEntries([...(await store.loadValues())].filter(([name]) => !SECRET.test(name))))},\n"rooms": [`
	];
	const rooms = await store.loadRooms();
	// One room after the other: of all of them at once there may be a hundred megabytes.
	for (const [i, room] of rooms.entries()) {
		const events = await store.loadEvents(room.room);
		parts.push(`${i > 0 ? ',' : ''}\n${toJson({ ...room, events })}`);
	}
	return new Blob([...parts, '\n]\n}\n'], { type: 'application/json' });
}

function toJson(value: unknown): string {
	return JSON.stringify(
		value,
		(_, part: unknown) => {
			if (part instanceof Uint8Array) return { base64: base64Of(part) };
			return part instanceof Map || part instanceof Set ? [...part] : part;
		},
		2
	);
}

function base64Of(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text);
}
