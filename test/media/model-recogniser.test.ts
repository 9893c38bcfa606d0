import { beforeEach, describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../../src/p2p/base/result.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { ModelRecogniser } from '../../src/p2p/media/words/model/model-recogniser.ts';
import type { Transcriber } from '../../src/p2p/media/words/model/transcriber-thread.ts';
import type { ModelFault } from '../../src/p2p/ports.ts';
import { tones } from '../fixtures/speech-model/tones.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

const TICK_MS = 20;
const track = { kind: 'audio' } as MediaStreamTrack;

/** A model that says how many tenths of a second it heard, after as long as the story says. */
class FakeTranscriber implements Transcriber {
	/** How long it takes for a second of sound. */
	msASecond = 100;
	fault: ModelFault | null = null;
	isClosed = false;
	isAsked = false;
	readonly #scope: Scope;

	constructor(scope: Scope) {
		this.#scope = scope;
	}

	async transcribe(samples: Float32Array): Promise<Result<string, ModelFault>> {
		expect(this.isAsked, 'one at a time').toBe(false);
		this.isAsked = true;
		await this.#scope.wait((samples.length / 16_000) * this.msASecond);
		this.isAsked = false;
		return this.fault ? fail(this.fault) : ok(`${Math.round(samples.length / 1_600)}`);
	}

	close(): void {
		this.isClosed = true;
	}
}

let clock: VirtualClock;
let scope: Scope;
let model: FakeTranscriber;
let recogniser: ModelRecogniser;
let put: ((block: Float32Array) => void) | null;
/** What was told: interim lines with dots. */
let told: string[];

beforeEach(() => {
	clock = new VirtualClock();
	scope = new Scope(clock);
	model = new FakeTranscriber(scope);
	told = [];
	put = null;
	recogniser = new ModelRecogniser({
		scope,
		language: 'en',
		transcriber: model,
		capture: async (_, taker) => {
			put = taker;
			return () => (put = null);
		}
	});
	recogniser.on('heard', ({ text, isFinal }) => told.push(isFinal ? text : `${text}…`));
	recogniser.on('failed', (fault) => told.push(fault));
});

const LOUD = tones(48_000, [[300, 0.02]]);
const QUIET = new Float32Array(960);

/** So much sound comes in, as time goes by. */
async function hear(block: Float32Array, ms: number): Promise<void> {
	for (let at = 0; at < ms; at += TICK_MS) {
		put?.(block);
		await clock.advance(TICK_MS);
	}
}

/** A sentence and the pause after it. */
async function sentence(ms: number, pauseMs = 800): Promise<void> {
	await hear(LOUD, ms);
	await hear(QUIET, pauseMs);
}

describe('A recogniser by a speech model, on a made clock', () => {
	it('tells what is being said each second, and the whole once it is over', async () => {
		recogniser.listen(track);
		await hear(QUIET, 1_000);
		await sentence(2_500);
		await clock.advance(2_000);
		expect(told).toEqual(['10…', '20…', '34']);
	});

	it('a slow model is asked less often while somebody speaks, and still tells each utterance', async () => {
		model.msASecond = 300;
		recogniser.listen(track);
		for (let i = 0; i < 10; i++) await sentence(4_000);
		await clock.advance(10_000);
		expect(told.filter((line) => !line.endsWith('…'))).toHaveLength(10);
		const interim = told.filter((line) => line.endsWith('…')).length;
		expect(interim).toBeGreaterThan(5);
		// A quick one is asked four times for each.
		expect(interim).toBeLessThan(32);
	});

	it('a model that is slower than speech drops interim lines first, then says that it is too slow', async () => {
		model.msASecond = 2_500;
		recogniser.listen(track);
		for (let i = 0; i < 20; i++) await sentence(3_000);
		expect(told.at(-1)).toBe('model-slow');
		const firstFinal = told.findIndex((line) => !line.endsWith('…'));
		expect(told.slice(firstFinal).some((line) => line.endsWith('…'))).toBe(false);
		expect(model.isClosed).toBe(true);
		expect(put).toBeNull();
		const before = told.length;
		await clock.advance(60_000);
		expect(told).toHaveLength(before);
	});

	it('what was said before the microphone closed is told after it', async () => {
		expect(recogniser.tellsLater).toBe(true);
		recogniser.listen(track);
		await hear(LOUD, 600);
		recogniser.listen(null);
		expect(put).toBeNull();
		expect(told).toEqual([]);
		await clock.advance(1_000);
		expect(told).toEqual(['6']);
	});

	it('words of one microphone do not run into those of the next', async () => {
		recogniser.listen(track);
		await hear(LOUD, 600);
		recogniser.listen({ ...track });
		await sentence(1_000);
		await clock.advance(1_000);
		expect(told.filter((line) => !line.endsWith('…'))).toEqual(['6', '16']);
	});

	it('an utterance that is over is not told halfway', async () => {
		model.msASecond = 1_500;
		recogniser.listen(track);
		await sentence(1_100, 3_000);
		await clock.advance(5_000);
		expect(told).toEqual(['17']);
	});

	it('what the model fails with is told once, and ends it', async () => {
		model.fault = 'model-memory';
		recogniser.listen(track);
		await sentence(1_000);
		await sentence(1_000);
		expect(told).toEqual(['model-memory']);
		expect(model.isClosed).toBe(true);
		recogniser.listen(track);
		await sentence(1_000);
		expect(told).toEqual(['model-memory']);
	});

	it('nothing is told of silence, and nothing after it was closed', async () => {
		recogniser.listen(track);
		await hear(QUIET, 30_000);
		expect(told).toEqual([]);
		await hear(LOUD, 600);
		recogniser.close();
		await clock.advance(10_000);
		expect(told).toEqual([]);
		expect(model.isClosed).toBe(true);
	});

	it('a microphone that cannot be captured is a fault with a name', async () => {
		const broken = new ModelRecogniser({
			scope,
			language: 'en',
			transcriber: model,
			capture: () => Promise.reject(new Error('no worklets here'))
		});
		broken.on('failed', (fault) => told.push(fault));
		broken.listen(track);
		await clock.advance(0);
		expect(told).toEqual(['recogniser-failed']);
	});
});
