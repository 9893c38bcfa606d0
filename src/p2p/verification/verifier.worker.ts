import { isRawAuthentic } from './in-place-verifier.ts';
import type { Question } from './worker-verifier.ts';

addEventListener('message', ({ data }: MessageEvent<Question>) => {
	postMessage({ number: data.number, verdicts: data.raws.map(isRawAuthentic) });
});
