import type { Emitter } from '../base/emitter.ts';
import type { Result } from '../base/result.ts';

/**
 * What turns the own voice into words. `device`: the browser's own program, on this machine alone; `cloud`: the
 * browser's as well, which sends the voice to whoever made the browser; `model`: a speech model that this person
 * fetched, run by this page, on this machine alone.
 */
export type RecogniserKind = 'device' | 'cloud' | 'model';

/** Why a speech model cannot be fetched or does not work. */
export type ModelFault =
	/** The address is none from which models can be fetched. */
	| 'model-address'
	/** Nothing of this model is at the address. */
	| 'model-not-found'
	/** What came from there is not this model, or not whole. */
	| 'model-invalid'
	/** The address is not reached, or stopped answering. */
	| 'model-network'
	/** It takes longer to understand than to speak, or does not come to an end. */
	| 'model-slow'
	/** It asks for more memory than there is. */
	| 'model-memory'
	/** The browser has no room to keep it. */
	| 'model-disk'
	/** Another tab is fetching one. */
	| 'model-busy'
	/** This person stopped it. */
	| 'model-cancelled'
	/** None is kept. */
	| 'model-missing';

/** Why the own voice is not turned into words. */
export type RecogniserFault =
	/** This browser has no such program. */
	| 'recogniser-missing'
	/** It does not know the language, or would have to fetch it first. */
	| 'recogniser-language'
	/** The browser or its person forbids it. */
	| 'recogniser-denied'
	/** Its service is not reached. */
	| 'recogniser-network'
	/** It stopped, and stops whenever it is started. */
	| 'recogniser-failed'
	| ModelFault;

/** Whether a recogniser can be used for a language: now, once its language was fetched, or not at all. */
export type RecogniserReadiness = 'ready' | 'to-fetch' | 'fetching' | 'missing' | 'language-missing';

/** What a recogniser tells its owner. */
export interface RecogniserEvents {
	/** The words of the present line, all of them each time; `isFinal`: the next words begin another line. */
	heard: { readonly text: string; readonly isFinal: boolean };
	/** It works no more, until `listen` is called with another track. */
	failed: RecogniserFault;
}

/** Turns one voice into words. */
export interface Recogniser extends Pick<Emitter<RecogniserEvents>, 'on'> {
	/** Whether it may take a while, and tells what was said before `listen` only after it. */
	readonly tellsLater: boolean;
	/** Turns what this track carries into words from now on, or nothing. The track stays its owner's. */
	listen(track: MediaStreamTrack | null): void;
	close(): void;
}

/** What recognisers there are on this machine. */
export interface Recognisers {
	/** How a kind stands for a language (BCP 47). Never rejects. */
	readiness(kind: RecogniserKind, language: string): Promise<RecogniserReadiness>;
	/** Fetches what the browser's own program needs for a language. */
	fetchLanguage(language: string): Promise<Result<void, RecogniserFault>>;
	/** Opens one; it does nothing before `listen`. */
	open(kind: RecogniserKind, language: string): Promise<Result<Recogniser, RecogniserFault>>;
	readonly models: SpeechModels;
}

/** A speech model that can be fetched. */
export interface SpeechModel {
	/** Its folder at the hub, such as `onnx-community/whisper-tiny`. */
	readonly id: string;
	readonly name: string;
	/** The languages it knows, such as `fr`. */
	readonly languages: readonly string[];
	/** About what has to be fetched. */
	readonly bytes: number;
}

/** The speech model that this browser keeps. */
export interface KeptModel extends SpeechModel {
	/** Where it came from. */
	readonly address: string;
}

/** How a model is fetched. */
export interface ModelFetch {
	/** The `id` of the model. */
	readonly model: string;
	/** The address it is fetched from, as this person gave it. */
	readonly address: string;
	readonly signal: AbortSignal;
	/** Bytes that came so far; null: all of them, and it is being tried out. */
	readonly onProgress: (bytes: number | null) => void;
}

/** The speech models of this browser: which there are, and the one that is kept. Nothing is fetched but by `fetch`. */
export interface SpeechModels {
	/** Those that know a language (BCP 47), the smallest first; none where the browser cannot run any. */
	offered(language: string): Promise<readonly SpeechModel[]>;
	/** The one that is kept, or null. */
	kept(): Promise<KeptModel | null>;
	/** Fetches one, tries it out, and keeps it in place of the one before, which stays if this fails. */
	fetch(wanted: ModelFetch): Promise<Result<void, ModelFault>>;
	/** Deletes the one that is kept. */
	remove(): Promise<void>;
}
