import { Emitter } from '../../base/emitter.ts';
import type { Scope } from '../../base/scope.ts';
import type { Recogniser, RecogniserEvents, RecogniserFault } from '../../ports.ts';
import type { SpeechApi, SpeechHeard } from './speech-api.ts';

/** A recogniser ends by itself whenever nobody speaks for a while, and is started again. */
const AGAIN_AFTER_MS = 250;
/** One that ends sooner than this, without a word, did not work. */
const WORKED_MS = 1_000;
/** So often in a row it is given up. */
const MAX_FAILURES = 5;

/** Options of a recogniser of the browser. */
export interface WebSpeechOptions {
	readonly scope: Scope;
	/** Makes one for the language, set to work where it may. */
	readonly make: () => SpeechApi;
}

/** The browser's own recogniser, kept running for as long as there is a track to listen to. */
export class WebSpeech extends Emitter<RecogniserEvents> implements Recogniser {
	readonly tellsLater = false;
	readonly #options: WebSpeechOptions;
	#track: MediaStreamTrack | null = null;
	#running: SpeechApi | null = null;
	#startedAtMs = 0;
	#failures = 0;
	/** What was understood of the line that is not finished. */
	#unfinished = '';
	#cancelRestart: (() => void) | null = null;

	constructor(options: WebSpeechOptions) {
		super();
		this.#options = options;
	}

	listen(track: MediaStreamTrack | null): void {
		this.#halt();
		this.#track = track;
		this.#failures = 0;
		if (track) this.#start(track);
	}

	close(): void {
		this.#halt();
		this.#track = null;
		this.clear();
	}

	#start(track: MediaStreamTrack): void {
		const speech = this.#options.make();
		this.#running = speech;
		this.#startedAtMs = this.#options.scope.clock.now();
		// One that was halted may still tell something: it is not listened to any more.
		const whileRunning =
			<Event>(task: (event: Event) => void) =>
			(event: Event) => {
				if (this.#running === speech) task(event);
			};
		speech.onresult = whileRunning((event: SpeechHeard) => this.#heard(event));
		speech.onerror = whileRunning(({ error }: { readonly error: string }) => {
			const fault = faultOf(error);
			if (fault) this.#fail(fault);
		});
		speech.onend = whileRunning<void>(() => this.#ended(track));
		try {
			speech.start(track);
		} catch {
			this.#fail('recogniser-failed');
		}
	}

	#heard({ resultIndex, results }: SpeechHeard): void {
		this.#failures = 0;
		let unfinished = '';
		for (let i = resultIndex; i < results.length; i++) {
			const text = results[i]![0]?.transcript ?? '';
			if (results[i]!.isFinal) this.emit('heard', { text, isFinal: true });
			else unfinished += text;
		}
		this.#unfinished = unfinished;
		if (unfinished !== '') this.emit('heard', { text: unfinished, isFinal: false });
	}

	#ended(track: MediaStreamTrack): void {
		const { scope } = this.#options;
		this.#running = null;
		const text = this.#unfinished;
		this.#unfinished = '';
		if (text !== '') this.emit('heard', { text, isFinal: true });
		const didWork = text !== '' || scope.clock.now() - this.#startedAtMs >= WORKED_MS;
		this.#failures = didWork ? 0 : this.#failures + 1;
		if (this.#failures >= MAX_FAILURES) return this.#fail('recogniser-failed');
		this.#cancelRestart = scope.after(AGAIN_AFTER_MS * 2 ** this.#failures, () => {
			if (this.#track === track) this.#start(track);
		});
	}

	#fail(fault: RecogniserFault): void {
		this.#halt();
		this.#track = null;
		this.emit('failed', fault);
	}

	#halt(): void {
		this.#cancelRestart?.();
		this.#cancelRestart = null;
		const running = this.#running;
		this.#running = null;
		this.#unfinished = '';
		running?.abort();
	}
}

/** The names the API gives errors; null where it only heard nothing, and goes on. */
function faultOf(error: string): RecogniserFault | null {
	switch (error) {
		case 'no-speech':
		case 'aborted':
			return null;
		case 'not-allowed':
		case 'service-not-allowed':
			return 'recogniser-denied';
		case 'language-not-supported':
			return 'recogniser-language';
		case 'network':
			return 'recogniser-network';
		default:
			return 'recogniser-failed';
	}
}
