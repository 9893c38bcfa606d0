import type { RoomView } from '../../p2p/api.ts';
import { DOORS, type EventType } from '../../p2p/room/events.ts';
import type { LogEntry } from '../../p2p/room/state.ts';
import type { Messages } from './messages.ts';
import { nameIn } from './names.ts';
import { reasonWords } from './reason-words.ts';

/** Kinds of entries that have a sentence of their own: each type of event, and what some mean by their target or text. */
export type LogAct =
	| EventType
	| 'cohost-ended'
	| 'moved-to-audience'
	| 'stepped-down'
	| 'backing-withdrawn'
	| 'offer-withdrawn'
	| 'chat-closed'
	| 'turns-unlimited'
	| 'minutes-kept'
	| 'minutes-dropped'
	| 'minutes-agreed'
	| 'time-called-off';

/** Types whose text is a code of ours, and nothing that a person wrote. */
const CODED: ReadonlySet<string> = new Set<EventType>([
	'role.revoked',
	'chat.switched',
	'turns.limited',
	'recording.started',
	'recording.stopped',
	'recording.agreed'
]);

/** What acts about recordings mean where they name minutes. */
const OF_MINUTES: Readonly<Record<string, LogAct>> = {
	'recording.started': 'minutes-kept',
	'recording.stopped': 'minutes-dropped',
	'recording.agreed': 'minutes-agreed'
};

/** One entry of the log in words. */
export interface LogLine {
	readonly sentence: string;
	/** What a person wrote with it: a reason, a pin, a title; empty otherwise. */
	readonly quote: string;
}

/** The kind of an entry; null for a type that this version does not know. */
export function logAct(words: Messages, entry: LogEntry): LogAct | null {
	if (entry.type === 'role.revoked') {
		if (entry.by === entry.target) return 'stepped-down';
		if (entry.text === 'cohost') return 'cohost-ended';
		return entry.text === 'speaker' ? 'moved-to-audience' : 'role.revoked';
	}
	if (entry.type === 'acting.backed' && entry.target === null) return 'backing-withdrawn';
	if (entry.type === 'host.offered' && entry.target === null) return 'offer-withdrawn';
	if (entry.type === 'chat.switched' && entry.text === 'off') return 'chat-closed';
	if (entry.type === 'turns.limited' && entry.text === '0') return 'turns-unlimited';
	if (entry.type === 'schedule.changed' && entry.text === '') return 'time-called-off';
	if (entry.text !== '' && Object.hasOwn(OF_MINUTES, entry.type)) return OF_MINUTES[entry.type]!;
	return Object.hasOwn(words.log.acts, entry.type) ? (entry.type as EventType) : null;
}

/** A time on the clocks of some zone, and the zone if it is named, as people write it in this language. */
function plannedText(words: Messages, text: string): string {
	const [local, zone] = text.split(' ');
	const at = Date.parse(`${local}Z`);
	if (Number.isNaN(at)) return '';
	return words.log.planned(at, zone ?? '');
}

/** The words of an entry, with everybody named as they are known now. */
export function logLine(words: Messages, view: RoomView, entry: LogEntry): LogLine {
	const { log, doors, turns } = words;
	const nameOf = (identity: LogEntry['by']) => {
		const name = nameIn(words, view, identity);
		return identity === view.me.identity ? log.me(name) : name;
	};
	const by = nameOf(entry.by);
	const act = logAct(words, entry);
	if (act === null) return { sentence: log.unknownAct(by), quote: '' };
	const sentence = log.acts[act](by, entry.target === null ? log.somebody : nameOf(entry.target));
	if (act === 'door.changed') {
		const door = DOORS.find((name) => name === entry.text);
		return { sentence: door ? `${sentence} ${doors.changed(doors.names[door])}` : sentence, quote: '' };
	}
	if (act === 'turns.limited' || act === 'minutes-kept')
		return { sentence: `${sentence} ${turns.minutes(Number(entry.text))}.`, quote: '' };
	if (act === 'person.removed' || act === 'person.banned')
		return { sentence, quote: reasonWords(words, entry.text) };
	if (act === 'schedule.set' || act === 'schedule.changed')
		return { sentence: `${sentence} ${plannedText(words, entry.text)}`.trim(), quote: '' };
	return { sentence, quote: CODED.has(entry.type) ? '' : entry.text };
}
