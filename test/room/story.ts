import { createHash } from 'node:crypto';
import type {
	EventId,
	IdentityId,
	InviteKey,
	OfferId,
	RoomId,
	SessionId,
	TicketId
} from '../../src/p2p/base/ids.ts';
import type { Command } from '../../src/p2p/room/commands.ts';
import type {
	KeptMinutes,
	Certificate,
	Door,
	EventBodies,
	EventType,
	RoomEvent,
	SignedInvite,
	TurnMinutes
} from '../../src/p2p/room/events.ts';
import type { LocalTime, RsvpAnswer, Timing } from '../../src/p2p/room/timing.ts';
import { commandEvents } from '../../src/p2p/room/permissions.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import { personOf } from '../../src/p2p/room/selectors.ts';
import type { Person, RoomState } from '../../src/p2p/room/state.ts';
import type { TicketTerms } from '../../src/p2p/room/ticket-terms.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** The identity of a name, the same in every story. */
export const identityOf = (name: string) => hash(`identity ${name}`) as IdentityId;

/** The name of an offer, the same in every story. */
export const offerNamed = (name: string) => hash(`offer ${name}`) as OfferId;
/** The name of a ticket, the same in every story. */
export const ticketNamed = (name: string) => hash(`ticket ${name}`) as TicketId;

const FREE_TICKETS: TicketTerms = {
	price: 0,
	currency: '',
	supply: 2,
	perPerson: 1,
	opens: null,
	closes: null,
	transferable: true,
	ways: []
};

/**
 * A room told act by act, without keys or clocks. Everybody sees every act at once, unless they are
 * `away`, and is let in as they come, unless they are strangers. Event ids are hashes of a counter, so
 * another `salt` gives other ids to the same story.
 */
export class Story {
	readonly events: RoomEvent[] = [];
	readonly host: Actor;
	/** A session of the host that lets people in and sees nothing else, so that who it let in can backdate. */
	readonly porter: Actor;
	readonly #salt: string;
	#count = 0;

	constructor(salt = '') {
		this.#salt = salt;
		this.host = new Actor(this, 'host', 'host');
		this.host.opens();
		this.porter = new Actor(this, 'host', 'porter').sees(this.events);
		this.porter.opens();
	}

	get room(): RoomId {
		return this.events[0]!.id as string as RoomId;
	}

	/** What the whole story means. */
	get state(): RoomState {
		return reduceRoom(this.room, this.events)!;
	}

	/** Somebody new comes in. */
	person(name: string): Actor {
		const actor = new Actor(this, name, name);
		actor.isLetIn();
		actor.opens();
		return actor;
	}

	/** Somebody new whom no moderator let in. */
	stranger(name: string): Actor {
		const actor = new Actor(this, name, name);
		actor.opens();
		return actor;
	}

	/** Somebody who is a co-host from here on. */
	cohost(name: string): Actor {
		const actor = this.person(name);
		this.host.appoints(actor);
		return actor;
	}

	/** Somebody who is a speaker from here on. */
	speaker(name: string): Actor {
		const actor = this.person(name);
		actor.accepts(this.host.invites(actor));
		return actor;
	}

	nextId(): EventId {
		return hash(`event ${this.#salt} ${this.#count++}`) as EventId;
	}
}

/** Runs a story under many assignments of ids, since no safety rule may depend on them. */
export function underManyIds(tell: (story: Story) => void): void {
	for (let salt = 0; salt < 16; salt++) tell(new Story(`salt ${salt}`));
}

/** Times at which stories plan a room. */
export const PLANNED = [1, 2, 3, 4, 5, 6].map((day) => `2030-01-0${day}T18:00` as LocalTime);

/** One of them as the beginning of a room that recurs. */
export const timingOf = (pick: number): Timing => ({
	start: PLANNED[pick % PLANNED.length]!,
	zone: 'Europe/Paris',
	minutes: 60,
	rule: 'FREQ=DAILY'
});

/** One session of one person, and what it has seen. */
export class Actor {
	readonly identity: IdentityId;
	readonly session: SessionId;
	readonly name: string;
	readonly deviceName: string;
	readonly story: Story;
	readonly own: RoomEvent[] = [];
	#seen: readonly RoomEvent[] | null = null;

	constructor(story: Story, name: string, device: string) {
		this.story = story;
		this.name = name;
		this.deviceName = device;
		this.identity = identityOf(name);
		this.session = hash(`session ${device}`) as SessionId;
	}

