import { fail, ok, type Result } from '../base/result.ts';
import type { MicrophoneFault, SoundDevices, SoundSettings } from '../ports.ts';

/** The settings on which it depends what the microphone is asked for. */
export type InputSettings = Pick<SoundSettings, 'inputDevice' | 'noiseSuppression' | 'music'>;

/**
 * What the microphone is asked for: one voice with the browser's own echo and noise handling, or in music mode
 * whatever the device hears. Processing is made for speech: it takes held notes for noise and pumps chords.
 */
export function microphoneConstraints({
	inputDevice,
	noiseSuppression,
	music
}: InputSettings): MediaStreamConstraints {
	return {
		audio: {
			...(inputDevice ? { deviceId: { ideal: inputDevice } } : {}),
			channelCount: 1,
			echoCancellation: !music,
			noiseSuppression: noiseSuppression && !music,
			autoGainControl: !music
		}
	};
}

/** Opens the microphone; asks the person the first time. */
export async function openInput(settings: InputSettings): Promise<Result<MediaStream, MicrophoneFault>> {
	if (!navigator.mediaDevices?.getUserMedia) return fail('microphone-unsupported');
	try {
		return ok(await navigator.mediaDevices.getUserMedia(microphoneConstraints(settings)));
	} catch (error) {
		return fail(microphoneFault(error));
	}
}

/** The names browsers give these errors. Source: Media Capture and Streams, section 10.2. */
function microphoneFault(error: unknown): MicrophoneFault {
	switch ((error as DOMException)?.name) {
		case 'NotAllowedError':
		case 'SecurityError':
			return 'microphone-denied';
		case 'NotFoundError':
		case 'OverconstrainedError':
			return 'microphone-missing';
		case 'NotReadableError':
		case 'AbortError':
			return 'microphone-in-use';
		default:
			return 'microphone-unsupported';
	}
}

/** The sound devices of this machine; without names until the microphone was allowed once. */
export async function listDevices(): Promise<SoundDevices> {
	const devices = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
	const ofKind = (kind: MediaDeviceKind) =>
		devices
			.filter((device) => device.kind === kind && device.deviceId !== '')
			.map(({ deviceId, label }) => ({ id: deviceId, label }));
	return { inputs: ofKind('audioinput'), outputs: ofKind('audiooutput') };
}
