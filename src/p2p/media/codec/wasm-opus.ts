import {
	Application,
	createDecoder,
	createEncoder,
	Signal,
	type OpusDecoderHandle,
	type OpusEncoderHandle
} from 'libopus-wasm';
import { SAMPLE_RATE, TICK_SAMPLES } from '../frames.ts';
import { BITRATE, type Codec, type Decoder, type Encoder } from './codec.ts';
import { isOpusTick } from './opus-packet.ts';

/**
 * libopus in WebAssembly: for browsers without WebCodecs, and for Node. Works in the calling thread;
 * rejects where a content policy forbids WebAssembly.
 */
export async function openWasmOpus(): Promise<Codec> {
	// The first one loads the module: what cannot run here shall fail now.
	(await createDecoder({ channels: 1, sampleRate: SAMPLE_RATE })).free();
	return { name: 'wasm', encoder: () => new WasmEncoder(), decoder: () => new WasmDecoder() };
}

class WasmEncoder implements Encoder {
	readonly #opening = createEncoder({
		channels: 1,
		sampleRate: SAMPLE_RATE,
		frameSize: TICK_SAMPLES,
		application: Application.Voip,
		signal: Signal.Voice,
		bitrate: BITRATE,
		dtx: false
	});
	#encoder: OpusEncoderHandle | null = null;
	#isClosed = false;

	async encode(samples: Float32Array<ArrayBuffer>): Promise<Uint8Array | null> {
		this.#encoder ??= await this.#opening;
		if (this.#isClosed || samples.length !== TICK_SAMPLES) return null;
		return this.#encoder.encodeFloat(samples);
	}

	close(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		void this.#opening.then((encoder) => encoder.free());
	}
}

class WasmDecoder implements Decoder {
	readonly #opening = createDecoder({ channels: 1, sampleRate: SAMPLE_RATE, maxFrameSize: TICK_SAMPLES });
	#decoder: OpusDecoderHandle | null = null;
	#isClosed = false;

	async decode(payload: Uint8Array): Promise<Float32Array<ArrayBuffer> | null> {
		this.#decoder ??= await this.#opening;
		if (this.#isClosed || !isOpusTick(payload)) return null;
		try {
			const samples = this.#decoder.decodeFloat(payload);
			return samples.length === TICK_SAMPLES ? (samples as Float32Array<ArrayBuffer>) : null;
		} catch {
			// A payload that is not Opus.
			return null;
		}
	}

	close(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		void this.#opening.then((decoder) => decoder.free());
	}
}
