import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventId, IdentityId, InviteKey, SessionId } from '../../src/p2p/base/ids.ts';
import type { Command } from '../../src/p2p/room/commands.ts';
import type { RecordingName } from '../../src/p2p/room/events.ts';
import { commandEvents, mayDo } from '../../src/p2p/room/permissions.ts';
import {
	isAudible,
	isOnStage,
	mayEnter,
	personOf,
	queuePosition,
	roleOf
} from '../../src/p2p/room/selectors.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import { rooms } from './random-room.ts';
import type { RandomRoom } from './random-room.ts';
import { PATIENCE_MS, runs } from './runs.ts';
import { identityOf, offerNamed, PLANNED, Story, ticketNamed, timingOf, type Actor } from './story.ts';
import type { TicketTerms } from '../../src/p2p/room/ticket-terms.ts';

/** What commands can change: no log, no reasons, nobody who only got listed; whatever a host signs ends an acting. */
function substance(state: RoomState) {
	const people = state.people
		.map(({ identity, role, access, muted, invite }) => ({ identity, role, access, muted, invite }))
		.filter(({ role, access, muted, invite }) => role !== 'listener' || access !== 'in' || muted || invite);
	const {
		title,
		topics,
		door,
		inside,
		ended,
		hands,
		pins,
		chat,
		turnMinutes,
		recordings,
		schedule,
		tickets
	} = state;
	const { host, offer, succession, deputies, backings, spentInvites } = state;
	const lead = { host, offer, succession, deputies, backings, spentInvites };
	return {
		people,
		title,
		topics,
		door,
		inside,
		ended,
		hands,
		pins,
		chat,
		turnMinutes,
		recordings,
		schedule,
		tickets,
		lead
	};
}

/** Whether a state shows what a command asked for. */
function isDone(state: RoomState, me: IdentityId, command: Command): boolean {
	const mine = personOf(state, me);
	const theirs = 'target' in command && command.target !== null ? personOf(state, command.target) : null;
	switch (command.do) {
		case 'raise-hand':
			return queuePosition(state, me) !== null;
		case 'lower-hand':
			return queuePosition(state, command.target) === null;
		case 'invite':
			return theirs?.invite === state.log.at(-1)!.id;
		case 'answer':
			return mine?.invite === null && (mine.role === 'speaker') === command.accept;
		case 'step-down':
			return mine?.role === 'listener';
		case 'mute':
			return theirs?.muted === true;
		case 'unmute-myself':
			return mine?.muted === false;
		case 'move-to-audience':
		case 'dismiss-cohost':
			return theirs?.role === 'listener';
		case 'remove':
			return theirs?.access === 'removed' && theirs.reason === command.reason;
		case 'ban':
			return theirs?.access === 'banned' && theirs.reason === command.reason;
		case 'unban':
			return theirs?.access === 'in';
		case 'make-cohost':
			return theirs?.role === 'cohost' && theirs.access === 'in';
		case 'pin':
			return state.pins.at(-1)?.text === command.text;
		case 'unpin':
			return state.pins.every(({ id }) => id !== command.pin);
		case 'order-pins':
			return command.order.every((pin, i) => state.pins[i]!.id === pin);
		case 'retitle':
			return state.title === command.title;
		case 'revoke-invite':
			return state.spentInvites.includes(command.invite);
		case 'lower-all':
			return state.hands.length === 0;
		case 'mute-all':
			return state.people.filter(({ role }) => role === 'speaker').every(({ muted }) => muted);
		case 'set-succession':
			return state.succession.join() === command.order.join();
		case 'back-acting':
			return (state.backings.find(({ by }) => by === me)?.target ?? null) === command.target;
		case 'offer-host':
			return (state.offer?.target ?? null) === command.target;
		case 'answer-host':
			return state.offer === null && (state.host === me) === command.accept;
		case 'set-door':
			return state.door === command.door;
		case 'say':
			return state.chat.messages.at(-1)?.text === command.text;
		case 'edit-message':
			return state.chat.messages.some(({ id, text }) => id === command.message && text === command.text);
		case 'remove-message':
			return (
				state.chat.messages.every(({ id }) => id !== command.message) &&
				state.chat.removed.some(
					({ message, target }) => message === command.message && target === command.target
				)
			);
		case 'switch-chat':
			return state.chat.isOn === command.on;
		case 'limit-turns':
			return state.turnMinutes === command.minutes;
		case 'schedule':
			return state.schedule?.note === command.note && state.schedule.timing.start === command.timing.start;
		case 'change-time': {
			const change = state.schedule?.changes.find(({ instance }) => instance === command.instance);
			return (change ? change.start : command.instance) === command.start;
		}
		case 'call-off':
			return (
				state.schedule?.isCancelled === true &&
				state.schedule.conflicts.every(({ stands }) => stands.word.kind !== 'cancelled')
			);
		case 'open-room':
			return state.schedule?.live === command.instance;
		case 'close-room':
			return state.schedule?.live === null;
		case 'rsvp':
			return (
				state.schedule?.guests.some(
					({ identity, answer, instance }) =>
						identity === me && answer === command.answer && instance === command.instance
				) ?? false
			);
		case 'start-recording':
			return named(state, command).some(({ by }) => by === me);
		case 'stop-recording':
			return named(state, command).length === 0;
		case 'agree-to-recording':
			return named(state, command).every(({ agreed }) => agreed.includes(me));
		case 'offer-tickets':
			return state.tickets.offers.at(-1)?.id === command.offer;
		case 'close-tickets':
			return state.tickets.offers.every(({ isOpen }) => !isOpen);
		case 'issue-ticket':
			return state.tickets.sold.some(({ id, holder }) => id === command.ticket && holder === command.buyer);
		case 'refund-ticket':
			return state.tickets.sold.every(({ id }) => id !== command.ticket);
		case 'pass-ticket':
			return state.tickets.sold.some(({ id, holder }) => id === command.ticket && holder === command.to);
		case 'end':
			return state.ended;
	}
}

