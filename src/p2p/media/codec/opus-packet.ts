import { MAX_FRAME_BYTES } from '../frames.ts';

/** Durations in microseconds by the last two bits of a configuration: SILK, hybrid, CELT. */
const SILK_US = [10_000, 20_000, 40_000, 60_000];
const HYBRID_US = [10_000, 20_000];
const CELT_US = [2_500, 5_000, 10_000, 20_000];

/**
 * Whether bytes claim to be one frame of 20 ms of mono Opus, which is all that a speaker sends: a decoder
 * may be asked to make something of it. Source: RFC 6716, section 3.1.
 */
export function isOpusTick(payload: Uint8Array): boolean {
	const toc = payload[0];
	if (toc === undefined || payload.length > MAX_FRAME_BYTES) return false;
	const isStereo = (toc & 4) !== 0;
	const isSingle = (toc & 3) === 0;
	return !isStereo && isSingle && frameUs(toc >> 3) === 20_000;
}

function frameUs(configuration: number): number {
	if (configuration < 12) return SILK_US[configuration & 3]!;
	if (configuration < 16) return HYBRID_US[configuration & 1]!;
	return CELT_US[configuration & 3]!;
}
