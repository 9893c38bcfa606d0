import rnnoiseWasm from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url';
import type { Clock } from '../../base/clock.ts';
import denoiseWorklet from './denoise.worklet.ts?worker&url';

/** Somebody waits for their microphone: what is not there by then is done without. */
const PATIENCE_MS = 4_000;

/** RNNoise in the audio thread, for one microphone. */
export interface Denoising {
	/** What the stream says, without noise, from now on. */
	of(stream: MediaStream): MediaStream;
	/** Ends it, and the stream that it gave. */
	close(): void;
}

/**
 * Loads RNNoise (170 kB in all) and starts it in a context's audio thread. Null where it cannot be had: no network, a
 * browser without worklets or WebAssembly, a context that may not run yet.
 */
export async function openDenoising(context: AudioContext, clock: Clock): Promise<Denoising | null> {
	let cancel = () => {};
	const patience = new Promise<null>((resolve) => {
		cancel = clock.after(PATIENCE_MS, () => resolve(null));
	});
	const opening = open(context).catch(() => null);
	const opened = await Promise.race([opening, patience]);
	cancel();
	// Whatever comes too late is not left running.
	if (!opened) void opening.then((late) => late?.close());
	return opened;
}

async function open(context: AudioContext): Promise<Denoising | null> {
	const [, , wasm] = await Promise.all([
		context.audioWorklet.addModule(denoiseWorklet),
		context.resume(),
		fetch(rnnoiseWasm).then((response) => response.arrayBuffer())
	]);
	const node = new AudioWorkletNode(context, 'hearsay-denoise', {
		channelCount: 1,
		channelCountMode: 'explicit',
		outputChannelCount: [1],
		processorOptions: { wasm }
	});
	const isReady = await new Promise<boolean>((resolve) => {
		node.port.onmessage = ({ data }: MessageEvent<boolean>) => resolve(data);
		node.onprocessorerror = () => resolve(false);
	});
	return isReady ? denoising(context, node) : null;
}

function denoising(context: AudioContext, node: AudioWorkletNode): Denoising {
	const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
	let source: MediaStreamAudioSourceNode | null = null;
	return {
		of(stream) {
			source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
			source.connect(node).connect(out);
			return out.stream;
		},
		close() {
			source?.disconnect();
			node.disconnect();
			node.port.postMessage('off');
			for (const track of out.stream.getTracks()) track.stop();
		}
	};
}