	/** The person as the whole story leaves them. */
	get person(): Person {
		return personOf(this.story.state, this.identity)!;
	}

	get hasHandUp(): boolean {
		return this.story.state.hands.some((hand) => hand.identity === this.identity);
	}

	/** Sees nothing new from now on; what follows is concurrent with what the others do. */
	goesAway(): this {
		this.#seen = [...this.story.events];
		return this;
	}

	/** Pretends to have seen the story up to `event` only (and what it wrote itself). */
	goesBackTo(event: RoomEvent): this {
		this.#seen = this.story.events.slice(0, this.story.events.indexOf(event) + 1);
		return this;
	}

	/** Has seen exactly these events of others, which must be causally closed. */
	sees(events: Iterable<RoomEvent>): this {
		this.#seen = [...events];
		return this;
	}

	/** The same session going on from `entries` entries into its feed: a fork. */
	forked(entries: number): Actor {
		const fork = new Actor(this.story, this.name, this.deviceName);
		fork.own.push(...this.own.slice(0, Math.max(1, entries)));
		fork.#seen = this.#seen;
		return fork;
	}

	comesBack(): this {
		this.#seen = null;
		return this;
	}

	/** The same person on another device, let in, which has seen what this one has. */
	device(name: string): Actor {
		const other = this.unknownDevice(name);
		other.isLetIn();
		other.opens();
		return other;
	}

	/** The same person on another device that has opened nothing yet. */
	unknownDevice(name: string): Actor {
		const other = new Actor(this.story, this.name, `${this.name} ${name}`);
		other.#seen = this.#seen;
		return other;
	}

