import { parentPort } from 'node:worker_threads';
import { isRawAuthentic } from './in-place-verifier.ts';
import type { Answer, Question } from './worker-verifier.ts';

parentPort?.on('message', ({ number, raws }: Question) => {
	parentPort?.postMessage({ number, verdicts: raws.map(isRawAuthentic) } satisfies Answer);
});
