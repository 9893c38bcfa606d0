import type { RecordingView, RoomView } from '../../p2p/api.ts';
import type { Messages } from './messages.ts';
import { nameIn } from './names.ts';

/** Whether anybody who records is here: else the mark stands, and nothing is being recorded. */
export function isBeingRecorded({ by }: RecordingView): boolean {
	return by.some(({ isHere }) => isHere);
}

/** Who records a room, in a sentence. */
export function recordingText(words: Messages, view: RoomView, recording: RecordingView): string {
	const names = (people: RecordingView['by']) =>
		people.map(({ identity }) => nameIn(words, view, identity)).join(', ');
	const here = recording.by.filter(({ isHere }) => isHere);
	if (here.length === 0) return words.recording.away(names(recording.by));
	const isMe = here.length === 1 && here[0]!.identity === view.me.identity;
	return isMe ? words.recording.byMe : words.recording.by(names(here));
}
