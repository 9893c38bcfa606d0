/** One recording: mono samples, −1 to 1. */
export interface Wave {
	readonly sampleRate: number;
	readonly samples: Float32Array;
}

/**
 * Reads a mono 16 bit PCM WAV. A data length that nobody filled in means all that follows: a recording may be read
 * while it is being written. Throws for anything else, since tests make these files themselves.
 */
export function readWave(file: Uint8Array): Wave {
	const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
	const tag = (at: number) => String.fromCharCode(...file.subarray(at, at + 4));
	if (tag(0) !== 'RIFF' || tag(8) !== 'WAVE') throw new Error('not a WAV file');
	let sampleRate = 0;
	for (let at = 12; at + 8 <= file.length;) {
		const length = view.getUint32(at + 4, true);
		const body = at + 8;
		if (tag(at) === 'fmt ') {
			const [format, channels, bits] = [0, 2, 14].map((offset) => view.getUint16(body + offset, true));
			if (format !== 1 || channels !== 1 || bits !== 16) throw new Error('not mono 16 bit PCM');
			sampleRate = view.getUint32(body + 4, true);
		}
		if (tag(at) === 'data') {
			const end = Math.min(body + length, file.length);
			const samples = new Float32Array(Math.floor((end - body) / 2));
			for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(body + i * 2, true) / 32768;
			return { sampleRate, samples };
		}
		at = body + length + (length % 2);
	}
	throw new Error('no sound in this WAV file');
}

/** A mono 16 bit PCM WAV of a recording. */
export function writeWave({ sampleRate, samples }: Wave): Uint8Array {
	const file = new Uint8Array(44 + samples.length * 2);
	const view = new DataView(file.buffer);
	const tag = (at: number, text: string) => file.set(new TextEncoder().encode(text), at);
	tag(0, 'RIFF');
	view.setUint32(4, file.length - 8, true);
	tag(8, 'WAVEfmt ');
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, sampleRate, true);
	view.setUint32(28, sampleRate * 2, true);
	view.setUint16(32, 2, true);
	view.setUint16(34, 16, true);
	tag(36, 'data');
	view.setUint32(40, samples.length * 2, true);
	for (const [i, sample] of samples.entries())
		view.setInt16(44 + i * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32767), true);
	return file;
}
