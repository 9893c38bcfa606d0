import captureWorklet from './capture.worklet.ts?worker&url';

/** A microphone's blocks on their way to a voice. */
export interface Capture {
	/** Brings `CapturedBlock`s; give it to the thread that encodes. */
	readonly port: MessagePort;
	/** Stops capturing. The track goes on, and the port stays open for its other end to close. */
	close(): void;
}

/**
 * Starts to capture a track. Resolves once the worklet is loaded; rejects where the browser has none, or
 * may not load it. Nothing is played.
 */
export function openCapture(context: AudioContext, track: MediaStreamTrack): Promise<Capture> {
	return captureNode(
		context,
		() => new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) })
	);
}

/** The same for whatever plays in a context, made once the worklet is loaded. */
export async function captureNode(context: AudioContext, open: () => AudioNode): Promise<Capture> {
	await context.audioWorklet.addModule(captureWorklet);
	const source = open();
	const node = new AudioWorkletNode(context, 'hearsay-capture', {
		numberOfOutputs: 0,
		channelCount: 1,
		channelCountMode: 'explicit'
	});
	const { port1, port2 } = new MessageChannel();
	node.port.postMessage(null, [port2]);
	source.connect(node);
	return {
		port: port1,
		close() {
			source.disconnect();
			node.port.postMessage('off');
		}
	};
}
