import { SAMPLE_RATE } from '../frames.ts';
import { Resampler } from '../resampler.ts';
import { PcmMixer } from './pcm-mixer.ts';
import type { FromPlayout, ToPlayout } from './playout-messages.ts';

/* What an AudioWorkletGlobalScope has; TypeScript's DOM library leaves it out. */
declare const sampleRate: number;
declare const currentTime: number;
declare class AudioWorkletProcessor {
	readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** The page is told how loud each source is this often. */
const LEVELS_EVERY_S = 0.05;
/** The decoding thread is told how it stands this often, as long as anything is played. */
const COUNTS_EVERY_S = 0.25;

/** Plays what comes by its port: the mixer, at this device's rate. */
class PlayoutProcessor extends AudioWorkletProcessor {
	readonly #mixer = new PcmMixer();
	readonly #resampler = new Resampler(SAMPLE_RATE, sampleRate);
	#from: MessagePort | null = null;
	#isOn = true;
	#rendered = new Float32Array(0);
	/** Samples at the device's rate that were made and not yet played. */
	#ready: number[] = [];
	#levelsAt = 0;
	#wasSounding = false;
	#countsAt = 0;
	#pushed = 0;

	constructor() {
		super();
		this.port.onmessage = ({ data, ports }: MessageEvent<'off' | null>) => {
			if (data === 'off') return void (this.#isOn = false);
			this.#from = ports[0] ?? null;
			if (this.#from) this.#from.onmessage = ({ data }: MessageEvent<ToPlayout>) => this.#take(data);
		};
	}

	process(_inputs: unknown, [output]: readonly (readonly Float32Array[])[]): boolean {
		const out = output?.[0];
		if (out) this.#tell(this.#fill(out));
		return this.#isOn;
	}

	#take(message: ToPlayout): void {
		if ('volumes' in message) return this.#mixer.setVolumes(message.volumes);
		this.#pushed++;
		this.#mixer.push(message.source, message.tick, currentTime * 1000);
	}

	/** Answers whether anything is heard. */
	#fill(out: Float32Array): boolean {
		const nowMs = currentTime * 1000;
		if (sampleRate === SAMPLE_RATE) return this.#mixer.render(out, nowMs);
		let isSounding = false;
		if (this.#rendered.length !== out.length) this.#rendered = new Float32Array(out.length);
		while (this.#ready.length < out.length) {
			const aheadMs = (this.#ready.length / sampleRate) * 1000;
			isSounding = this.#mixer.render(this.#rendered, nowMs + aheadMs) || isSounding;
			this.#resampler.feed(this.#rendered, (sample) => this.#ready.push(sample));
		}
		out.set(this.#ready.splice(0, out.length));
		return isSounding;
	}

	#tell(isSounding: boolean): void {
		const { wanted, began } = this.#mixer.news();
		if (wanted.length > 0 || began.length > 0) this.#say({ wanted, began });
		if (currentTime - this.#levelsAt >= LEVELS_EVERY_S && (isSounding || this.#wasSounding)) {
			this.#levelsAt = currentTime;
			this.#wasSounding = isSounding;
			this.port.postMessage(this.#mixer.levels());
		}
		if (currentTime - this.#countsAt >= COUNTS_EVERY_S && (this.#pushed > 0 || isSounding)) {
			this.#countsAt = currentTime;
			this.#pushed = 0;
			this.#say({ counted: this.#mixer.stats() });
		}
	}

	#say(message: FromPlayout): void {
		this.#from?.postMessage(message);
	}
}

registerProcessor('hearsay-playout', PlayoutProcessor);
