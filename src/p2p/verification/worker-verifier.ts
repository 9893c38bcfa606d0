import type { Clock } from '../base/clock.ts';
import type { Verifier } from '../ports.ts';
import { inPlaceVerifier } from './in-place-verifier.ts';

/** What the worker is asked: events under a number of ours. */
export interface Question {
	readonly number: number;
	readonly raws: readonly Uint8Array[];
}

/** What it answers: under the same number, whether each is authentic. */
export interface Answer {
	readonly number: number;
	readonly verdicts: readonly boolean[];
}

/** As much of a worker as is used here. */
export type VerifierWorker = Pick<Worker, 'addEventListener' | 'postMessage' | 'terminate'>;

/** What a worker verifier is made of. */
export interface WorkerVerifierOptions {
	readonly clock: Clock;
	/** Starts the worker; may throw where there are none. */
	readonly start?: () => VerifierWorker;
}

interface Waiting {
	readonly raws: readonly Uint8Array[];
	readonly settle: (verdicts: Promise<readonly boolean[]> | readonly boolean[]) => void;
}

/**
 * Verifies in one worker of this page, so that a room's history never holds up its screen or sound. Where
 * the worker cannot start, or dies, everything is verified in place, with a pause before each question.
 */
export function workerVerifier({ clock, start = startWorker }: WorkerVerifierOptions): Verifier {
	const waiting = new Map<number, Waiting>();
	let worker: VerifierWorker | null = null;
	let number = 0;

	const inPlace = async (raws: readonly Uint8Array[]) => {
		await new Promise<void>((go) => clock.after(0, go));
		return inPlaceVerifier.verify(raws);
	};
	const giveUp = () => {
		worker?.terminate();
		worker = null;
		for (const { raws, settle } of waiting.values()) settle(inPlace(raws));
		waiting.clear();
	};

	try {
		worker = start();
		worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
			waiting.get(data.number)?.settle(data.verdicts);
			waiting.delete(data.number);
		});
		worker.addEventListener('error', giveUp);
		worker.addEventListener('messageerror', giveUp);
	} catch {
		worker = null;
	}

	return {
		verify: (raws) =>
			new Promise((settle) => {
				if (!worker) return settle(inPlace(raws));
				waiting.set(++number, { raws, settle });
				worker.postMessage({ number, raws } satisfies Question);
			})
	};
}

function startWorker(): VerifierWorker {
	return new Worker(new URL('./verifier.worker.ts', import.meta.url), { type: 'module' });
}
