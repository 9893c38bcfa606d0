/**
 * The two ends of the codec in a real browser, without a network between them: what a microphone hears
 * comes out of the ear, and a held tone comes out whole.
 */
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import type { Recording, RecordOptions } from './sound-lab/lab.ts';
import { serveFolder } from './static-server.ts';
import { startBrowser, voice } from './support/browser.ts';
import { correlation } from './support/ear.ts';

const LAB = 'dist/sound-lab';
/** The first seconds are not judged: the browser starts its audio threads, and the ear learns their jitter. */
const SETTLED_S = 4;
/** Where threads were held up, what is late may be hurried by 1.6 %: a tone that is broken differs by far more. */
const QUICKEST = 0.02;
/** Every so many samples one is compared: speech has little above 6 kHz. */
const STRIDE = 4;

let served: Awaited<ReturnType<typeof serveFolder>>;
test.beforeAll(async () => {
	await build({
		configFile: false,
		root: 'test/e2e/sound-lab',
		base: './',
		logLevel: 'error',
		build: { outDir: `../../../${LAB}`, emptyOutDir: true, target: 'es2023' },
		worker: { format: 'es' }
	});
	served = await serveFolder(LAB);
});
test.afterAll(() => served.close());

/** What both ends of the page had, as samples. */
interface Heard extends Omit<Recording, 'mouth' | 'ear'> {
	readonly mouth: Float32Array;
	readonly ear: Float32Array;
}

async function record(options: RecordOptions): Promise<Heard> {
	const browser = await startBrowser(voice('voice-1'));
	try {
		const page = await browser.newPage();
		await page.goto(`${served.origin}/`);
		const recording = await page.evaluate(
			(options) =>
				(window as unknown as { record(options: RecordOptions): Promise<Recording> }).record(options),
			options
		);
		return { ...recording, mouth: floats(recording.mouth), ear: floats(recording.ear) };
	} finally {
		await browser.close();
	}
}

function floats(base64: string): Float32Array {
	return new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer);
}

/** How like the mouth the ear is, half a second at a time, and how long after it (milliseconds). */
function likeness({ rate, mouth, ear }: Heard): { readonly alike: number; readonly afterMs: number }[] {
	const length = rate / 2;
	const most = rate / 2;
	const found: { alike: number; afterMs: number }[] = [];
	for (let at = SETTLED_S * rate; at + length + most < mouth.length; at += length) {
		const saidEnergy = energy(mouth, at, length);
		if (Math.sqrt(saidEnergy / (length / STRIDE)) < 0.02) continue;
		let best = { alike: 0, afterMs: 0 };
		for (let shift = 0; shift < most; shift += 8) {
			let product = 0;
			for (let i = 0; i < length; i += STRIDE) product += mouth[at + i]! * ear[at + shift + i]!;
			const alike = product / Math.sqrt(saidEnergy * energy(ear, at + shift, length) + 1e-9);
			if (alike > best.alike) best = { alike, afterMs: (shift / rate) * 1000 };
		}
		found.push(best);
	}
	return found;
}

function energy(samples: Float32Array, from: number, length: number): number {
	let sum = 0;
	for (let i = from; i < from + length; i += STRIDE) sum += samples[i]! * samples[i]!;
	return sum;
}

/** Loudness in steps of 20 ms, from when it has settled. */
function envelope(samples: Float32Array, rate: number): number[] {
	const step = rate / 50;
	const steps: number[] = [];
	for (let at = SETTLED_S * rate; at + step <= samples.length; at += step)
		steps.push(Math.sqrt(energy(samples, at, step) / (step / STRIDE)));
	return steps;
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Lengths of the periods of what was heard, samples, by interpolated rising zero crossings. */
function periods(samples: Float32Array): number[] {
	const crossings: number[] = [];
	for (let i = 1; i < samples.length; i++) {
		const [before, here] = [samples[i - 1]!, samples[i]!];
		if (before < 0 && here >= 0) crossings.push(i - here / (here - before));
	}
	return crossings.slice(1).map((crossing, i) => crossing - crossings[i]!);
}

test('speech comes out of the ear as it went in @heard', async ({}, testInfo) => {
	const heard = await record({ source: 'microphone', codec: 'any', seconds: 11, rate: 48_000 });
	const found = likeness(heard);
	const afterMs = median(found.map(({ afterMs }) => afterMs));
	// A figure, not a verdict: two busy cores make of it what they will.
	testInfo.annotations.push({ type: 'mouth to ear', description: `${afterMs.toFixed(1)} ms` });
	console.log(`mouth to ear ${afterMs.toFixed(1)} ms`, heard.report);
	expect(heard.report.codec).toBe('webcodecs');
	expect(heard.isBlocked).toBe(false);
	// By loudness: where speech was hurried its waves lie elsewhere than the mouth's.
	const { mouth, ear, rate } = heard;
	expect(correlation(envelope(ear, rate), envelope(mouth, rate))).toBeGreaterThan(0.7);
	expect(heard.report.due).toBeGreaterThan(200);
});

for (const { codec, rate } of [
	{ codec: 'any', rate: 48_000 },
	{ codec: 'wasm', rate: 44_100 }
] as const)
	test(`a held tone comes out whole, with ${codec} codec in a context of ${rate} Hz @heard`, async () => {
		const { ear, rate: real, report } = await record({ source: 'tone', codec, seconds: 9, rate });
		const heard = ear.subarray(SETTLED_S * real);
		const period = real / 440;
		const wrong = periods(heard).filter((length) => Math.abs(length - period) > period * QUICKEST);
		const steepest = 0.3 * 2 * Math.sin((Math.PI * 440) / real);
		const clicks = heard.subarray(1).filter((sample, i) => Math.abs(sample - heard[i]!) > 1.6 * steepest);
		console.log(`${wrong.length} periods of another length, ${clicks.length} clicks`, report);
		expect(real).toBe(rate);
		expect(report.codec).toBe(codec === 'wasm' ? 'wasm' : 'webcodecs');
		expect(report.missing).toBe(0);
		expect(clicks.length).toBe(0);
		// Where busy cores held a thread up the tone was gone on with, and rarely broke off.
		expect(wrong.length).toBeLessThan(0.02 * 5 * 440);
	});
