import { describe, expect, it } from 'vitest';
import { languageName, spokenLanguages } from '../../src/lib/app/caption-languages.ts';
import { choicesFrom } from '../../src/lib/app/captions-view.svelte.ts';
import { transcriptText, transcriptVtt } from '../../src/lib/app/transcript.ts';
import type { CaptionLine } from '../../src/p2p/api.ts';
import type { IdentityId } from '../../src/p2p/base/ids.ts';

const ada = 'aa'.repeat(32) as IdentityId;
const ben = 'bb'.repeat(32) as IdentityId;
const NOON = Date.UTC(2026, 10, 23, 12);

function line(text: string, change: Partial<CaptionLine> = {}): CaptionLine {
	const shown = { id: text, speaker: ada, author: ada, text, language: 'en', isFinal: true, isTyped: false };
	return { ...shown, beganAt: NOON, changedAt: NOON + 4_000, ...change };
}

const parts = (lines: readonly CaptionLine[], names: Partial<Record<IdentityId, string>> = {}) => ({
	title: 'The night ferries',
	lines,
	nameOf: (identity: IdentityId) => names[identity] ?? (identity === ada ? 'Ada' : 'Ben'),
	typedBy: (name: string) => `typed by ${name}`
});

describe('A transcript', () => {
	const said = [
		line('The night ferry leaves at ten.'),
		line('It does not', { isFinal: false }),
		line('Le bac part.', {
			speaker: ben,
			language: 'fr',
			beganAt: NOON + 3_723_456,
			changedAt: NOON + 3_723_456
		})
	];

	it('as text has who said what when, and who typed it for them, without what is unfinished', () => {
		const text = transcriptText(parts(said), 'en-GB');
		expect(text.split('\n').map((row) => row.replace(/^\[[^\]]+\]/, '[…]'))).toEqual([
			'The night ferries',
			'',
			'[…] Ada: The night ferry leaves at ten.',
			'[…] Ben (typed by Ada): Le bac part.',
			''
		]);
	});

	it('as subtitles begins with the first line, and each stays long enough to be read', () => {
		expect(transcriptVtt(parts(said))).toBe(
			'WEBVTT\n\n' +
				'00:00:00.000 --> 00:00:04.000\n<v Ada><lang en>The night ferry leaves at ten.</lang></v>\n\n' +
				'01:02:03.456 --> 01:02:04.956\n<v Ben><lang fr>Le bac part.</lang></v>\n'
		);
		expect(transcriptVtt(parts([]))).toBe('WEBVTT\n');
	});

	it('as subtitles holds no markup, cue or line of anybody’s making', () => {
		const hostile = line('<c.red>x</c> --> 00:00:00.000 & <v Ada>I resign</v>');
		const vtt = transcriptVtt(parts([hostile], { [ada]: 'A>\n\n00:01 --> 00:02 <b>' }));
		expect(vtt.match(/-->/g)).toHaveLength(1);
		expect(vtt.match(/<v /g)).toHaveLength(1);
		expect(vtt.split('\n\n')).toHaveLength(2);
		expect(vtt).not.toContain('<c.red>');
	});
});

describe('How captions are read', () => {
	it('is read strictly from what any version kept', () => {
		const first = { isShown: true, size: 'medium', isAnnounced: false };
		for (const kept of [null, undefined, 7, 'x', [], { isShown: 'no', size: 'huge', isAnnounced: 1 }])
			expect(choicesFrom(kept)).toEqual(first);
		const kept = { isShown: false, size: 'largest', isAnnounced: true };
		expect(choicesFrom({ ...kept, more: 1 })).toEqual(kept);
	});

	it('offers one’s own languages first, each once, and names them all', () => {
		const offered = spokenLanguages(['fr-fr', 'nonsense_', 'br']);
		expect(offered.slice(0, 3)).toEqual(['fr-FR', 'br', 'ar-SA']);
		expect(new Set(offered).size).toBe(offered.length);
		expect(languageName('fr-FR', 'en')).toContain('French');
		expect(languageName('no such tag', 'en')).toBe('no such tag');
	});
});
