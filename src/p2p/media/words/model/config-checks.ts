import type { CataloguedModel } from './catalogue.ts';

/** What a model's configurations come to, rebuilt from the fields that are known, each within its bounds. */
export interface ModelConfigs {
	readonly config: Readonly<Record<string, unknown>>;
	readonly generation: Readonly<Record<string, unknown>>;
	readonly tokenizer: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;
type Bounds = Readonly<Record<string, readonly [least: number, most: number]>>;

/** Word pieces of a model: Whisper has 52,000. */
const MAX_PIECES = 200_000;
/** Tokens that stand for something else than text: Whisper has 1,600. */
const MAX_ADDED = 10_000;
const MAX_PIECE = 1_000;
const TOKEN = [0, MAX_PIECES] as const;

/** Layers and widths of the largest models of each family, and more: what is above would not run in a browser. */
const CONFIG: Readonly<Record<CataloguedModel['family'], Bounds>> = {
	moonshine: {
		hidden_size: [1, 4_096],
		vocab_size: [1, MAX_PIECES],
		encoder_num_hidden_layers: [1, 64],
		encoder_num_attention_heads: [1, 64],
		encoder_num_key_value_heads: [1, 64],
		decoder_num_hidden_layers: [1, 64],
		decoder_num_attention_heads: [1, 64],
		decoder_num_key_value_heads: [1, 64],
		bos_token_id: TOKEN,
		eos_token_id: TOKEN,
		decoder_start_token_id: TOKEN
	},
	whisper: {
		d_model: [1, 4_096],
		vocab_size: [1, MAX_PIECES],
		encoder_layers: [1, 64],
		encoder_attention_heads: [1, 64],
		decoder_layers: [1, 64],
		decoder_attention_heads: [1, 64],
		num_mel_bins: [80, 128],
		max_source_positions: [1_500, 1_500],
		max_target_positions: [1, 1_024],
		bos_token_id: TOKEN,
		eos_token_id: TOKEN,
		decoder_start_token_id: TOKEN
	}
};

const GENERATION: Readonly<Record<CataloguedModel['family'], Bounds>> = {
	moonshine: { bos_token_id: TOKEN, eos_token_id: TOKEN, decoder_start_token_id: TOKEN },
	whisper: {
		bos_token_id: TOKEN,
		eos_token_id: TOKEN,
		decoder_start_token_id: TOKEN,
		no_timestamps_token_id: TOKEN,
		max_length: [1, 1_024]
	}
};

/**
 * Reads the configurations that came with a model; null if they are not those of its family. Nothing that is not named
 * here reaches the program that runs the model: a configuration may ask it to fetch further files, or to make room for
 * any shape.
 */
export function readConfigs(
	family: CataloguedModel['family'],
	texts: Readonly<Record<keyof ModelConfigs, string>>
): ModelConfigs | null {
	const config = objectFrom(texts.config);
	const generation = objectFrom(texts.generation);
	const tokenizer = objectFrom(texts.tokenizer);
	if (!config || !generation || !tokenizer) return null;
	const sizes = within(config, CONFIG[family]);
	const tokens = within(generation, GENERATION[family]);
	const words = family === 'whisper' ? whisperWords(generation) : {};
	if (config['model_type'] !== family || !sizes || !tokens || !words || !isTokenizer(tokenizer)) return null;
	return {
		config: { ...sizes, model_type: family, is_encoder_decoder: true },
		generation: { ...tokens, ...words },
		tokenizer
	};
}

/** The part of Whisper's settings that names tokens: languages, tasks, and what it shall not say. */
function whisperWords(generation: Fields): Fields | null {
	const { is_multilingual, lang_to_id, task_to_id, suppress_tokens, begin_suppress_tokens } = generation;
	if (typeof is_multilingual !== 'boolean') return null;
	const lists = { suppress_tokens, begin_suppress_tokens };
	if (!Object.values(lists).every((list) => list === undefined || isTokens(list))) return null;
	if (!is_multilingual) return { is_multilingual, ...lists };
	if (!isTokenNames(lang_to_id) || !isTokenNames(task_to_id)) return null;
	return { is_multilingual, ...lists, lang_to_id, task_to_id };
}

function within(fields: Fields, bounds: Bounds): Fields | null {
	const taken: Record<string, number> = {};
	for (const [name, [least, most]] of Object.entries(bounds)) {
		const value = fields[name];
		if (!isWhole(value) || value < least || value > most) return null;
		taken[name] = value;
	}
	return taken;
}

/** Word pieces joined by merges, the one kind that these models use. */
function isTokenizer({ model, added_tokens }: Fields): boolean {
	if (!isFields(model) || model['type'] !== 'BPE' || !isFields(model['vocab'])) return false;
	const pieces = Object.entries(model['vocab']);
	if (pieces.length > MAX_PIECES) return false;
	if (!pieces.every(([piece, id]) => piece.length <= MAX_PIECE && isToken(id))) return false;
	if (!Array.isArray(model['merges']) || model['merges'].length > MAX_PIECES) return false;
	if (!Array.isArray(added_tokens) || added_tokens.length > MAX_ADDED) return false;
	return added_tokens.every(
		(token: unknown) => isFields(token) && isToken(token['id']) && typeof token['content'] === 'string'
	);
}

function isTokenNames(value: unknown): boolean {
	return isFields(value) && Object.keys(value).length <= 200 && Object.values(value).every(isToken);
}

function isTokens(value: unknown): boolean {
	return Array.isArray(value) && value.length <= 1_000 && value.every(isToken);
}

function isToken(value: unknown): boolean {
	return isWhole(value) && value >= 0 && value <= MAX_PIECES;
}

function isWhole(value: unknown): value is number {
	return Number.isSafeInteger(value);
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectFrom(text: string): Fields | null {
	try {
		const value: unknown = JSON.parse(text);
		return isFields(value) ? value : null;
	} catch {
		return null;
	}
}
