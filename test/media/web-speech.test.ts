import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Scope } from '../../src/p2p/base/scope.ts';
import { BrowserRecognisers } from '../../src/p2p/media/words/browser-recognisers.ts';
import type { SpeechAvailability, SpeechHeard } from '../../src/p2p/media/words/speech-api.ts';
import type { Recogniser, RecogniserKind } from '../../src/p2p/ports.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

/** A browser's speech recognition as the draft describes it, worked by hand. */
class FakeSpeech {
	static made: FakeSpeech[] = [];
	static answer: SpeechAvailability = 'available';
	static asked: unknown[] = [];
	static installs = true;
	static async available(asked: unknown): Promise<SpeechAvailability> {
		FakeSpeech.asked.push(asked);
		return FakeSpeech.answer;
	}
	static async install(): Promise<boolean> {
		return FakeSpeech.installs;
	}

	lang = '';
	continuous = false;
	interimResults = false;
	onresult: ((event: SpeechHeard) => void) | null = null;
	onerror: ((event: { error: string }) => void) | null = null;
	onend: (() => void) | null = null;
	track: MediaStreamTrack | undefined;
	isAborted = false;
	isLocal = false;

	constructor() {
		FakeSpeech.made.push(this);
	}
	get processLocally(): boolean {
		return this.isLocal;
	}
	set processLocally(value: boolean) {
		this.isLocal = value;
	}
	start(track?: MediaStreamTrack): void {
		this.track = track;
	}
	abort(): void {
		this.isAborted = true;
	}
	hear(...results: readonly (readonly [string, boolean])[]): void {
		const list = results.map(([transcript, isFinal]) => ({ isFinal, 0: { transcript } }));
		this.onresult?.({ resultIndex: 0, results: list });
	}
}

/** The same in a browser that understands by its maker's service alone. */
class OldSpeech {}

const names = globalThis as { SpeechRecognition?: unknown };
const track = { kind: 'audio' } as MediaStreamTrack;
let clock: VirtualClock;
let recognisers: BrowserRecognisers;

beforeEach(() => {
	clock = new VirtualClock();
	recognisers = new BrowserRecognisers(new Scope(clock), () => {
		throw new Error('the browser’s own recognisers need no sound of ours');
	});
	Object.assign(FakeSpeech, { made: [], answer: 'available', asked: [], installs: true });
	names.SpeechRecognition = FakeSpeech;
});

afterEach(() => delete names.SpeechRecognition);

/** Opens a recogniser, and notes what it tells. */
async function open(kind: RecogniserKind = 'device') {
	const opened = await recognisers.open(kind, 'en-GB');
	if (!opened.ok) throw new Error(opened.code);
	const told: string[] = [];
	const recogniser: Recogniser = opened.value;
	recogniser.on('heard', ({ text, isFinal }) => told.push(isFinal ? `${text}!` : text));
	recogniser.on('failed', (fault) => told.push(fault));
	return { recogniser, told, newest: () => FakeSpeech.made.at(-1)! };
}

describe('What the browser’s recognisers can do', () => {
	it('is asked of the browser, and of nobody where it makes no promise', async () => {
		const says = (answer: SpeechAvailability) => {
			FakeSpeech.answer = answer;
			return recognisers.readiness('device', 'fr');
		};
		expect([await says('available'), await says('downloadable'), await says('downloading')]).toEqual([
			'ready',
			'to-fetch',
			'fetching'
		]);
		expect(await says('unavailable')).toBe('language-missing');
		expect(FakeSpeech.asked[0]).toEqual({ langs: ['fr'], processLocally: true });
		names.SpeechRecognition = OldSpeech;
		expect(await recognisers.readiness('device', 'fr')).toBe('missing');
		expect(await recognisers.readiness('cloud', 'fr')).toBe('ready');
		expect(await recognisers.open('device', 'fr')).toEqual({ ok: false, code: 'recogniser-missing' });
		delete names.SpeechRecognition;
		expect(await recognisers.readiness('cloud', 'fr')).toBe('missing');
	});

	it('a language that is not here is fetched, or it is said that it could not be', async () => {
		FakeSpeech.answer = 'downloadable';
		expect(await recognisers.open('device', 'fr')).toEqual({ ok: false, code: 'recogniser-language' });
		expect(await recognisers.fetchLanguage('fr')).toMatchObject({ ok: true });
		FakeSpeech.installs = false;
		expect(await recognisers.fetchLanguage('fr')).toEqual({ ok: false, code: 'recogniser-network' });
	});
});

describe('The browser’s recogniser', () => {
	it('gets the own track, and is told to stay on this machine', async () => {
		const { recogniser, newest } = await open();
		expect(FakeSpeech.made).toEqual([]);
		recogniser.listen(track);
		expect(newest()).toMatchObject({ track, isLocal: true, lang: 'en-GB', continuous: true });
		const cloud = await open('cloud');
		cloud.recogniser.listen(track);
		expect(newest().isLocal).toBe(false);
	});

	it('tells all words of the line each time, and where it ends', async () => {
		const { recogniser, told, newest } = await open();
		recogniser.listen(track);
		newest().hear(['the night', false], [' ferry', false]);
		newest().hear(['The night ferry.', true], [' it', false]);
		expect(told).toEqual(['the night ferry', 'The night ferry.!', ' it']);
	});

	it('is started again when it ends by itself, and what it had not finished stands', async () => {
		const { recogniser, told, newest } = await open();
		recogniser.listen(track);
		const first = newest();
		first.hear(['so then', false]);
		first.onend?.();
		await clock.advance(250);
		expect(told).toEqual(['so then', 'so then!']);
		expect(newest()).not.toBe(first);
		expect(newest().track).toBe(track);
		newest().onerror?.({ error: 'no-speech' });
		await clock.advance(8_000);
		newest().onend?.();
		await clock.advance(250);
		expect(FakeSpeech.made).toHaveLength(3);
	});

	it('is given up when it ends at once, five times in a row', async () => {
		const { recogniser, told, newest } = await open();
		recogniser.listen(track);
		for (let i = 0; i < 5; i++) {
			newest().onend?.();
			await clock.advance(250 * 2 ** (i + 1));
		}
		expect(told).toEqual(['recogniser-failed']);
		expect(FakeSpeech.made).toHaveLength(5);
	});

	it('hears nothing more once there is no track, or it is closed', async () => {
		const { recogniser, told, newest } = await open();
		recogniser.listen(track);
		const first = newest();
		recogniser.listen(null);
		expect(first.isAborted).toBe(true);
		first.hear(['late', true]);
		first.onend?.();
		recogniser.listen(track);
		recogniser.close();
		newest().hear(['later', true]);
		await clock.advance(60_000);
		expect(told).toEqual([]);
		expect(FakeSpeech.made).toHaveLength(2);
	});

	it('says why it stops', async () => {
		const faults = {
			'not-allowed': 'recogniser-denied',
			'service-not-allowed': 'recogniser-denied',
			'language-not-supported': 'recogniser-language',
			network: 'recogniser-network',
			'audio-capture': 'recogniser-failed',
			__proto__x: 'recogniser-failed'
		};
		for (const [error, fault] of Object.entries(faults)) {
			const { recogniser, told, newest } = await open();
			recogniser.listen(track);
			newest().onerror?.({ error });
			newest().onend?.();
			await clock.advance(60_000);
			expect(told, error).toEqual([fault]);
		}
	});
});
