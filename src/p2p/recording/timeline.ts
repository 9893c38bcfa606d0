import { ID_BYTES } from '../base/ids.ts';
import type { IdentityId, RoomId } from '../base/ids.ts';
import type { Moment, RecordingFault, TakeAbout } from '../ports.ts';
import { isPrintable } from '../room/bodies.ts';
import { isLanguageTag, MAX_CAPTION } from '../room/caption-limits.ts';
import { TEXT_LIMITS } from '../room/events.ts';

/*
 * What happened while a recording was made, in a file beside the sound: one line of JSON for each moment, appended as
 * it happens, so that a page that dies loses one line at most. The first line says what the recording is.
 */

/** Version of the file. */
const VERSION = 1;
/** Longer files are read up to here: an evening has some 200 kB. */
export const MAX_TIMELINE_BYTES = 4 * 1024 * 1024;
const MAX_MOMENTS = 50_000;
/**
 * Captions kept along one recording: some nine hours of talk. The rest of the file is for everything else, so that a
 * flood of words pushes neither chapters nor the end out of what is read.
 */
export const MAX_CAPTION_BYTES = 2 * 1024 * 1024;
/** As many lines as these bytes hold, and half of the moments that are read. */
export const MAX_CAPTIONS = 25_000;
/** People on a stage, or speaking at once, in one line. */
const MAX_PEOPLE = 256;

/** The first line. */
export interface TimelineHead extends TakeAbout {
	/** When the recording began, milliseconds since the epoch. */
	readonly startedAt: number;
}

/** A moment at its place in the sound, or the end of the recording. */
export type TimedMoment = (Moment | { readonly what: 'end'; readonly fault: RecordingFault | null }) & {
	/** Milliseconds from the beginning of the sound. */
	readonly at: number;
};

/** What a file tells. */
export interface Timeline {
	readonly head: TimelineHead;
	readonly moments: readonly TimedMoment[];
}

/** The first line of a file, with its line break. */
export function headLine(head: TimelineHead): string {
	return `${JSON.stringify({ version: VERSION, ...head })}\n`;
}

/** A further line, with its line break. */
export function momentLine(moment: TimedMoment): string {
	return `${JSON.stringify(moment)}\n`;
}

type Fields = { readonly [name: string]: unknown };

function parse(line: string): Fields | null {
	try {
		const value: unknown = JSON.parse(line);
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
	} catch {
		return null;
	}
}

const isTime = (value: unknown): value is number => Number.isFinite(value) && (value as number) >= 0;

function isId(value: unknown): value is string {
	return typeof value === 'string' && value.length === 2 * ID_BYTES && /^[0-9a-f]*$/.test(value);
}

function listOf<Item>(value: unknown, max: number, isItem: (item: unknown) => item is Item) {
	return Array.isArray(value) && value.length <= max && value.every(isItem) ? (value as Item[]) : null;
}

const isTopic = (value: unknown): value is string => isPrintable(value, TEXT_LIMITS.topic);

function titleOf({ title, topics }: Fields) {
	const list = listOf(topics, TEXT_LIMITS.topics, isTopic);
	return isPrintable(title, TEXT_LIMITS.title) && list ? { title, topics: list } : null;
}

function isPerson(value: unknown): value is { identity: IdentityId; name: string } {
	const { identity, name } = (value ?? {}) as Fields;
	return isId(identity) && isPrintable(name, TEXT_LIMITS.name);
}

const FAULTS: readonly RecordingFault[] = ['recording-unsupported', 'recording-full', 'recording-failed'];

function headOf(line: string): TimelineHead | null {
	const fields = parse(line);
	const title = fields && titleOf(fields);
	if (!title || fields['version'] !== VERSION) return null;
	const { kind, room, host, startedAt } = fields;
	if ((kind !== 'room' && kind !== 'voice') || !isId(room) || !isTime(startedAt)) return null;
	if (!isPrintable(host, TEXT_LIMITS.name)) return null;
	return { kind, room: room as RoomId, ...title, host, startedAt };
}

/** A line as a moment; null for what is cut, wrong, or of a kind that this version does not know. */
function momentOf(line: string): TimedMoment | null {
	const fields = parse(line);
	if (!fields || !isTime(fields['at'])) return null;
	const { at, what } = fields as Fields & { at: number };
	switch (what) {
		case 'title': {
			const title = titleOf(fields);
			return title && { at, what, ...title };
		}
		case 'stage': {
			const people = listOf(fields['people'], MAX_PEOPLE, isPerson);
			return people && { at, what, people };
		}
		case 'speaking': {
			const who = listOf(fields['who'], MAX_PEOPLE, isId) as IdentityId[] | null;
			return who && { at, what, who };
		}
		case 'pin': {
			const { text } = fields;
			return isPrintable(text, TEXT_LIMITS.pin) ? { at, what, text } : null;
		}
		case 'caption': {
			const { speaker, author, text, language, lastedMs } = fields;
			if (!isId(speaker) || !isId(author) || !isTime(lastedMs)) return null;
			if (!isPrintable(text, MAX_CAPTION) || text === '' || !isLanguageTag(language)) return null;
			const ids = { speaker: speaker as IdentityId, author: author as IdentityId };
			return { at, what, ...ids, text, language, lastedMs };
		}
		case 'end': {
			const { fault } = fields;
			const known = FAULTS.find((one) => one === fault);
			return fault === null || known ? { at, what, fault: known ?? null } : null;
		}
		default:
			return null;
	}
}

/** Reads a file's text, whatever it is: null without a good first line; lines that are none are left out. */
export function readTimeline(text: string): Timeline | null {
	const lines = text.slice(0, MAX_TIMELINE_BYTES).split('\n', MAX_MOMENTS + 1);
	const head = headOf(lines[0] ?? '');
	if (!head) return null;
	const moments = lines
		.slice(1)
		.map(momentOf)
		.filter((moment) => moment !== null);
	return { head, moments };
}
