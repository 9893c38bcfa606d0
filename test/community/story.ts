import { createHash } from 'node:crypto';
import type { EventId, IdentityId, RoomId, SessionId } from '../../src/p2p/base/ids.ts';
import { reduceCommunity } from '../../src/p2p/community/reducer.ts';
import { memberOf } from '../../src/p2p/community/selectors.ts';
import type { CommunityState, Member } from '../../src/p2p/community/state.ts';
import type { Certificate, EventBodies, EventType, RoomEvent } from '../../src/p2p/room/events.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** A community told act by act, without keys or clocks: everybody sees every act at once, unless they are away. */
export class CommunityStory {
	readonly events: RoomEvent[] = [];
	readonly founder: Citizen;
	readonly #salt: string;

	constructor(salt = '') {
		this.#salt = salt;
		this.founder = new Citizen(this, 'founder');
		this.founder.signs('community.created', {
			certificate: this.founder.certificate,
			name: 'Harbour radio',
			about: '',
			policy: { hosts: 'members', followers: 2, speakers: 'everyone' }
		});
	}

	get id(): RoomId {
		return this.events[0]!.id as string as RoomId;
	}

	/** What the whole story means. */
	get state(): CommunityState {
		return reduceCommunity(this.id, this.events)!;
	}

	/** Somebody who joins. */
	person(name: string, device = name): Citizen {
		const citizen = new Citizen(this, name, device);
		citizen.signs('session.opened', { certificate: citizen.certificate });
		return citizen;
	}

	/** Somebody who is an organiser from here on. */
	organiser(name: string): Citizen {
		const citizen = this.person(name);
		this.founder.signs('organiser.appointed', { target: citizen.identity });
		return citizen;
	}

	nextId(): EventId {
		return hash(`event ${this.#salt} ${this.events.length}`) as EventId;
	}
}

/** One device of one person, and what it has seen. */
export class Citizen {
	readonly identity: IdentityId;
	readonly session: SessionId;
	readonly name: string;
	readonly #story: CommunityStory;
	readonly #own: RoomEvent[] = [];
	#seen: readonly RoomEvent[] | null = null;

	constructor(story: CommunityStory, name: string, device = name) {
		this.#story = story;
		this.name = name;
		this.identity = hash(`identity ${name}`) as IdentityId;
		this.session = hash(`session ${device}`) as SessionId;
	}

	get certificate(): Certificate {
		return { identity: this.identity, name: this.name, signature: new Uint8Array(64) };
	}

	/** The person as the whole story leaves them. */
	get member(): Member | null {
		return memberOf(this.#story.state, this.identity);
	}

	/** Sees nothing new from now on; what follows is concurrent with what the others do. */
	goesAway(): this {
		this.#seen = [...this.#story.events];
		return this;
	}

	comesBack(): this {
		this.#seen = null;
		return this;
	}

	/** Signs something on top of what it has seen, whatever the rules say. */
	signs<Type extends EventType>(type: Type, body: EventBodies[Type]): RoomEvent<Type> {
		const heads = new Map<SessionId, RoomEvent>();
		for (const event of this.#seen ?? this.#story.events)
			if (event.session !== this.session) heads.set(event.session, event);
		const isFirst = this.#story.events.length === 0;
		const event = {
			id: this.#story.nextId(),
			room: isFirst ? null : this.#story.id,
			session: this.session,
			seq: this.#own.length,
			prev: this.#own.at(-1)?.id ?? null,
			deps: [...heads.values()].map(({ id }) => id).sort(),
			type,
			body,
			raw: new Uint8Array(0)
		} as unknown as RoomEvent<Type>;
		this.#own.push(event as RoomEvent);
		this.#story.events.push(event as RoomEvent);
		return event;
	}
}