const TERMS: TicketTerms = {
	price: 500,
	currency: 'EUR',
	supply: 2,
	perPerson: 1,
	opens: null,
	closes: null,
	transferable: false,
	ways: [{ way: 'link', to: 'https://pay.example', key: '' }]
};

/** Recordings that a command is about. */
function named({ recordings }: RoomState, command: RecordingName) {
	return recordings.filter(
		({ session, minutes }) => session === command.session && minutes === command.minutes
	);
}

function commandsOn(state: RoomState, target: IdentityId): Command[] {
	const pin = state.pins[0]?.id;
	const message = state.chat.messages[0];
	const elsewhere = 'cd'.repeat(32) as EventId;
	const cohosts = state.people.filter(({ role }) => role === 'cohost').map(({ identity }) => identity);
	const sessions = [...state.recordings.map(({ session }) => session), 'cd'.repeat(32) as SessionId];
	return [
		{ do: 'raise-hand' },
		{ do: 'lower-hand', target },
		{ do: 'invite', target },
		{ do: 'answer', accept: true },
		{ do: 'answer', accept: false },
		{ do: 'step-down' },
		{ do: 'mute', target },
		{ do: 'unmute-myself' },
		{ do: 'move-to-audience', target },
		{ do: 'remove', target, reason: 'a reason' },
		{ do: 'ban', target, reason: 'a reason' },
		{ do: 'unban', target },
		{ do: 'make-cohost', target },
		{ do: 'dismiss-cohost', target },
		{ do: 'pin', text: 'a new pin' },
		...(pin === undefined ? [] : [{ do: 'unpin' as const, pin }]),
		{ do: 'order-pins', order: state.pins.map(({ id }) => id).toReversed() },
		{ do: 'order-pins', order: state.pins.slice(-1).map(({ id }) => id) },
		{ do: 'order-pins', order: [] },
		{ do: 'retitle', title: 'a new title', topics: [] },
		{ do: 'set-door', door: 'locked', inside: [target] },
		{ do: 'set-door', door: 'link', inside: [] },
		{ do: 'revoke-invite', invite: 'ab'.repeat(32) as InviteKey },
		{ do: 'lower-all' },
		{ do: 'mute-all' },
		{ do: 'set-succession', order: cohosts },
		{ do: 'back-acting', target },
		{ do: 'back-acting', target: null },
		{ do: 'offer-tickets', offer: offerNamed('new'), terms: TERMS },
		{ do: 'close-tickets' },
		...[offerNamed('0'), offerNamed('1'), offerNamed('2')].map((offer) => ({
			do: 'issue-ticket' as const,
			offer,
			ticket: ticketNamed('new'),
			buyer: target
		})),
		...['0', '1', '2'].flatMap((name) => [
			{ do: 'refund-ticket' as const, ticket: ticketNamed(name) },
			{ do: 'pass-ticket' as const, ticket: ticketNamed(name), to: target }
		]),
		{ do: 'offer-host', target },
		{ do: 'offer-host', target: null },
		{ do: 'answer-host', accept: true },
		{ do: 'answer-host', accept: false },
		{ do: 'say', text: 'something new' },
		...(message
			? [
					{ do: 'edit-message' as const, message: message.id, text: 'in other words' },
					{ do: 'remove-message' as const, message: message.id, target: message.by },
					{ do: 'remove-message' as const, message: message.id, target }
				]
			: []),
		{ do: 'edit-message', message: elsewhere, text: 'in other words' },
		{ do: 'remove-message', message: elsewhere, target },
		{ do: 'switch-chat', on: false },
		{ do: 'switch-chat', on: true },
		{ do: 'limit-turns', minutes: 0 },
		{ do: 'limit-turns', minutes: 3 },
		{ do: 'schedule', timing: timingOf(4), note: 'a new note' },
		{ do: 'change-time', instance: PLANNED[0]!, start: PLANNED[2]! },
		{ do: 'change-time', instance: PLANNED[1]!, start: null },
		{ do: 'change-time', instance: PLANNED[1]!, start: PLANNED[1]! },
		{ do: 'call-off' },
		{ do: 'open-room', instance: PLANNED[3]! },
		{ do: 'close-room' },
		{ do: 'rsvp', answer: 'yes', instance: '' },
		{ do: 'rsvp', answer: 'no', instance: PLANNED[0]! },
		...sessions.flatMap((session) =>
			([0, 5] as const).flatMap((minutes) => [
				{ do: 'start-recording' as const, session, minutes },
				{ do: 'stop-recording' as const, session, minutes },
				{ do: 'agree-to-recording' as const, session, minutes }
			])
		),
		{ do: 'end' }
	];
}

