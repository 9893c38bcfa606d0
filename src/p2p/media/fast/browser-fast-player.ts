import type { FastPlayer } from '../../ports.ts';
import type { Decoder } from '../codec/codec.ts';
import { openCodec } from '../codec/open-codec.ts';
import { hasSink, setSink } from '../context-sink.ts';
import { SAMPLE_RATE, TICK_MS, TICK_SAMPLES } from '../frames.ts';
import { Stretcher } from './stretcher.ts';

/** Sound that comes late is begun so much after it came, seconds: the next piece is there by then. */
const LEAD_S = 0.1;

/** What a fast player works with. */
export interface BrowserFastPlayerOptions {
	readonly times: number;
	readonly context: AudioContext;
	/** The chosen loudspeaker, or null for the system's choice. */
	readonly outputDevice: () => string | null;
}

/** Decodes, stretches and plays in the page's audio context, each part where the one before ends. */
export class BrowserFastPlayer implements FastPlayer {
	readonly #options: BrowserFastPlayerOptions;
	readonly #stretcher: Stretcher;
	readonly #decoder: Promise<Decoder | null>;
	readonly #playing = new Set<AudioBufferSourceNode>();
	#decoding: Promise<void> = Promise.resolve();
	#undecoded = 0;
	/** When the next part begins, on the context's clock. */
	#nextAt = 0;
	#isClosed = false;

	/** Loads the codec; what is added in the meantime waits. */
	constructor(options: BrowserFastPlayerOptions) {
		this.#options = options;
		this.#stretcher = new Stretcher(options.times);
		this.#decoder = openCodec().then(
			(codec) => codec.decoder(),
			() => null
		);
		const { context, outputDevice } = options;
		void context.resume();
		if (hasSink(context)) void setSink(context, outputDevice() ?? '');
	}

	get waitingMs(): number {
		const { context, times } = this.#options;
		const scheduled = Math.max(0, this.#nextAt - context.currentTime) * times * 1000;
		return this.#undecoded * TICK_MS + scheduled;
	}

	add(packets: readonly Uint8Array[]): void {
		this.#undecoded += packets.length;
		this.#decoding = this.#decoding.then(() => this.#decode(packets));
	}

	close(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		for (const node of this.#playing) node.stop();
		this.#playing.clear();
		void this.#decoder.then((decoder) => decoder?.close());
	}

	async #decode(packets: readonly Uint8Array[]): Promise<void> {
		const decoder = await this.#decoder;
		if (this.#isClosed) return;
		const samples = new Float32Array(packets.length * TICK_SAMPLES);
		const blocks = await Promise.all(packets.map((packet) => decoder?.decode(packet) ?? null));
		for (const [i, block] of blocks.entries()) if (block) samples.set(block, i * TICK_SAMPLES);
		this.#undecoded -= packets.length;
		if (!this.#isClosed) this.#play(this.#stretcher.push(samples));
	}

	#play(samples: Float32Array<ArrayBuffer>): void {
		if (samples.length === 0) return;
		const { context } = this.#options;
		const buffer = new AudioBuffer({ length: samples.length, sampleRate: SAMPLE_RATE });
		buffer.copyToChannel(samples, 0);
		const node = new AudioBufferSourceNode(context, { buffer });
		node.connect(context.destination);
		node.onended = () => this.#playing.delete(node);
		this.#playing.add(node);
		if (this.#nextAt < context.currentTime) this.#nextAt = context.currentTime + LEAD_S;
		node.start(this.#nextAt);
		this.#nextAt += buffer.duration;
	}
}
