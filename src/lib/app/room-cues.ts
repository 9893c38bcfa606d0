import type { RoomSession, Sound } from '../../p2p/api.ts';
import type { Unsubscribe } from '../../p2p/base/emitter.ts';
import { cueMemory, nextCue } from './cues.ts';

/** Plays a room's cues on this device, from now until the returned function is called. */
export function playCues(
	session: Pick<RoomSession, 'view' | 'on'>,
	sound: Pick<Sound, 'cue'>,
	now: () => number = () => performance.now()
): Unsubscribe {
	let before = session.view;
	let memory = cueMemory(before, now());
	return session.on('changed', () => {
		const step = nextCue(memory, before, session.view, now());
		before = session.view;
		memory = step.memory;
		if (step.cue) sound.cue(step.cue);
	});
}
