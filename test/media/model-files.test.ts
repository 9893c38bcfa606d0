import { describe, expect, it } from 'vitest';
import { fileAddress, modelAddressFrom } from '../../src/p2p/media/words/model/address.ts';
import { filesOf, knows, SPEECH_MODELS } from '../../src/p2p/media/words/model/catalogue.ts';
import { readConfigs } from '../../src/p2p/media/words/model/config-checks.ts';
import { download, type DownloadOptions } from '../../src/p2p/media/words/model/download.ts';
import { tinyMoonshine, tinyWhisper, type ModelFiles } from '../fixtures/speech-model/tiny-model.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

describe('The address of models', () => {
	it('is https, or http on this machine', () => {
		for (const [typed, address] of [
			['https://huggingface.co', 'https://huggingface.co'],
			[' https://rooms.example.org/models/ ', 'https://rooms.example.org/models'],
			['http://localhost:8787/models', 'http://localhost:8787/models'],
			['http://[::1]:8787', 'http://[::1]:8787']
		] as const)
			expect(modelAddressFrom(typed), typed).toEqual({ ok: true, value: address });
	});

	it('is nothing else, and tells no password and no question', () => {
		for (const typed of [
			'',
			'models',
			'http://rooms.example.org/models',
			'http://localhost.example.org',
			'ftp://example.org',
			'javascript:alert(1)',
			'data:text/plain,x',
			'https://me@example.org',
			'https://me:secret@example.org',
			'https://example.org/?to=',
			'https://example.org/#x',
			`https://example.org/${'x'.repeat(300)}`
		])
			expect(modelAddressFrom(typed), typed).toEqual({ ok: false, code: 'model-address' });
	});

	it('leads to a model’s folder as the hub or as a plain host has it', () => {
		const id = 'onnx-community/whisper-tiny';
		expect(fileAddress('https://huggingface.co', id, 'config.json')).toBe(
			'https://huggingface.co/onnx-community/whisper-tiny/resolve/main/config.json'
		);
		expect(fileAddress('https://rooms.example.org/models', id, 'onnx/a.onnx')).toBe(
			'https://rooms.example.org/models/onnx-community/whisper-tiny/onnx/a.onnx'
		);
	});

	it('is asked for models that know a language, by whichever name a browser has for it', () => {
		const knowing = (language: string) => SPEECH_MODELS.filter((model) => knows(model, language)).length;
		expect(['en-GB', 'EN', 'fr-CA', 'zh-Hant-TW', 'nb-NO', 'fil', 'eo', ''].map(knowing)).toEqual([
			3, 3, 2, 2, 2, 2, 0, 0
		]);
	});

	it('what is said of each model’s size leaves room for its files, and each has its five', () => {
		for (const model of SPEECH_MODELS) {
			const files = filesOf(model);
			expect(files).toHaveLength(5);
			expect(files.reduce((sum, { maxBytes }) => sum + maxBytes, 0)).toBeGreaterThan(model.bytes);
		}
	});
});

/** Options for fetching one file from a host that answers so. */
function asking(answer: (signal: AbortSignal) => Promise<Response> | Response, maxBytes = 1_000) {
	const clock = new VirtualClock();
	const stop = new AbortController();
	const told: number[] = [];
	const requests: (RequestInit | undefined)[] = [];
	const options: DownloadOptions = {
		url: 'https://models.example.org/a',
		maxBytes,
		signal: stop.signal,
		onBytes: (count) => told.push(count),
		patience: (giveUp) => clock.after(30_000, giveUp),
		fetch: async (_, init) => {
			requests.push(init);
			return answer(init!.signal!);
		}
	};
	return { clock, stop, told, requests, fetched: download(options) };
}

/** An answer that brings these parts and then waits for the signal. */
function endless(parts: readonly number[], signal: AbortSignal): Response {
	const rest = [...parts];
	return new Response(
		new ReadableStream({
			pull(controller) {
				const length = rest.shift();
				if (length !== undefined) return controller.enqueue(new Uint8Array(length));
				return new Promise((_, reject) =>
					signal.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')))
				);
			}
		})
	);
}

describe('Fetching a file of a model', () => {
	it('takes it whole and tells as it comes, without cookies', async () => {
		const { fetched, told, requests } = asking(() => new Response(new Uint8Array(700)));
		const result = await fetched;
		expect(result.ok && result.value.size).toBe(700);
		expect(told.reduce((sum, count) => sum + count, 0)).toBe(700);
		expect(requests).toMatchObject([{ credentials: 'omit', referrerPolicy: 'no-referrer' }]);
	});

	it('reads no more than the file may have', async () => {
		const { fetched, told } = asking((signal) => endless(new Array<number>(1_000).fill(400), signal));
		expect(await fetched).toEqual({ ok: false, code: 'model-invalid' });
		expect(told).toEqual([400, 400]);
	});

	it('says what became of it', async () => {
		const cases: readonly (readonly [() => Promise<Response> | Response, string])[] = [
			[() => new Response('no', { status: 404 }), 'model-not-found'],
			[() => new Response('no', { status: 401 }), 'model-not-found'],
			[() => new Response('later', { status: 503 }), 'model-network'],
			[() => new Response(''), 'model-invalid'],
			[() => Promise.reject(new TypeError('failed to fetch')), 'model-network'],
			[() => Promise.reject(new RangeError('allocation failed')), 'model-memory']
		];
		for (const [answer, code] of cases)
			expect(await asking(answer).fetched, code).toEqual({ ok: false, code });
	});

	it('gives up a host that stops sending, and ends when the person says so', async () => {
		const stalled = asking((signal) => endless([100], signal));
		await stalled.clock.advance(29_000);
		await stalled.clock.advance(1_500);
		expect(await stalled.fetched).toEqual({ ok: false, code: 'model-network' });
		const stopped = asking((signal) => endless([100], signal));
		await stopped.clock.advance(1_000);
		stopped.stop.abort();
		expect(await stopped.fetched).toEqual({ ok: false, code: 'model-cancelled' });
	});
});

