import { Worker } from 'node:worker_threads';
import type { VerifierWorker } from './worker-verifier.ts';

/**
 * Starts a thread of this process that verifies, in the shape that `workerVerifier` takes. It does not keep the
 * process alive.
 */
export function startVerifierThread(): VerifierWorker {
	const thread = new Worker(new URL('./node-verifier.worker.ts', import.meta.url));
	thread.unref();
	return {
		addEventListener: (name: string, listener: (event: { readonly data: unknown }) => void) =>
			void thread.on(name, (data: unknown) => listener({ data })),
		postMessage: (question: unknown) => thread.postMessage(question),
		terminate: () => void thread.terminate()
	} as VerifierWorker;
}
