import { createHash } from 'node:crypto';
import { bytesOf, type EventId } from '../../src/p2p/base/ids.ts';
import { signedBytes } from '../../src/p2p/identity/signature.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import { decodeCanonical, encodeCanonical, type Plain } from '../../src/p2p/wire/canonical.ts';
import { MAX_EVENT_BYTES, MAX_FEED_EVENTS, MAX_FEEDS } from '../../src/p2p/wire/limits.ts';
import { abuseOfPower, effectOfPowerless } from './power.ts';
import { isTrulySigned } from './seeded-ed25519.ts';
import { difference, type Violation } from './violation.ts';
import type { SimPage, SimWorld } from './world.ts';

/** What was seen of a document the last time. */
interface Seen {
	readonly size: number;
	readonly ids: ReadonlySet<EventId>;
}

/** What a set of events means, by whichever page showed it first. */
interface Meaning {
	readonly state: string;
	readonly bytes: string;
}

const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/**
 * Looks at every honest page after every step, as nobody in a room can. It rests on the reducer being a
 * pure function and on the signatures; all else it works out for itself.
 */
export class Observer {
	readonly #world: SimWorld;
	readonly #seen = new WeakMap<SimPage, Seen>();
	readonly #meanings = new Map<string, Meaning>();
	readonly #authentic = new Set<EventId>();

	constructor(world: SimWorld) {
		this.#world = world;
	}

	/** The first property that does not hold now, or null. */
	violation(): Violation | null {
		for (const page of this.#world.honestPages) {
			const found = this.#judge(page);
			if (found) return { ...found, detail: `${page.owner.name}: ${found.detail}` };
		}
		return null;
	}

	/** What costs too much to ask after every step: whether those without power changed anybody else. */
	lastViolation(): Violation | null {
		for (const { owner, document, session } of this.#world.honestPages) {
			const { state } = session.view;
			const found = state && effectOfPowerless(state, [...document.events]);
			if (found) return { ...found, detail: `${owner.name}: ${found.detail}` };
		}
		return null;
	}

	#judge(page: SimPage): Violation | null {
		const accused = this.#accusation(page);
		if (accused) return accused;
		const before = this.#seen.get(page);
		if (before?.size === page.document.size) return null;
		const events = [...page.document.events];
		const ids = new Set(events.map(({ id }) => id));
		this.#seen.set(page, { size: page.document.size, ids });
		if (before && [...before.ids].some((id) => !ids.has(id)))
			return { property: 'nothing is forgotten', detail: 'an admitted event is gone' };
		const state = page.session.view.state;
		return (
			this.#forgery(events) ??
			overCaps(events) ??
			this.#disagreement(page, events) ??
			(state && abuseOfPower(state, events))
		);
	}

	/** Honest pages never see each other break a rule, whatever they carry for others. */
	#accusation({ session }: SimPage): Violation | null {
		for (const notice of session.view.notices) {
			if (notice.code !== 'peer-misbehaved') continue;
			const accused = this.#world.people.find(({ name }) => name === notice.name);
			if (accused?.isHonest)
				return { property: 'the honest are not accused', detail: `drops ${accused.name}` };
		}
		return null;
	}

	#forgery(events: readonly RoomEvent[]): Violation | null {
		for (const event of events) {
			if (this.#authentic.has(event.id)) continue;
			if (!isAuthentic(event))
				return { property: 'only authentic events', detail: `${event.type} ${event.id.slice(0, 8)}` };
			this.#authentic.add(event.id);
		}
		return null;
	}

	/** The same events: the same state and the same document, in every order of arrival and at once. */
	#disagreement({ document, session }: SimPage, events: readonly RoomEvent[]): Violation | null {
		const key = sha(
			events
				.map(({ id }) => id)
				.sort()
				.join()
		);
		const shown: Meaning = { state: JSON.stringify(session.view.state), bytes: sha(document.encode()) };
		let meant = this.#meanings.get(key);
		if (!meant) {
			const shuffled = this.#world.chance.shuffled(events);
			const state = JSON.stringify(reduceRoom(document.room, shuffled));
			meant = { state, bytes: shown.bytes };
			this.#meanings.set(key, meant);
		}
		if (shown.state !== meant.state)
			return { property: 'incremental equals batch', detail: difference(shown.state, meant.state) };
		if (shown.bytes !== meant.bytes)
			return { property: 'equal events, equal bytes', detail: `${events.length} events` };
		return null;
	}
}

/** Checks a signature and a certificate by the memo that no planted fault reaches. */
function isAuthentic(event: RoomEvent): boolean {
	const record = decodeCanonical(event.raw, MAX_EVENT_BYTES);
	if (!record.ok) return false;
	const { sig, ...unsigned } = record.value as Record<string, Plain>;
	const message = signedBytes('hearsay/event/1', encodeCanonical(unsigned));
	if (!isTrulySigned(sig as Uint8Array, message, bytesOf(event.session))) return false;
	if (!('certificate' in event.body)) return true;
	const { identity, name, signature } = event.body.certificate;
	const certified = new Uint8Array(Buffer.concat([bytesOf(event.session), Buffer.from(name)]));
	const tagged = signedBytes('hearsay/session-certificate/1', certified);
	return isTrulySigned(signature, tagged, bytesOf(identity));
}

function overCaps(events: readonly RoomEvent[]): Violation | null {
	const feeds = new Map<string, number>();
	for (const { session } of events) feeds.set(session, (feeds.get(session) ?? 0) + 1);
	const longest = Math.max(0, ...feeds.values());
	if (feeds.size <= MAX_FEEDS && longest <= MAX_FEED_EVENTS) return null;
	return { property: 'storage under its caps', detail: `${feeds.size} feeds, the longest ${longest}` };
}
