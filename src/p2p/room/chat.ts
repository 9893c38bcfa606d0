import type { EventId, IdentityId } from '../base/ids.ts';
import type { AccessRules } from './access.ts';
import { latestOf } from './causality.ts';
import type { EventType } from './events.ts';
import type { History } from './history.ts';
import type { Chat, ChatMessage } from './state.ts';

/** Messages in a state: what a screen shows and a little more. A page keeps the older ones that it saw. */
export const MAX_MESSAGES = 200;

/** The rules that the chat rests on. */
interface Grounds {
	readonly access: AccessRules;
	/** Authorised acts, ascending. */
	readonly acts: readonly number[];
}

/** Whether a type of event is about the chat. */
export function isAboutChat(type: EventType): boolean {
	return type.startsWith('chat.');
}

/**
 * When the chat was on. Closing it is a fence: what is not in its past counts only once it follows an opening
 * that follows the closing, so that nobody says more by claiming not to have seen it.
 */
function openingHours({ causality }: History, acts: readonly number[]): (at: number) => boolean {
	const [closings, openings]: [number[], number[]] = [[], []];
	for (const at of acts) {
		const event = causality.events[at]!;
		if (event.type === 'chat.switched') (event.body.on ? openings : closings).push(at);
	}
	const isOpened = (closing: number, at: number) =>
		openings.some((opening) => causality.isBefore(closing, opening) && causality.isBefore(opening, at));
	return (at) => closings.every((closing) => causality.isBefore(at, closing) || isOpened(closing, at));
}

/** What an author's latest edit of each message says; of two at once the larger id, since it decides nothing. */
function editsOf(history: History, edits: readonly number[]): Map<EventId, string> {
	const { causality, authors } = history;
	const byMessage = new Map<EventId, number[]>();
	for (const at of edits) {
		const event = causality.events[at]!;
		if (event.type !== 'chat.edited') continue;
		const message = causality.positionOf(event.body.message);
		if (message === undefined || !causality.isBefore(message, at) || authors[message] !== authors[at])
			continue;
		byMessage.set(event.body.message, [...(byMessage.get(event.body.message) ?? []), at]);
	}
	const texts = new Map<EventId, string>();
	for (const [message, all] of byMessage) {
		const latest = latestOf(causality, all, causality.now).map((at) => causality.events[at]!);
		const event = latest.reduce((a, b) => (a.id > b.id ? a : b));
		if (event.type === 'chat.edited') texts.set(message, event.body.text);
	}
	return texts;
}

/** What people wrote to everybody, as it stands now. */
export function chatOf(history: History, { access, acts }: Grounds): Chat {
	const { causality, authors } = history;
	const isOpenAt = openingHours(history, acts);
	const said: number[] = [];
	const edits: number[] = [];
	const removals = new Set(acts.filter((at) => causality.events[at]!.type === 'chat.removed'));
	for (const [at, event] of causality.events.entries()) {
		if (!isAboutChat(event.type) || !access.isAccepted(at)) continue;
		if (event.type === 'chat.removed' && event.body.target === authors[at]) removals.add(at);
		else if (event.type === 'chat.said' && isOpenAt(at)) said.push(at);
		else if (event.type === 'chat.edited' && isOpenAt(at)) edits.push(at);
	}
	const removed = new Map<string, { message: EventId; target: IdentityId }>();
	for (const at of [...removals].sort((a, b) => a - b)) {
		const event = causality.events[at]!;
		if (event.type !== 'chat.removed') continue;
		const { message, target } = event.body;
		const known = causality.positionOf(message);
		// One that this document does not hold may be of a document before it.
		if (known !== undefined && authors[known] !== target) continue;
		removed.set(message + target, { message, target });
	}
	const texts = editsOf(history, edits);
	const messages = said.flatMap((at): ChatMessage | [] => {
		const event = causality.events[at]!;
		const by = authors[at]!;
		if (event.type !== 'chat.said' || removed.has(event.id + by)) return [];
		const edited = texts.get(event.id);
		return { id: event.id, by, text: edited ?? event.body.text, isEdited: edited !== undefined };
	});
	return {
		isOn: isOpenAt(causality.now),
		messages: messages.slice(-MAX_MESSAGES),
		removed: [...removed.values()].slice(-MAX_MESSAGES)
	};
}
