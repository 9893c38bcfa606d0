import { Emitter } from '../base/emitter.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import type { Microphone, MicrophoneEvents, MicrophoneFault, MicrophoneState } from '../ports.ts';
import { openCodec } from './codec/open-codec.ts';
import { TICK_MS, type Voice, type VoiceEvents } from './frames.ts';
import type { Mouth } from './mouth.ts';
import type { CapturedBlock } from './voice/block-cutter.ts';
import { CodedVoice, type BlockPort } from './voice/coded-voice.ts';
import { MediaClock } from './voice/media-clock.ts';

/** A process that was held up for longer than this does not say the past: it goes on from now. */
const MOST_BEHIND_TICKS = 50;

/**
 * The microphone of a process: what a mouth says, encoded once for links and packets alike. Its track is a mere
 * name for that, which `voiceOf` understands.
 */
export class MouthMicrophone extends Emitter<MicrophoneEvents> implements Microphone {
	readonly #scope: Scope;
	readonly #mouth: Mouth;
	readonly #clock: MediaClock;
	readonly #frames = new Emitter<VoiceEvents>();
	#track: MediaStreamTrack | null = null;
	#end: (() => void) | null = null;
	#state: MicrophoneState = 'off';

	/** `scope` is that of the room; one mouth is for one room at a time. */
	constructor(scope: Scope, mouth: Mouth) {
		super();
		this.#scope = scope;
		this.#mouth = mouth;
		this.#clock = new MediaClock(scope.clock);
	}

	get state(): MicrophoneState {
		return this.#state;
	}

	get track(): MediaStreamTrack | null {
		return this.#track;
	}

	async open(): Promise<Result<void, MicrophoneFault>> {
		if (this.#state !== 'off') return ok(undefined);
		this.#become('opening');
		const codec = await openCodec().catch(() => null);
		// Muted, or left, meanwhile.
		if (!this.#isOpening()) return fail('microphone-missing');
		if (!codec) {
			this.#become('off');
			return fail('microphone-unsupported');
		}
		const port: BlockPort = { onmessage: null, close: () => {} };
		const voice = new CodedVoice({ port, codec, clock: this.#clock });
		voice.on('frame', (frame) => this.#frames.emit('frame', frame));
		const stop = this.#pace((block) => port.onmessage?.({ data: block } as MessageEvent<CapturedBlock>));
		this.#end = () => {
			stop();
			voice.close();
		};
		this.#track = { kind: 'audio' } as MediaStreamTrack;
		this.#become('open');
		return ok(undefined);
	}

	/** What a track of this microphone says; null for any other. */
	voiceOf(track: MediaStreamTrack): Voice | null {
		if (track !== this.#track) return null;
		const voice = new Emitter<VoiceEvents>();
		const forget = this.#frames.on('frame', (frame) => voice.emit('frame', frame));
		return { on: voice.on.bind(voice), close: forget };
	}

	mute(): void {
		if (this.#state === 'off') return;
		this.#end?.();
		this.#end = null;
		this.#track = null;
		this.#become('off');
	}

	release(): void {
		this.mute();
	}

	/** Not measured: nobody looks at a process. */
	level(): number {
		return 0;
	}

	close(): void {
		this.mute();
		this.#mouth.stop();
		this.clear();
	}

	/** Puts out the blocks that are due, however late the timer comes. */
	#pace(put: (block: CapturedBlock) => void): () => void {
		const { clock } = this.#scope;
		const scope = this.#scope.child();
		let beganAt = clock.now();
		let said = 0;
		scope.every(TICK_MS, () => {
			const due = Math.floor((clock.now() - beganAt) / TICK_MS);
			if (due - said > MOST_BEHIND_TICKS) beganAt += (due - said - 1) * TICK_MS;
			for (const until = Math.floor((clock.now() - beganAt) / TICK_MS); said < until; said++)
				put({ samples: this.#mouth.take(), at: (beganAt + said * TICK_MS) / 1000 });
		});
		return () => scope.close();
	}

	#isOpening(): boolean {
		return this.#state === 'opening';
	}

	#become(state: MicrophoneState): void {
		this.#state = state;
		this.emit('changed', undefined);
	}
}
