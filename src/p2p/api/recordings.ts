import type { IdentityId, RoomId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { TakeKind } from '../ports.ts';

/** How a recording ended: by somebody's wish, with its page, with the disk, by a fault; or not yet. */
export type RecordingEnd = 'stopped' | 'cut-off' | 'full' | 'failed' | 'running';

/** A recording as this device keeps it. */
export interface KeptRecording {
	/** Names it on this device. */
	readonly id: string;
	readonly kind: TakeKind;
	readonly room: RoomId;
	/** As it was when the recording began. */
	readonly title: string;
	readonly topics: readonly string[];
	/** What the host was called; may be empty. */
	readonly host: string;
	/** Milliseconds since the epoch. */
	readonly startedAt: number;
	readonly lengthMs: number;
	readonly bytes: number;
	readonly end: RecordingEnd;
}

/** A place in a recording worth going to, `at` in milliseconds from its beginning. */
export type RecordingChapter = { readonly at: number } & (
	| { readonly what: 'title'; readonly title: string; readonly topics: readonly string[] }
	| { readonly what: 'speaker'; readonly identity: IdentityId }
	| { readonly what: 'pin'; readonly text: string }
);

/** A finished line of captions along a recording. */
export interface RecordedCaption {
	/** From when to when it is shown, milliseconds from the beginning. */
	readonly from: number;
	readonly to: number;
	/** Whose words they are, and whose page told them; a name may be empty. */
	readonly speaker: { readonly identity: IdentityId; readonly name: string };
	readonly author: { readonly identity: IdentityId; readonly name: string };
	readonly text: string;
	/** BCP 47. */
	readonly language: string;
}

/** A recording with its sound and everything that is known along it. */
export interface OpenedRecording extends KeptRecording {
	/** Opus in Ogg, whole. */
	readonly sound: Blob;
	/** Ascending. */
	readonly chapters: readonly RecordingChapter[];
	/** What was said in writing, ascending by `from`. */
	readonly captions: readonly RecordedCaption[];
	/** What its files are called, without an end; any file system takes it. */
	readonly fileName: string;
	/** Whoever spoke, the first one first, with their turns in milliseconds. */
	readonly speakers: readonly {
		readonly identity: IdentityId;
		readonly name: string;
		readonly turns: readonly { readonly from: number; readonly to: number }[];
	}[];
}

/** Why a recording cannot be opened: it is gone, or what is there is none. */
export type ReplayFault = 'recording-missing' | 'recording-damaged';

/** The recordings that this device keeps. */
export interface Recordings {
	/** The newest first. Empty where the browser keeps none. */
	list(): Promise<readonly KeptRecording[]>;
	open(id: string): Promise<Result<OpenedRecording, ReplayFault>>;
	/** The recording as a file for other players, with its chapters, and a name for it. `nameOf` names who gave no name. */
	toFile(
		recording: OpenedRecording,
		nameOf: (speaker: { readonly identity: IdentityId; readonly name: string }) => string
	): Promise<Result<{ readonly file: Blob; readonly name: string }, ReplayFault>>;
	remove(id: string): Promise<void>;
}
