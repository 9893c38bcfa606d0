import { Emitter } from '../../../base/emitter.ts';
import type { Scope } from '../../../base/scope.ts';
import type { ModelFault, Recogniser, RecogniserEvents } from '../../../ports.ts';
import { VoiceActivity } from '../../voice/activity.ts';
import { loudnessOf } from '../../voice/loudness.ts';
import { Downsampler } from './downsampler.ts';
import type { Transcriber } from './transcriber-thread.ts';
import { UtteranceCutter } from './utterance-cutter.ts';

/** What was said so far of an utterance is asked for this often at most, and not before as much as an answer took was said. */
const INTERIM_EVERY_MS = 1_000;
/** Utterances that may wait: at most a minute of sound, 4 MB. */
const MAX_WAITING = 4;

/** What a recogniser by a model is made of. */
export interface ModelRecogniserOptions {
	readonly scope: Scope;
	/** BCP 47. */
	readonly language: string;
	/** Ends with the recogniser. */
	readonly transcriber: Transcriber;
	/** Brings a track in blocks of 20 ms at 48 kHz until the returned function is called. May reject. */
	readonly capture: (track: MediaStreamTrack, put: (block: Float32Array) => void) => Promise<() => void>;
}

/**
 * Turns a voice into words by a speech model: utterance by utterance, and while one is being said what there is of it. A
 * model that is slower than speech first tells nothing before the end of an utterance; if utterances still pile up, it
 * fails as `model-slow`.
 */
export class ModelRecogniser extends Emitter<RecogniserEvents> implements Recogniser {
	readonly tellsLater = true;
	readonly #options: ModelRecogniserOptions;
	/** Listening to one track. */
	#listening: Scope | null = null;
	#cutter = new UtteranceCutter();
	/** Finished utterances, the oldest first. */
	#waiting: Float32Array<ArrayBuffer>[] = [];
	#isBusy = false;
	#isClosed = false;
	/** What the newest answer took. */
	#answerMs = 0;
	/** How much of the utterance that is being said was asked for. */
	#askedMs = 0;

	constructor(options: ModelRecogniserOptions) {
		super();
		this.#options = options;
	}

	listen(track: MediaStreamTrack | null): void {
		if (this.#isClosed) return;
		this.#listening?.close();
		this.#listening = null;
		this.#finish(this.#cutter.end());
		this.#cutter = new UtteranceCutter();
		if (track && !this.#isClosed) void this.#follow(track);
	}

	close(): void {
		this.#end();
		this.clear();
	}

	async #follow(track: MediaStreamTrack): Promise<void> {
		const listening = this.#options.scope.child();
		this.#listening = listening;
		const activity = new VoiceActivity();
		const downsampler = new Downsampler();
		try {
			const stop = await this.#options.capture(track, (block) => {
				if (listening.isClosed) return;
				const loudness = loudnessOf(block);
				const samples = downsampler.take(block);
				this.#finish(this.#cutter.take({ samples, loudness, activity: activity.hear(loudness) }));
			});
			listening.add(stop);
		} catch {
			if (!listening.isClosed) this.#fail('recogniser-failed');
		}
	}

	#finish(utterance: Float32Array<ArrayBuffer> | null): void {
		if (utterance) {
			this.#askedMs = 0;
			if (this.#waiting.length === MAX_WAITING) return this.#fail('model-slow');
			this.#waiting.push(utterance);
		}
		if (!this.#isBusy) void this.#work();
	}

	/** Finished utterances come first, what is being said only when there are none. */
	async #work(): Promise<void> {
		const finished = this.#waiting.shift();
		const samples = finished ?? this.#interim();
		if (!samples) return;
		const { scope, transcriber, language } = this.#options;
		this.#isBusy = true;
		const askedAt = scope.clock.now();
		const cutter = this.#cutter;
		const waiting = this.#waiting.length;
		const answer = await transcriber.transcribe(samples, language);
		this.#isBusy = false;
		if (this.#isClosed) return;
		this.#answerMs = scope.clock.now() - askedAt;
		if (!answer.ok) return this.#fail(answer.code);
		// What an utterance sounded like halfway is of no use once it is over.
		const isOver = cutter !== this.#cutter || this.#waiting.length > waiting;
		if (finished) this.emit('heard', { text: answer.value, isFinal: true });
		else if (!isOver && answer.value !== '') this.emit('heard', { text: answer.value, isFinal: false });
		void this.#work();
	}

	#interim(): Float32Array<ArrayBuffer> | null {
		const { openMs } = this.#cutter;
		const everyMs = Math.max(INTERIM_EVERY_MS, this.#answerMs);
		if (openMs - this.#askedMs < everyMs) return null;
		this.#askedMs = openMs;
		return this.#cutter.open;
	}

	#fail(fault: ModelFault | 'recogniser-failed'): void {
		this.#end();
		this.emit('failed', fault);
	}

	#end(): void {
		this.#isClosed = true;
		this.#listening?.close();
		this.#listening = null;
		this.#waiting = [];
		this.#options.transcriber.close();
	}
}
