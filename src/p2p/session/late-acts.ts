import type { IdentityId, SessionId } from '../base/ids.ts';
import type { Command } from '../room/commands.ts';
import type { RoomEvent } from '../room/events.ts';
import { queuePosition } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import type { Continuation } from './continuation.ts';
import type { Left } from './current-document.ts';

/** What an own event asked for that is asked for again, or null: these take something from nobody but whom they name. */
function commandOf({ type, body }: RoomEvent): Command | null {
	switch (type) {
		case 'stage.answered':
			return { do: 'answer', accept: body.accept };
		case 'mic.muted':
			return { do: 'mute', target: body.target };
		case 'person.removed':
			return { do: 'remove', target: body.target, reason: body.reason };
		case 'person.banned':
			return { do: 'ban', target: body.target, reason: body.reason };
		case 'recording.started':
			return { do: 'start-recording', ...body };
		case 'recording.stopped':
			return { do: 'stop-recording', ...body };
		case 'recording.agreed':
			return { do: 'agree-to-recording', ...body };
		case 'schedule.set': {
			const { note, ...timing } = body;
			return { do: 'schedule', timing, note };
		}
		case 'schedule.changed':
			return { do: 'change-time', ...body };
		case 'schedule.cancelled':
			return { do: 'call-off' };
		case 'room.opened':
			return { do: 'open-room', ...body };
		case 'instance.closed':
			return { do: 'close-room' };
		case 'rsvp.given':
			return { do: 'rsvp', ...body };
		case 'pin.added':
			return { do: 'pin', text: body.text };
		default:
			return null;
	}
}

/**
 * What this session had asked for in the document it left and the record of the new one does not retell,
 * in order: to be asked for again where it still may be. `state` is what the record says.
 */
export function lateActs(
	{ document, state: before }: Left,
	{ root }: Continuation,
	me: { readonly identity: IdentityId; readonly session: SessionId; readonly state: RoomState }
): Command[] {
	const { covered, previous } = root.body;
	// Of a room that moved on more than once it is not known what was retold: then everything is asked for again.
	const isNext = (document.room as string) === previous;
	const retold = (isNext && covered.find(({ session }) => session === me.session)?.length) || 0;
	const isShown = (command: Command) =>
		command.do === 'pin' && me.state.pins.some(({ text, by }) => text === command.text && by === me.identity);
	const commands = document
		.feed(me.session)
		.slice(retold)
		.map(commandOf)
		.filter((command) => command !== null)
		.filter((command) => !isShown(command));
	if (!before) return commands;
	const isRaised = (state: RoomState) => queuePosition(state, me.identity) !== null;
	if (isRaised(before) && !isRaised(me.state)) commands.push({ do: 'raise-hand' });
	// An offer in a record can be answered; only one that was signed here can prove a later handover.
	if (before.offer && before.host === me.identity)
		commands.push({ do: 'offer-host', target: before.offer.target });
	return commands;
}
