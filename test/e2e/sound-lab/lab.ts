/* A page in which a voice speaks to an ear without a network, and both are recorded on one clock. */
import { systemClock } from '../../../src/p2p/base/clock.ts';
import { Scope } from '../../../src/p2p/base/scope.ts';
import { EarOutput } from '../../../src/p2p/media/ear/ear-output.ts';
import { openCapture } from '../../../src/p2p/media/voice/capture.ts';
import type { LabReport } from './lab.worker.ts';
import recorder from './recorder.worklet.ts?worker&url';

/** What was captured and what was played, sample by sample of the same clock. */
export interface Recording {
	readonly rate: number;
	/** 32 bit floats, base64. */
	readonly mouth: string;
	readonly ear: string;
	readonly report: LabReport;
	readonly isBlocked: boolean;
}

/** How to record. */
export interface RecordOptions {
	readonly source: 'microphone' | 'tone';
	readonly codec: 'any' | 'wasm';
	readonly seconds: number;
	readonly rate: number;
}

async function record({ source, codec, seconds, rate }: RecordOptions): Promise<Recording> {
	const scope = new Scope(systemClock);
	const context = new AudioContext({ latencyHint: 'interactive', sampleRate: rate });
	await context.resume();
	const track = await (source === 'tone' ? tone(context) : microphone());
	await context.audioWorklet.addModule(recorder);
	const output = await EarOutput.open({ scope, context, outputDevice: () => null });
	const tape = new AudioWorkletNode(context, 'recorder', { numberOfInputs: 2, numberOfOutputs: 0 });
	const [mouth, ear]: [Float32Array<ArrayBuffer>[], Float32Array<ArrayBuffer>[]] = [[], []];
	tape.port.onmessage = ({ data }: MessageEvent<readonly Float32Array<ArrayBuffer>[]>) => {
		mouth.push(data[0]!);
		ear.push(data[1]!);
	};
	new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) }).connect(tape, 0, 0);
	output.node.connect(tape, 0, 1);

	const capture = await openCapture(context, track);
	const worker = new Worker(new URL('./lab.worker.ts', import.meta.url), { type: 'module' });
	let report: LabReport | null = null;
	const failed = new Promise<never>((_, reject) =>
		worker.addEventListener('error', ({ message }) => reject(new Error(message)))
	);
	worker.addEventListener('message', ({ data }: MessageEvent<LabReport>) => (report = data));
	worker.postMessage({ codec }, [capture.port, output.port]);
	await Promise.race([scope.wait(seconds * 1000), failed]);
	const isBlocked = output.isBlocked;
	capture.close();
	scope.close();
	worker.terminate();
	return {
		rate: context.sampleRate,
		mouth: await base64(mouth),
		ear: await base64(ear),
		report: report!,
		isBlocked
	};
}

async function base64(pieces: readonly Float32Array<ArrayBuffer>[]): Promise<string> {
	const reader = new FileReader();
	const read = new Promise<void>((done) => reader.addEventListener('load', () => done()));
	reader.readAsDataURL(new Blob([...pieces]));
	await read;
	return (reader.result as string).split(',')[1]!;
}

async function microphone(): Promise<MediaStreamTrack> {
	const stream = await navigator.mediaDevices.getUserMedia({
		audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
	});
	return stream.getAudioTracks()[0]!;
}

/** A held A, far from the limits. */
function tone(context: AudioContext): MediaStreamTrack {
	const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
	const gain = new GainNode(context, { gain: 0.3 });
	const oscillator = new OscillatorNode(context, { frequency: 440 });
	oscillator.connect(gain).connect(destination);
	oscillator.start();
	return destination.stream.getAudioTracks()[0]!;
}

Object.assign(window, { record });
