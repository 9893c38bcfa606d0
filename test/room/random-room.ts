import fc from 'fast-check';
import type { EventId, IdentityId } from '../../src/p2p/base/ids.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import { Story } from './story.ts';
import type { Actor } from './story.ts';

/** One act of a random room; every number is taken modulo what there is to choose from. */
export interface Step {
	readonly who: number;
	/** How the session comes to sign: going on, on a new device that claims an old view, or as a fork. */
	readonly how: 'goes on' | 'backdates' | 'forks';
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
			who: fc.nat(),
			how: fc.oneof(
				{ weight: 10, arbitrary: fc.constant('goes on' as const) },
				{ weight: 2, arbitrary: fc.constant('backdates' as const) },
				{ weight: 1, arbitrary: fc.constant('forks' as const) }
			),
			learns: fc.array(fc.record({ from: fc.nat(), back: fc.nat(2) }), { maxLength: 4 }),
			act: fc.nat(),
			target: fc.nat(),
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

/** What may happen; the acts that decide roles come up more often. */
const ACTS: readonly Act[] = [
	(actor, target) => actor.appoints(target),
	(actor, target) => actor.appoints(target),
	(actor, target) => actor.dismisses(target),
	(actor) => actor.resigns(),
	(actor, target) => actor.demotes(target),
	(actor) => actor.stepsDown(),
	(actor) => actor.raisesHand(),
	(actor) => actor.raisesHand(),
	(actor, target) => actor.lowersHandOf(target),
	(actor) => actor.lowersHandOf(actor),
	(actor, target) => actor.invites(target),
	(actor, target) => actor.invites(target),
	answers(true),
	answers(true),
	answers(false),
	(actor, target) => actor.mutes(target),
	(actor) => actor.unmutes(),
	(actor, target) => actor.removes(target, 'removed'),
	(actor, target) => actor.bans(target, 'banned'),
	(actor, target) => actor.bans(target, 'banned'),
	(actor, target) => actor.unbans(target),
	(actor, target) => actor.unbans(target),
	(actor) => actor.pins('a pin'),
	(actor, _, { room, pick }) => actor.unpins(lastOfType(room, 'pin.added', pick)),
	(actor) => actor.retitles(`by ${actor.name}`),
	(actor, target) => actor.locks(actor, target),
	(actor) => actor.unlocks()
];

/** A room in which anybody tries anything over partial views. The host never ends it. */
export class RandomRoom {
	readonly story: Story;
	/** One session of each person, host first: two co-hosts, a speaker, four listeners. */
	readonly cast: readonly Actor[];
	/** All sessions, forks included. */
	readonly sessions: Actor[];
	readonly #views = new Map<Actor, Set<RoomEvent>>();
	readonly #byId = new Map<EventId, RoomEvent>();
	readonly #told: string;
	#devices = 0;

	constructor(salt: string, steps: readonly Step[]) {
		this.#told = `RandomRoom(${JSON.stringify(salt)}, ${JSON.stringify(steps)})`;
		const story = (this.story = new Story(salt));
		const cohosts = [story.cohost('alice'), story.cohost('bob')];
		const speaker = story.speaker('carol');
		const listeners = ['dave', 'erin', 'frank', 'grace'].map((name) => story.person(name));
		listeners[0]!.raisesHand();
		this.cast = [story.host, ...cohosts, speaker, ...listeners];
		const devices = [story.host.device('phone'), cohosts[0]!.device('phone')];
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
			for (const { from, back } of step.learns) {
				const feed = this.sessions[from % this.sessions.length]!.own;
				const head = feed[Math.max(0, feed.length - 1 - back)];
				if (head) this.#learn(view, head);
			}
			session.sees(view);
			const target = this.cast[step.target % this.cast.length]!;
			ACTS[step.act % ACTS.length]!(session, target, { room: this, pick: step.pick });
		}
		for (const session of this.sessions) session.comesBack();
	}

	/** A fresh session of whoever holds the room, which no fork has touched and which sees everything. */
	ruler(): Actor {
		const { host } = this.story.state;
		return this.cast
			.find(({ identity }) => identity === host)!
			.comesBack()
			.device('fresh');
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
			signer = session.sees(view).device(`device ${this.#devices++}`);
		}
		actors.push(signer);
		this.sessions.push(signer);
		this.#views.set(signer, view);
		return signer;
	}

	/** Adds an event and its whole past to a view. */
	#learn(view: Set<RoomEvent>, head: RoomEvent): void {
		for (const event of this.story.events) this.#byId.set(event.id, event);
		const left = [head];
		for (let event = left.pop(); event; event = left.pop()) {
			if (view.has(event)) continue;
			view.add(event);
			for (const id of [event.prev, ...event.deps]) if (id !== null) left.push(this.#byId.get(id)!);
		}
	}
}

/** A random room; the salt gives the same steps other event ids. */
export const rooms = (maxLength: number): fc.Arbitrary<RandomRoom> =>
	fc.tuple(fc.string({ maxLength: 3 }), steps(maxLength)).map(([salt, acts]) => new RandomRoom(salt, acts));

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

/** What a state says of everybody but one person. */
export function withoutPerson(state: RoomState, who: IdentityId): RoomState {
	return {
		...state,
		forks: [],
		people: state.people.filter(({ identity }) => identity !== who),
		hands: state.hands.filter(({ identity }) => identity !== who)
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
