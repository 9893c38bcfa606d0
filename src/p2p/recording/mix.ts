import type { SessionId } from '../base/ids.ts';
import { captureNode, type Capture } from '../media/voice/capture.ts';
import type { TakeVoices } from '../ports.ts';

/**
 * Several tracks as one sound in 20 ms blocks, which never pause: where nobody is heard there is silence. Nothing is
 * played.
 */
export class Mix {
	readonly #context: AudioContext;
	readonly #sum: GainNode;
	readonly #silence: ConstantSourceNode;
	readonly #capture: Capture;
	readonly #sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>();

	private constructor(context: AudioContext, { sum, silence }: MixNodes, capture: Capture) {
		this.#context = context;
		this.#sum = sum;
		this.#silence = silence;
		this.#capture = capture;
	}

	/** Resolves once the worklet is loaded; rejects where the browser has none, or may not load it. */
	static async open(context: AudioContext): Promise<Mix> {
		const sum = new GainNode(context, { channelCount: 1, channelCountMode: 'explicit' });
		// An input with nothing connected brings no blocks at all.
		const silence = new ConstantSourceNode(context, { offset: 0 });
		silence.connect(sum);
		silence.start();
		const capture = await captureNode(context, () => sum);
		void context.resume();
		return new Mix(context, { sum, silence }, capture);
	}

	/** Brings `CapturedBlock`s; give it to the thread that encodes. */
	get port(): MessagePort {
		return this.#capture.port;
	}

	/** Exactly these voices are heard from now on, by the tracks that their sessions have. */
	setVoices({ sessions, microphone }: TakeVoices, tracks: ReadonlyMap<SessionId, MediaStreamTrack>): void {
		const heard = [...sessions].flatMap((session) => tracks.get(session) ?? []);
		this.#setTracks(new Set(microphone ? [microphone, ...heard] : heard));
	}

	#setTracks(tracks: ReadonlySet<MediaStreamTrack>): void {
		for (const [track, source] of this.#sources) {
			if (tracks.has(track)) continue;
			source.disconnect();
			this.#sources.delete(track);
		}
		for (const track of tracks) {
			if (this.#sources.has(track)) continue;
			const mediaStream = new MediaStream([track]);
			const source = new MediaStreamAudioSourceNode(this.#context, { mediaStream });
			source.connect(this.#sum);
			this.#sources.set(track, source);
		}
	}

	close(): void {
		this.#setTracks(new Set());
		this.#silence.stop();
		this.#silence.disconnect();
		this.#capture.close();
	}
}

interface MixNodes {
	readonly sum: GainNode;
	readonly silence: ConstantSourceNode;
}
