import { TICK_MS } from '../../frames.ts';
import type { Activity } from '../../voice/activity.ts';

/** What stands before the first loud block: soft beginnings of words. */
const LEAD_TICKS = 300 / TICK_MS;
/** Silence that ends an utterance, on top of the talkspurt's own hangover: a pause between sentences. */
const PAUSE_TICKS = 300 / TICK_MS;
/** Less than this is a click or a cough. */
const LEAST_VOICE_TICKS = 160 / TICK_MS;
/** Models are made for sentences: longer ones are cut, and the memory they take with them. */
const LONGEST_TICKS = 15_000 / TICK_MS;
/** A long one is cut at its softest place within its end. */
const CUT_WITHIN_TICKS = 3_000 / TICK_MS;

/** 20 ms of sound. */
export interface SpeechBlock {
	/** At 16 kHz. */
	readonly samples: Float32Array;
	/** In −dBov. */
	readonly loudness: number;
	readonly activity: Activity;
}

/** Cuts a voice into utterances, by its pauses. Holds no more than the longest one. */
export class UtteranceCutter {
	/** The utterance that is being said, or what may become its lead. */
	#blocks: SpeechBlock[] = [];
	#voiceTicks = 0;
	#quietTicks = 0;

	/** Milliseconds of the utterance that is being said; 0 while nobody speaks, as in a pause that may end it. */
	get openMs(): number {
		const isSpeaking = this.#blocks.at(-1)?.activity === 'voice' && this.#voiceTicks >= LEAST_VOICE_TICKS;
		return isSpeaking ? this.#blocks.length * TICK_MS : 0;
	}

	/** The utterance that is being said, as far as it was said. */
	get open(): Float32Array<ArrayBuffer> {
		return joined(this.#blocks);
	}

	/** Takes the next block; returns an utterance that ended with it, or null. */
	take(block: SpeechBlock): Float32Array<ArrayBuffer> | null {
		this.#blocks.push(block);
		if (block.activity === 'voice') this.#voiceTicks++;
		if (this.#voiceTicks === 0) {
			this.#blocks = this.#blocks.slice(-LEAD_TICKS);
			return null;
		}
		this.#quietTicks = block.activity === 'silence' ? this.#quietTicks + 1 : 0;
		if (this.#quietTicks >= PAUSE_TICKS) return this.end();
		return this.#blocks.length >= LONGEST_TICKS ? this.#cut() : null;
	}

	/** Ends what is being said, as when the microphone closes; null if it was nothing. */
	end(): Float32Array<ArrayBuffer> | null {
		const isSpeech = this.#voiceTicks >= LEAST_VOICE_TICKS;
		const blocks = this.#blocks;
		this.#blocks = isSpeech ? [] : blocks.slice(-LEAD_TICKS);
		this.#voiceTicks = this.#quietTicks = 0;
		return isSpeech ? joined(blocks) : null;
	}

	#cut(): Float32Array<ArrayBuffer> {
		const from = LONGEST_TICKS - CUT_WITHIN_TICKS;
		const late = this.#blocks.slice(from).map(({ loudness }) => loudness);
		const at = from + late.indexOf(Math.max(...late)) + 1;
		const said = joined(this.#blocks.slice(0, at));
		this.#blocks = this.#blocks.slice(at);
		this.#voiceTicks = this.#blocks.filter(({ activity }) => activity === 'voice').length;
		return said;
	}
}

function joined(blocks: readonly SpeechBlock[]): Float32Array<ArrayBuffer> {
	const all = new Float32Array(blocks.reduce((sum, { samples }) => sum + samples.length, 0));
	let at = 0;
	for (const { samples } of blocks) {
		all.set(samples, at);
		at += samples.length;
	}
	return all;
}
