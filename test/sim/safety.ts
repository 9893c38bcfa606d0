import { createHash } from 'node:crypto';
import { bytesOf, type EventId } from '../../src/p2p/base/ids.ts';
import { signedBytes } from '../../src/p2p/identity/signature.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import { decodeCanonical, encodeCanonical, type Plain } from '../../src/p2p/wire/canonical.ts';
import { MAX_EVENT_BYTES, MAX_FEED_EVENTS, MAX_FEEDS } from '../../src/p2p/wire/limits.ts';
import { abuseOfPower, effectOfPowerless } from './power.ts';
import { isTrulySigned } from './seeded-ed25519.ts';
import { sightsOf } from './sights.ts';
import { difference, type Violation } from './violation.ts';
import type { SimPage, SimWorld } from './world.ts';

/** What was seen of a document the last time. */
interface Seen {
	readonly size: number;
	readonly ids: ReadonlySet<EventId>;
}

const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/**
 * Looks at every honest page after every step, as nobody in a room can. It rests on the reducer being a
 * pure function and on the signatures; all else it works out for itself.
 */
export class Observer {
	/** What honest pages have shown. */
	readonly sights = new Set<string>();
	readonly #world: SimWorld;
	readonly #seen = new WeakMap<SimPage, Seen>();
	/** What sets of events mean, and how feeds are written, by whichever page showed it first. */
	readonly #states = new Map<string, string>();
	readonly #bytes = new Map<string, string>();
	readonly #authentic = new Set<EventId>();

	constructor(world: SimWorld) {
		this.#world = world;
	}

	/** The first property that does not hold now, or null. */
	violation(): Violation | null {
		const [founder] = this.#world.people;
		for (const page of this.#world.honestPages) {
			for (const sight of sightsOf(page.session.view, founder!.identity.id)) this.sights.add(sight);
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

	/** The same events: the same state, in every order of arrival and at once. The same feeds: the same bytes. */
	#disagreement({ document, session }: SimPage, events: readonly RoomEvent[]): Violation | null {
		const shown = JSON.stringify(session.view.state);
		const meant = remembered(this.#states, nameOf(events), () =>
			JSON.stringify(reduceRoom(document.room, this.#world.chance.shuffled(events)))
		);
		if (shown !== meant) return { property: 'incremental equals batch', detail: difference(shown, meant) };
		const feeds = [...document.sessions].flatMap((each) => document.feed(each));
		const bytes = sha(document.encode());
		if (remembered(this.#bytes, nameOf(feeds), () => bytes) === bytes) return null;
		return { property: 'equal feeds, equal bytes', detail: `${feeds.length} events` };
	}
}

function remembered(known: Map<string, string>, name: string, make: () => string): string {
	const value = known.get(name) ?? make();
	known.set(name, value);
	return value;
}

/** One name for a set of events, whatever their order. */
function nameOf(events: readonly RoomEvent[]): string {
	const ids = events.map(({ id }) => id).sort();
	return sha(ids.join());
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
