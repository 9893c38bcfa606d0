import type { Result } from '../base/result.ts';
import type { MicrophoneFault, SoundDevices, SoundSettings } from '../ports.ts';

/** An open microphone test: a level meter and, on request, one's own voice. */
export interface MicrophoneTest {
	/** RNNoise was asked for and could not be had: the browser takes the noise out. */
	readonly lacksModel: boolean;
	/** Level now, 0 (silence) to 1. */
	level(): number;
	/** Plays the microphone back to its owner about half a second late, so that it can be judged. */
	hearYourself(on: boolean): void;
	close(): void;
}

/** A short sound of the interface, by what it tells. */
export type Cue =
	| 'muted'
	| 'unmuted'
	/** This person came to the stage. */
	| 'on-stage'
	/** All links are lost, or one is back. */
	| 'dropped'
	| 'reconnected'
	/** Somebody raised a hand. */
	| 'hand'
	/** Somebody came into the room, or left it. */
	| 'joined'
	| 'left'
	/** A recording of the room began, or the last one ended. */
	| 'recording'
	/** This person's turn has half a minute left, or its time is up. */
	| 'turn';

/** Sound on this device: settings, devices, tests. */
export interface Sound {
	readonly settings: SoundSettings;
	change(settings: Partial<SoundSettings>): Promise<void>;
	devices(): Promise<SoundDevices>;
	/** Opens a test with the given input (asks for the microphone). */
	test(inputDevice: string | null): Promise<Result<MicrophoneTest, MicrophoneFault>>;
	/**
	 * Plays a sound of the interface here, and nowhere else, as loud as the settings say. Nothing where they are
	 * off, and nothing later on where the browser refuses to play now.
	 */
	cue(cue: Cue): void;
}
