import { Emitter } from '../../base/emitter.ts';
import type { Codec, Encoder } from '../codec/codec.ts';
import { MAX_FRAME_BYTES, type Voice, type VoiceEvents } from '../frames.ts';
import { VoiceActivity } from './activity.ts';
import type { CapturedBlock } from './block-cutter.ts';
import { loudnessOf, SILENT } from './loudness.ts';
import type { MediaClock } from './media-clock.ts';

/** An encoder that has not answered for this many blocks is stuck; newer ones are left out until it has. */
const MAX_WAITING = 25;

/** As much of a `MessagePort` as brings captured blocks. */
export interface BlockPort {
	onmessage: ((event: MessageEvent<CapturedBlock>) => void) | null;
	close(): void;
}

/** What a voice is made of. */
export interface CodedVoiceOptions {
	/** Where a capture posts its blocks. The voice closes it. */
	readonly port: BlockPort;
	readonly codec: Codec;
	/** The one clock of this page's session key. */
	readonly clock: MediaClock;
}

/** Encodes what a capture posts, as long as somebody speaks. */
export class CodedVoice extends Emitter<VoiceEvents> implements Voice {
	readonly #options: CodedVoiceOptions;
	readonly #encoder: Encoder;
	readonly #activity = new VoiceActivity();
	/** The last frame of a talkspurt that is not over yet. */
	#lastTick: number | null = null;
	#heardTick: number | null = null;
	#waiting = 0;
	#isClosed = false;

	constructor(options: CodedVoiceOptions) {
		super();
		this.#options = options;
		this.#encoder = options.codec.encoder();
		options.clock.restart();
		options.port.onmessage = ({ data }) => this.#hear(data);
	}

	close(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#options.port.onmessage = null;
		this.#options.port.close();
		this.#encoder.close();
		this.#endSpurt();
		this.clear();
	}

	#hear({ samples, at }: CapturedBlock): void {
		const sequence = this.#options.clock.tick(at);
		// What the device left out is silence, not loss.
		if (this.#heardTick !== null && sequence !== this.#heardTick + 1 && this.#waiting === 0) this.#endSpurt();
		this.#heardTick = sequence;
		const level = loudnessOf(samples);
		const activity = this.#activity.hear(level);
		if (activity === 'silence' || this.#waiting >= MAX_WAITING) {
			// After the frames that are still being encoded, or it would come before them.
			if (this.#waiting === 0) this.#endSpurt();
			return;
		}
		this.#waiting++;
		void this.#encoder.encode(samples).then((payload) => {
			this.#waiting--;
			if (this.#isClosed || !payload || payload.length > MAX_FRAME_BYTES) return;
			this.#lastTick = sequence;
			this.emit('frame', { sequence, payload, level, isVoice: activity === 'voice' });
		});
	}

	/** Says that the tick after the last frame is silent, so that nobody waits for it. */
	#endSpurt(): void {
		if (this.#lastTick === null) return;
		const sequence = this.#lastTick + 1;
		this.#lastTick = null;
		this.#options.clock.pass(sequence);
		this.emit('frame', { sequence, payload: new Uint8Array(0), level: SILENT, isVoice: false });
	}
}
