import { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import type { Moment, RecordingFault, Take, TakeEvents, TakeVoices } from '../ports.ts';
import { Mix } from './mix.ts';
import type { TakeNews, TakeOrder } from './take-host.ts';
import type { TimelineHead } from './timeline.ts';

/** A worker that has not begun by then is given up: it loads a codec and opens two files. */
const BEGIN_TIMEOUT_MS = 10_000;
/** Time for the last packets and for the disk. */
const END_TIMEOUT_MS = 3_000;

/** What a take is opened with. */
export interface BrowserTakeOptions {
	/** The take ends with it. */
	readonly scope: Scope;
	readonly context: () => AudioContext;
	/** Tracks by session, as they are when asked. */
	readonly tracks: ReadonlyMap<SessionId, MediaStreamTrack>;
	/** Name of the files. */
	readonly id: string;
	readonly head: TimelineHead;
	/** Names the stream in the file, any u32. */
	readonly serial: number;
}

/** A recording in a page: sound is mixed here, encoded and written in a worker. */
export class BrowserTake extends Emitter<TakeEvents> implements Take {
	readonly #options: BrowserTakeOptions;
	readonly #worker: Worker;
	readonly #mix: Mix;
	#ending: Promise<void> | null = null;

	private constructor(options: BrowserTakeOptions, worker: Worker, mix: Mix) {
		super();
		this.#options = options;
		this.#worker = worker;
		this.#mix = mix;
		worker.addEventListener('message', ({ data }: MessageEvent<TakeNews>) => {
			if (data.told === 'broken') this.#break(data.fault);
		});
		worker.addEventListener('error', () => this.#break('recording-failed'));
		this.#order({ do: 'hear', port: mix.port }, [mix.port]);
		options.scope.add(() => void this.end());
	}

	/** Begins to write, silence at first. */
	static async open(options: BrowserTakeOptions): Promise<Result<BrowserTake, RecordingFault>> {
		const worker = new Worker(new URL('./take.worker.ts', import.meta.url), { type: 'module' });
		const fault = await begun(worker, options);
		const mix = fault ? null : await Mix.open(options.context()).catch(() => null);
		if (mix) return ok(new BrowserTake(options, worker, mix));
		if (!fault) {
			worker.postMessage({ do: 'end', keep: false } satisfies TakeOrder);
			await told(worker, 'ended', options.scope);
		}
		worker.terminate();
		return fail(fault ?? 'recording-unsupported');
	}

	setVoices(voices: TakeVoices): void {
		if (!this.#ending) this.#mix.setVoices(voices, this.#options.tracks);
	}

	note(moment: Moment): void {
		if (!this.#ending) this.#order({ do: 'note', moment });
	}

	end(): Promise<void> {
		return (this.#ending ??= this.#end({ keep: true }));
	}

	discard(): Promise<void> {
		return (this.#ending ??= this.#end({ keep: false }));
	}

	async #end(how: { readonly keep: boolean }): Promise<void> {
		const ended = told(this.#worker, 'ended', this.#options.scope);
		this.#mix.close();
		this.#order({ do: 'end', ...how });
		await ended;
		this.#worker.terminate();
		this.clear();
	}

	/** The worker has closed the files already. */
	#break(fault: RecordingFault): void {
		if (this.#ending) return;
		this.#ending = Promise.resolve();
		this.#mix.close();
		this.#worker.terminate();
		this.emit('broken', fault);
		this.clear();
	}

	#order(order: TakeOrder, transfer: Transferable[] = []): void {
		this.#worker.postMessage(order, transfer);
	}
}

async function begun(worker: Worker, { id, head, serial, scope }: BrowserTakeOptions) {
	const answer = new Promise<RecordingFault | null>((resolve) => {
		scope.clock.after(BEGIN_TIMEOUT_MS, () => resolve('recording-failed'));
		worker.addEventListener('error', () => resolve('recording-failed'));
		worker.addEventListener('message', ({ data }: MessageEvent<TakeNews>) => {
			if (data.told === 'begun') resolve(null);
			if (data.told === 'broken') resolve(data.fault);
		});
	});
	worker.postMessage({ do: 'begin', id, head, serial } satisfies TakeOrder);
	return answer;
}

/** Resolves once the worker told it, or took too long; the scope may have ended, which is when most takes end. */
function told(worker: Worker, news: TakeNews['told'], { clock }: Scope): Promise<void> {
	return new Promise((resolve) => {
		clock.after(END_TIMEOUT_MS, resolve);
		worker.addEventListener('message', ({ data }: MessageEvent<TakeNews>) => {
			if (data.told === news) resolve();
		});
	});
}
