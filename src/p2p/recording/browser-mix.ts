import { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { Scope } from '../base/scope.ts';
import type { Encoder } from '../media/codec/codec.ts';
import { openCodec } from '../media/codec/open-codec.ts';
import { MAX_FRAME_BYTES } from '../media/frames.ts';
import type { CapturedBlock } from '../media/voice/block-cutter.ts';
import type { CodedMix, CodedMixEvents, TakeVoices } from '../ports.ts';
import { Mix } from './mix.ts';
import { SILENCE } from './opus-file.ts';

/** What a coded mix is made of. */
export interface BrowserMixOptions {
	/** The mix ends with it. */
	readonly scope: Scope;
	readonly context: AudioContext;
	/** Tracks by session, as they are when asked. */
	readonly tracks: ReadonlyMap<SessionId, MediaStreamTrack>;
}

/** The voices of a page's room as one, coded in the page: a packet for each 20 ms, whoever speaks or not. */
export class BrowserMix extends Emitter<CodedMixEvents> implements CodedMix {
	readonly #options: BrowserMixOptions;
	readonly #mix: Mix;
	readonly #encoder: Encoder;
	#isClosed = false;

	private constructor(options: BrowserMixOptions, mix: Mix, encoder: Encoder) {
		super();
		this.#options = options;
		this.#mix = mix;
		this.#encoder = encoder;
		mix.port.onmessage = ({ data }: MessageEvent<CapturedBlock>) => void this.#hear(data);
		options.scope.add(() => this.close());
	}

	/** Begins in silence. Rejects where there is no worklet or no codec. */
	static async open(options: BrowserMixOptions): Promise<BrowserMix> {
		const codec = await openCodec();
		const mix = await Mix.open(options.context);
		return new BrowserMix(options, mix, codec.encoder());
	}

	setVoices(voices: TakeVoices): void {
		if (!this.#isClosed) this.#mix.setVoices(voices, this.#options.tracks);
	}

	close(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#mix.port.onmessage = null;
		this.#mix.port.close();
		this.#mix.close();
		this.#encoder.close();
		this.clear();
	}

	async #hear({ samples }: CapturedBlock): Promise<void> {
		const packet = await this.#encoder.encode(samples);
		if (this.#isClosed) return;
		this.emit('packet', packet && packet.length <= MAX_FRAME_BYTES ? packet : SILENCE);
	}
}
