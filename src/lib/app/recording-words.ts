import type { RecordingView, RoomView } from '../../p2p/api.ts';
import { nameIn } from './names.ts';
import type { ReplayMessages } from './replay-messages.ts';

/** Whether anybody who records is here: else the mark stands, and nothing is being recorded. */
export function isBeingRecorded({ by }: RecordingView): boolean {
	return by.some(({ isHere }) => isHere);
}

/** Who records a room, in a sentence. */
export function recordingText(words: ReplayMessages, view: RoomView, recording: RecordingView): string {
	const names = (people: RecordingView['by']) =>
		people.map(({ identity }) => nameIn(words, view, identity)).join(', ');
	const here = recording.by.filter(({ isHere }) => isHere);
	if (here.length === 0) return words.mark.away(names(recording.by));
	const isMe = here.length === 1 && here[0]!.identity === view.me.identity;
	return isMe ? words.mark.byMe : words.mark.by(names(here));
}
