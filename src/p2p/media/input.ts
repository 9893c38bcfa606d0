import type { Clock } from '../base/clock.ts';
import { ok, type Result } from '../base/result.ts';
import type { MicrophoneFault } from '../ports.ts';
import { openDevice, type InputSettings } from './devices.ts';

/** What an input is opened with. */
export interface InputTools {
	/** The page's one audio context, made when first needed. */
	readonly context: () => AudioContext;
	readonly clock: Clock;
}

/** An open microphone as it is to be heard. Whoever opened it closes it. */
export interface Input {
	/** One track of sound, processed as the settings ask for. */
	readonly stream: MediaStream;
	/** The device's own track: it ends when the device goes away. */
	readonly device: MediaStreamTrack;
	/** RNNoise was asked for and could not be had: the browser's own suppression is in its place. */
	readonly lacksModel: boolean;
	close(): void;
}

/** Opens the microphone; asks the person the first time. RNNoise is loaded first where it is asked for. */
export async function openInput(
	settings: InputSettings,
	{ context, clock }: InputTools
): Promise<Result<Input, MicrophoneFault>> {
	const wantsModel = wantsNoiseModel(settings);
	const denoising = wantsModel
		? await import('./denoise/denoising.ts').then(
				({ openDenoising }) => openDenoising(context(), clock),
				() => null
			)
		: null;
	const lacksModel = wantsModel && !denoising;
	const opened = await openDevice(lacksModel ? { ...settings, noiseSuppression: 'browser' } : settings);
	if (!opened.ok) {
		denoising?.close();
		return opened;
	}
	const device = opened.value;
	return ok({
		stream: denoising?.of(device) ?? device,
		device: device.getAudioTracks()[0]!,
		lacksModel,
		close() {
			denoising?.close();
			for (const track of device.getTracks()) track.stop();
		}
	});
}

/** Whether these settings ask for RNNoise. */
export function wantsNoiseModel({ noiseSuppression, music }: InputSettings): boolean {
	return noiseSuppression === 'rnnoise' && !music;
}
