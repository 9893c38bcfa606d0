/** −dBov of digital silence. Source: RFC 6464, section 3. */
export const SILENT = 127;

/**
 * Loudness of samples (−1 to 1) in −dBov, 0 to 127: root mean square against that of the loudest signal
 * there is. Source: RFC 6464, section 3 and appendix A.
 */
export function loudnessOf(samples: Float32Array): number {
	let sum = 0;
	for (const sample of samples) sum += sample * sample;
	const rms = Math.sqrt(sum / Math.max(1, samples.length));
	// Samples that are no numbers, from a broken device, are silence.
	if (!(rms > 0)) return SILENT;
	return Math.min(SILENT, Math.max(0, Math.round(-20 * Math.log10(rms))));
}
