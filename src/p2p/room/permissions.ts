import type { EventId, IdentityId, TicketId } from '../base/ids.ts';
import type { Command } from './commands.ts';
import type { EventBodies, EventType, RecordingName } from './events.ts';
import { inOrder, isModerator, personOf, queuePosition, roleOf } from './selectors.ts';
import type { Access, Role, RoomState, Schedule } from './state.ts';
import { mayIssue, offerOf, nextNumber, ticketOf } from './ticket-selectors.ts';

/** An event still to be signed. */
export type Draft = {
	readonly [Type in EventType]: { readonly type: Type; readonly body: EventBodies[Type] };
}[EventType];

/** A well-formed id that is no event's: an answer to nothing. */
const NO_EVENT = '0'.repeat(64) as EventId;

const accessOf = (state: RoomState, who: IdentityId): Access => personOf(state, who)?.access ?? 'in';

/** Strict rank: the host acts on everybody else, a co-host on speakers and listeners. */
function outranks(state: RoomState, me: IdentityId, target: IdentityId): boolean {
	if (me === state.host) return target !== state.host;
	return roleOf(state, me) === 'cohost' && !isModerator(state, target);
}

/** Whether `me` acts for an absent host on a co-host. */
function actsForHostOn(state: RoomState, me: IdentityId, target: IdentityId): boolean {
	return state.actingHost === me && target !== me && roleOf(state, target) === 'cohost';
}

/** Whether a co-host was appointed by a host, so that their backing counts and backing them does. */
const isHostsCohost = (state: RoomState, who: IdentityId): boolean =>
	roleOf(state, who) === 'cohost' && !state.deputies.includes(who);

/** Whether `me` may end somebody's time as co-host: the host anybody's, an acting host that of a deputy. */
function mayDismiss(state: RoomState, me: IdentityId, target: IdentityId): boolean {
	if (roleOf(state, target) !== 'cohost') return false;
	return me === state.host || (actsForHostOn(state, me, target) && state.deputies.includes(target));
}

const messageOf = (state: RoomState, message: EventId) =>
	state.chat.messages.find(({ id }) => id === message);

const mayStepDown = (role: Role): boolean => role === 'speaker' || role === 'cohost';

/**
 * Whether a command of `me`, signed on top of everything known, has its effect: what the interface
 * offers and the session signs. The same rules as the reducer's, for the state as it stands. It judges
 * authority, not texts: whether peers take the bodies, `parseBody` says.
 */
