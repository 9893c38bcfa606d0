import { fail, ok, type Result } from '../../../base/result.ts';
import type { Scope } from '../../../base/scope.ts';
import type { ModelFault } from '../../../ports.ts';
import type { ModelCard } from './shelf.ts';

/** What the thread is told to do, one thing at a time. */
export type TranscriberOrder =
	| { readonly do: 'open'; readonly model: string; readonly folder: string }
	| { readonly do: 'transcribe'; readonly samples: Float32Array<ArrayBuffer>; readonly language: string };

/** Its answer. */
export type TranscriberNews =
	{ readonly told: 'done'; readonly text: string } | { readonly told: 'failed'; readonly fault: ModelFault };

/** Loading the largest model took 4 s on a slow laptop; a phone may need ten times that. */
const LOAD_MS = 90_000;
/** An utterance has at most 15 s. A model that needs longer than this for one is of no use for captions. */
const ANSWER_MS = 30_000;

/** Turns sound into words, one stretch after the other. */
export interface Transcriber {
	/** At 16 kHz; one at a time. A transcriber that failed is of no more use. */
	transcribe(samples: Float32Array<ArrayBuffer>, language: string): Promise<Result<string, ModelFault>>;
	close(): void;
}

/** A speech model in a thread of its own, which is ended when it does not answer. */
export class TranscriberThread implements Transcriber {
	readonly #worker: Worker;
	readonly #scope: Scope;

	private constructor(scope: Scope) {
		this.#worker = new Worker(new URL('./transcriber.worker.ts', import.meta.url), { type: 'module' });
		this.#scope = scope.child();
		this.#scope.add(() => this.#worker.terminate());
	}

	/** Loads a model that is kept. */
	static async open(
		scope: Scope,
		{ id, folder }: Pick<ModelCard, 'id' | 'folder'>
	): Promise<Result<TranscriberThread, ModelFault>> {
		const thread = new TranscriberThread(scope);
		const opened = await thread.#ask({ do: 'open', model: id, folder }, LOAD_MS);
		return opened.ok ? ok(thread) : opened;
	}

	transcribe(samples: Float32Array<ArrayBuffer>, language: string): Promise<Result<string, ModelFault>> {
		return this.#ask({ do: 'transcribe', samples, language }, ANSWER_MS, [samples.buffer]);
	}

	close(): void {
		this.#scope.close();
	}

	async #ask(
		order: TranscriberOrder,
		patienceMs: number,
		transfer: Transferable[] = []
	): Promise<Result<string, ModelFault>> {
		const asking = this.#scope.child();
		const answered = await new Promise<Result<string, ModelFault>>((resolve) => {
			const { signal } = asking;
			if (signal.aborted) return resolve(fail('model-cancelled'));
			this.#worker.addEventListener(
				'message',
				({ data }: MessageEvent<TranscriberNews>) =>
					resolve(data.told === 'done' ? ok(data.text) : fail(data.fault)),
				{ signal }
			);
			// The program could not be loaded, or was ended from outside.
			this.#worker.addEventListener('error', () => resolve(fail('model-network')), { signal });
			asking.after(patienceMs, () => resolve(fail('model-slow')));
			signal.addEventListener('abort', () => resolve(fail('model-cancelled')));
			this.#worker.postMessage(order, transfer);
		});
		asking.close();
		if (!answered.ok) this.close();
		return answered;
	}
}
