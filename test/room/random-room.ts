import fc from 'fast-check';
import type { EventId, IdentityId, SessionId } from '../../src/p2p/base/ids.ts';
import { DOORS, KEPT_MINUTES, TURN_MINUTES } from '../../src/p2p/room/events.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { readHistory } from '../../src/p2p/room/history.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import { RSVP_ANSWERS } from '../../src/p2p/room/timing.ts';
import { PLANNED, Story } from './story.ts';
import type { Actor } from './story.ts';

/** One act of a random room; every number is taken modulo what there is to choose from. */
export interface Step {
	readonly who: number;
	/** How the session comes to sign: going on, on a new device that claims an old view, let in or not, or as a fork. */
	readonly how: 'goes on' | 'backdates' | 'sneaks in' | 'forks';
	/** Whether the session first sees everything. */
	readonly isUpToDate: boolean;
	/** Feeds that the session learns of before it signs, each up to `back` entries before its end. */
	readonly learns: readonly { readonly from: number; readonly back: number }[];
	readonly act: number;
	readonly target: number;
	readonly pick: number;
}

/** Random steps. */
export const steps = (maxLength: number): fc.Arbitrary<Step[]> =>
	fc.array(
		fc.record<Step>({
			// Host and first co-host act more than others, and on each other.
			who: fc.oneof({ weight: 4, arbitrary: fc.nat(2) }, { weight: 5, arbitrary: fc.nat() }),
			how: fc.oneof(
				{ weight: 10, arbitrary: fc.constant('goes on' as const) },
				{ weight: 2, arbitrary: fc.constant('backdates' as const) },
				{ weight: 1, arbitrary: fc.constant('sneaks in' as const) },
				{ weight: 1, arbitrary: fc.constant('forks' as const) }
			),
			isUpToDate: fc.boolean(),
			learns: fc.array(fc.record({ from: fc.nat(), back: fc.nat(2) }), { maxLength: 4 }),
			act: fc.nat(),
			target: fc.oneof({ weight: 1, arbitrary: fc.constant(1) }, { weight: 3, arbitrary: fc.nat() }),
			pick: fc.nat()
		}),
		{ minLength: 1, maxLength, size: 'max' }
	);

type Act = (
	actor: Actor,
	target: Actor,
	random: { readonly room: RandomRoom; readonly pick: number }
) => unknown;

function lastOfType(room: RandomRoom, type: RoomEvent['type'], pick: number): RoomEvent {
	const found = room.story.events.filter((event) => event.type === type);
	return found[found.length - 1 - (pick % Math.min(3, found.length || 1))] ?? room.story.events[0]!;
}

const answers =
	(accept: boolean): Act =>
	(actor, _, { room, pick }) => {
		const mine = room.story.events.filter(
			(event) => event.type === 'stage.invited' && event.body.target === actor.identity
		);
		const invite = mine[mine.length - 1 - (pick % Math.min(3, mine.length || 1))];
		return accept
			? actor.accepts(invite ?? room.story.events[0]!)
			: actor.declines(invite ?? room.story.events[0]!);
	};

const takes =
	(accept: boolean): Act =>
	(actor, _, { room, pick }) => {
		const mine = room.story.events.filter(
			(event) => event.type === 'host.offered' && event.body.target === actor.identity
		);
		const offer = mine[mine.length - 1 - (pick % Math.min(2, mine.length || 1))] ?? room.story.events[0]!;
		return accept ? actor.takesRoom(offer) : actor.refusesRoom(offer);
	};

/** A session of the target that the story may not know yet, let in with an invite of the actor's or the host's. */
const admits: Act = (actor, target, { room, pick }) => {
	const issuer = pick % 3 === 0 ? actor : room.story.host;
	const invite = pick % 2 === 0 ? issuer.makesInvite(`${pick % 4}`) : null;
	return actor.admits(target, invite);
};

