import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesOf, idOf, type EventId, type IdentityId, type RoomId, type SessionId } from '../base/ids.ts';
import type { Certificate, EventBodies, EventType, RoomEvent } from './events.ts';
import { joinParts, THE_ONE_BEFORE, type RoomRecord } from './record.ts';
import type { RoomState } from './state.ts';

/** Acts that one retold feed of the host carries: far below every quota. */
const ACTS_A_FEED = 200;
const NOBODYS_SIGNATURE = new Uint8Array(64);
const NOBODYS_BYTES = new Uint8Array(0);

/** The events of a document as the rules read them. */
export interface Told {
	/** The event that stands first for the rules. */
	readonly first: RoomId;
	readonly events: readonly RoomEvent[];
	/** Undoes in a state what was put in only to tell it. */
	readonly asItIs: (state: RoomState) => RoomState;
}

/**
 * The events of a document with its record, if it begins with one, told as events: as if the people
 * named there had signed them one after the other before everything else. Null until the first event and
 * the whole record are there.
 */
export function tell(root: RoomId, events: Iterable<RoomEvent>): Told | null {
	const real = [...events];
	const first = real.find(({ id }) => (id as string) === root);
	if (!first) return null;
	if (first.type !== 'room.continued') return { first: root, events: real, asItIs: (state) => state };
	const parts: EventBodies['record.part'][] = [];
	for (const event of real)
		if (event.session === first.session && event.type === 'record.part' && event.seq <= first.body.parts)
			parts[event.seq - 1] = event.body;
	// A sparse array has no `every`: missing parts are counted.
	if (Object.keys(parts).length < first.body.parts) return null;
	const told = new Retelling(first, joinParts(parts));
	return { first: told.first, events: told.before(real), asItIs: (state) => told.asItIs(state) };
}

class Retelling {
	readonly first: RoomId;
	readonly #root: RoomEvent<'room.continued'>;
	readonly #names: ReadonlyMap<IdentityId, string>;
	readonly #events: RoomEvent[] = [];
	readonly #heads = new Map<SessionId, RoomEvent>();
	#hostActs = 0;

	constructor(root: RoomEvent<'room.continued'>, record: RoomRecord) {
		this.#root = root;
		this.#names = new Map(record.names.map(({ identity, name }) => [identity, name]));
		const { title, topics, door, certificate } = root.body;
		const host = certificate.identity;
		this.first = this.#id() as string as RoomId;
		this.#put(this.#stand(host), 'room.created', {
			certificate: this.#certificate(host),
			title,
			topics,
			door
		});
		for (const { identity: target, session } of record.admitted)
			this.#sign(host, 'person.admitted', { target, session, invite: null });
		for (const { by, type, body } of record.acts) {
			const isAnswer = type === 'stage.answered' && body.invite === THE_ONE_BEFORE;
			const before = this.#events.at(-1)!;
			// Letting somebody answer comes before what they answer to.
			if (isAnswer) this.#answer(by, before, body.accept);
			else this.#sign(by, type, body);
		}
	}

	/** All events of the document with the record told before them. */
	before(real: readonly RoomEvent[]): RoomEvent[] {
		const last = this.#events.at(-1)!;
		const { certificate } = this.#root.body;
		const opening = {
			...this.#root,
			room: this.first,
			deps: [last.id],
			type: 'session.opened',
			body: { certificate }
		} as RoomEvent;
		const root = this.#root.id as string as RoomId;
		const rest = real.filter(({ id }) => id !== this.#root.id);
		return [
			...this.#events,
			opening,
			...rest.map((event) => (event.room === root ? { ...event, room: this.first } : event) as RoomEvent)
		];
	}

	asItIs(state: RoomState): RoomState {
		const told = new Set(this.#events.map(({ id }) => id));
		const isReal = (session: SessionId) => !this.#heads.has(session);
		return {
			...state,
			room: this.#root.room!,
			people: state.people.map((person) => ({
				...person,
				sessions: person.sessions.filter(isReal),
				admitted: person.admitted.filter(isReal)
			})),
			log: state.log.filter(
				({ id, type }) => !told.has(id) || (type !== 'person.admitted' && type !== 'stage.invited')
			)
		};
	}

	#answer(by: IdentityId, invitation: RoomEvent, accept: boolean): void {
		this.#open(by);
		this.#put(this.#stand(by), 'stage.answered', { invite: invitation.id, accept });
	}

	#sign<Type extends EventType>(by: IdentityId, type: Type, body: EventBodies[Type]): void {
		if (by === this.#root.body.certificate.identity) this.#hostActs++;
		this.#open(by);
		this.#put(this.#stand(by), type, body);
	}

	/** Opens the feed that stands for a person, admitted by the host, unless it is open. */
	#open(by: IdentityId): void {
		const session = this.#stand(by);
		if (this.#heads.has(session)) return;
		const host = this.#root.body.certificate.identity;
		if (by !== host) this.#sign(host, 'person.admitted', { target: by, session, invite: null });
		this.#put(session, 'session.opened', { certificate: this.#certificate(by) });
	}

	#put<Type extends EventType>(session: SessionId, type: Type, body: EventBodies[Type]): void {
		const previous = this.#heads.get(session) ?? null;
		const last = this.#events.at(-1) ?? null;
		const event = {
			id: this.#id(),
			room: last ? this.first : null,
			session,
			seq: previous ? previous.seq + 1 : 0,
			prev: previous?.id ?? null,
			deps: last && last.session !== session ? [last.id] : [],
			type,
			body,
			raw: NOBODYS_BYTES
		} as RoomEvent;
		this.#events.push(event);
		this.#heads.set(session, event);
	}

	/** The session that stands for a person here; the host has as many as its acts need. */
	#stand(identity: IdentityId): SessionId {
		const isHost = identity === this.#root.body.certificate.identity;
		const n = isHost ? Math.floor(this.#hostActs / ACTS_A_FEED) : 0;
		return idOf<SessionId>(this.#hash('session', bytesOf(identity), n));
	}

	#id(): EventId {
		return idOf<EventId>(this.#hash('event', new Uint8Array(0), this.#events.length));
	}

	#hash(what: string, of: Uint8Array, n: number): Uint8Array {
		const number = new Uint8Array(4);
		new DataView(number.buffer).setUint32(0, n);
		return sha256(concatBytes(utf8ToBytes(`hearsay/retold-${what}/1\0`), bytesOf(this.#root.id), of, number));
	}

	#certificate(identity: IdentityId): Certificate {
		const own = this.#root.body.certificate;
		const name = identity === own.identity ? own.name : (this.#names.get(identity) ?? '');
		return { identity, name, signature: NOBODYS_SIGNATURE };
	}
}
