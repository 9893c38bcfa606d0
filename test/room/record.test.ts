import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventId, IdentityId, InviteKey, RoomId, SessionId } from '../../src/p2p/base/ids.ts';
import type { Command } from '../../src/p2p/room/commands.ts';
import {
	DOORS,
	KEPT_MINUTES,
	TURN_MINUTES,
	type EventBodies,
	type EventType,
	type RoomEvent
} from '../../src/p2p/room/events.ts';
import { commandEvents, mayDo } from '../../src/p2p/room/permissions.ts';
import { joinParts, partsOf, recordOf } from '../../src/p2p/room/record.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import type { Person, RoomState } from '../../src/p2p/room/state.ts';
import { RSVP_ANSWERS } from '../../src/p2p/room/timing.ts';
import { rooms, type RandomRoom } from './random-room.ts';
import { PATIENCE_MS, runs } from './runs.ts';
import { offerNamed, PLANNED, Story, ticketNamed, timingOf, type Actor } from './story.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** Events of a document, and sessions that go on in it, each on top of everything. */
class Sequel {
	readonly room: RoomId;
	readonly events: RoomEvent[];

	constructor(room: RoomId, events: readonly RoomEvent[]) {
		this.room = room;
		this.events = [...events];
	}

	get state(): RoomState {
		return reduceRoom(this.room, this.events)!;
	}

	sign<Type extends EventType>({ session }: Actor, type: Type, body: EventBodies[Type]): void {
		const own = this.events.filter((event) => event.session === session);
		const covered = new Set(this.events.flatMap(({ prev, deps }) => [prev, ...deps]));
		const heads = this.events.filter((event) => !covered.has(event.id) && event.session !== session);
		this.events.push({
			id: hash(`sequel ${this.room} ${this.events.length}`) as EventId,
			room: this.room,
			session,
			seq: own.length,
			prev: own.at(-1)?.id ?? null,
			deps: heads.map(({ id }) => id).sort(),
			type,
			body,
			raw: new Uint8Array()
		} as unknown as RoomEvent);
	}
}

const certificateOf = ({ identity, name }: Actor) => ({ identity, name, signature: new Uint8Array(64) });

/** The document in which a room goes on, begun by a session of its host. Parts are short, so that there are many. */
function continued(state: RoomState, by: Actor): Sequel {
	const size = ({ names, admitted, acts }: EventBodies['record.part']) =>
		names.length + admitted.length + acts.length;
	const parts = partsOf(recordOf(state), (part) => size(part) <= 4);
	const session = hash(`continuing ${by.session}`) as SessionId;
	const entry = (seq: number, type: EventType, body: EventBodies[EventType]) => ({
		id: hash(`continued ${by.story.room} ${seq}`) as EventId,
		room: seq === 0 ? by.story.room : (hash(`continued ${by.story.room} 0`) as RoomId),
		session,
		seq,
		prev: seq === 0 ? null : (hash(`continued ${by.story.room} ${seq - 1}`) as EventId),
		deps: [],
		type,
		body,
		raw: new Uint8Array()
	});
	const root = entry(0, 'room.continued', {
		certificate: certificateOf(by),
		title: state.title,
		topics: state.topics,
		door: state.door,
		generation: 1,
		previous: by.story.room as string as EventId,
		parts: parts.length,
		covered: []
	});
	const record = parts.map((part, i) => entry(i + 1, 'record.part', part));
	return new Sequel(root.id as string as RoomId, [root, ...record] as RoomEvent[]);
}

/** What a state says of a person; null if nothing sets them apart from somebody who was never here. */
function standingOf(person: Person, teller: IdentityId) {
	const { identity, role, access, reason, admitted } = person;
	// A record keeps nothing of what its teller was before being host: nobody may act on a host.
	const isTeller = identity === teller;
	const muted = !isTeller && person.muted;
	const isInvited = person.invite !== null;
	const isPlain =
		role === 'listener' && access === 'in' && !muted && !isInvited && (isTeller || admitted.length === 0);
	return isPlain
		? null
		: { identity, role, access, reason, muted, isInvited, admitted: isTeller ? [] : admitted };
}

