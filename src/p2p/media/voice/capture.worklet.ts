import { BlockCutter } from './block-cutter.ts';

/* What an AudioWorkletGlobalScope has; TypeScript's DOM library leaves it out. */
declare const sampleRate: number;
declare const currentTime: number;
declare class AudioWorkletProcessor {
	readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Posts the microphone in blocks of 20 ms to the port it is given. */
class Capture extends AudioWorkletProcessor {
	#to: MessagePort | null = null;
	#isOn = true;
	readonly #cutter = new BlockCutter(sampleRate, (block) => {
		this.#to?.postMessage(block, [block.samples.buffer]);
	});

	constructor() {
		super();
		this.port.onmessage = ({ data, ports }: MessageEvent<'off' | null>) => {
			if (data === 'off') this.#isOn = false;
			else this.#to = ports[0] ?? null;
		};
	}

	process([input]: readonly (readonly Float32Array[])[]): boolean {
		const mono = input?.[0];
		if (mono) this.#cutter.take(mono, currentTime);
		return this.#isOn;
	}
}

registerProcessor('hearsay-capture', Capture);