/** Acts by what they are about; those that decide the most come up more often. */
const ACTS = {
	roles: [
		(actor, target) => actor.appoints(target),
		(actor, target) => actor.appoints(target),
		(actor, target) => actor.dismisses(target),
		(actor) => actor.resigns(),
		(actor, target) => actor.removes(target, 'removed'),
		(actor, target) => actor.bans(target, 'banned'),
		(actor, target) => actor.bans(target, 'banned'),
		(actor, target) => actor.unbans(target),
		(actor, target) => actor.unbans(target)
	],
	stage: [
		(actor, target) => actor.demotes(target),
		(actor) => actor.stepsDown(),
		(actor) => actor.raisesHand(),
		(actor) => actor.raisesHand(),
		(actor, target) => actor.lowersHandOf(target),
		(actor) => actor.lowersHandOf(actor),
		(actor) => actor.lowersAllHands(),
		(actor, target) => actor.invites(target),
		(actor, target) => actor.invites(target),
		answers(true),
		answers(true),
		answers(false),
		(actor, target) => actor.mutes(target),
		(actor) => actor.mutesStage(),
		(actor) => actor.unmutes()
	],
	board: [
		(actor) => actor.pins('a pin'),
		(actor, _, { room, pick }) => actor.unpins(lastOfType(room, 'pin.added', pick)),
		(actor, _, { room, pick }) => actor.ordersPins(lastOfType(room, 'pin.added', pick)),
		(actor) => actor.retitles(`by ${actor.name}`),
		(actor, target, { pick }) => actor.opensDoor(DOORS[pick % DOORS.length]!, actor, target),
		(actor, target) => actor.setsSuccession(target, actor),
		(actor, _, { pick }) => actor.limitsTurns(TURN_MINUTES[pick % TURN_MINUTES.length]!)
	],
	chat: [
		(actor) => actor.says(`said by ${actor.name}`),
		(actor) => actor.says('again'),
		(actor, _, { room, pick }) => actor.edits(lastOfType(room, 'chat.said', pick), `edited by ${actor.name}`),
		(actor, target, { room, pick }) => actor.hides(lastOfType(room, 'chat.said', pick), target),
		(actor, _, { room, pick }) => actor.hides(lastOfType(room, 'chat.said', pick), actor),
		(actor, _, { pick }) => actor.switchesChat(pick % 2 === 0)
	],
	recording: [
		(actor) => actor.records(),
		(actor, _, { pick }) => actor.records(KEPT_MINUTES[pick % KEPT_MINUTES.length]),
		(actor, target, { pick }) => actor.stopsRecordingOf(target, KEPT_MINUTES[pick % KEPT_MINUTES.length]),
		(actor, target) => actor.agreesToRecordingOf(target),
		(actor, target, { pick }) => actor.agreesToRecordingOf(target, KEPT_MINUTES[pick % KEPT_MINUTES.length])
	],
	schedule: [
		(actor, _, { pick }) => actor.schedules(pick),
		(actor, _, { pick }) => actor.schedules(pick),
		(actor, _, { pick }) => actor.movesTime(PLANNED[pick % 2]!, PLANNED[pick % PLANNED.length]!),
		(actor, _, { pick }) => actor.movesTime(PLANNED[pick % 2]!, null),
		(actor) => actor.callsOff(),
		(actor, _, { pick }) => actor.begins(PLANNED[pick % 2]),
		(actor, _, { pick }) => actor.begins(PLANNED[pick % 2]),
		(actor, _, { pick }) => actor.endsTime(PLANNED[pick % 2]),
		(actor, _, { pick }) => actor.rsvps(RSVP_ANSWERS[pick % 3]!),
		(actor, _, { pick }) => actor.rsvps(RSVP_ANSWERS[pick % 3]!, PLANNED[pick % 2])
	],
	handover: [
		(actor, target) => actor.offersRoom(target),
		(actor, target) => actor.offersRoom(target),
		(actor) => actor.offersRoom(null),
		takes(true),
		takes(true),
		takes(true),
		takes(false)
	],
	acting: [
		(actor, target) => actor.backs(target),
		(actor, _, { room }) => actor.backs(room.cast[1]!),
		(actor, _, { room }) => actor.backs(room.cast[1]!),
		(actor) => actor.backs(null),
		(actor, target) => actor.mutes(target),
		(actor, target) => actor.appoints(target),
		(actor, target) => actor.dismisses(target)
	],
	tickets: [
		(actor, _, { pick }) => actor.offersTickets(`${pick % 2}`, { supply: 1 + (pick % 3), perPerson: 2 }),
		(actor, target, { pick }) => actor.issues(`${pick % 2}`, `${pick % 5}`, 1 + (pick % 3), target),
		(actor, target, { pick }) => actor.issues('0', `${pick % 5}`, 1 + (pick % 2), target),
		(actor, target, { pick }) => actor.issues(`${pick % 2}`, `${pick % 5}`, 1, target),
		(actor, _, { pick }) => actor.refunds(`${pick % 5}`),
		(actor, target, { pick }) => actor.passes(`${pick % 5}`, target),
		(actor, _, { pick }) => actor.closesTickets(`${pick % 2}`),
		(actor) => actor.opensDoor('ticket')
	],
	admission: [
		admits,
		admits,
		(actor, _, { pick }) => actor.revokesInvite(actor.makesInvite(`${pick % 4}`)),
		(actor) => actor.raisesHand()
	]
} satisfies Record<string, readonly Act[]>;

