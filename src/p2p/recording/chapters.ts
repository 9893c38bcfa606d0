import type { IdentityId } from '../base/ids.ts';
import type { RecordedCaption, RecordingChapter } from '../api.ts';
import type { Timeline, TimedMoment } from './timeline.ts';

/** Somebody's turn to speak. */
export interface Turn {
	readonly identity: IdentityId;
	/** Milliseconds from the beginning of the sound. */
	readonly from: number;
	readonly to: number;
}

/** A pause within somebody's turn, milliseconds: people breathe and think. */
const PAUSE_MS = 2500;
/** A turn below this is a word thrown in, not a chapter. */
const CHAPTER_MS = 4000;

/** Who spoke from when to when, in the order they began; pauses within a turn are part of it. */
export function turnsOf({ moments }: Timeline, lengthMs: number): Turn[] {
	const open = new Map<IdentityId, { from: number; to: number }>();
	const turns: Turn[] = [];
	let speaking: readonly IdentityId[] = [];
	const close = (identity: IdentityId) => {
		turns.push({ identity, ...open.get(identity)! });
		open.delete(identity);
	};
	const changes = moments.filter((moment) => moment.what === 'speaking');
	for (const { at, who } of [...changes, { at: lengthMs, who: [] }]) {
		const now = Math.min(at, lengthMs);
		for (const identity of speaking) open.get(identity)!.to = now;
		for (const identity of who) {
			const turn = open.get(identity);
			if (turn && !speaking.includes(identity) && now - turn.to > PAUSE_MS) close(identity);
			if (!open.has(identity)) open.set(identity, { from: now, to: now });
		}
		speaking = who;
	}
	for (const identity of [...open.keys()]) close(identity);
	return turns.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
}

/** The last name that each person on the stage went by; empty names are left out. */
export function namesOf({ moments }: Timeline): Map<IdentityId, string> {
	const names = new Map<IdentityId, string>();
	for (const moment of moments)
		if (moment.what === 'stage')
			for (const { identity, name } of moment.people) if (name !== '') names.set(identity, name);
	return names;
}

/** A line is shown for as long as it takes to read it, milliseconds: at least so long, and so much for each sign. */
const SHOWN_MS = 1500;
const READING_MS = 60;

/**
 * What was said in writing, in the order in which it began. Each line stands where its words were spoken, and stays
 * until it can have been read.
 */
export function captionsOf(timeline: Timeline, lengthMs: number): RecordedCaption[] {
	const names = namesOf(timeline);
	const person = (identity: IdentityId) => ({ identity, name: names.get(identity) ?? '' });
	const captions: RecordedCaption[] = [];
	for (const moment of timeline.moments) {
		if (moment.what !== 'caption') continue;
		const { at, lastedMs, speaker, author, text, language } = moment;
		const from = Math.max(0, at - lastedMs);
		if (from >= lengthMs) continue;
		const to = Math.min(lengthMs, Math.max(at, from + SHOWN_MS + READING_MS * text.length));
		captions.push({ from, to, speaker: person(speaker), author: person(author), text, language });
	}
	return captions.sort((a, b) => a.from - b.from);
}

function isTopicOrPin(moment: TimedMoment): moment is TimedMoment & { what: 'title' | 'pin' } {
	return moment.what === 'title' || moment.what === 'pin';
}

/**
 * Where a listener may want to go: the beginning under the room's title, each change of title or topics, each pin,
 * and wherever another person takes the word for more than a moment. Ascending.
 */
export function chaptersOf(timeline: Timeline, lengthMs: number): RecordingChapter[] {
	const { title, topics } = timeline.head;
	const chapters: RecordingChapter[] = [{ at: 0, what: 'title', title, topics }];
	for (const moment of timeline.moments.filter(isTopicOrPin)) if (moment.at < lengthMs) chapters.push(moment);
	let last: IdentityId | null = null;
	for (const { identity, from, to } of turnsOf(timeline, lengthMs)) {
		if (to - from < CHAPTER_MS || identity === last) continue;
		chapters.push({ at: from, what: 'speaker', identity });
		last = identity;
	}
	return chapters.sort((a, b) => a.at - b.at);
}
