import { readFileSync } from 'node:fs';
import { test, type Frame, type Page } from '@playwright/test';

/** Length of one step of an envelope. */
export const STEP_MS = 20;

/** What was heard: one energy value (RMS, 0 to 1) for each step. */
export type Envelope = readonly number[];

/**
 * Before a page's own scripts: whatever it plays through an audio context leaves by a stream as well, at
 * which `listen` can listen.
 */
export function tapOutputs(): void {
	const taps = new Map<AudioContext, MediaStreamAudioDestinationNode>();
	Object.assign(globalThis, { hearsayTaps: taps });
	const connect = AudioNode.prototype.connect as (...to: unknown[]) => unknown;
	AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
		const context = this.context;
		if (to[0] instanceof AudioDestinationNode && context instanceof AudioContext) {
			const tap = taps.get(context) ?? context.createMediaStreamDestination();
			taps.set(context, tap);
			connect.call(this, tap);
		}
		return connect.apply(this, to);
	} as typeof AudioNode.prototype.connect;
}

/**
 * Listens to everything the page plays for `durationMs`, at the audio elements and contexts that play it:
 * what is muted, paused or turned down is not heard. Tests that listen are tagged: they run one at a time.
 */
export function listen(page: Page | Frame, durationMs: number): Promise<Envelope> {
	if (!test.info().tags.includes('@heard')) throw new Error('a test that listens is tagged @heard');
	return page.evaluate(
		async ({ durationMs, stepMs }) => {
			const context = new AudioContext();
			await context.resume();
			const mix = context.createGain();
			const connected = new Map<HTMLAudioElement, { stream: MediaStream; gain: GainNode }>();
			const connect = () => {
				for (const element of document.querySelectorAll('audio')) {
					const stream = element.srcObject;
					if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0) continue;
					let tap = connected.get(element);
					if (tap?.stream !== stream) {
						const gain = context.createGain();
						context.createMediaStreamSource(stream).connect(gain).connect(mix);
						tap = { stream, gain };
						connected.set(element, tap);
					}
					tap.gain.gain.value = element.muted || element.paused ? 0 : element.volume;
				}
				for (const [element, { gain }] of connected) if (!element.isConnected) gain.gain.value = 0;
			};
			const taps = (
				globalThis as unknown as { hearsayTaps: Map<AudioContext, MediaStreamAudioDestinationNode> }
			).hearsayTaps;
			const heard = new Set<MediaStream>();
			const connectContexts = () => {
				for (const [other, { stream }] of taps) {
					if (other === context || heard.has(stream)) continue;
					heard.add(stream);
					context.createMediaStreamSource(stream).connect(mix);
				}
			};
			const samplesPerStep = Math.round((context.sampleRate * stepMs) / 1000);
			// A worklet would need a script that the app's content policy rightly forbids.
			const ear = context.createScriptProcessor(1024, 1, 1);
			mix.connect(ear).connect(context.destination);
			const energies: number[] = [];
			connect();
			connectContexts();
			const timer = setInterval(() => {
				connect();
				connectContexts();
			}, 50);
			let sum = 0;
			let count = 0;
			await new Promise<void>((resolve) => {
				ear.onaudioprocess = ({ inputBuffer }) => {
					for (const sample of inputBuffer.getChannelData(0)) {
						sum += sample * sample;
						if (++count < samplesPerStep) continue;
						energies.push(Math.sqrt(sum / count));
						sum = count = 0;
					}
					if (energies.length * stepMs >= durationMs) resolve();
				};
			});
			clearInterval(timer);
			await context.close();
			return energies;
		},
		{ durationMs, stepMs: STEP_MS }
	);
}

/** Envelope of a recording (16-bit mono WAV). */
export function envelopeOf(path: string): Envelope {
	const file = readFileSync(path);
	const sampleRate = file.readUInt32LE(24);
	const data = file.indexOf('data') + 8;
	const samplesPerStep = Math.round((sampleRate * STEP_MS) / 1000);
	const energies: number[] = [];
	for (let at = data; at + samplesPerStep * 2 <= file.length; at += samplesPerStep * 2) {
		let sum = 0;
		for (let i = 0; i < samplesPerStep; i++) sum += (file.readInt16LE(at + i * 2) / 32768) ** 2;
		energies.push(Math.sqrt(sum / samplesPerStep));
	}
	return energies;
}

/**
 * How well what was heard follows a recording that plays in a loop: the best correlation coefficient
 * over every shift, −1 to 1. Speech that arrives gives above 0.7, silence or other speech below 0.5.
 */
export function correlation(heard: Envelope, source: Envelope): number {
	let best = -1;
	for (let shift = 0; shift < source.length; shift++) {
		const expected = heard.map((_, i) => source[(i + shift) % source.length]!);
		best = Math.max(best, pearson(heard, expected));
	}
	return best;
}

/** A recording of minutes is compared in parts of five seconds: a microphone's loop and clock drift meanwhile. */
const PART_STEPS = 5_000 / STEP_MS;

/** Of each part of what was heard, how well it follows the recording (`correlation`); a short rest is left out. */
export function correlations(heard: Envelope, source: Envelope): number[] {
	const parts: number[] = [];
	for (let at = 0; at + PART_STEPS <= heard.length; at += PART_STEPS)
		parts.push(correlation(heard.slice(at, at + PART_STEPS), source));
	return parts;
}

/** Mean energy of what was heard. */
export function loudness(heard: Envelope): number {
	return heard.reduce((sum, energy) => sum + energy, 0) / Math.max(1, heard.length);
}

function pearson(a: Envelope, b: Envelope): number {
	const meanA = loudness(a);
	const meanB = loudness(b);
	let dot = 0;
	let squareA = 0;
	let squareB = 0;
	for (let i = 0; i < a.length; i++) {
		const da = a[i]! - meanA;
		const db = b[i]! - meanB;
		dot += da * db;
		squareA += da * da;
		squareB += db * db;
	}
	return squareA === 0 || squareB === 0 ? 0 : dot / Math.sqrt(squareA * squareB);
}