/** What a room's people mostly do. */
const MOODS = {
	everything: Object.values(ACTS).flat(),
	moderation: [...ACTS.roles, ...ACTS.stage, ...ACTS.board],
	chat: [...ACTS.chat, ...ACTS.chat, ...ACTS.roles],
	schedule: [...ACTS.schedule, ...ACTS.schedule, ...ACTS.roles],
	handover: [...ACTS.handover, ...ACTS.handover, ...ACTS.roles],
	recording: [...ACTS.recording, ...ACTS.recording, ...ACTS.roles, ...ACTS.stage],
	acting: [...ACTS.acting, ...ACTS.acting, ...ACTS.roles],
	tickets: [...ACTS.tickets, ...ACTS.tickets, ...ACTS.roles],
	admission: [...ACTS.admission, ...ACTS.admission, ...ACTS.roles]
} satisfies Record<string, readonly Act[]>;

/** A name of `MOODS`. */
export type Mood = keyof typeof MOODS;

/** A room in which anybody tries anything over partial views. The host never ends it. */
export class RandomRoom {
	readonly story: Story;
	/** One session of each person, host first: two co-hosts, a speaker, two listeners. */
	readonly cast: readonly Actor[];
	/** What made it: with another salt it is the same room under other ids. */
	readonly steps: readonly Step[];
	readonly mood: Mood;
	/** All sessions, forks included. */
	readonly sessions: Actor[];
	readonly #views = new Map<Actor, Set<RoomEvent>>();
	readonly #byId = new Map<EventId, RoomEvent>();
	readonly #told: string;
	readonly #acts: readonly Act[];
	#devices = 0;

	constructor(salt: string, steps: readonly Step[], mood: Mood = 'everything') {
		this.#told = `RandomRoom(${JSON.stringify(salt)}, ${JSON.stringify(steps)}, '${mood}')`;
		this.steps = steps;
		this.mood = mood;
		this.#acts = MOODS[mood];
		const story = (this.story = new Story(salt));
		const cohosts = [story.cohost('alice'), story.cohost('bob')];
		const speaker = story.speaker('carol');
		const listeners = ['dave', 'erin'].map((name) => story.person(name));
		listeners[0]!.raisesHand();
		this.cast = [story.host, ...cohosts, speaker, ...listeners];
		const devices = [story.host.device('phone'), cohosts[0]!.device('phone')];
		if (mood === 'schedule') story.host.schedules();
		if (mood === 'handover') story.host.offersRoom(cohosts[0]!);
		if (mood === 'acting') for (const cohost of cohosts) cohost.backs(cohosts[0]!);
		this.sessions = [...this.cast, ...devices];
		for (const session of this.sessions) this.#views.set(session, new Set(story.events));
		this.goOn(steps, this.sessions);
	}

