import { fail, ok, type Result } from '../../../base/result.ts';
import type { Scope } from '../../../base/scope.ts';
import type {
	ModelFault,
	ModelFetch,
	Recogniser,
	RecogniserFault,
	RecogniserReadiness,
	SpeechModels
} from '../../../ports.ts';
import { openCapture } from '../../voice/capture.ts';
import type { CapturedBlock } from '../../voice/block-cutter.ts';
import { fileAddress, modelAddressFrom } from './address.ts';
import { filesOf, knows, modelOf, SPEECH_MODELS } from './catalogue.ts';
import { download } from './download.ts';
import { ModelRecogniser } from './model-recogniser.ts';
import { eraseSpeechModel, hasShelf, putCard, putFile, readCard, sweep, type ModelCard } from './shelf.ts';
import { TranscriberThread } from './transcriber-thread.ts';

/** An address that sends nothing for so long is given up. */
const STALLED_MS = 30_000;
/** What a model is tried out with: half a second of silence. */
const TRIAL_SAMPLES = 8_000;
/** One tab fetches at a time. */
const LOCK = 'hearsay-speech-model';

/** What speech models are kept and run with. */
export interface KeptSpeechModelsOptions {
	readonly scope: Scope;
	readonly context: () => AudioContext;
}

/** The speech model that this browser keeps, and the way to get one. */
export class KeptSpeechModels implements SpeechModels {
	readonly #options: KeptSpeechModelsOptions;

	constructor(options: KeptSpeechModelsOptions) {
		this.#options = options;
	}

	async offered(language: string) {
		return canRun() ? SPEECH_MODELS.filter((model) => knows(model, language)) : [];
	}

	kept() {
		return readCard();
	}

	async remove(): Promise<void> {
		await eraseSpeechModel();
	}

	/** How a language stands. */
	async readiness(language: string): Promise<RecogniserReadiness> {
		if (!canRun()) return 'missing';
		const card = await readCard();
		if (!card) return 'to-fetch';
		return knows(card, language) ? 'ready' : 'language-missing';
	}

	/** Opens the model that is kept; it does nothing before `listen`. */
	async open(language: string): Promise<Result<Recogniser, RecogniserFault>> {
		if (!canRun()) return fail('recogniser-missing');
		const card = await readCard();
		if (!card) return fail('model-missing');
		if (!knows(card, language)) return fail('recogniser-language');
		const { scope, context } = this.#options;
		const opened = await TranscriberThread.open(scope, card);
		if (!opened.ok) return opened;
		const capture = async (track: MediaStreamTrack, put: (block: Float32Array) => void) => {
			const { port, close } = await openCapture(context(), track);
			port.onmessage = ({ data }: MessageEvent<CapturedBlock>) => put(data.samples);
			return () => {
				close();
				port.close();
			};
		};
		return ok(new ModelRecogniser({ scope, language, transcriber: opened.value, capture }));
	}

	async fetch(wanted: ModelFetch): Promise<Result<void, ModelFault>> {
		// Whoever leaves the room stops it as well.
		const signal = AbortSignal.any([wanted.signal, this.#options.scope.signal]);
		return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) =>
			lock ? this.#fetch({ ...wanted, signal }) : fail('model-busy')
		);
	}

	async #fetch({
		model: id,
		address: typed,
		signal,
		onProgress
	}: ModelFetch): Promise<Result<void, ModelFault>> {
		const address = modelAddressFrom(typed);
		const model = modelOf(id);
		if (!address.ok) return address;
		if (!model) return fail('model-not-found');
		const before = await readCard();
		// What a page left behind that was closed halfway.
		await sweep(before?.folder ?? null);
		const folder = `${this.#options.scope.clock.now()}/`;
		const { name, languages } = model;
		const card = { id, name, languages, address: address.value, folder, bytes: 0 };
		let bytes = 0;
		const onBytes = (count: number) => onProgress((bytes += count));
		for (const { path, maxBytes } of filesOf(model)) {
			const url = fileAddress(address.value, id, path);
			const kept = await this.#fetchFile({ url, maxBytes, signal, onBytes, folder, path });
			if (!kept.ok) return this.#undo(before, kept.code);
		}
		onProgress(null);
		const tried = await this.#try(card, signal);
		if (!tried.ok) return this.#undo(before, tried.code);
		const written = await putCard({ ...card, bytes });
		return written.ok ? written : this.#undo(before, written.code);
	}

	async #fetchFile(file: {
		readonly url: string;
		readonly maxBytes: number;
		readonly signal: AbortSignal;
		readonly onBytes: (count: number) => void;
		readonly folder: string;
		readonly path: string;
	}): Promise<Result<void, ModelFault>> {
		const patience = (giveUp: () => void) => this.#options.scope.clock.after(STALLED_MS, giveUp);
		const fetched = await download({ ...file, patience, fetch: (...request) => fetch(...request) });
		return fetched.ok ? putFile(file.folder, file.path, fetched.value) : fetched;
	}

	/** Whether a model runs at all, before it takes the place of another one. */
	async #try(card: ModelCard, signal: AbortSignal): Promise<Result<void, ModelFault>> {
		const trial = this.#options.scope.child();
		signal.addEventListener('abort', () => trial.close());
		const opened = await TranscriberThread.open(trial, card);
		const language = card.languages[0]!;
		const heard = opened.ok
			? await opened.value.transcribe(new Float32Array(TRIAL_SAMPLES), language)
			: opened;
		trial.close();
		if (signal.aborted) return fail('model-cancelled');
		return heard.ok ? ok(undefined) : heard;
	}

	/** Leaves of what was kept what was there before. */
	async #undo(before: ModelCard | null, code: ModelFault): Promise<Result<void, ModelFault>> {
		await sweep(before?.folder ?? null);
		return fail(code);
	}
}

/** Caches and locks are for safe pages; a page without audio worklets has no microphone either. */
function canRun(): boolean {
	return hasShelf() && 'locks' in navigator && 'WebAssembly' in globalThis && 'Worker' in globalThis;
}