	/** The porter lets the session in. All that this adds to what the session has seen is the porter's own feed. */
	isLetIn(): RoomEvent {
		const { porter } = this.story;
		const admission = porter.admits(this);
		if (this.#seen) this.#seen = [...new Set([this.story.events[0]!, ...this.#seen, ...porter.own])];
		return admission;
	}

	opens(): RoomEvent {
		const certificate: Certificate = {
			identity: this.identity,
			name: this.name,
			signature: new Uint8Array(64)
		};
		if (this.story.events.length > 0) return this.signs('session.opened', { certificate });
		return this.signs('room.created', { certificate, title: 'A room', topics: [], door: 'link' });
	}

	/** Signs the next entry of the own feed, on top of what the session has seen. */
	signs<Type extends EventType>(type: Type, body: EventBodies[Type]): RoomEvent {
		const prev = this.own.at(-1) ?? null;
		const view = (this.#seen ?? this.story.events).filter((event) => event.session !== this.session);
		const covered = new Set(view.flatMap((event) => [event.prev, ...event.deps]));
		const event = {
			id: this.story.nextId(),
			room: this.story.events.length === 0 ? null : this.story.room,
			session: this.session,
			seq: this.own.length,
			prev: prev?.id ?? null,
			deps: view
				.map(({ id }) => id)
				.filter((id) => !covered.has(id))
				.sort(),
			type,
			body,
			raw: new Uint8Array()
		} as unknown as RoomEvent;
		this.own.push(event);
		this.story.events.push(event);
		return event;
	}

	/** Signs what a command asks for, allowed or not. */
	commands(command: Command): RoomEvent[] {
		const drafts = commandEvents(this.story.state, this.identity, command);
		return drafts.map(({ type, body }) => this.signs(type, body));
	}

	appoints = (target: Actor) => this.signs('role.granted', { target: target.identity, role: 'cohost' });
	dismisses = (target: Actor) => this.signs('role.revoked', { target: target.identity, role: 'cohost' });
	resigns = () => this.dismisses(this);
	demotes = (target: Actor) => this.signs('role.revoked', { target: target.identity, role: 'speaker' });
	stepsDown = () => this.demotes(this);
	raisesHand = () => this.signs('hand.raised', {});
	lowersHandOf = (target: Actor) => this.signs('hand.lowered', { target: target.identity });
	invites = (target: Actor) => this.signs('stage.invited', { target: target.identity });
	accepts = (invite: RoomEvent) => this.signs('stage.answered', { invite: invite.id, accept: true });
	declines = (invite: RoomEvent) => this.signs('stage.answered', { invite: invite.id, accept: false });
	mutes = (target: Actor) => this.signs('mic.muted', { target: target.identity });
	unmutes = () => this.signs('mic.unmuted', {});
	removes = (target: Actor, reason = '') => this.signs('person.removed', { target: target.identity, reason });
	bans = (target: Actor, reason = '') => this.signs('person.banned', { target: target.identity, reason });
	unbans = (target: Actor) => this.signs('person.unbanned', { target: target.identity });
	admits = (target: Actor, invite: SignedInvite | null = null) =>
		this.signs('person.admitted', { target: target.identity, session: target.session, invite });
	revokesInvite = (invite: SignedInvite) => this.signs('invite.revoked', { invite: invite.key });
	/** An invite made by this session. */
	makesInvite = (name: string): SignedInvite => ({
		key: hash(`invite ${name}`) as InviteKey,
		issuer: this.session,
		signature: new Uint8Array(64)
	});
	offersRoom = (target: Actor | null) => this.signs('host.offered', { target: target && target.identity });
	takesRoom = (offer: RoomEvent) => this.signs('host.answered', { offer: offer.id, accept: true });
	refusesRoom = (offer: RoomEvent) => this.signs('host.answered', { offer: offer.id, accept: false });
	backs = (target: Actor | null) => this.signs('acting.backed', { target: target && target.identity });
	setsSuccession = (...order: Actor[]) =>
		this.signs('succession.set', { order: order.map(({ identity }) => identity) });
	lowersAllHands = () => this.signs('hands.lowered', {});
	mutesStage = () => this.signs('stage.muted', {});
	opensDoor = (door: Door, ...inside: Actor[]) =>
		this.signs('door.changed', { door, inside: inside.map(({ identity }) => identity) });
	pins = (text: string) => this.signs('pin.added', { text });
	ordersPins = (...pins: RoomEvent[]) => this.signs('pins.ordered', { order: pins.map(({ id }) => id) });
	unpins = (pin: RoomEvent) => this.signs('pin.removed', { pin: pin.id });
	records = (minutes: KeptMinutes = 0) => this.signs('recording.started', { session: this.session, minutes });
	stopsRecordingOf = (target: Actor, minutes: KeptMinutes = 0) =>
		this.signs('recording.stopped', { session: target.session, minutes });
	agreesToRecordingOf = (target: Actor, minutes: KeptMinutes = 0) =>
		this.signs('recording.agreed', { session: target.session, minutes });
	retitles = (title: string) => this.signs('title.changed', { title, topics: [] });
	says = (text: string) => this.signs('chat.said', { text });
	edits = (message: RoomEvent, text: string) => this.signs('chat.edited', { message: message.id, text });
	/** Takes back or hides a message, as one of `target`. */
	hides = (message: RoomEvent, target: Actor) =>
		this.signs('chat.removed', { message: message.id, target: target.identity });
	limitsTurns = (minutes: TurnMinutes) => this.signs('turns.limited', { minutes });
	schedules = (pick = 0, note = `by ${this.name}`) => this.signs('schedule.set', { ...timingOf(pick), note });
	/** Moves one time of the room; null: calls it off. */
	movesTime = (instance: LocalTime, start: LocalTime | null) =>
		this.signs('schedule.changed', { instance, start });
	callsOff = () => this.signs('schedule.cancelled', {});
	begins = (instance = PLANNED[0]!) => this.signs('room.opened', { instance });
	endsTime = (instance = PLANNED[0]!) => this.signs('instance.closed', { instance });
	rsvps = (answer: RsvpAnswer, instance: LocalTime | '' = '') =>
		this.signs('rsvp.given', { answer, instance });
	switchesChat = (on: boolean) => this.signs('chat.switched', { on });
	/** Offers tickets under a name, free and to be given on, on terms that differ in these. */
	offersTickets = (name: string, terms: Partial<TicketTerms> = {}) =>
		this.signs('tickets.offered', { offer: offerNamed(name), terms: { ...FREE_TICKETS, ...terms } });
	issues = (offer: string, ticket: string, number: number, buyer: Actor) =>
		this.signs('ticket.issued', {
			offer: offerNamed(offer),
			ticket: ticketNamed(ticket),
			number,
			buyer: buyer.identity
		});
	refunds = (ticket: string) => this.signs('ticket.refunded', { ticket: ticketNamed(ticket) });
	passes = (ticket: string, to: Actor) =>
		this.signs('ticket.passed', { ticket: ticketNamed(ticket), to: to.identity });
	closesTickets = (offer: string) => this.signs('tickets.closed', { offer: offerNamed(offer) });
	locks = (...inside: Actor[]) => this.opensDoor('locked', ...inside);
	unlocks = () => this.opensDoor('link');
	endsTheRoom = () => this.signs('room.ended', {});
}
