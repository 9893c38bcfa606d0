import type { OpenedRecording, RecordingChapter, Recordings } from '../../p2p/api.ts';
import type { RoomId } from '../../p2p/base/ids.ts';
import { displayName } from './names.ts';
import type { ReplayMessages } from './replay-messages.ts';
import { clockTime } from './times.ts';

/** What a place in a recording is about, and its words; `place` is how many come before it. */
export function chapterWords(
	t: ReplayMessages,
	recording: OpenedRecording,
	chapter: RecordingChapter,
	place: number
): { readonly kind: string; readonly text: string } {
	if (chapter.what === 'pin') return { kind: t.player.pin, text: chapter.text };
	if (chapter.what === 'title') {
		/* Where only the topics changed the title need not be said again. */
		const isSaid = place > 0 && chapter.title === recording.title && chapter.topics.length > 0;
		const words = isSaid ? chapter.topics : [chapter.title, ...chapter.topics];
		return { kind: t.player.topics, text: words.join(' · ') };
	}
	const { identity } = chapter;
	const speaker = recording.speakers.find((one) => one.identity === identity);
	return { kind: t.player.speaker, text: displayName(t, { identity, name: speaker?.name ?? '' }) };
}

/** What this device recorded of a room, in writing: when, how long, and where in it there is something to go to. Empty if nothing. */
export async function replayIndex(
	recordings: Recordings,
	room: RoomId,
	{ words, language }: { readonly words: ReplayMessages; readonly language: string }
): Promise<string> {
	const when = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
	const parts: string[] = [];
	for (const { id } of (await recordings.list()).filter((one) => one.room === room)) {
		const opened = await recordings.open(id);
		if (!opened.ok) continue;
		const { startedAt, lengthMs, title, chapters } = opened.value;
		const places = chapters.map((chapter, place) => {
			const { kind, text } = chapterWords(words, opened.value, chapter, place);
			return `${clockTime(chapter.at)} ${kind}: ${text}`;
		});
		parts.push([`${title}, ${when.format(startedAt)}, ${clockTime(lengthMs)}`, ...places, ''].join('\n'));
	}
	return parts.join('\n');
}
