/** Samples looked at for one level: 21 ms at 48 kHz, one syllable's worth of smoothing by the caller. */
const WINDOW_SAMPLES = 1024;

/** Measures how loud a stream is. Needs an `AudioContext` that runs. */
export class LevelMeter {
	readonly #source: MediaStreamAudioSourceNode;
	readonly #analyser: AnalyserNode;
	readonly #samples = new Float32Array(WINDOW_SAMPLES);

	constructor(context: AudioContext, stream: MediaStream) {
		this.#source = context.createMediaStreamSource(stream);
		this.#analyser = context.createAnalyser();
		this.#analyser.fftSize = WINDOW_SAMPLES;
		this.#source.connect(this.#analyser);
	}

	/** Root mean square of the newest samples, 0 to 1. */
	level(): number {
		this.#analyser.getFloatTimeDomainData(this.#samples);
		let sum = 0;
		for (const sample of this.#samples) sum += sample * sample;
		return Math.min(1, Math.sqrt(sum / WINDOW_SAMPLES));
	}

	/** Lets go of the stream; the stream itself goes on. */
	close(): void {
		this.#source.disconnect();
	}
}
