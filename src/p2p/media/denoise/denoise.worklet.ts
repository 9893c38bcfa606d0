import { DenoisedFlow } from './denoised-flow.ts';
import { openRnnoise } from './rnnoise.ts';

/* What an AudioWorkletGlobalScope has; TypeScript's DOM library leaves it out. */
declare const sampleRate: number;
declare class AudioWorkletProcessor {
	readonly port: MessagePort;
}
type Options = { readonly processorOptions: { readonly wasm: ArrayBuffer } };
declare function registerProcessor(
	name: string,
	processor: new (options: Options) => AudioWorkletProcessor
): void;

/** Passes the microphone through RNNoise. Says once whether it can: `true` or `false`. */
class Denoise extends AudioWorkletProcessor {
	#flow: DenoisedFlow | null = null;
	#isOn = true;

	constructor({ processorOptions }: Options) {
		super();
		this.port.onmessage = () => void (this.#isOn = false);
		openRnnoise(processorOptions.wasm).then(
			(rnnoise) => {
				this.#flow = new DenoisedFlow(sampleRate, rnnoise);
				this.port.postMessage(true);
			},
			() => this.port.postMessage(false)
		);
	}

	process(
		[input]: readonly (readonly Float32Array[])[],
		[output]: readonly (readonly Float32Array[])[]
	): boolean {
		const [from, to] = [input?.[0], output?.[0]];
		if (from && to) this.#flow?.pass(from, to);
		return this.#isOn;
	}
}

registerProcessor('hearsay-denoise', Denoise);
