import { isAuthorised } from './authority.ts';
import { doorOf, isAboutPins, pinsOf, titleOf, turnMinutesOf } from './board.ts';
import { chatOf, isAboutChat } from './chat.ts';
import type { RoomEvent } from './events.ts';
import { handsAfter } from './hands.ts';
import type { History } from './history.ts';
import type { Verdicts } from './judgement.ts';
import { logOf } from './log.ts';
import { recordingsOf } from './recordings.ts';
import { isAboutSchedule, scheduleOf } from './schedule.ts';
import type { RoomState } from './state.ts';
import { isAboutTickets, judgeTickets } from './tickets.ts';

/**
 * Whether an event at the end of a history changes nothing but what `after` looks at: its author, whom it is
 * about, the queue, the board, the chat, the tickets, the log. Reigns, ranks, exclusions, invites, and what is done to everybody at
 * once reach further.
 */
function isOfShortReach({ type, body }: RoomEvent): boolean {
	switch (type) {
		case 'session.opened':
		case 'title.changed':
		case 'door.changed':
		case 'pin.added':
		case 'pin.removed':
		case 'pins.ordered':
		case 'hand.raised':
		case 'hand.lowered':
		case 'stage.invited':
		case 'stage.answered':
		case 'mic.muted':
		case 'mic.unmuted':
		case 'chat.said':
		case 'chat.edited':
		case 'chat.removed':
		case 'chat.switched':
		case 'turns.limited':
		case 'schedule.set':
		case 'schedule.changed':
		case 'schedule.cancelled':
		case 'room.opened':
		case 'instance.closed':
		case 'rsvp.given':
		case 'tickets.offered':
		case 'ticket.issued':
		case 'ticket.refunded':
		case 'tickets.closed':
			return true;
		case 'role.revoked':
			return body.role === 'speaker';
		case 'person.admitted':
			return body.invite === null;
		default:
			return false;
	}
}

/**
 * The state with one event more that has everything known in its past, given the one before it. An event's
 * verdict rests on its past and on what is concurrent with it, so no other verdict changes. Null, and nothing
 * is changed, if the event is another kind of one: then all is to be judged anew. Otherwise history and
 * verdicts have taken it in.
 */
export function stateAfter(
	before: RoomState,
	event: RoomEvent,
	{ history, verdicts }: { readonly history: History; readonly verdicts: Verdicts }
): RoomState | null {
	// Every sign of the host ends an acting host's time.
	if (verdicts.acting.backings.length > 0 || !isOfShortReach(event) || !history.append(event)) return null;
	const { acts, admissions, stage, people } = verdicts;
	const at = history.causality.now - 1;
	const isAct = isAuthorised(history, verdicts, at);
	if (isAct) acts.push(at);
	if (isAct && event.type === 'person.admitted') admissions.append(at);
	stage.append(isAct);
	return {
		...before,
		...(event.type === 'title.changed' && titleOf(history, acts)),
		...(event.type === 'door.changed' && doorOf(history, acts)),
		people: people.after(before.people, isAct),
		hands: handsAfter(history, verdicts, { hands: before.hands, isAct }),
		pins: isAboutPins(event.type) ? pinsOf(history, acts) : before.pins,
		chat: isAboutChat(event.type) ? chatOf(history, verdicts) : before.chat,
		turnMinutes: event.type === 'turns.limited' ? turnMinutesOf(history, acts) : before.turnMinutes,
		schedule: isAboutSchedule(event.type) ? scheduleOf(history, verdicts) : before.schedule,
		// Whoever leaves the stage is asked anew when they come back.
		recordings: event.type === 'role.revoked' ? recordingsOf(history, verdicts) : before.recordings,
		tickets: isAboutTickets(event.type) ? judgeTickets(history, verdicts).tickets : before.tickets,
		log: isAct ? [...before.log, ...logOf(history, [at])] : before.log
	};
}
