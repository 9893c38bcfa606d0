import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGLISH_MODEL } from '../../scripts/speech-tools.ts';
import { readWave, writeWave, type Wave } from './wave.ts';

/** Words that the recogniser tells apart in the voice that says them: 40 of 40 in random orders. */
export const WORDS = [
	'banana',
	'elephant',
	'garden',
	'pineapple',
	'telephone',
	'tuesday',
	'window',
	'yellow'
] as const;

/** One of the words that can be said and recognised. */
export type Word = (typeof WORDS)[number];

/** The recogniser's model hears the made voices of women best. */
const VOICE = 'en-us+f5';
/** Words a minute: slow and clear. */
const PACE = 130;
/** What the recogniser's model was trained with. */
const MODEL_RATE = 16_000;

/** Says these words, one after the other with a pause between, at 48 kHz. Needs the speech tools. */
export function say(words: readonly Word[]): Wave {
	return inFolder((folder) => {
		const [said, wave] = [join(folder, 'said.wav'), join(folder, 'wave.wav')];
		execFileSync('espeak-ng', ['-v', VOICE, '-s', String(PACE), '-w', said, words.join('. ')]);
		execFileSync('sox', ['-q', '-D', said, '-r', '48000', '-c', '1', '-b', '16', wave, 'gain', '-n', '-3']);
		return readWave(readFileSync(wave));
	});
}

/** The words that are heard in a recording, in their order; sounds that are none of them may be taken for one. */
export function recognise(recording: Wave): Word[] {
	return inFolder((folder) => {
		const [heard, wave, grammar] = ['heard.wav', 'wave.wav', 'words.gram'].map((name) => join(folder, name));
		writeFileSync(heard!, writeWave(recording));
		// The recogniser wants some silence around what it hears.
		execFileSync('sox', [
			'-q',
			heard!,
			'-r',
			String(MODEL_RATE),
			'-c',
			'1',
			'-b',
			'16',
			wave!,
			'pad',
			'.3',
			'.3'
		]);
		writeFileSync(grammar!, grammarOf(WORDS));
		const text = execFileSync(
			'pocketsphinx_continuous',
			[
				...['-infile', wave!],
				...['-hmm', join(ENGLISH_MODEL, 'en-us')],
				...['-dict', join(ENGLISH_MODEL, 'cmudict-en-us.dict')],
				...['-jsgf', grammar!],
				...['-logfn', join(folder, 'log')]
			],
			{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }
		);
		return text.split(/\s+/).filter((word): word is Word => (WORDS as readonly string[]).includes(word));
	});
}

/** Any number of these words in any order. Format: Java Speech Grammar Format 1.0. */
function grammarOf(words: readonly string[]): string {
	return `#JSGF V1.0;\ngrammar words;\npublic <said> = ( <word> )+ ;\n<word> = ${words.join(' | ')} ;\n`;
}

function inFolder<Value>(work: (folder: string) => Value): Value {
	const folder = mkdtempSync(join(tmpdir(), 'hearsay-speech-'));
	try {
		return work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
