import type { BrowserContext, Page } from '@playwright/test';

/** A sample this loud (of 1) is sound, not the codec's noise. */
const THRESHOLD = 0.03;
/** Sound after this many quiet samples (50 ms at 48 kHz) is a new onset. */
const QUIET_SAMPLES = 2400;

/** Tells the wall time of the audio block in which each onset lies. Runs on the audio thread. */
const ONSET_WORKLET = `registerProcessor('onset', class extends AudioWorkletProcessor {
	quiet = Infinity;
	process([[samples]]) {
		if (!samples) this.quiet += 128;
		else for (const sample of samples) {
			if (Math.abs(sample) < ${THRESHOLD}) this.quiet++;
			else {
				if (this.quiet >= ${QUIET_SAMPLES}) this.port.postMessage(Date.now());
				this.quiet = 0;
			}
		}
		return true;
	}
});`;

/** What the page's tap has noted; wall times in milliseconds since the epoch. */
export interface Heard {
	/** When the first click of the page happened, by the event's own timestamp. */
	readonly clickedAt: number;
	/** When the tap began to listen; an onset before it could not have been seen. */
	readonly listeningAt: number;
	/** Onsets by the `data-ear` name of the audio element, `app` where there is none; `packets`: of audio contexts. */
	readonly onsets: Readonly<Record<string, readonly number[]>>;
}

/**
 * Taps every audio element of the context's pages as it gets its stream: what is muted or paused is
 * not heard. The context must bypass the content policy, which rightly forbids foreign worklets.
 */
export async function tapEars(context: BrowserContext): Promise<void> {
	await context.addInitScript(installTap, ONSET_WORKLET);
}

/** What the page has heard since it was loaded. */
export function heardBy(page: Page): Promise<Heard> {
	return page.evaluate(() => (window as unknown as { hearsayEar: Heard }).hearsayEar);
}

/** Runs in the page, before its own scripts. */
function installTap(worklet: string): void {
	const heard = { clickedAt: 0, listeningAt: 0, onsets: {} as Record<string, number[]> };
	Object.assign(window, { hearsayEar: heard });
	const context = new AudioContext();
	const source = URL.createObjectURL(new Blob([worklet], { type: 'text/javascript' }));
	const ready = context.audioWorklet.addModule(source);
	// As early as a browser allows sound: the tap shall listen before anything is played.
	const resume = () => void context.resume().then(() => (heard.listeningAt ||= Date.now()));
	addEventListener('pointerdown', resume, { capture: true });
	addEventListener(
		'click',
		({ timeStamp }) => (heard.clickedAt = Date.now() - (performance.now() - timeStamp)),
		{ capture: true, once: true }
	);

	const gains = new WeakMap<HTMLMediaElement, GainNode>();
	const follow = (element: HTMLMediaElement) => {
		const gain = gains.get(element);
		if (gain) gain.gain.value = element.muted || element.paused ? 0 : element.volume;
	};
	const tap = async (element: HTMLMediaElement, stream: MediaStream) => {
		const gain = context.createGain();
		context.createMediaStreamSource(stream).connect(gain);
		gains.set(element, gain);
		follow(element);
		for (const event of ['play', 'playing', 'pause', 'volumechange'])
			element.addEventListener(event, () => follow(element));
		await ready;
		const onset = new AudioWorkletNode(context, 'onset', { channelCount: 1, channelCountMode: 'explicit' });
		const list = (heard.onsets[element.dataset['ear'] ?? 'app'] ??= []);
		onset.port.onmessage = ({ data }) => list.push(data as number);
		gain.connect(onset).connect(context.destination);
	};
	// What leaves by an audio context is the sound of packets; that of tracks leaves by elements.
	const connect = AudioNode.prototype.connect as (...to: unknown[]) => unknown;
	AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
		if (
			to[0] instanceof AudioDestinationNode &&
			this.context instanceof AudioContext &&
			this.context !== context
		)
			void tapOutput(this, this.context);
		return connect.apply(this, to);
	} as typeof AudioNode.prototype.connect;
	const tapOutput = async (node: AudioNode, of: AudioContext) => {
		await of.audioWorklet.addModule(source);
		const onset = new AudioWorkletNode(of, 'onset', { channelCount: 1, channelCountMode: 'explicit' });
		const list = (heard.onsets['packets'] ??= []);
		onset.port.onmessage = ({ data }) => list.push(data as number);
		connect.call(node, onset);
		connect.call(onset, of.destination);
	};
	const hook = <T>(name: 'srcObject' | 'muted', then: (element: HTMLMediaElement, value: T) => void) => {
		const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, name)!;
		Object.defineProperty(HTMLMediaElement.prototype, name, {
			...own,
			set(this: HTMLMediaElement, value: T) {
				own.set!.call(this, value);
				then(this, value);
			}
		});
	};
	hook<MediaStream | null>('srcObject', (element, stream) => void (stream && tap(element, stream)));
	hook<boolean>('muted', follow);
}
