import type { IdentityId, RoomId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { StoreFault } from '../ports.ts';

/** What is wrong with a file that should hold a room. */
export type RoomFileFault =
	| 'room-file-foreign'
	| 'room-file-newer-version'
	| 'room-file-damaged'
	/** Events in it were not signed by whom they name. */
	| 'room-file-forged'
	| 'room-file-too-large';

/** A room that was read from a file, verified, and not kept yet. */
export interface RoomOnFile {
	readonly room: RoomId;
	readonly title: string;
	readonly host: IdentityId;
	/** What the host is called in the room; may be empty. */
	readonly hostName: string;
	/** People who wrote something in the room. */
	readonly people: number;
	readonly messages: number;
	/** Events that this browser does not have yet. */
	readonly news: number;
	/** This browser has a later document of the room than the file: there is nothing to take from it. */
	readonly isOlder: boolean;
	/** What was said as whoever made the file had it, which nobody signed; empty if there is none. */
	readonly transcript: string;
	/** The fragment of the room's link. */
	readonly code: string;
	/** Keeps the room here, merged with what this browser has of it. */
	take(): Promise<Result<void, StoreFault>>;
}

/** Rooms as files. */
export interface RoomFiles {
	/** Everything that was signed in a room, as this browser keeps it, and a transcript if there is one; null for a room that is not kept here. */
	save(room: RoomId, options: { readonly transcript: string }): Promise<Blob | null>;
	/** Reads and verifies a file. Nothing is kept before `take`. */
	read(file: Blob): Promise<Result<RoomOnFile, RoomFileFault>>;
}
