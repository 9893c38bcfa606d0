/**
 * The part of the browser's speech recognition that captions use. TypeScript's library leaves it out.
 * Source: Web Speech API, draft of the W3C Audio Working Group, section 4.1.
 */
export interface SpeechApi {
	lang: string;
	continuous: boolean;
	interimResults: boolean;
	/** Nothing of the sound leaves this machine; absent in browsers that cannot promise it. */
	processLocally?: boolean;
	onresult: ((event: SpeechHeard) => void) | null;
	onerror: ((event: { readonly error: string }) => void) | null;
	onend: (() => void) | null;
	/** Browsers that cannot take a track open the system's microphone instead. */
	start(track?: MediaStreamTrack): void;
	abort(): void;
}

/** What it understood since it was started: the results from `resultIndex` on are new or changed. */
export interface SpeechHeard {
	readonly resultIndex: number;
	readonly results: {
		readonly length: number;
		readonly [index: number]: { readonly isFinal: boolean; readonly 0?: { readonly transcript: string } };
	};
}

/** How a language stands, as the browser says it. */
export type SpeechAvailability = 'available' | 'downloadable' | 'downloading' | 'unavailable';

/** Which languages, and where they are to be understood. */
export interface SpeechAsked {
	readonly langs: readonly string[];
	readonly processLocally: boolean;
}

/** What makes recognisers, and says what they can do. */
export interface SpeechMaker {
	new (): SpeechApi;
	readonly prototype: SpeechApi;
	available?(asked: SpeechAsked): Promise<SpeechAvailability>;
	/** Whether the languages were fetched. */
	install?(asked: SpeechAsked): Promise<boolean>;
}

/** This browser's maker of recognisers, or null where there is none. */
export function speechMaker(): SpeechMaker | null {
	const names = globalThis as { SpeechRecognition?: SpeechMaker; webkitSpeechRecognition?: SpeechMaker };
	return names.SpeechRecognition ?? names.webkitSpeechRecognition ?? null;
}