export function mayDo(state: RoomState, me: IdentityId, command: Command): boolean {
	if (state.ended) return false;
	// The host's offer outranks a co-host's ban, and taking the room over implies an unban.
	if (command.do === 'answer-host') return state.offer?.target === me;
	if (accessOf(state, me) !== 'in') return false;
	const role = roleOf(state, me);
	switch (command.do) {
		case 'raise-hand':
			return role === 'listener' && queuePosition(state, me) === null;
		case 'lower-hand':
			if (queuePosition(state, command.target) === null) return false;
			return command.target === me || outranks(state, me, command.target);
		case 'invite':
			if (accessOf(state, command.target) !== 'in' || roleOf(state, command.target) !== 'listener')
				return false;
			return outranks(state, me, command.target);
		case 'answer':
			return (personOf(state, me)?.invite ?? null) !== null;
		case 'step-down':
			return mayStepDown(role);
		case 'mute':
			if (personOf(state, command.target)?.muted) return false;
			return outranks(state, me, command.target) || actsForHostOn(state, me, command.target);
		case 'unmute-myself':
			return personOf(state, me)?.muted ?? false;
		case 'move-to-audience':
			if (command.target === me) return mayStepDown(role);
			// Of a listener it withdraws the open invitation.
			if (roleOf(state, command.target) === 'listener' && !personOf(state, command.target)?.invite)
				return false;
			return outranks(state, me, command.target) || mayDismiss(state, me, command.target);
		case 'remove':
			return outranks(state, me, command.target) && accessOf(state, command.target) !== 'removed';
		case 'ban':
			return outranks(state, me, command.target) && accessOf(state, command.target) !== 'banned';
		case 'unban':
			return outranks(state, me, command.target) && accessOf(state, command.target) !== 'in';
		case 'make-cohost':
			if (roleOf(state, command.target) === 'cohost') return false;
			return (role === 'host' || state.actingHost === me) && outranks(state, me, command.target);
		case 'dismiss-cohost':
			return (command.target === me && role === 'cohost') || mayDismiss(state, me, command.target);
		case 'pin':
		case 'retitle':
			return isModerator(state, me);
		case 'unpin':
			return isModerator(state, me) && state.pins.some((pin) => pin.id === command.pin);
		case 'order-pins':
			return (
				isModerator(state, me) && inOrder(state.pins, command.order).some((pin, i) => pin !== state.pins[i])
			);
		case 'set-door':
		case 'revoke-invite':
		case 'mute-all':
			return isModerator(state, me);
		case 'lower-all':
			return isModerator(state, me) && state.hands.length > 0;
		case 'set-succession':
			return role === 'host';
		case 'back-acting':
			if (!isHostsCohost(state, me)) return false;
			return command.target === null || isHostsCohost(state, command.target);
		case 'offer-host':
			if (command.target === null) return role === 'host' && state.offer !== null;
			return role === 'host' && command.target !== me;
		case 'say':
			return state.chat.isOn;
		case 'edit-message':
			return state.chat.isOn && messageOf(state, command.message)?.by === me;
		case 'remove-message':
			// What was said in a document before this one is not in the state: whose it is, pages remember.
			if ((messageOf(state, command.message)?.by ?? command.target) !== command.target) return false;
			return command.target === me || outranks(state, me, command.target);
		case 'switch-chat':
			return isModerator(state, me) && command.on !== state.chat.isOn;
		case 'limit-turns':
			return isModerator(state, me) && command.minutes !== state.turnMinutes;
		case 'schedule':
			return state.schedule ? isModerator(state, me) : role === 'host';
		case 'change-time':
			return isModerator(state, me) && state.schedule !== null;
		case 'call-off':
			// Once more where somebody else wanted something different at the same time: it settles that.
			return (
				isModerator(state, me) &&
				state.schedule !== null &&
				(!state.schedule.isCancelled || isDisputed(state.schedule))
			);
		case 'open-room':
			return isModerator(state, me) && state.schedule !== null && isToCome(state.schedule);
		case 'close-room':
			return isModerator(state, me) && (state.schedule?.live ?? null) !== null;
		case 'rsvp':
			return state.schedule !== null;
		case 'start-recording':
			return command.minutes === 0 ? isModerator(state, me) : role === 'host';
		case 'stop-recording':
			return isModerator(state, me) && state.recordings.some((one) => isRecording(one, command));
		case 'agree-to-recording':
			if (role === 'listener') return false;
			return state.recordings.some((one) => isRecording(one, command) && !one.agreed.includes(me));
		case 'offer-tickets':
			return role === 'host' && offerOf(state, command.offer) === null;
		case 'close-tickets':
			return role === 'host' && state.tickets.offers.some(({ isOpen }) => isOpen);
		case 'issue-ticket':
			return role === 'host' && mayIssue(state, command) === 'yes';
		case 'refund-ticket':
			return role === 'host' && ticketOf(state, command.ticket) !== null;
		case 'pass-ticket': {
			const ticket = ticketOf(state, command.ticket);
			if (!ticket || ticket.holder !== me || ticket.buyer !== me || command.to === me) return false;
			return offerOf(state, ticket.offer)!.terms.transferable;
		}
		case 'end':
			return role === 'host';
	}
}

/** Closes every offer that is open. */
function closings(state: RoomState): readonly Draft[] {
	return state.tickets.offers
		.filter(({ isOpen }) => isOpen)
		.map(({ id }) => ({ type: 'tickets.closed', body: { offer: id } }));
}

/** A refund takes the right to come in away, also from somebody who was inside when the door became one for tickets. */
function refund(state: RoomState, id: TicketId): readonly Draft[] {
	const refunded: Draft = { type: 'ticket.refunded', body: { ticket: id } };
	const holder = ticketOf(state, id)?.holder;
	const isLast = state.tickets.sold.filter((one) => one.holder === holder).length === 1;
	if (state.door !== 'ticket' || !holder || !isLast || !state.inside.includes(holder)) return [refunded];
	const inside = state.inside.filter((who) => who !== holder);
	return [refunded, { type: 'door.changed', body: { door: state.door, inside } }];
}

/** Whether somebody set a time while somebody else called the room off. */
const isDisputed = ({ conflicts }: Schedule): boolean =>
	conflicts.some(({ stands }) => stands.word.kind === 'cancelled');

/** Whether a scheduled room may begin. */
const isToCome = ({ isCancelled, live }: Schedule): boolean => !isCancelled && live === null;

const recordingName = ({ session, minutes }: RecordingName): RecordingName => ({ session, minutes });

function isRecording(a: RecordingName, b: RecordingName): boolean {
	return a.session === b.session && a.minutes === b.minutes;
}

/** What sends somebody to the audience: a co-host loses that rank too. */
function demotion(state: RoomState, target: IdentityId): readonly Draft[] {
	const speaker: Draft = { type: 'role.revoked', body: { target, role: 'speaker' } };
	if (roleOf(state, target) !== 'cohost') return [speaker];
	return [{ type: 'role.revoked', body: { target, role: 'cohost' } }, speaker];
}

/**
 * The events that a command of `me` signs, in this order. It does not check: ask `mayDo` first. Needed
 * from the state are the invitation that is answered and the target's role.
 */
