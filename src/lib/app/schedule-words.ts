import type { RoomView } from '../../p2p/api.ts';
import type { ScheduleConflict, SignedScheduleWord } from '../../p2p/room/state.ts';
import type { Command } from '../../p2p/room/commands.ts';
import { nameIn } from './names.ts';
import { localMoment, placeOf } from './plan-times.ts';
import type { ScheduleMessages } from './schedule-messages.ts';

/** How a conflict is told: what each side decided, why one of them stands, and how it is settled. */
export interface ConflictWords {
	readonly stands: string;
	readonly lost: string;
	readonly why: string;
	/** What the button says that takes the other side's word. */
	readonly take: string;
}

/** In which language, about which view and at what time something is told. */
interface Telling {
	readonly words: ScheduleMessages;
	readonly language: string;
	readonly view: RoomView;
	readonly now: number;
}

function when({ words, language, now }: Telling, { word }: SignedScheduleWord): string {
	if (word.kind === 'set')
		return words.schedule.inZone(localMoment(language, word.timing.start, now), placeOf(word.timing.zone));
	return word.kind === 'changed' && word.start ? localMoment(language, word.start, now) : '';
}

/** Whether two plans differ in their notes alone. */
function isSameTime({ word: a }: SignedScheduleWord, { word: b }: SignedScheduleWord): boolean {
	return a.kind === 'set' && b.kind === 'set' && JSON.stringify(a.timing) === JSON.stringify(b.timing);
}

/** What somebody decided, in a sentence without its full stop; of plans at the same time it is the notes that differ. */
function decision(telling: Telling, signed: SignedScheduleWord, other: SignedScheduleWord): string {
	const { words, language, view, now } = telling;
	const { schedule: t } = words;
	const { by, word } = signed;
	const name = by === view.me.identity ? t.you : nameIn(words, view, by);
	if (word.kind === 'cancelled') return t.cancels(name);
	if (word.kind === 'set') {
		return isSameTime(signed, other) ? t.notes(name, word.note) : t.moves(name, when(telling, signed));
	}
	const instance = localMoment(language, word.instance, now);
	return word.start === null ? t.drops(name, instance) : t.shifts(name, instance, when(telling, signed));
}

/** What the other side's word asks for, for the button that takes it. */
function wish(telling: Telling, lost: SignedScheduleWord, stands: SignedScheduleWord): string {
	const { schedule: t } = telling.words;
	if (lost.word.kind === 'set') {
		const isNote = isSameTime(lost, stands);
		return isNote ? t.takeNote(lost.word.note) : t.takePlan(when(telling, lost));
	}
	return when(telling, lost) || t.takeCancel;
}

/** What two moderators decided differently at the same time, in words. */
export function conflictWords(telling: Telling, { stands, lost }: ScheduleConflict): ConflictWords {
	const { schedule: t } = telling.words;
	const isOff =
		stands.word.kind === 'cancelled' || (stands.word.kind === 'changed' && stands.word.start === null);
	const isHosts = stands.by === telling.view.state?.host;
	return {
		stands: decision(telling, stands, lost),
		lost: decision(telling, lost, stands),
		why: isOff ? t.standsOff : isHosts ? t.standsByHost : t.standsEqual,
		take: t.take(wish(telling, lost, stands))
	};
}

/** The command that says once more what somebody decided, having seen what others did: it settles a conflict. */
export function commandOf({ word }: SignedScheduleWord): Command {
	switch (word.kind) {
		case 'set':
			return { do: 'schedule', timing: word.timing, note: word.note };
		case 'changed':
			return { do: 'change-time', instance: word.instance, start: word.start };
		case 'cancelled':
			return { do: 'call-off' };
	}
}
