import type { BrowserContext, Page } from '@playwright/test';

/** What a made microphone plays. */
export type Sound = 'continuous tone' | 'bursts';

/**
 * A 1 kHz tone, all the time or in bursts of 80 ms every 600 to 800 ms, so that they fall anywhere
 * within a packet. Tells the wall time of the audio block in which each burst begins.
 */
const MOUTH_WORKLET = `registerProcessor('mouth', class extends AudioWorkletProcessor {
	constructor({ processorOptions: { isContinuous } }) {
		super();
		this.left = isContinuous ? Infinity : 0;
		this.gap = 0.3 * sampleRate;
		this.seed = 20261122;
		this.phase = 0;
	}
	chance() {
		this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
		return this.seed / 2 ** 32;
	}
	process(_inputs, [[samples]]) {
		for (let i = 0; i < samples.length; i++) {
			if (this.left > 0) {
				samples[i] = 0.5 * Math.sin(this.phase += 2 * Math.PI * 1000 / sampleRate);
				if (--this.left === 0) this.gap = (0.52 + 0.2 * this.chance()) * sampleRate;
			} else if (--this.gap <= 0) {
				this.left = 0.08 * sampleRate;
				this.phase = 0;
				this.port.postMessage(Date.now());
			}
		}
		return true;
	}
});`;

/**
 * Gives the context's pages a microphone that is made of numbers: no device, no echo or noise
 * handling, so that what is measured is the way from there on.
 */
export async function giveMicrophone(context: BrowserContext, sound: Sound): Promise<void> {
	await context.addInitScript(installMicrophone, {
		worklet: MOUTH_WORKLET,
		isContinuous: sound === 'continuous tone'
	});
}

/** Wall times at which the page's bursts began. */
export function burstsOf(page: Page): Promise<readonly number[]> {
	return page.evaluate(
		() => (window as unknown as { hearsayMouth: { bursts: number[] } }).hearsayMouth.bursts
	);
}

/** Runs in the page, before its own scripts. */
function installMicrophone({ worklet, isContinuous }: { worklet: string; isContinuous: boolean }): void {
	const mouth = { bursts: [] as number[], stream: null as MediaStream | null };
	Object.assign(window, { hearsayMouth: mouth });
	navigator.mediaDevices.getUserMedia = async () => {
		const context = new AudioContext();
		await context.audioWorklet.addModule(
			URL.createObjectURL(new Blob([worklet], { type: 'text/javascript' }))
		);
		const node = new AudioWorkletNode(context, 'mouth', {
			numberOfInputs: 0,
			outputChannelCount: [1],
			processorOptions: { isContinuous }
		});
		node.port.onmessage = ({ data }) => mouth.bursts.push(data as number);
		const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
		node.connect(destination);
		await context.resume();
		mouth.stream = destination.stream;
		return destination.stream;
	};
}
