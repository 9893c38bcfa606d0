import { fail, ok, type Result } from '../../../base/result.ts';
import type { ModelFault } from '../../../ports.ts';

/** One file to fetch. */
export interface DownloadOptions {
	readonly url: string;
	/** More is not read. */
	readonly maxBytes: number;
	readonly signal: AbortSignal;
	/** Told as bytes come in. */
	readonly onBytes: (count: number) => void;
	/** Called when nothing came for too long; resolves the wait of one read. */
	readonly patience: (giveUp: () => void) => () => void;
	readonly fetch: typeof fetch;
}

/**
 * Fetches one file whole into memory, without cookies and without saying which page asks. Nothing of it is looked at here:
 * who sent it may have sent anything, but not more than `maxBytes`, and not for ever.
 */
export async function download(options: DownloadOptions): Promise<Result<Blob, ModelFault>> {
	const { url, maxBytes, signal, onBytes, patience } = options;
	const stalled = new AbortController();
	const either = AbortSignal.any([signal, stalled.signal]);
	const parts: BlobPart[] = [];
	let length = 0;
	let endWait = patience(() => stalled.abort());
	try {
		const answer = await options.fetch(url, {
			signal: either,
			credentials: 'omit',
			referrerPolicy: 'no-referrer',
			cache: 'no-store'
		});
		if (!answer.ok || !answer.body) {
			await answer.body?.cancel();
			return fail(answer.status < 500 ? 'model-not-found' : 'model-network');
		}
		const reader = answer.body.getReader();
		for (;;) {
			endWait();
			endWait = patience(() => stalled.abort());
			const { done, value } = await reader.read();
			if (done) break;
			length += value.length;
			if (length > maxBytes) {
				await reader.cancel();
				return fail('model-invalid');
			}
			parts.push(value);
			onBytes(value.length);
		}
		return length > 0 ? ok(new Blob(parts)) : fail('model-invalid');
	} catch (error) {
		if (signal.aborted) return fail('model-cancelled');
		// Memory that cannot be had is no fault of the network.
		return fail(error instanceof RangeError ? 'model-memory' : 'model-network');
	} finally {
		endWait();
	}
}
