import { beforeAll, describe, expect, it } from 'vitest';
import type { CataloguedModel } from '../../src/p2p/media/words/model/catalogue.ts';
import type { openTranscriber } from '../../src/p2p/media/words/model/transcriber.ts';
import { change } from '../fixtures/speech-model/model-folder.ts';
import { tinyMoonshine, tinyWhisper, type ModelFiles } from '../fixtures/speech-model/tiny-model.ts';
import { tones } from '../fixtures/speech-model/tones.ts';

/* The library as people run it, but for the program that it is bundled with in a browser. */
let open: typeof openTranscriber;

beforeAll(async () => {
	const runtime = await import('onnxruntime-web/wasm');
	Object.assign(globalThis, { [Symbol.for('onnxruntime')]: runtime });
	({ openTranscriber: open } = await import('../../src/p2p/media/words/model/transcriber.ts'));
});

const moonshine = { family: 'moonshine', encoder: 'fp32' } as const;
const whisper = { family: 'whisper', encoder: 'q8' } as const;
const RATE = 16_000;

/** Opens the model of these files. */
function load(model: Pick<CataloguedModel, 'family' | 'encoder'>, files: ModelFiles) {
	const read = async (path: string) => (files.has(path) ? new Response(files.get(path)) : undefined);
	return open({ model, wasm: '', read });
}

/** What a model understands. */
async function understand(opened: Awaited<ReturnType<typeof load>>, samples: Float32Array, language = 'en') {
	if (!opened.ok) throw new Error(`the model was not opened: ${opened.code}`);
	return opened.value(samples, language);
}

describe('A speech model in the library that people run it with', () => {
	it('Moonshine says what it hears, in order, and no more than there is', async () => {
		const opened = await load(moonshine, tinyMoonshine());
		const said = tones(RATE, [
			[300, 1],
			[1_200, 1.5],
			[0, 0.5],
			[300, 0.5]
		]);
		expect(await understand(opened, said)).toBe('low low high high high hush low');
		expect(await understand(opened, said.slice(0, RATE))).toBe('low low');
		expect(await understand(opened, new Float32Array(RATE))).toBe('hush hush');
	});

	it('Whisper hears the same in its spectrum, and is asked in the language of who speaks', async () => {
		const opened = await load(whisper, tinyWhisper());
		const said = tones(RATE, [
			[300, 1],
			[1_200, 1]
		]);
		expect(await understand(opened, said, 'en-GB')).toBe('low low high high');
		expect(await understand(opened, said, 'fr')).toBe('bas bas haut haut');
		expect(await understand(opened, new Float32Array(RATE), 'fr')).toBe('');
	});

	it('a model that never ends is stopped by its length', async () => {
		const files = tinyMoonshine();
		change(files, 'generation_config.json', { eos_token_id: 0 });
		const words = await understand(await load(moonshine, files), tones(RATE, [[300, 2]]));
		expect(words.split(' ').length).toBeLessThan(40);
	});

	it('what is no model, half a model or another one is told from a model', async () => {
		const alterations: Readonly<Record<string, (files: ModelFiles) => void>> = {
			nothing: (files) => files.clear(),
			'no encoder': (files) => files.delete('onnx/encoder_model.onnx'),
			'no text': (files) => files.set('onnx/encoder_model.onnx', new Uint8Array(1000)),
			swapped: (files) =>
				files.set('onnx/encoder_model.onnx', files.get('onnx/decoder_model_merged_quantized.onnx')!)
		};
		for (const [name, alter] of Object.entries(alterations)) {
			const files = tinyMoonshine();
			alter(files);
			const opened = await load(moonshine, files);
			const outcome = opened.ok
				? await opened.value(new Float32Array(RATE), 'en').catch(() => 'model-invalid')
				: opened.code;
			expect(outcome, name).toBe('model-invalid');
		}
	});

	it('loads nothing that was not checked: a configuration cannot ask for more files', async () => {
		const files = tinyMoonshine();
		change(files, 'config.json', {
			'transformers.js_config': { use_external_data_format: true, device: 'webgpu', dtype: 'fp16' }
		});
		expect(await understand(await load(moonshine, files), tones(RATE, [[300, 1]]))).toBe('low low');
	});
});
