import {
	env,
	MoonshineForConditionalGeneration,
	PreTrainedTokenizer,
	Tensor,
	WhisperFeatureExtractor,
	WhisperForConditionalGeneration,
	WhisperTokenizer
} from '@huggingface/transformers';
import { fail, ok, type Result } from '../../../base/result.ts';
import type { ModelFault } from '../../../ports.ts';
import { baseOf, TEXT_FILES, type CataloguedModel } from './catalogue.ts';
import { readConfigs, type ModelConfigs } from './config-checks.ts';

/** What speech models take. */
const RATE = 16_000;
/** Word pieces for a second of sound: quick speech has six. More is a model that repeats itself. */
const PIECES_A_SECOND = 8;
const LEAST_PIECES = 16;
/** Whisper's settings of sound, which are the same for all its models. Source: its preprocessor configuration. */
const WHISPER_SOUND = {
	sampling_rate: RATE,
	n_fft: 400,
	hop_length: 160,
	chunk_length: 30,
	n_samples: 30 * RATE,
	nb_max_frames: 3_000
};

/** A model that was loaded: sound at 16 kHz to words. */
export type Transcribe = (samples: Float32Array, language: string) => Promise<string>;

/** What a transcriber is opened with. */
export interface TranscriberOptions {
	readonly model: Pick<CataloguedModel, 'family' | 'encoder'>;
	/** The address of ONNX Runtime's WebAssembly, of the app's own origin. */
	readonly wasm: string;
	/** A file of the model, which is kept. */
	readonly read: (path: string) => Promise<Response | undefined>;
}

/**
 * Loads a model. The library is given what was checked, and no way to the network. A model may still be anything inside
 * its bounds: run this where it can be stopped.
 */
export async function openTranscriber(options: TranscriberOptions): Promise<Result<Transcribe, ModelFault>> {
	const { model, read } = options;
	const texts = await Promise.all(
		Object.values(TEXT_FILES).map(async (path) => (await read(path))?.text() ?? '')
	);
	const [config, generation, tokenizer] = texts as [string, string, string];
	const configs = readConfigs(model.family, { config, generation, tokenizer });
	if (!configs) return fail('model-invalid');
	prepare(options, configs);
	try {
		const choices = {
			/* The processor alone, whatever else the library finds. */
			device: 'auto',
			session_options: { executionProviders: ['wasm'] },
			dtype: { model: model.encoder, encoder_model: model.encoder, decoder_model_merged: 'q8' }
		} as const;
		const open = model.family === 'whisper' ? openWhisper : openMoonshine;
		return ok(await open(configs, choices));
	} catch (error) {
		return fail(modelFaultOf(error));
	}
}

/**
 * What it means that the library threw. That memory was wanting ONNX Runtime says in words alone: it is the only fault that
 * is told by them.
 */
export function modelFaultOf(error: unknown): ModelFault {
	const isMemory = error instanceof RangeError || /bad_alloc|out of memory/i.test(String(error));
	return isMemory ? 'model-memory' : 'model-invalid';
}

/** The library's own ways to find files are all replaced by one, which reads what is kept. */
function prepare({ read, wasm }: TranscriberOptions, { config, generation }: ModelConfigs): void {
	const json = (value: unknown) => new Response(JSON.stringify(value));
	Object.assign(env, {
		allowLocalModels: false,
		useBrowserCache: false,
		useFSCache: false,
		useWasmCache: false,
		useCustomCache: true,
		customCache: {
			async match(address: string) {
				const path = address.split('/resolve/main/')[1];
				if (path === TEXT_FILES.config) return json(config);
				if (path === TEXT_FILES.generation) return json(generation);
				return path === undefined ? undefined : read(path);
			},
			async put() {}
		},
		fetch: async () => new Response(null, { status: 404 })
	});
	const { wasm: runtime } = env.backends.onnx;
	Object.assign(runtime!, { wasmPaths: { wasm }, numThreads: 1, proxy: false });
}

/** The library wants a name; the files are what `prepare` gives it. */
const NAME = 'kept/model';
type Choices = Parameters<typeof MoonshineForConditionalGeneration.from_pretrained>[1];

async function openMoonshine({ tokenizer }: ModelConfigs, choices: Choices): Promise<Transcribe> {
	const words = new PreTrainedTokenizer(tokenizer, {});
	const model = await MoonshineForConditionalGeneration.from_pretrained(NAME, choices);
	return async (samples) => {
		const input_values = new Tensor('float32', samples, [1, samples.length]);
		return textOf(words, await model.generate({ input_values, ...limits(samples) }));
	};
}

async function openWhisper(configs: ModelConfigs, choices: Choices): Promise<Transcribe> {
	const { config, generation, tokenizer } = configs;
	const words = new WhisperTokenizer(tokenizer, {});
	const sound = new WhisperFeatureExtractor({ ...WHISPER_SOUND, feature_size: config['num_mel_bins'] });
	const model = await WhisperForConditionalGeneration.from_pretrained(NAME, choices);
	return async (samples, language) => {
		const { input_features } = (await sound(samples)) as { input_features: Tensor };
		const spoken = generation['is_multilingual'] ? { language: baseOf(language), task: 'transcribe' } : {};
		return textOf(words, await model.generate({ inputs: input_features, ...limits(samples), ...spoken }));
	};
}

function limits({ length }: Float32Array) {
	return { max_new_tokens: LEAST_PIECES + Math.ceil((length / RATE) * PIECES_A_SECOND) };
}

function textOf(words: PreTrainedTokenizer, tokens: unknown): string {
	return (words.batch_decode(tokens as Tensor, { skip_special_tokens: true })[0] ?? '').trim();
}
