/** Length of the header that `WavWriter` makes. */
const HEADER_BYTES = 44;
/** A size that nobody knows yet, or that does not fit: players then read to the end of the file. */
const UNKNOWN = 0xffffffff;

/** Where a recording goes: bytes in order, and the header again at the end. */
export interface WavSink {
	/** Appends bytes, which are no longer the writer's. */
	append(bytes: Uint8Array<ArrayBuffer>): void;
	/** Writes over the beginning, once, when the length is known. */
	overwriteStart(bytes: Uint8Array<ArrayBuffer>): void;
}

/**
 * Writes a WAV file while it is being recorded: mono, 16 bit. A recording that breaks off is readable, for
 * its header then says that the length is unknown. Source: Microsoft, Multimedia Programming Interface and
 * Data Specifications 1.0, 1991, "Waveform Audio File Format".
 */
export class WavWriter {
	readonly #sink: WavSink;
	readonly #sampleRate: number;
	#bytes = 0;
	#isClosed = false;

	constructor(sink: WavSink, sampleRate: number) {
		this.#sink = sink;
		this.#sampleRate = sampleRate;
		sink.append(wavHeader(sampleRate, UNKNOWN));
	}

	/** Appends samples, −1 to 1; what is beyond is clipped. */
	write(samples: Float32Array): void {
		if (this.#isClosed) return;
		const bytes = new Uint8Array(samples.length * 2);
		const view = new DataView(bytes.buffer);
		for (const [i, sample] of samples.entries())
			view.setInt16(i * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32767), true);
		this.#bytes += bytes.length;
		this.#sink.append(bytes);
	}

	/** Ends the file with a header that says its length. */
	close(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#sink.overwriteStart(wavHeader(this.#sampleRate, this.#bytes));
	}
}

/** The 44 bytes before the samples of a mono 16 bit recording. */
function wavHeader(sampleRate: number, dataBytes: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(HEADER_BYTES);
	const view = new DataView(bytes.buffer);
	const tag = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
	const length = Math.min(dataBytes, UNKNOWN);
	tag(0, 'RIFF');
	view.setUint32(4, Math.min(length + HEADER_BYTES - 8, UNKNOWN), true);
	tag(8, 'WAVEfmt ');
	view.setUint32(16, 16, true);
	// PCM, one channel.
	view.setUint16(20, 1, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, sampleRate, true);
	view.setUint32(28, sampleRate * 2, true);
	view.setUint16(32, 2, true);
	view.setUint16(34, 16, true);
	tag(36, 'data');
	view.setUint32(40, length, true);
	return bytes;
}