describe('The configurations of a model', () => {
	const TEXTS = { config: 'config.json', generation: 'generation_config.json', tokenizer: 'tokenizer.json' };

	/** The texts of a model, with some of their fields changed. */
	function read(
		family: 'moonshine' | 'whisper',
		changes: Partial<Record<keyof typeof TEXTS, Readonly<Record<string, unknown>>>> = {}
	) {
		const files: ModelFiles = family === 'whisper' ? tinyWhisper() : tinyMoonshine();
		const text = (part: keyof typeof TEXTS) => {
			const whole = JSON.parse(new TextDecoder().decode(files.get(TEXTS[part]))) as object;
			return JSON.stringify({ ...whole, ...changes[part] });
		};
		return readConfigs(family, {
			config: text('config'),
			generation: text('generation'),
			tokenizer: text('tokenizer')
		});
	}

	it('are taken of both families, and nothing that is not named', () => {
		expect(read('moonshine')).not.toBeNull();
		const whisper = read('whisper', {
			config: { 'transformers.js_config': { use_external_data_format: true }, auto_map: 'x' },
			generation: { max_new_tokens: 1e9, num_beams: 1e9, prompt_ids: [1] }
		});
		expect(whisper!.config).not.toHaveProperty(['transformers.js_config']);
		expect(whisper!.config).not.toHaveProperty('auto_map');
		for (const name of ['max_new_tokens', 'num_beams', 'prompt_ids'])
			expect(whisper!.generation).not.toHaveProperty(name);
	});

	it('are refused beyond any model that runs in a browser', () => {
		const wrong = [0, -1, 1.5, 2 ** 40, Infinity, NaN, null, '4', [4], { valueOf: 4 }, true, undefined];
		for (const value of wrong) {
			expect(read('moonshine', { config: { decoder_num_hidden_layers: value } }), String(value)).toBeNull();
			expect(read('whisper', { config: { d_model: value } }), String(value)).toBeNull();
		}
		expect(read('whisper', { config: { max_source_positions: 3_000 } })).toBeNull();
		expect(read('whisper', { generation: { max_length: 1_000_000 } })).toBeNull();
		expect(read('whisper', { config: { model_type: 'moonshine' } })).toBeNull();
		expect(read('moonshine', { config: { model_type: '__proto__' } })).toBeNull();
	});

	it('are refused with lists of another kind', () => {
		for (const value of [1, 'x', [null], [1.5], [-1], [2 ** 40], new Array(1_001).fill(1)])
			expect(read('whisper', { generation: { suppress_tokens: value } }), String(value)).toBeNull();
		for (const value of [null, [], 'x', { '<|fr|>': 'x' }, { '<|fr|>': -1 }])
			expect(read('whisper', { generation: { lang_to_id: value } }), String(value)).toBeNull();
		expect(read('whisper', { generation: { is_multilingual: 'no' } })).toBeNull();
		expect(read('whisper', { generation: { is_multilingual: false } })).not.toBeNull();
	});

	it('are refused with word pieces that are none', () => {
		const model = (fields: object) => ({
			tokenizer: { model: { type: 'BPE', vocab: { a: 1 }, merges: [], ...fields } }
		});
		expect(read('moonshine', model({}))).not.toBeNull();
		for (const fields of [
			{ type: 'Unigram' },
			{ vocab: [] },
			{ vocab: { a: 'b' } },
			{ vocab: { ['x'.repeat(1_001)]: 1 } },
			{ vocab: { a: 2 ** 40 } },
			{ merges: 3 },
			{ merges: null }
		])
			expect(read('moonshine', model(fields)), JSON.stringify(fields).slice(0, 60)).toBeNull();
		for (const added_tokens of [undefined, {}, [1], [{ id: 'x', content: 'y' }], [{ id: 1, content: 2 }]])
			expect(read('moonshine', { tokenizer: { added_tokens } })).toBeNull();
	});

	it('are refused where they are no JSON objects', () => {
		for (const text of ['', '{', 'null', '[]', '"x"', '<!doctype html>'])
			expect(readConfigs('moonshine', { config: text, generation: '{}', tokenizer: '{}' }), text).toBeNull();
	});
});
