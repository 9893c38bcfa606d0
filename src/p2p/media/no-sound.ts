import { Emitter } from '../base/emitter.ts';
import { fail, type Result } from '../base/result.ts';
import type {
	CodedMix,
	Microphone,
	MicrophoneEvents,
	MicrophoneFault,
	Playback,
	PlaybackEvents,
	Recorder,
	RecordingFault,
	Take,
	TrackSeal,
	TrackSealEvents
} from '../ports.ts';

/** The microphone of a process that has none: it is always off, and opening it says why. */
export class NoMicrophone extends Emitter<MicrophoneEvents> implements Microphone {
	readonly state = 'off';
	readonly track = null;

	async open(): Promise<Result<void, MicrophoneFault>> {
		return fail('microphone-unsupported');
	}

	mute(): void {}

	release(): void {}

	level(): number {
		return 0;
	}

	close(): void {
		this.clear();
	}
}

/** The ears of a process that plays nothing: no voice has a level here, and nothing is ever blocked. */
export class NoPlayback extends Emitter<PlaybackEvents> implements Playback {
	readonly isBlocked = false;

	attach(): void {}

	detach(): void {}

	setAudible(): void {}

	setVolume(): void {}

	levelOf(): number {
		return 0;
	}

	async unlock(): Promise<void> {}

	close(): void {
		this.clear();
	}
}

/** The recorder of a process, which records nothing on behalf of its room. */
export class NoRecorder implements Recorder {
	attach(): void {}

	detach(): void {}

	async begin(): Promise<Result<Take, RecordingFault>> {
		return fail('recording-unsupported');
	}

	async mix(): Promise<Result<CodedMix, RecordingFault>> {
		return fail('recording-unsupported');
	}
}

/** The tracks of a process, of which there are none: sound comes and goes in packets alone. */
export class NoTracks extends Emitter<TrackSealEvents> implements TrackSeal {
	readonly isInForce = false;

	setEpochs(): void {}
}
