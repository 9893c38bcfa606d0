import type { Participant, RoomView } from '../../p2p/api.ts';
import type { Messages } from './messages.ts';
import { displayName, nameIn } from './names.ts';

/** Kinds of events that a screen reader can be told about; never who is speaking. */
export type AnnouncementKind = 'people' | 'hands' | 'stage' | 'microphone' | 'chat' | 'turns';

/** The kinds in the order the settings show them. */
export const announcementKinds: readonly AnnouncementKind[] = [
	'people',
	'hands',
	'stage',
	'microphone',
	'chat',
	'turns'
];

/** Above this many of one kind at a time, the number is said instead of the names. */
const NAMES_AT_ONCE = 2;

/** What changed between two views, in sentences, for the kinds that are wanted. */
export function announcementsBetween(
	words: Messages,
	before: RoomView,
	after: RoomView,
	isOn: (kind: AnnouncementKind) => boolean
): string[] {
	if (before.phase.name !== 'live' || after.phase.name !== 'live') return [];
	const say = words.announce;
	const name = (person: Participant) => {
		const shown = displayName(words, person);
		return person.blocked ? words.blocks.named(shown) : shown;
	};
	const was = byIdentity(before);
	const is = byIdentity(after);
	const others = (people: Iterable<Participant>) => [...people].filter((person) => !person.isMe);
	const sentences: string[] = [
		...recordingBetween(words, before, after),
		...lastMinutesBetween(words, before, after)
	];

	if (isOn('microphone')) {
		const [old, now] = [before.me.microphone === 'open', after.me.microphone === 'open'];
		if (old !== now) sentences.push(now ? say.micOn : say.micOff);
	}
	if (isOn('stage')) {
		const host = after.state?.host;
		if (host && before.state && before.state.host !== host)
			sentences.push(host === after.me.identity ? say.youHost : say.newHost(nameIn(words, after, host)));
		const [old, now] = [before.me.role !== 'listener', after.me.role !== 'listener'];
		if (old !== now) sentences.push(now ? say.youOnStage : say.youOffStage);
		for (const person of others(is.values())) {
			const earlier = was.get(person.identity);
			if (!earlier || onStage(earlier) === onStage(person)) continue;
			sentences.push(onStage(person) ? say.onStage(name(person)) : say.offStage(name(person)));
		}
	}
	if (isOn('hands') && (after.me.role === 'host' || after.me.role === 'cohost')) {
		const raised = others(is.values()).filter(
			(person) => person.hand !== null && was.get(person.identity)?.hand == null
		);
		sentences.push(...namesOrNumber(raised.map(name), say.hand, say.handMany));
	}
	if (isOn('people')) {
		/* In a large room the page knows some listeners, by chance: that one is new to it tells of nobody coming. */
		const isKnown = [before, after].every((view) => view.audience.length >= view.audienceCount);
		const tells = (person: Participant) => isKnown || onStage(person);
		const came = others(is.values()).filter((person) => !was.has(person.identity) && tells(person));
		const went = others(was.values()).filter((person) => !is.has(person.identity) && tells(person));
		sentences.push(...namesOrNumber(came.map(name), say.joined, say.joinedMany));
		sentences.push(...namesOrNumber(went.map(name), say.left, say.leftMany));
	}
	if (isOn('chat')) {
		const read = new Set(before.chat.map(({ id }) => id));
		const news = after.chat.filter(
			({ id, at, by, isBlocked }) => !read.has(id) && at !== null && by !== after.me.identity && !isBlocked
		);
		if (news.length > NAMES_AT_ONCE) sentences.push(say.wroteMany(news.length));
		else
			for (const { by, name, text } of news)
				sentences.push(say.wrote(displayName(words, { identity: by, name }), text));
	}
	if (isOn('turns')) sentences.push(...turnsBetween(words, before, after));
	return sentences;
}

/** That a room is recorded is said whatever else is: it cannot be switched off. */
function recordingBetween(words: Messages, before: RoomView, after: RoomView): string[] {
	const say = words.recording;
	const names = (view: RoomView) =>
		(view.recording?.by ?? []).map(({ identity }) => nameIn(words, view, identity)).join(', ');
	const isBegun = before.recording === null && after.recording !== null;
	const isOver = before.recording !== null && after.recording === null;
	return [
		...(isBegun ? [say.started(names(after))] : []),
		...(isOver ? [say.stopped] : []),
		...(!before.recording?.asksMe && after.recording?.asksMe ? [say.asked] : [])
	];
}

function lastMinutesBetween(words: Messages, before: RoomView, after: RoomView): string[] {
	const [was, is] = [before.lastMinutes, after.lastMinutes];
	return [
		...(is && is.minutes !== was?.minutes ? [words.lastMinutes.kept(is.minutes)] : []),
		...(was && !is ? [words.lastMinutes.over] : []),
		...(is?.asksMe && !was?.asksMe ? [words.recording.minutesAsked] : [])
	];
}

/** To whoever speaks, that the end of their turn is near or reached; to moderators, who is over time. */
function turnsBetween(words: Messages, before: RoomView, after: RoomView): string[] {
	const was = byIdentity(before);
	return after.stage.flatMap((person) => {
		const state = person.turn?.state;
		if (!state || state === was.get(person.identity)?.turn?.state) return [];
		if (person.isMe)
			return state === 'ending' ? [words.turns.ending] : state === 'over' ? [words.turns.ended] : [];
		const leads = after.me.role === 'host' || after.me.role === 'cohost';
		return leads && state === 'over' ? [words.turns.othersEnded(displayName(words, person))] : [];
	});
}

function byIdentity(view: RoomView): Map<string, Participant> {
	return new Map([...view.stage, ...view.audience].map((person) => [person.identity, person]));
}

function onStage(person: Participant): boolean {
	return person.role !== 'listener';
}

function namesOrNumber(
	names: readonly string[],
	one: (name: string) => string,
	many: (count: number) => string
): string[] {
	return names.length > NAMES_AT_ONCE ? [many(names.length)] : names.map(one);
}
