import { fail, ok, type Result } from '../base/result.ts';
import type { MicrophoneFault, SoundDevices, SoundSettings } from '../ports.ts';

/** The settings on which it depends what the microphone is asked for. */
export type InputSettings = Pick<SoundSettings, 'inputDevice' | 'noiseSuppression' | 'music'>;

/**
 * What the microphone is asked for: one voice with the browser's own echo and noise handling, or in music mode
 * whatever the device hears. Processing is made for speech: it takes held notes for noise and pumps chords.
 *
 * `exact` about processing: of a wish Chromium makes whatever a source that is open already has.
 */
export function microphoneConstraints(
	{ inputDevice, noiseSuppression, music }: InputSettings,
	firmness: 'exact' | 'ideal' = 'exact'
): MediaStreamConstraints {
	return {
		audio: {
			...(inputDevice ? { deviceId: { ideal: inputDevice } } : {}),
			channelCount: 1,
			echoCancellation: { [firmness]: !music },
			noiseSuppression: { [firmness]: noiseSuppression === 'browser' && !music },
			autoGainControl: { [firmness]: !music }
		}
	};
}

/**
 * Opens the device; asks the person the first time. One that cannot be had without some processing, or with it,
 * is taken as it can be had.
 */
export async function openDevice(settings: InputSettings): Promise<Result<MediaStream, MicrophoneFault>> {
	if (!navigator.mediaDevices?.getUserMedia) return fail('microphone-unsupported');
	const opened = await ask(microphoneConstraints(settings));
	return opened.ok || opened.code !== 'microphone-missing'
		? opened
		: ask(microphoneConstraints(settings, 'ideal'));
}

async function ask(constraints: MediaStreamConstraints): Promise<Result<MediaStream, MicrophoneFault>> {
	try {
		return ok(await navigator.mediaDevices.getUserMedia(constraints));
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
