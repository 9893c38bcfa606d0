import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWave } from '../../judges/wave.ts';

const RATE = 48_000;

/** What sounds one after the other: a tone in hertz, 0 for silence, and for how many seconds. */
export type Tones = readonly (readonly [hertz: number, seconds: number])[];

/** A recording of tones for a fake microphone, which plays it again and again. */
export async function toneRecording(
	tones: Tones
): Promise<{ readonly path: string; close(): Promise<void> }> {
	const folder = await mkdtemp(join(tmpdir(), 'hearsay-tones-'));
	const samples = tones.flatMap(([hertz, seconds]) =>
		Array.from({ length: seconds * RATE }, (_, i) => 0.4 * Math.sin((2 * Math.PI * hertz * i) / RATE))
	);
	const path = join(folder, 'tones.wav');
	await writeFile(path, writeWave({ sampleRate: RATE, samples: Float32Array.from(samples) }));
	return { path, close: () => rm(folder, { recursive: true, force: true }) };
}
