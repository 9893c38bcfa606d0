import { describe, expect, it } from 'vitest';
import { haveSpeechTools } from '../../scripts/speech-tools.ts';
import { align } from './alignment.ts';
import { recognise, say, type Word } from './speech.ts';
import type { Wave } from './wave.ts';

const haveTools = haveSpeechTools();
const SENTENCE: readonly Word[] = ['tuesday', 'elephant', 'window', 'garden', 'pineapple'];

/** The wave without the stretch in which one of its words is said: its parts are of equal length, about. */
function without(wave: Wave, word: number, of: number): Wave {
	const samples = wave.samples.slice();
	const length = samples.length / of;
	samples.fill(0, Math.round(word * length), Math.round((word + 1) * length));
	return { ...wave, samples };
}

describe.skipIf(!haveTools)('made speech', () => {
	it('is recognised word for word', () => {
		expect(recognise(say(SENTENCE))).toEqual(SENTENCE);
		expect(recognise(say([...SENTENCE].reverse()))).toEqual([...SENTENCE].reverse());
	});

	it('of which a word is cut out is not recognised whole, and the gap is seen', () => {
		const whole = say(SENTENCE);
		const cut = without(whole, 2, SENTENCE.length);
		expect(recognise(cut)).not.toEqual(SENTENCE);
		expect(align(whole, cut).longestGapMs).toBeGreaterThan(60);
		expect(align(whole, whole).longestGapMs).toBe(0);
	});

	it('is the same sound each time', () => {
		const [first, second] = [say(['banana', 'yellow']), say(['banana', 'yellow'])];
		expect(first.samples.every((sample, i) => sample === second.samples[i])).toBe(true);
	});

	it('says nothing in silence', () => {
		expect(recognise({ sampleRate: 48_000, samples: new Float32Array(96_000) })).toEqual([]);
	});
});
