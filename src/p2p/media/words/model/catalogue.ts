import type { SpeechModel } from '../../../ports.ts';

/** One file of a model, where it stands in the model's folder, and the most it may weigh. */
export interface ModelFile {
	readonly path: string;
	readonly maxBytes: number;
}

/** What is known of a model before anything of it is fetched. */
export interface CataloguedModel extends SpeechModel {
	readonly family: 'moonshine' | 'whisper';
	/** How exactly the encoder's numbers are written: `fp32` in full, `q8` in eight bits. */
	readonly encoder: 'fp32' | 'q8';
}

/** Languages that Whisper was trained on, as it names them. Source: its tokenizer. */
const WHISPER_LANGUAGES = (
	'en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml ' +
	'cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu ' +
	'am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su'
).split(' ');

/**
 * The models that can be chosen, the smallest first. Sizes are about what a hub serves. Moonshine's encoder is taken in
 * full: in eight bits it no longer says the same.
 */
export const SPEECH_MODELS: readonly CataloguedModel[] = [
	{
		id: 'onnx-community/whisper-tiny',
		name: 'Whisper tiny',
		family: 'whisper',
		encoder: 'q8',
		languages: WHISPER_LANGUAGES,
		bytes: 43_000_000
	},
	{
		id: 'onnx-community/moonshine-tiny-ONNX',
		name: 'Moonshine tiny',
		family: 'moonshine',
		encoder: 'fp32',
		languages: ['en'],
		bytes: 55_000_000
	},
	{
		id: 'onnx-community/whisper-base',
		name: 'Whisper base',
		family: 'whisper',
		encoder: 'q8',
		languages: WHISPER_LANGUAGES,
		bytes: 79_000_000
	}
];

/** A configuration is a page of text; a list of all word pieces some megabytes. */
const MAX_CONFIG_BYTES = 256 * 1024;
const MAX_TOKENIZER_BYTES = 12_000_000;
/** Twice the largest file of the largest model above. */
const MAX_NETWORK_BYTES = 120_000_000;

/** Where a model's configurations and its word pieces stand in its folder. */
export const TEXT_FILES = {
	config: 'config.json',
	generation: 'generation_config.json',
	tokenizer: 'tokenizer.json'
} as const;

/** The files of a model, the small ones first, so that a wrong address shows at once. */
export function filesOf({ encoder }: Pick<CataloguedModel, 'encoder'>): readonly ModelFile[] {
	return [
		{ path: TEXT_FILES.config, maxBytes: MAX_CONFIG_BYTES },
		{ path: TEXT_FILES.generation, maxBytes: MAX_CONFIG_BYTES },
		{ path: TEXT_FILES.tokenizer, maxBytes: MAX_TOKENIZER_BYTES },
		{
			path: `onnx/encoder_model${encoder === 'fp32' ? '' : '_quantized'}.onnx`,
			maxBytes: MAX_NETWORK_BYTES
		},
		{ path: 'onnx/decoder_model_merged_quantized.onnx', maxBytes: MAX_NETWORK_BYTES }
	];
}

/** Whether a model knows a language (BCP 47, such as `fr-CA`). */
export function knows({ languages }: Pick<SpeechModel, 'languages'>, language: string): boolean {
	return languages.includes(baseOf(language));
}

/** Languages that browsers name otherwise than Whisper. */
const NAMES: Readonly<Record<string, string>> = { fil: 'tl', jv: 'jw', nb: 'no' };

/** A language without script and region, as models name it. */
export function baseOf(language: string): string {
	const base = language.toLowerCase().split('-')[0]!;
	return NAMES[base] ?? base;
}

/** The model of an id, if it is in the catalogue. */
export function modelOf(id: unknown): CataloguedModel | undefined {
	return SPEECH_MODELS.find((model) => model.id === id);
}