	/** Lets some of the sessions (and the devices and forks that they make) act. */
	goOn(steps: readonly Step[], among: readonly Actor[]): void {
		const actors = [...among];
		for (const step of steps) {
			const session = this.#signer(step, actors);
			const view = this.#views.get(session)!;
			if (step.isUpToDate && step.how === 'goes on') for (const event of this.story.events) view.add(event);
			for (const { from, back } of step.learns) {
				const feed = this.sessions[from % this.sessions.length]!.own;
				const head = feed[Math.max(0, feed.length - 1 - back)];
				if (head) this.#learn(view, head);
			}
			session.sees(view);
			const target = this.cast[step.target % this.cast.length]!;
			this.#acts[step.act % this.#acts.length]!(session, target, { room: this, pick: step.pick });
		}
		for (const session of this.sessions) session.comesBack();
	}

	/** A fresh session of whoever holds the room, which no fork has touched and which sees everything. */
	ruler(): Actor {
		const { host } = this.story.state;
		const fresh = this.cast
			.find(({ identity }) => identity === host)!
			.comesBack()
			.device('fresh');
		// A founder who gave the room away and resigned lets nobody in any more: such rooms are left out.
		fc.pre(fresh.person.admitted.includes(fresh.session));
		return fresh;
	}

	/** Lets sessions that the story knows take part from here on. */
	join(...newcomers: readonly Actor[]): void {
		for (const session of newcomers) {
			this.sessions.push(session);
			this.#views.set(session, new Set(this.story.events));
		}
	}

	/** The person behind a session that took part. */
	identityOf(session: SessionId): IdentityId {
		if (session === this.story.porter.session) return this.story.host.identity;
		return this.sessions.find((actor) => actor.session === session)!.identity;
	}

	/** Whether somebody held the room at some time. */
	reigned(who: IdentityId): boolean {
		return readHistory(this.story.room, this.story.events)!.reigns.chain.some(({ host }) => host === who);
	}

	/** What fast-check prints on failure: how to make this room again. */
	[fc.toStringMethod](): string {
		return this.#told;
	}

	#signer(step: Step, actors: Actor[]): Actor {
		const session = actors[step.who % actors.length]!;
		if (step.how === 'goes on') return session;
		const view = new Set<RoomEvent>();
		let signer: Actor;
		if (step.how === 'forks') {
			const entries = 1 + (step.pick % session.own.length);
			for (const entry of session.own.slice(0, entries)) this.#learn(view, entry);
			signer = session.forked(entries);
		} else {
			this.#learn(view, this.story.events[step.pick % this.story.events.length]!);
			const name = `device ${this.#devices++}`;
			if (step.how === 'backdates') signer = session.sees(view).device(name);
			else {
				signer = session.sees(view).unknownDevice(name);
				signer.opens();
			}
		}
		actors.push(signer);
		this.sessions.push(signer);
		this.#views.set(signer, view);
		return signer;
	}

	/** Adds an event and its whole past to a view. */
	#learn(view: Set<RoomEvent>, head: RoomEvent): void {
		for (let i = this.#byId.size; i < this.story.events.length; i++) {
			const event = this.story.events[i]!;
			this.#byId.set(event.id, event);
		}
		const left = [head];
		for (let event = left.pop(); event; event = left.pop()) {
			if (view.has(event)) continue;
			view.add(event);
			for (const id of [event.prev, ...event.deps]) if (id !== null) left.push(this.#byId.get(id)!);
		}
	}
}

