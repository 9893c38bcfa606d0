import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tones, type Tones } from '../../fixtures/speech-model/tones.ts';
import { writeWave } from '../../judges/wave.ts';

const RATE = 48_000;

/** A recording of tones for a fake microphone, which plays it again and again. */
export async function toneRecording(
	parts: Tones
): Promise<{ readonly path: string; close(): Promise<void> }> {
	const folder = await mkdtemp(join(tmpdir(), 'hearsay-tones-'));
	const path = join(folder, 'tones.wav');
	await writeFile(path, writeWave({ sampleRate: RATE, samples: tones(RATE, parts) }));
	return { path, close: () => rm(folder, { recursive: true, force: true }) };
}
