import { fail, ok, type Result } from '../base/result.ts';
import { SAMPLE_RATE } from './frames.ts';
import { Resampler } from './resampler.ts';

/** What is wrong with a file that should be sound. */
export type WavFault =
	/** No WAV file, or one that breaks off before its sound. */
	| 'wav-foreign'
	/** Packed in a way that is not read: only PCM of 16 bits is, of one or two channels, 8 to 192 kHz. */
	| 'wav-unsupported';

/** The mark of plain numbers, and of a header that says more about them. Source: as `WavWriter`. */
const [PCM, EXTENSIBLE] = [1, 0xfffe];

/** Reads a WAV file as one channel at 48 kHz, −1 to 1. Total: whatever else the bytes are, a fault. */
export function readWav(bytes: Uint8Array): Result<Float32Array, WavFault> {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const tag = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
	if (bytes.length < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return fail('wav-foreign');
	let format: { readonly channels: number; readonly rate: number } | null = null;
	for (let at = 12; at + 8 <= bytes.length;) {
		const [name, said] = [tag(at), view.getUint32(at + 4, true)];
		const length = Math.min(said, bytes.length - at - 8);
		if (name === 'fmt ' && length >= 16) {
			const [kind, bits] = [view.getUint16(at + 8, true), view.getUint16(at + 22, true)];
			format = { channels: view.getUint16(at + 10, true), rate: view.getUint32(at + 12, true) };
			const isKnown = (kind === PCM || kind === EXTENSIBLE) && bits === 16;
			const isUsual = (format.channels === 1 || format.channels === 2) && format.rate >= 8_000;
			if (!isKnown || !isUsual || format.rate > 192_000) return fail('wav-unsupported');
		}
		if (name === 'data' && format) return ok(samplesOf(view, at + 8, length, format));
		at += 8 + length + (length % 2);
	}
	return fail('wav-foreign');
}

function samplesOf(
	view: DataView,
	from: number,
	length: number,
	{ channels, rate }: { readonly channels: number; readonly rate: number }
): Float32Array {
	const count = Math.floor(length / (2 * channels));
	const mixed = Float32Array.from({ length: count }, (_, i) => {
		let sum = 0;
		for (let channel = 0; channel < channels; channel++)
			sum += view.getInt16(from + 2 * (i * channels + channel), true);
		return sum / (channels * 32768);
	});
	const samples: number[] = [];
	new Resampler(rate, SAMPLE_RATE).feed(mixed, (sample) => samples.push(sample));
	return Float32Array.from(samples);
}
