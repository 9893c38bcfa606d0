import type { BrowserContext, Page } from '@playwright/test';

/** Length of one step, milliseconds. */
export const STEP_MS = 5;

/** Tells the energy (RMS) of each 5 ms of all that is played together. Runs on the audio thread. */
const STEPS_WORKLET = `registerProcessor('steps', class extends AudioWorkletProcessor {
	sum = 0;
	count = 0;
	steps = [];
	process([[samples]]) {
		const length = sampleRate * ${STEP_MS} / 1000;
		for (let i = 0; i < 128; i++) {
			const sample = samples ? samples[i] : 0;
			this.sum += sample * sample;
			if (++this.count < length) continue;
			this.steps.push(Math.sqrt(this.sum / this.count));
			this.sum = this.count = 0;
		}
		if (this.steps.length >= 100) this.port.postMessage(this.steps.splice(0));
		return true;
	}
});`;

/**
 * Taps all that the context's pages play, by tracks and by packets, as one mix. The context must bypass the content
 * policy, which rightly forbids foreign worklets.
 */
export async function tapMix(context: BrowserContext): Promise<void> {
	await context.addInitScript(installTap, STEPS_WORKLET);
}

/** Energies of all steps since the page's first click. */
export function stepsOf(page: Page): Promise<readonly number[]> {
	return page.evaluate(() => (window as unknown as { hearsaySteps: number[] }).hearsaySteps);
}

/** Runs in the page, before its own scripts. */
function installTap(worklet: string): void {
	const steps: number[] = [];
	Object.assign(window, { hearsaySteps: steps });
	const context = new AudioContext();
	const mix = new GainNode(context);
	const source = URL.createObjectURL(new Blob([worklet], { type: 'text/javascript' }));
	void context.audioWorklet.addModule(source).then(() => {
		const node = new AudioWorkletNode(context, 'steps', { channelCount: 1, channelCountMode: 'explicit' });
		node.port.onmessage = ({ data }) => steps.push(...(data as number[]));
		mix.connect(node).connect(context.destination);
	});
	addEventListener('pointerdown', () => void context.resume(), { capture: true });
	const connect = AudioNode.prototype.connect as (...to: unknown[]) => unknown;
	const bridges = new Map<BaseAudioContext, MediaStreamAudioDestinationNode>();
	AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
		const of = this.context;
		if (to[0] instanceof AudioDestinationNode && of instanceof AudioContext && of !== context) {
			const bridge = bridges.get(of) ?? of.createMediaStreamDestination();
			if (!bridges.has(of)) context.createMediaStreamSource(bridge.stream).connect(mix);
			bridges.set(of, bridge);
			connect.call(this, bridge);
		}
		return connect.apply(this, to);
	} as typeof AudioNode.prototype.connect;
	const gains = new WeakMap<HTMLMediaElement, GainNode>();
	const follow = (element: HTMLMediaElement) => {
		const gain = gains.get(element);
		if (gain) gain.gain.value = element.muted || element.paused ? 0 : element.volume;
	};
	for (const name of ['srcObject', 'muted', 'volume'] as const) {
		const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, name)!;
		Object.defineProperty(HTMLMediaElement.prototype, name, {
			...own,
			set(this: HTMLMediaElement, value: unknown) {
				own.set!.call(this, value);
				if (name === 'srcObject' && value instanceof MediaStream) {
					const gain = new GainNode(context);
					context.createMediaStreamSource(value).connect(gain).connect(mix);
					gains.get(this)?.disconnect();
					gains.set(this, gain);
					for (const event of ['play', 'playing', 'pause']) this.addEventListener(event, () => follow(this));
				}
				follow(this);
			}
		});
	}
}
