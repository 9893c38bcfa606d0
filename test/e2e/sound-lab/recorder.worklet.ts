declare class AudioWorkletProcessor {
	readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Samples between two posts. */
const POSTED = 128 * 75;

/** Posts both inputs, side by side; an input that is silent or not connected is zeros. */
class Recorder extends AudioWorkletProcessor {
	#tapes: readonly [Float32Array, Float32Array] = [new Float32Array(POSTED), new Float32Array(POSTED)];
	#filled = 0;

	process(inputs: readonly (readonly Float32Array[])[]): boolean {
		const length = 128;
		for (const [i, tape] of this.#tapes.entries())
			tape.set(inputs[i]?.[0] ?? new Float32Array(length), this.#filled);
		this.#filled += length;
		if (this.#filled === POSTED) {
			this.port.postMessage(this.#tapes);
			this.#tapes = [new Float32Array(POSTED), new Float32Array(POSTED)];
			this.#filled = 0;
		}
		return true;
	}
}

registerProcessor('recorder', Recorder);