/** A random room; the salt gives the same steps other event ids. */
export const rooms = (maxLength: number, ...moods: readonly Mood[]): fc.Arbitrary<RandomRoom> =>
	fc
		.tuple(
			fc.string({ maxLength: 3 }),
			steps(maxLength),
			fc.constantFrom(...(moods.length > 0 ? moods : (Object.keys(MOODS) as Mood[])))
		)
		.map(([salt, acts, mood]) => new RandomRoom(salt, acts, mood));

/** The sessions that certify this identity, by their openings. */
function sessionsOf(events: readonly RoomEvent[], who: IdentityId): Set<string> {
	const openings = events.filter(({ body }) => 'certificate' in body && body.certificate.identity === who);
	return new Set(openings.map(({ session }) => session));
}

/** The same events, with all that `who` says after opening their sessions put into words without effect. */
export function silenced(events: readonly RoomEvent[], who: IdentityId): RoomEvent[] {
	const sessions = sessionsOf(events, who);
	const body = { invite: '0'.repeat(64) as EventId, accept: false };
	return events.map((event) => {
		if (event.seq === 0 || !sessions.has(event.session)) return event;
		return { ...event, type: 'stage.answered', body } as RoomEvent;
	});
}

/** Everybody who was named for a rank above the audience's and stage's, by whomever. */
export function wereRaised(events: readonly RoomEvent[]): Set<IdentityId> {
	const raised = new Set<IdentityId>();
	for (const event of events) {
		if (event.type === 'role.granted') raised.add(event.body.target);
		if (event.type === 'host.offered' && event.body.target) raised.add(event.body.target);
	}
	return raised;
}

/** What a state says of everybody but one person. */
export function withoutPerson(state: RoomState, who: IdentityId): RoomState {
	return {
		...state,
		forks: [],
		people: state.people.filter(({ identity }) => identity !== who),
		hands: state.hands.filter(({ identity }) => identity !== who),
		// Who agrees to be recorded speaks for nobody else.
		recordings: state.recordings.map((recording) => ({
			...recording,
			agreed: recording.agreed.filter((identity) => identity !== who)
		})),
		...withoutWordsOf(state, who),
		...withoutTicketsOf(state, who)
	};
}

/** Tickets without those that one person bought, who may give them to others, and a log without that. */
function withoutTicketsOf({ tickets, log }: RoomState, who: IdentityId): Pick<RoomState, 'tickets' | 'log'> {
	return {
		tickets: { ...tickets, sold: tickets.sold.filter(({ buyer }) => buyer !== who) },
		log: log.filter(({ type, by }) => type !== 'ticket.passed' || by !== who)
	};
}

/** A chat and a list of guests without what one person wrote in it. */
function withoutWordsOf(
	{ chat, schedule }: RoomState,
	who: IdentityId
): Pick<RoomState, 'chat' | 'schedule'> {
	return {
		schedule: schedule && {
			...schedule,
			guests: schedule.guests.filter(({ identity }) => identity !== who)
		},
		chat: {
			...chat,
			messages: chat.messages.filter(({ by }) => by !== who),
			removed: chat.removed.filter(({ target }) => target !== who)
		}
	};
}

/** A state without the lists of one person's sessions and of forks, and without the own words that a fork can take back. */
export function withoutTracesOf(state: RoomState, who: IdentityId): RoomState {
	return {
		...withoutSessionsOf(state, who),
		...withoutWordsOf(state, who),
		...withoutTicketsOf(state, who)
	};
}

/** A state without the lists of one person's sessions and of forks. */
export function withoutSessionsOf(state: RoomState, who: IdentityId): RoomState {
	return {
		...state,
		forks: [],
		people: state.people.map((person) =>
			person.identity === who ? { ...person, sessions: [], admitted: [] } : person
		)
	};
}
