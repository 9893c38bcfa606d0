import { targetOf } from './history.ts';
import type { History } from './history.ts';
import type { RoomEvent } from './events.ts';
import type { LogEntry } from './state.ts';

/** What a line of the log quotes. */
function textOf({ type, body }: RoomEvent): string {
	if ('reason' in body) return body.reason;
	if (type === 'pin.added') return body.text;
	if (type === 'title.changed') return body.title;
	if (type === 'community.claimed') return body.name;
	if (type === 'chat.switched') return body.on ? 'on' : 'off';
	if (type === 'schedule.set') return `${body.start} ${body.zone}`;
	if (type === 'schedule.changed') return body.start ?? '';
	if (type === 'turns.limited') return `${body.minutes}`;
	if ('minutes' in body) return body.minutes === 0 ? '' : `${body.minutes}`;
	return type === 'door.changed' ? body.door : '';
}

/** Lines of the moderation log for acts that count, in their order; none for admissions and tickets, which pages give. */
export function logOf({ causality, authors }: History, acts: readonly number[]): LogEntry[] {
	return acts.flatMap((at) => {
		const event = causality.events[at]!;
		const { id, type } = event;
		if (type === 'person.admitted' || type === 'ticket.issued') return [];
		return { id, by: authors[at]!, type, target: targetOf(event), text: textOf(event) };
	});
}