/** A session of somebody that no fork has touched and no rule holds back. */
function soundSession(room: RandomRoom, who: number): Actor {
	const actor = room.cast[who]!;
	const isForked = room.story.events.some(
		(event) => event.session === actor.session && !actor.own.includes(event)
	);
	return isForked ? actor.device('on top') : actor;
}

describe('permissions', () => {
	it(
		'whatever is allowed has its effect when signed on top, and whatever is forbidden has none',
		() => {
			fc.assert(
				fc.property(
					rooms(12),
					fc.nat({ max: 5 }),
					fc.nat({ max: 5 }),
					fc.nat(),
					fc.boolean(),
					(room, a, t, c, ends) => {
						const { story } = room;
						const [actor, target] = [soundSession(room, a), room.cast[t]!.identity];
						if (ends && c % 3 === 0) room.ruler().endsTheRoom();
						const before = story.state;
						const commands = commandsOn(before, target);
						const command = commands[c % commands.length]!;
						const isAllowed = mayDo(before, actor.identity, command);
						actor.commands(command);
						const after = story.state;
						if (isAllowed) expect([command, isDone(after, actor.identity, command)]).toEqual([command, true]);
						else expect([command, substance(after)]).toEqual([command, substance(before)]);
					}
				),
				runs(901, 5000)
			);
		},
		PATIENCE_MS
	);

	it('a move of a co-host to the audience takes both ranks, a step-down of one too', () => {
		const story = new Story();
		const { identity } = story.cohost('alice');
		const events = [
			{ type: 'role.revoked', body: { target: identity, role: 'cohost' } },
			{ type: 'role.revoked', body: { target: identity, role: 'speaker' } }
		];
		const move: Command = { do: 'move-to-audience', target: identity };
		expect(commandEvents(story.state, story.host.identity, move)).toEqual(events);
		expect(commandEvents(story.state, identity, { do: 'step-down' })).toEqual(events);
	});

	it('a newcomer may raise a hand, and be invited or made co-host before signing anything', () => {
		const { state, host } = new Story();
		const newcomer = identityOf('newcomer');
		expect(mayDo(state, newcomer, { do: 'raise-hand' })).toBe(true);
		expect(mayDo(state, host.identity, { do: 'invite', target: newcomer })).toBe(true);
		expect(mayDo(state, host.identity, { do: 'make-cohost', target: newcomer })).toBe(true);
		expect(mayDo(state, newcomer, { do: 'end' })).toBe(false);
	});
});

describe('selectors', () => {
	it('a muted speaker is on stage and not audible', () => {
		const story = new Story();
		const bob = story.speaker('bob');
		expect(isAudible(story.state, bob.identity)).toBe(true);
		story.host.mutes(bob);
		expect([isOnStage(story.state, bob.identity), isAudible(story.state, bob.identity)]).toEqual([
			true,
			false
		]);
	});

	it('who is unknown listens, is not on stage and has no place in the queue', () => {
		const { state } = new Story();
		const nobody = identityOf('nobody');
		expect([roleOf(state, nobody), isOnStage(state, nobody), queuePosition(state, nobody)]).toEqual([
			'listener',
			false,
			null
		]);
		expect(personOf(state, nobody)).toBeNull();
	});

	it('the door says why somebody stays out', () => {
		const story = new Story();
		const [alice, bob, carol] = [story.cohost('alice'), story.person('bob'), story.person('carol')];
		const entry = () =>
			[story.host, alice, bob, carol].map(({ identity }) => mayEnter(story.state, identity));
		expect(entry()).toEqual(['yes', 'yes', 'yes', 'yes']);
		story.host.locks(bob);
		expect(entry()).toEqual(['yes', 'yes', 'yes', 'locked']);
		story.host.removes(bob);
		story.host.bans(carol);
		expect(entry()).toEqual(['yes', 'yes', 'removed', 'banned']);
		story.host.endsTheRoom();
		expect(entry()).toEqual(['ended', 'ended', 'ended', 'ended']);
	});
});