/** What a room means to the people in it, whatever the ids of the acts that led there. */
function substance(state: RoomState, teller: IdentityId) {
	const { title, topics, door, inside, host, succession, backings, actingHost, spentInvites, ended } = state;
	return {
		...{ title, topics, door, inside, host, succession, backings, actingHost, spentInvites, ended },
		people: state.people.map((person) => standingOf(person, teller)).filter((person) => person !== null),
		hands: state.hands.map(({ identity }) => identity),
		pins: state.pins.map(({ text }) => text),
		isChatOn: state.chat.isOn,
		turnMinutes: state.turnMinutes,
		recordings: state.recordings,
		// What was decided differently at the same time is settled by a record.
		schedule: state.schedule && { ...state.schedule, conflicts: [] },
		tickets: state.tickets,
		offer: state.offer?.target ?? null
	};
}

/** One command, its choices as numbers. */
interface Wish {
	readonly who: number;
	readonly what: number;
	readonly target: number;
	readonly pick: number;
}

const wishes = fc.array(
	fc.record<Wish>({ who: fc.nat(), what: fc.nat(), target: fc.nat(), pick: fc.nat() }),
	{ maxLength: 8 }
);

/** The command that a wish comes to in a state. */
function commandOf({ what, target: index, pick }: Wish, cast: readonly Actor[], state: RoomState): Command {
	const target = cast[index % cast.length]!.identity;
	const { session } = state.recordings[pick % (state.recordings.length || 1)] ?? cast[0]!;
	const minutes = KEPT_MINUTES[pick % KEPT_MINUTES.length]!;
	const commands: Command[] = [
		{ do: 'raise-hand' },
		{ do: 'lower-hand', target },
		{ do: 'invite', target },
		{ do: 'answer', accept: pick % 3 > 0 },
		{ do: 'step-down' },
		{ do: 'mute', target },
		{ do: 'unmute-myself' },
		{ do: 'move-to-audience', target },
		{ do: 'remove', target, reason: 'out' },
		{ do: 'ban', target, reason: 'out for good' },
		{ do: 'unban', target },
		{ do: 'make-cohost', target },
		{ do: 'dismiss-cohost', target },
		{ do: 'pin', text: `pin ${pick % 4}` },
		{ do: 'unpin', pin: state.pins[pick % (state.pins.length || 1)]?.id ?? ('0'.repeat(64) as EventId) },
		{ do: 'order-pins', order: state.pins.map(({ id }) => id).toReversed() },
		{ do: 'retitle', title: `title ${pick % 4}`, topics: [] },
		{ do: 'set-door', door: DOORS[pick % DOORS.length]!, inside: [target] },
		{ do: 'revoke-invite', invite: hash(`invite ${pick % 4}`) as InviteKey },
		{ do: 'lower-all' },
		{ do: 'mute-all' },
		{ do: 'set-succession', order: [target] },
		{ do: 'back-acting', target },
		{ do: 'say', text: 'something' },
		{ do: 'switch-chat', on: pick % 2 === 0 },
		{ do: 'limit-turns', minutes: TURN_MINUTES[pick % TURN_MINUTES.length]! },
		{ do: 'close-tickets' },
		{
			do: 'issue-ticket',
			offer: offerNamed(`${pick % 2}`),
			ticket: ticketNamed(`${pick % 6}`),
			buyer: target
		},
		{ do: 'refund-ticket', ticket: ticketNamed(`${pick % 6}`) },
		{ do: 'pass-ticket', ticket: ticketNamed(`${pick % 6}`), to: target },
		{ do: 'offer-host', target },
		{ do: 'answer-host', accept: true },
		{ do: 'answer-host', accept: true },
		{ do: 'schedule', timing: timingOf(pick), note: 'a note' },
		{ do: 'change-time', instance: PLANNED[index % 6]!, start: pick % 3 === 0 ? null : PLANNED[pick % 6]! },
		{ do: 'call-off' },
		{ do: 'open-room', instance: PLANNED[pick % 6]! },
		{ do: 'close-room' },
		{ do: 'rsvp', answer: RSVP_ANSWERS[pick % 3]!, instance: index % 2 === 0 ? '' : PLANNED[index % 6]! },
		{ do: 'start-recording', session, minutes },
		{ do: 'stop-recording', session, minutes },
		{ do: 'agree-to-recording', session, minutes }
	];
	return commands[what % commands.length]!;
}

