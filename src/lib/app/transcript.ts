import type { CaptionLine } from '../../p2p/api.ts';
import type { IdentityId } from '../../p2p/base/ids.ts';

/** What a transcript is made of. */
export interface TranscriptParts {
	readonly title: string;
	/** The finished ones are in it, in their order. */
	readonly lines: readonly CaptionLine[];
	readonly nameOf: (identity: IdentityId) => string;
	/** What is said of a line that somebody typed for its speaker. */
	readonly typedBy: (name: string) => string;
}

/** A subtitle is shown for at least so long, so that it can be read. */
const SHOWN_MS = 1_500;

/** What was said as plain text: a line for each caption, with the time of day in the reader's own zone. */
export function transcriptText({ title, lines, nameOf, typedBy }: TranscriptParts, language: string): string {
	const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
	const said = finished(lines).map(({ beganAt, speaker, author, text }) => {
		const by = speaker === author ? '' : ` (${typedBy(nameOf(author))})`;
		return `[${time.format(beganAt)}] ${nameOf(speaker)}${by}: ${text}`;
	});
	return [title, '', ...said, ''].join('\n');
}

/** What was said as subtitles, which begin with the first line. */
export function transcriptVtt({ lines, nameOf }: TranscriptParts): string {
	const said = finished(lines);
	const zero = said[0]?.beganAt ?? 0;
	return subtitles(
		said.map(({ beganAt, changedAt, speaker, language, text }) => ({
			from: beganAt - zero,
			to: Math.max(changedAt, beganAt + SHOWN_MS) - zero,
			speaker: nameOf(speaker),
			language,
			text
		}))
	);
}

/** One line of subtitles, from when to when in milliseconds. */
export interface Subtitle {
	readonly from: number;
	readonly to: number;
	readonly speaker: string;
	/** BCP 47. */
	readonly language: string;
	readonly text: string;
}

/** Lines as a file of subtitles. Source: WebVTT, W3C Candidate Recommendation, section 4. */
export function subtitles(lines: readonly Subtitle[]): string {
	const cues = lines.map(({ from, to, speaker, language, text }) => {
		const words = `<lang ${language}>${escaped(text)}</lang>`;
		return `${vttTime(from)} --> ${vttTime(to)}\n<v ${escaped(speaker)}>${words}</v>`;
	});
	return ['WEBVTT', ...cues].join('\n\n') + '\n';
}

function finished(lines: readonly CaptionLine[]): CaptionLine[] {
	return lines.filter(({ isFinal }) => isFinal);
}

/** Nothing that somebody said or is called is markup, or ends its cue. */
function escaped(text: string): string {
	const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
	return text.replaceAll(/[&<>]/g, (sign) => entities[sign]!).replaceAll(/\s+/g, ' ');
}

function vttTime(ms: number): string {
	const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
	const [hours, minutes, seconds] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1_000) % 60];
	return `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(Math.floor(ms % 1_000)).padStart(3, '0')}`;
}
