import type { Emitter } from '../base/emitter.ts';
import type { IdentityId, RoomId, SessionId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';

/** Why nothing is recorded on this device, or no longer. */
export type RecordingFault =
	/** The browser has no place for files of this app, or cannot encode sound. */
	| 'recording-unsupported'
	/** The device has no room left. */
	| 'recording-full'
	| 'recording-failed';

/** What a file of sound is: the room as everybody hears it, or this person's voice alone. */
export type TakeKind = 'room' | 'voice';

/** What is known of a file of sound when it begins. */
export interface TakeAbout {
	readonly kind: TakeKind;
	readonly room: RoomId;
	readonly title: string;
	readonly topics: readonly string[];
	/** What the host is called; may be empty. */
	readonly host: string;
}

/** Something that happened while sound was being written, to be found again along it. */
export type Moment =
	| { readonly what: 'title'; readonly title: string; readonly topics: readonly string[] }
	/** Everybody on the stage from here on. */
	| {
			readonly what: 'stage';
			readonly people: readonly { readonly identity: IdentityId; readonly name: string }[];
	  }
	/** Everybody who speaks from here on, of those whose voices are taken in. */
	| { readonly what: 'speaking'; readonly who: readonly IdentityId[] }
	| { readonly what: 'pin'; readonly text: string }
	/** A finished line of captions. */
	| {
			readonly what: 'caption';
			/** Whose words they are, and whose page told them. */
			readonly speaker: IdentityId;
			readonly author: IdentityId;
			readonly text: string;
			/** BCP 47. */
			readonly language: string;
			/** How long ago the words began, milliseconds; 0 where they were typed. */
			readonly lastedMs: number;
	  };

/** Whose sound goes into a take now. */
export interface TakeVoices {
	/** Sessions whose tracks `Recorder.attach` got. */
	readonly sessions: ReadonlySet<SessionId>;
	/** This page's own sound, or null. */
	readonly microphone: MediaStreamTrack | null;
}

/** What a take tells its owner. */
export interface TakeEvents {
	/** Nothing more is written, and what was written is whole. */
	broken: RecordingFault;
}

/** One file of sound that is being written on this device. */
export interface Take extends Pick<Emitter<TakeEvents>, 'on'> {
	/** Replaces whose sound goes in; nobody's does before the first call. */
	setVoices(voices: TakeVoices): void;
	/** Notes a moment at the place in the sound that is written now. */
	note(moment: Moment): void;
	/** Writes the rest; resolves once the file is whole. */
	end(): Promise<void>;
	/** Ends it, and keeps nothing. */
	discard(): Promise<void>;
}

/** What a coded mix tells its owner. */
export interface CodedMixEvents {
	/** The next 20 ms of it, an Opus packet; silence is coded, too. */
	packet: Uint8Array;
}

/** Sound of several sessions as one, coded as it is heard and kept nowhere. */
export interface CodedMix extends Pick<Emitter<CodedMixEvents>, 'on'> {
	/** Replaces whose sound goes in; nobody's does before the first call. */
	setVoices(voices: TakeVoices): void;
	close(): void;
}

/** Plays coded sound faster than it was said, at its own pitch. */
export interface FastPlayer {
	/** Adds what was said next: packets of 20 ms. What cannot be decoded is silence. */
	add(packets: readonly Uint8Array[]): void;
	/** How much of what was added is not played yet, in milliseconds as it was said. */
	readonly waitingMs: number;
	close(): void;
}

/** Begins to play so many times as fast. Call it from a click. */
export type OpenFastPlayer = (times: number) => FastPlayer;

/** Writes sound to files on this device. */
export interface Recorder {
	/** Makes a session's sound available to takes; it goes into one only when `setVoices` says so. */
	attach(session: SessionId, track: MediaStreamTrack): void;
	detach(session: SessionId): void;
	/** Begins a file. */
	begin(about: TakeAbout): Promise<Result<Take, RecordingFault>>;
	/** Begins to code what sounds, without a file. */
	mix(): Promise<Result<CodedMix, RecordingFault>>;
}
