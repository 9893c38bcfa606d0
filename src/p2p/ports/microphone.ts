import type { Emitter } from '../base/emitter.ts';
import type { Result } from '../base/result.ts';

/** Why a microphone could not be opened. */
export type MicrophoneFault =
	| 'microphone-denied'
	| 'microphone-missing'
	| 'microphone-in-use'
	| 'microphone-unsupported'
	| 'not-on-stage';

/**
 * This page's microphone. `open` is sending; `watching` is open on this device only, for the "you are
 * talking while muted" warning or push to talk.
 */
export type MicrophoneState = 'off' | 'opening' | 'open' | 'watching';

/** What takes noise out of a microphone: nothing, the browser's own processing, or a small model on this device. */
export type NoiseSuppression = 'off' | 'browser' | 'rnnoise';

/** How sound is taken and played on this device; kept across rooms. */
export interface SoundSettings {
	/** Device id, or null for the system's choice. */
	readonly inputDevice: string | null;
	readonly outputDevice: string | null;
	/** What takes noise out of the microphone; nothing does in `music`. */
	readonly noiseSuppression: NoiseSuppression;
	/** The microphone is taken as it is: no echo cancellation, no noise suppression, no automatic gain. */
	readonly music: boolean;
	/** The microphone sends only while the key or button is held. */
	readonly pushToTalk: boolean;
	/**
	 * `close`: muting releases the microphone. `watch`: it stays open on this device, so that talking
	 * while muted can be noticed.
	 */
	readonly whenMuted: 'close' | 'watch';
	/** The short sounds of the interface play. */
	readonly cues: boolean;
	/** How loud they are, 0 to 1. */
	readonly cueVolume: number;
}

/** The sound devices of this machine, with names only after the microphone was allowed once. */
export interface SoundDevices {
	readonly inputs: readonly { readonly id: string; readonly label: string }[];
	readonly outputs: readonly { readonly id: string; readonly label: string }[];
}

/** What the microphone tells its owner. */
export interface MicrophoneEvents {
	/** `state` or `track` changed. */
	changed: undefined;
	/** The device went away and no other could take its place. */
	lost: undefined;
	/** The device went away; this one took its place. */
	switched: { readonly device: string };
	/** Speech is heard while nothing is sent. */
	talkingWhileMuted: undefined;
	/** `isMissing`: RNNoise cannot be had, and the browser takes the noise out; else nothing is missing any more. */
	noiseModel: { readonly isMissing: boolean };
}

/** This page's microphone. */
export interface Microphone extends Pick<Emitter<MicrophoneEvents>, 'on'> {
	readonly state: MicrophoneState;
	/** What to send: a live track while `open`, else null. */
	readonly track: MediaStreamTrack | null;
	/** Asks for the device if needed and starts sending. */
	open(): Promise<Result<void, MicrophoneFault>>;
	/** Ends the sent track at once; the device too, unless the settings keep it for warnings. */
	mute(): void;
	/** Releases the device whatever the settings say. */
	release(): void;
	/** Level now, 0 to 1. */
	level(): number;
	close(): void;
}
