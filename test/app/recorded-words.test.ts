import { describe, expect, it } from 'vitest';
import { PART, RecordedWords } from '../../src/lib/app/recorded-words.svelte.ts';
import type { Playhead } from '../../src/lib/app/playhead.svelte.ts';
import { subtitles } from '../../src/lib/app/transcript.ts';
import type { RecordedCaption } from '../../src/p2p/api.ts';
import type { IdentityId } from '../../src/p2p/base/ids.ts';

const ben = { identity: 'b'.repeat(64) as IdentityId, name: 'Ben' };

function caption(i: number, text = `line ${i}`): RecordedCaption {
	return { from: i * 1000, to: i * 1000 + 800, speaker: ben, author: ben, text, language: 'en' };
}

function words(count: number, texts: Record<number, string> = {}) {
	const playhead = { at: 0, seek: (at: number) => void (playhead.at = at) };
	const captions = Array.from({ length: count }, (_, i) => caption(i, texts[i]));
	return { playhead, words: new RecordedWords(captions, playhead as unknown as Playhead) };
}

const numbers = ({ part }: RecordedWords) => part.lines.map(({ number }) => number);

describe('What was said along a recording', () => {
	it('shows the line of now, and none between two', () => {
		const { playhead, words: said } = words(3);
		playhead.at = 1500;
		expect(said.now.map(({ text }) => text)).toEqual(['line 1']);
		playhead.at = 1900;
		expect(said.now).toEqual([]);
		expect(said.newest).toBe(1);
	});

	it('shows lines in parts that follow the playhead until its person leafs', () => {
		const { playhead, words: said } = words(3 * PART);
		expect(numbers(said)).toHaveLength(PART);
		playhead.at = (PART + 1) * 1000;
		expect(numbers(said)[0]).toBe(PART);
		said.leaf(1);
		expect(numbers(said)[0]).toBe(2 * PART);
		said.leaf(5);
		expect(numbers(said)[0]).toBe(2 * PART);
		said.leaf(-9);
		expect(numbers(said)[0]).toBe(0);
		said.goTo(caption(PART + 3));
		expect(numbers(said)[0]).toBe(PART);
	});

	it('finds words whatever their accents and capitals, and the names of who said them', () => {
		const { words: said } = words(60, { 7: 'Ma GRAND-MÈRE disait', 50: 'la grand-mere' });
		said.sought = ' grand-mère ';
		expect(numbers(said)).toEqual([7, 50]);
		said.sought = 'ben';
		expect(said.foundCount).toBe(60);
		said.sought = '.*';
		expect(numbers(said)).toEqual([]);
		expect(said.part).toMatchObject({ first: 0, of: 0 });
	});

	it('leaves as subtitles that begin with the sound', () => {
		const lines = [{ ...caption(61, 'a <b> & c'), speaker: 'Ben' }];
		expect(subtitles(lines)).toBe(
			'WEBVTT\n\n00:01:01.000 --> 00:01:01.800\n<v Ben><lang en>a &lt;b&gt; &amp; c</lang></v>\n'
		);
	});
});