/** The whole room as its host leaves it, with a fresh session of everybody let in. */
function leave(room: RandomRoom): { readonly host: Actor; readonly sessions: readonly Actor[] } {
	const host = room.ruler();
	const sessions = room.cast.map((actor) => actor.comesBack().unknownDevice('sequel'));
	for (const session of sessions) host.admits(session);
	return { host, sessions };
}

describe('Invariant 14', () => {
	it(
		'Invariant 14: snapshot plus tail equals the full log',
		() => {
			fc.assert(
				fc.property(rooms(10), wishes, (room, tail) => {
					const { host, sessions } = leave(room);
					const { story } = room;
					const before = story.state;
					const pages = [new Sequel(story.room, story.events), continued(before, host)];
					const [full, short] = pages as [Sequel, Sequel];
					expect(substance(short.state, host.identity)).toEqual(substance(before, host.identity));
					// Whom an acting host appointed, the host who goes on confirms: then backings weigh otherwise.
					if (before.deputies.length > 0) return;
					for (const session of sessions)
						for (const page of pages)
							page.sign(session, 'session.opened', { certificate: certificateOf(session) });
					for (const wish of tail) {
						const by = sessions[wish.who % sessions.length]!;
						const wanted = pages.map(({ state }) => ({ state, command: commandOf(wish, room.cast, state) }));
						const [mayFull, mayShort] = wanted.map(({ state, command }) =>
							mayDo(state, by.identity, command)
						);
						expect(mayShort).toBe(mayFull);
						for (const [i, { state, command }] of wanted.entries())
							for (const { type, body } of commandEvents(state, by.identity, command))
								pages[i]!.sign(by, type, body);
					}
					expect(substance(short.state, host.identity)).toEqual(substance(full.state, host.identity));
				}),
				runs(1401, 1500)
			);
		},
		PATIENCE_MS
	);

	it(
		'Invariant 14: the record of a record leads to the same room',
		() => {
			fc.assert(
				fc.property(rooms(8), (room) => {
					const { host } = leave(room);
					const once = continued(room.story.state, host).state;
					const twice = continued(once, host).state;
					expect(substance(twice, host.identity)).toEqual(substance(once, host.identity));
				}),
				runs(1402, 300)
			);
		},
		PATIENCE_MS
	);
});

describe('a record', () => {
	it('means nothing until all of its parts are there, in whatever order they come', () => {
		const story = new Story();
		for (const name of ['ben', 'cleo', 'dan', 'eve', 'fay']) story.cohost(name);
		const whole = continued(story.state, story.host);
		const { state, events } = whole;
		expect(reduceRoom(whole.room, events.slice(1))).toBeNull();
		expect(reduceRoom(whole.room, events.slice(0, -1))).toBeNull();
		expect(JSON.stringify(reduceRoom(whole.room, events.toReversed()))).toBe(JSON.stringify(state));
	});

	it('is cut into parts that join to the same record', () => {
		const story = new Story();
		const guests = ['ben', 'cleo', 'dan'].map((name) => story.cohost(name));
		for (const guest of guests) guest.pins(`by ${guest.name}`);
		const record = recordOf(story.state);
		for (const most of [1, 2, 5, 100]) {
			const size = ({ names, admitted, acts }: EventBodies['record.part']) =>
				names.length + admitted.length + acts.length;
			const parts = partsOf(record, (part) => size(part) <= most);
			expect(joinParts(parts)).toEqual(record);
			expect(Math.max(...parts.map(size))).toBeLessThanOrEqual(most);
		}
	});

	it('names nobody who left no mark', () => {
		const story = new Story();
		story.person('ben');
		expect(recordOf(story.state).names).toEqual([]);
	});
});
