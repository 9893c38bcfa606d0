import type { IdentityId, SessionId } from '../base/ids.ts';
import { opensFeed, type EventType, type Family, type RoomEvent } from '../room/events.ts';

/** An act that lets others write, if whoever signed it is entrusted. */
type Opening = RoomEvent<
	'person.admitted' | 'role.granted' | 'host.offered' | 'record.part' | 'organiser.appointed'
>;

const OPENING_TYPES: ReadonlySet<EventType> = new Set<Opening['type']>([
	'person.admitted',
	'role.granted',
	'host.offered',
	'record.part',
	'organiser.appointed'
]);

function opensDoor(event: RoomEvent): event is Opening {
	return OPENING_TYPES.has(event.type);
}

/**
 * Which sessions may have a feed in this document: those of an entrusted identity, and those that an
 * entrusted one admitted. Entrusted are the founder and whomever an entrusted identity ever appointed or
 * offered the room. It follows from the set of events alone, whatever their order, and only grows: what
 * an act is worth decides the reducer; this decides what is worth keeping. In a community everybody may have a feed.
 */
export class Admissions {
	readonly #family: Family;
	readonly #identities = new Map<SessionId, readonly IdentityId[]>();
	readonly #entrusted = new Set<IdentityId>();
	readonly #admitted = new Set<SessionId>();
	/** Acts of sessions that are not entrusted, or not yet. */
	#dormant: readonly Opening[] = [];

	constructor(family: Family = 'room') {
		this.#family = family;
	}

	/** The same admissions, to try on them what other events would change. */
	copy(): Admissions {
		if (this.#family === 'community') return new Admissions('community');
		const copy = new Admissions();
		for (const [session, identities] of this.#identities) copy.#identities.set(session, identities);
		for (const identity of this.#entrusted) copy.#entrusted.add(identity);
		for (const session of this.#admitted) copy.#admitted.add(session);
		copy.#dormant = this.#dormant;
		return copy;
	}

	/** Whether this session belongs to an entrusted identity. A feed opened twice may belong to two. */
	isEntrusted(session: SessionId): boolean {
		return this.#identities.get(session)?.some((identity) => this.#entrusted.has(identity)) ?? false;
	}

	/** Whether an identity was ever entrusted. */
	isTrusted(identity: IdentityId): boolean {
		return this.#entrusted.has(identity);
	}

	/** Whether a session may have a feed, whose beginning may be among `offered`. */
	mayWrite(session: SessionId, offered: readonly RoomEvent[] = []): boolean {
		if (this.#family === 'community' || this.#admitted.has(session) || this.isEntrusted(session)) return true;
		return offered.some(
			(event) =>
				event.type === 'room.created' ||
				event.type === 'room.continued' ||
				(event.type === 'session.opened' && this.#entrusted.has(event.body.certificate.identity))
		);
	}

	/** Takes account of an event; says whether more sessions may write than before. */
	absorb(event: RoomEvent): boolean {
		if (opensFeed(event)) {
			const { identity } = event.body.certificate;
			this.#identities.set(event.session, [...(this.#identities.get(event.session) ?? []), identity]);
			if (event.type !== 'session.opened') this.#entrusted.add(identity);
		} else if (opensDoor(event)) this.#dormant = [...this.#dormant, event];
		else return false;
		return this.#wake();
	}

	/** Carries out what entrusted sessions signed, until nothing more follows from it. */
	#wake(): boolean {
		let hasGrown = false;
		for (;;) {
			const acts = this.#dormant.filter(({ session }) => this.isEntrusted(session));
			if (acts.length === 0) return hasGrown;
			this.#dormant = this.#dormant.filter((event) => !acts.includes(event));
			for (const act of acts) hasGrown = this.#open(act) || hasGrown;
		}
	}

	#open({ type, body }: Opening): boolean {
		switch (type) {
			case 'person.admitted':
				return grow(this.#admitted, [body.session]);
			case 'role.granted':
			case 'organiser.appointed':
				return grow(this.#entrusted, [body.target]);
			case 'host.offered':
				return body.target !== null && grow(this.#entrusted, [body.target]);
			case 'record.part': {
				const admitted = grow(
					this.#admitted,
					body.admitted.map(({ session }) => session)
				);
				const appointed = body.acts.flatMap((act) => (act.type === 'role.granted' ? [act.body.target] : []));
				return grow(this.#entrusted, appointed) || admitted;
			}
		}
	}
}

/** Adds values to a set; says whether one was new. */
function grow<Value>(set: Set<Value>, values: readonly Value[]): boolean {
	const before = set.size;
	for (const value of values) set.add(value);
	return set.size > before;
}
