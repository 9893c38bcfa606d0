import type { IdentityId, SessionId } from '../base/ids.ts';
import type { RoomEvent } from '../room/events.ts';

/** An act that lets others write, if whoever signed it is entrusted. */
type Opening = RoomEvent<'person.admitted' | 'role.granted' | 'host.offered'>;

function opensDoor(event: RoomEvent): event is Opening {
	const { type } = event;
	return type === 'person.admitted' || type === 'role.granted' || type === 'host.offered';
}

/**
 * Which sessions may have a feed in this document: those of an entrusted identity, and those that an
 * entrusted one admitted. Entrusted are the founder and whomever an entrusted identity ever appointed or
 * offered the room. It follows from the set of events alone, whatever their order, and only grows: what
 * an act is worth decides the reducer; this decides what is worth keeping.
 */
export class Admissions {
	readonly #identities = new Map<SessionId, readonly IdentityId[]>();
	readonly #entrusted = new Set<IdentityId>();
	readonly #admitted = new Set<SessionId>();
	/** Acts of sessions that are not entrusted, or not yet. */
	#dormant: readonly Opening[] = [];

	/** The same admissions, to try on them what other events would change. */
	copy(): Admissions {
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

	/** Whether a session may have a feed, whose beginning may be among `offered`. */
	mayWrite(session: SessionId, offered: readonly RoomEvent[] = []): boolean {
		if (this.#admitted.has(session) || this.isEntrusted(session)) return true;
		return offered.some(
			(event) =>
				event.type === 'room.created' ||
				(event.type === 'session.opened' && this.#entrusted.has(event.body.certificate.identity))
		);
	}

	/** Takes account of an event; says whether more sessions may write than before. */
	absorb(event: RoomEvent): boolean {
		if (event.type === 'room.created' || event.type === 'session.opened') {
			const { identity } = event.body.certificate;
			this.#identities.set(event.session, [...(this.#identities.get(event.session) ?? []), identity]);
			if (event.type === 'room.created') this.#entrusted.add(identity);
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
		if (type === 'person.admitted') {
			const isNew = !this.#admitted.has(body.session);
			this.#admitted.add(body.session);
			return isNew;
		}
		if (body.target === null || this.#entrusted.has(body.target)) return false;
		this.#entrusted.add(body.target);
		return true;
	}
}
