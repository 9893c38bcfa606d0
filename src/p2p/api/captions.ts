import type { Emitter } from '../base/emitter.ts';
import type { IdentityId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { RecogniserFault, RecogniserKind, RecogniserReadiness, SpeechModels } from '../ports.ts';

/** One line of what is said on the stage, in writing. */
export interface CaptionLine {
	/** The same for all wordings of the line. */
	readonly id: string;
	/** Whose words they are. */
	readonly speaker: IdentityId;
	/** Whose page told them: another one's where a moderator types for the speaker. */
	readonly author: IdentityId;
	/** At most 300 characters that show as what they are. */
	readonly text: string;
	/** BCP 47, by the author's word. */
	readonly language: string;
	/** No other wording follows. */
	readonly isFinal: boolean;
	/** A person typed it; else a machine understood it. */
	readonly isTyped: boolean;
	/** When this page first and last got words of it, milliseconds since the epoch. */
	readonly beganAt: number;
	readonly changedAt: number;
}

/** Why a typed line was not told. */
export type CaptionFault =
	| 'not-on-stage'
	/** A moderator silenced this person, who has to unmute themselves first. */
	| 'muted'
	/** Only moderators write for others, and only for who is on the stage. */
	| 'not-for-another'
	/** Nothing is left of it that can be shown. */
	| 'caption-empty';

/** What captions tell their owner. */
export interface RoomCaptionsEvents {
	/** `lines` or `own` was replaced. */
	changed: undefined;
}

/** How this page turns its own microphone into words. */
export interface OwnCaptions {
	/** `waiting`: until the microphone is open. */
	readonly state: 'off' | 'waiting' | 'listening';
	/** What was chosen last; null before that. */
	readonly kind: RecogniserKind | null;
	/** BCP 47. */
	readonly language: string;
	/** Why it went off by itself. */
	readonly fault: RecogniserFault | null;
}

/** What is said on the stage, in writing. Nothing of it is kept but in this page's memory. */
export interface RoomCaptions extends Pick<Emitter<RoomCaptionsEvents>, 'on'> {
	/** The oldest first, one's own included, at most 2,000; replaced as a whole on each change. */
	readonly lines: readonly CaptionLine[];
	readonly own: OwnCaptions;
	/**
	 * Tells everybody a typed line of this person, who is on the stage; `speaker`: as a moderator for somebody else
	 * there. What cannot be shown is left out, and what is past 300 characters.
	 */
	write(
		text: string,
		options: { readonly language: string; readonly speaker: IdentityId | null }
	): Result<void, CaptionFault>;
	/** How a kind of recogniser stands for a language. Asks nobody but this browser. */
	readiness(kind: RecogniserKind, language: string): Promise<RecogniserReadiness>;
	/** Lets the browser fetch what its own program needs for a language. */
	fetchLanguage(language: string): Promise<Result<void, RecogniserFault>>;
	/** The speech models of this browser; null in a process without one. */
	readonly models: SpeechModels | null;
	/**
	 * Turns this person's own microphone into words whenever it is open, and tells them to everybody, until `stop`.
	 * With `cloud` the browser sends the voice to its maker: ask the person first.
	 */
	recognise(kind: RecogniserKind, language: string): Promise<Result<void, RecogniserFault>>;
	stop(): void;
}