export function commandEvents(state: RoomState, me: IdentityId, command: Command): readonly Draft[] {
	switch (command.do) {
		case 'raise-hand':
			return [{ type: 'hand.raised', body: {} }];
		case 'lower-hand':
			return [{ type: 'hand.lowered', body: { target: command.target } }];
		case 'invite':
			return [{ type: 'stage.invited', body: { target: command.target } }];
		case 'answer': {
			const invite = personOf(state, me)?.invite ?? NO_EVENT;
			return [{ type: 'stage.answered', body: { invite, accept: command.accept } }];
		}
		case 'step-down':
			return demotion(state, me);
		case 'mute':
			return [{ type: 'mic.muted', body: { target: command.target } }];
		case 'unmute-myself':
			return [{ type: 'mic.unmuted', body: {} }];
		case 'move-to-audience':
			return demotion(state, command.target);
		case 'remove':
			return [{ type: 'person.removed', body: { target: command.target, reason: command.reason } }];
		case 'ban':
			return [{ type: 'person.banned', body: { target: command.target, reason: command.reason } }];
		case 'unban':
			return [{ type: 'person.unbanned', body: { target: command.target } }];
		case 'make-cohost':
			return [{ type: 'role.granted', body: { target: command.target, role: 'cohost' } }];
		case 'dismiss-cohost':
			return [{ type: 'role.revoked', body: { target: command.target, role: 'cohost' } }];
		case 'pin':
			return [{ type: 'pin.added', body: { text: command.text } }];
		case 'unpin':
			return [{ type: 'pin.removed', body: { pin: command.pin } }];
		case 'order-pins':
			return [{ type: 'pins.ordered', body: { order: command.order } }];
		case 'retitle':
			return [{ type: 'title.changed', body: { title: command.title, topics: command.topics } }];
		case 'set-door':
			return [{ type: 'door.changed', body: { door: command.door, inside: command.inside } }];
		case 'revoke-invite':
			return [{ type: 'invite.revoked', body: { invite: command.invite } }];
		case 'lower-all':
			return [{ type: 'hands.lowered', body: {} }];
		case 'mute-all':
			return [{ type: 'stage.muted', body: {} }];
		case 'set-succession':
			return [{ type: 'succession.set', body: { order: command.order } }];
		case 'back-acting':
			return [{ type: 'acting.backed', body: { target: command.target } }];
		case 'offer-host':
			return [{ type: 'host.offered', body: { target: command.target } }];
		case 'answer-host':
			return [
				{ type: 'host.answered', body: { offer: state.offer?.event ?? NO_EVENT, accept: command.accept } }
			];
		case 'say':
			return [{ type: 'chat.said', body: { text: command.text } }];
		case 'edit-message':
			return [{ type: 'chat.edited', body: { message: command.message, text: command.text } }];
		case 'remove-message':
			return [{ type: 'chat.removed', body: { message: command.message, target: command.target } }];
		case 'switch-chat':
			return [{ type: 'chat.switched', body: { on: command.on } }];
		case 'limit-turns':
			return [{ type: 'turns.limited', body: { minutes: command.minutes } }];
		case 'schedule':
			return [{ type: 'schedule.set', body: { ...command.timing, note: command.note } }];
		case 'change-time':
			return [{ type: 'schedule.changed', body: { instance: command.instance, start: command.start } }];
		case 'call-off':
			return [{ type: 'schedule.cancelled', body: {} }];
		case 'open-room':
			return [{ type: 'room.opened', body: { instance: command.instance } }];
		case 'close-room': {
			const instance = state.schedule?.live;
			return instance ? [{ type: 'instance.closed', body: { instance } }] : [];
		}
		case 'rsvp':
			return [{ type: 'rsvp.given', body: { answer: command.answer, instance: command.instance } }];
		case 'start-recording':
			return [{ type: 'recording.started', body: recordingName(command) }];
		case 'stop-recording':
			return [{ type: 'recording.stopped', body: recordingName(command) }];
		case 'agree-to-recording':
			return [{ type: 'recording.agreed', body: recordingName(command) }];
		case 'offer-tickets': {
			const { offer, terms } = command;
			return [...closings(state), { type: 'tickets.offered', body: { offer, terms } }];
		}
		case 'close-tickets':
			return closings(state);
		case 'issue-ticket': {
			const { offer, ticket, buyer } = command;
			return [
				{ type: 'ticket.issued', body: { offer, ticket, number: nextNumber(state, offer) ?? 1, buyer } }
			];
		}
		case 'refund-ticket':
			return refund(state, command.ticket);
		case 'pass-ticket':
			return [{ type: 'ticket.passed', body: { ticket: command.ticket, to: command.to } }];
		case 'end':
			return [{ type: 'room.ended', body: {} }];
	}
}
