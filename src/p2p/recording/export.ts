import type { KeptRecording, OpenedRecording, RecordingChapter } from '../api.ts';
import type { Comments } from './opus-file.ts';

/** Chapters of a file are numbered with three digits. */
const MAX_CHAPTERS = 999;
/** Longest file name without its end: some file systems take 255 bytes, and a sign may have four. */
const MAX_NAME = 60;

/** A place in sound as the CHAPTER comments of Xiph write it: 01:02:03.456. */
export function chapterTime(ms: number): string {
	const whole = Math.max(0, Math.round(ms));
	const part = (value: number, digits = 2) => String(value).padStart(digits, '0');
	const [hours, minutes, seconds] = [
		Math.floor(whole / 3_600_000),
		Math.floor(whole / 60_000) % 60,
		Math.floor(whole / 1000) % 60
	];
	return `${part(hours)}:${part(minutes)}:${part(seconds)}.${part(whole % 1000, 3)}`;
}

/** What a file says about itself: title, host, day, and a chapter for each topic, pin and speaker. */
export function commentsFor(
	recording: OpenedRecording,
	nameOf: (speaker: OpenedRecording['speakers'][number]) => string
): Comments {
	const { title, host, startedAt, chapters, speakers } = recording;
	const wording = (chapter: RecordingChapter) => {
		if (chapter.what === 'pin') return chapter.text;
		if (chapter.what === 'title') return [chapter.title, ...chapter.topics].join(' · ');
		const speaker = speakers.find(({ identity }) => identity === chapter.identity);
		return speaker ? nameOf(speaker) : '';
	};
	return [
		['TITLE', title],
		...(host === '' ? [] : [['ARTIST', host] as const]),
		['DATE', new Date(startedAt).toISOString().slice(0, 10)],
		...chapters.slice(0, MAX_CHAPTERS).flatMap((chapter, i) => {
			const number = `CHAPTER${String(i + 1).padStart(3, '0')}`;
			return [
				[number, chapterTime(chapter.at)],
				[`${number}NAME`, wording(chapter)]
			] as const;
		})
	];
}

/** A name for the files of a recording, without an end, that any file system takes. */
export function fileNameOf({ title, kind, startedAt }: KeptRecording): string {
	const words = title
		.replaceAll(/[\p{Cc}\\/:*?"<>|.]+/gu, ' ')
		.replaceAll(/\s+/g, ' ')
		.slice(0, MAX_NAME)
		.replace(/[\ud800-\udbff]$/, '')
		.trim();
	const day = new Date(startedAt).toISOString().slice(0, 10);
	return [words, kind === 'voice' ? 'voice' : '', day].filter((part) => part !== '').join(' ');
}
