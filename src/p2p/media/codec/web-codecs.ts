import { SAMPLE_RATE, TICK_MS, TICK_SAMPLES } from '../frames.ts';
import { BITRATE, type Codec, type Decoder, type Encoder } from './codec.ts';
import { isOpusTick } from './opus-packet.ts';

const TICK_US = TICK_MS * 1000;
const FORMAT = { codec: 'opus', sampleRate: SAMPLE_RATE, numberOfChannels: 1 } as const;

/** Voice, in frames of 20 ms, and a frame for each: silence is left out by the voice, not by the codec. */
const ENCODING: AudioEncoderConfig = {
	...FORMAT,
	bitrate: BITRATE,
	opus: { application: 'voip', signal: 'voice', frameDuration: TICK_US, usedtx: false } as OpusEncoderConfig
};

/** The browser's own codec, or null where it has none for this. */
export async function openWebCodecs(): Promise<Codec | null> {
	if (typeof AudioEncoder === 'undefined' || typeof AudioDecoder === 'undefined') return null;
	try {
		const [encoding, decoding] = await Promise.all([
			AudioEncoder.isConfigSupported(ENCODING),
			AudioDecoder.isConfigSupported(FORMAT)
		]);
		if (!encoding.supported || !decoding.supported) return null;
	} catch {
		return null;
	}
	return { name: 'webcodecs', encoder: () => new WebEncoder(), decoder: () => new WebDecoder() };
}

/**
 * Who waits for which tick. The codecs answer in order and by timestamp; a tick that an answer passes over
 * got none.
 */
class Waiting<Answer> {
	readonly #queue: { readonly at: number; readonly settle: (answer: Answer | null) => void }[] = [];
	#next = 0;

	/** Asks with the timestamp of the next tick. */
	ask(question: (timestampUs: number) => void): Promise<Answer | null> {
		const at = this.#next++ * TICK_US;
		return new Promise((settle) => {
			this.#queue.push({ at, settle });
			question(at);
		});
	}

	answer(timestampUs: number, answer: Answer): void {
		while (this.#queue.length > 0 && this.#queue[0]!.at < timestampUs - TICK_US / 2)
			this.#queue.shift()!.settle(null);
		this.#queue.shift()?.settle(answer);
	}

	/** Nobody is answered any more. */
	fail(): void {
		for (const { settle } of this.#queue.splice(0)) settle(null);
	}
}

class WebEncoder implements Encoder {
	readonly #waiting = new Waiting<Uint8Array>();
	#encoder: AudioEncoder | null = null;

	encode(samples: Float32Array<ArrayBuffer>): Promise<Uint8Array | null> {
		return this.#waiting.ask((timestamp) => {
			const data = new AudioData({
				format: 'f32-planar',
				sampleRate: SAMPLE_RATE,
				numberOfChannels: 1,
				numberOfFrames: samples.length,
				timestamp,
				data: samples
			});
			this.#open().encode(data);
			data.close();
		});
	}

	close(): void {
		if (this.#encoder && this.#encoder.state !== 'closed') this.#encoder.close();
		this.#encoder = null;
		this.#waiting.fail();
	}

	#open(): AudioEncoder {
		if (this.#encoder && this.#encoder.state !== 'closed') return this.#encoder;
		this.#encoder = new AudioEncoder({
			output: (chunk) => {
				const bytes = new Uint8Array(chunk.byteLength);
				chunk.copyTo(bytes);
				this.#waiting.answer(chunk.timestamp, bytes);
			},
			// A codec that failed is closed; the next question opens another.
			error: () => this.#waiting.fail()
		});
		this.#encoder.configure(ENCODING);
		return this.#encoder;
	}
}

class WebDecoder implements Decoder {
	readonly #waiting = new Waiting<Float32Array<ArrayBuffer>>();
	#decoder: AudioDecoder | null = null;

	decode(payload: Uint8Array): Promise<Float32Array<ArrayBuffer> | null> {
		if (!isOpusTick(payload)) return Promise.resolve(null);
		return this.#waiting.ask((timestamp) => {
			this.#open().decode(
				new EncodedAudioChunk({ type: 'key', timestamp, duration: TICK_US, data: payload as BufferSource })
			);
		});
	}

	close(): void {
		if (this.#decoder && this.#decoder.state !== 'closed') this.#decoder.close();
		this.#decoder = null;
		this.#waiting.fail();
	}

	#open(): AudioDecoder {
		if (this.#decoder && this.#decoder.state !== 'closed') return this.#decoder;
		this.#decoder = new AudioDecoder({
			output: (data) => {
				const samples = new Float32Array(TICK_SAMPLES);
				const frameCount = Math.min(TICK_SAMPLES, data.numberOfFrames);
				data.copyTo(samples, { planeIndex: 0, format: 'f32-planar', frameCount });
				this.#waiting.answer(data.timestamp, samples);
				data.close();
			},
			error: () => this.#waiting.fail()
		});
		this.#decoder.configure(FORMAT);
		return this.#decoder;
	}
}
