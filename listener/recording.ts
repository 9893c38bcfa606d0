import { closeSync, openSync, writeSync } from 'node:fs';
import { fail, ok, type Result } from '../src/p2p/base/result.ts';
import { WavWriter } from '../src/p2p/node-engine.ts';

/** Samples in a second of what is heard. */
const SAMPLE_RATE = 48_000;

/** A file that is being written. */
export interface Recording {
	readonly write: (block: Float32Array) => void;
	/** Ends the file; what was heard until then is in it. */
	close(): void;
}

/** Opens a WAV file for what is heard; an older one of this name is replaced. A disk that fills up ends it early. */
export function openRecording(path: string): Result<Recording, 'wav-unwritable'> {
	let file: number;
	try {
		file = openSync(path, 'w');
	} catch {
		return fail('wav-unwritable');
	}
	let isFull = false;
	const put = (bytes: Uint8Array, at: number | null) => {
		try {
			if (!isFull) writeSync(file, bytes, 0, bytes.length, at);
		} catch {
			isFull = true;
		}
	};
	const writer = new WavWriter(
		{ append: (bytes) => put(bytes, null), overwriteStart: (bytes) => put(bytes, 0) },
		SAMPLE_RATE
	);
	return ok({
		write: (block) => writer.write(block),
		close: () => {
			isFull = false;
			writer.close();
			closeSync(file);
		}
	});
}
