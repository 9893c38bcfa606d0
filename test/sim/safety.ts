import { createHash } from 'node:crypto';
import type { EventId, IdentityId } from '../../src/p2p/base/ids.ts';
import { bytesOf } from '../../src/p2p/base/ids.ts';
import { signedBytes } from '../../src/p2p/identity/signature.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import { personOf } from '../../src/p2p/room/selectors.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import { decodeCanonical, encodeCanonical, type Plain } from '../../src/p2p/wire/canonical.ts';
import { MAX_EVENT_BYTES, MAX_FEED_EVENTS, MAX_FEEDS } from '../../src/p2p/wire/limits.ts';
import { Causes } from './causes.ts';
import { isTrulySigned } from './seeded-ed25519.ts';
import type { SimPage, SimWorld } from './world.ts';

/** A property that does not hold. */
export interface Violation {
	readonly property: string;
	readonly detail: string;
}

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
			(state && (hostHarm(state, events) ?? unearnedRole(state, events) ?? effectOfBanned(state, events)))
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

function hostHarm(state: RoomState, events: readonly RoomEvent[]): Violation | null {
	const host = personOf(state, state.host);
	if (!host || host.role !== 'host' || host.access !== 'in' || host.muted)
		return { property: 'the host is never touched', detail: JSON.stringify(host) };
	const causes = new Causes(events);
	const [founding] = causes.signed(['room.created']);
	const wasHanded = [...causes.signed(['host.answered'], state.host)].some(
		({ body }) => 'accept' in body && body.accept
	);
	if (causes.author(founding!) === state.host || wasHanded) return null;
	return { property: 'the host is never touched', detail: 'somebody is host who was never offered it' };
}

/** Roles that nobody with the right to give them ever gave. */
function unearnedRole(state: RoomState, events: readonly RoomEvent[]): Violation | null {
	const causes = new Causes(events);
	const signedAbout = (types: readonly RoomEvent['type'][], target: IdentityId, by: Set<IdentityId>) =>
		[...causes.signed(types)].filter((event) => {
			const author = causes.author(event);
			return author && by.has(author) && 'target' in event.body && event.body.target === target;
		});
	const [founding] = causes.signed(['room.created']);
	const hosts = new Set([causes.author(founding!)!]);
	// Who was offered the room by somebody in the line of hosts, and accepted.
	for (let before = 0; before < hosts.size;) {
		before = hosts.size;
		for (const answer of causes.signed(['host.answered'])) {
			const who = causes.author(answer)!;
			if (signedAbout(['host.offered'], who, hosts).length > 0) hosts.add(who);
		}
	}
	const appointed = new Set(hosts);
	for (const { identity } of state.people)
		if (signedAbout(['role.granted'], identity, hosts).length > 0) appointed.add(identity);
	for (const { identity, role } of state.people) {
		if (role === 'cohost' && !appointed.has(identity))
			return { property: 'no role without a chain', detail: `${identity.slice(0, 8)} was never appointed` };
		if (role !== 'speaker') continue;
		const answered = new Set(
			[...causes.signed(['stage.answered'], identity)].map(({ body }) => 'invite' in body && body.invite)
		);
		if (!signedAbout(['stage.invited'], identity, appointed).some(({ id }) => answered.has(id)))
			return { property: 'no role without a chain', detail: `${identity.slice(0, 8)} speaks uninvited` };
	}
	return null;
}

/** Whoever the host has banned changes nothing by what the ban did not know: the state is as if it were silence. */
function effectOfBanned(state: RoomState, events: readonly RoomEvent[]): Violation | null {
	const causes = new Causes(events);
	for (const { identity, access } of state.people) {
		if (access !== 'banned') continue;
		const standing = banOf(causes, state, identity);
		if (!standing) continue;
		const known = causes.pastOf(standing);
		const isVoid = (event: RoomEvent) =>
			event.seq > 0 && causes.author(event) === identity && !known.has(event.id);
		if (!events.some(isVoid)) continue;
		const body = { invite: '0'.repeat(64), accept: false };
		const silent = events.map((event) =>
			isVoid(event) ? ({ ...event, type: 'stage.answered', body } as RoomEvent) : event
		);
		const [shown, meant] = [state, reduceRoom(state.room, silent)!].map((each) =>
			JSON.stringify(withoutSessionsOf(each, identity))
		);
		if (shown !== meant) return { property: 'the banned change nothing', detail: difference(shown!, meant!) };
	}
	return null;
}

/** A ban by the host that no act of a moderator has lifted since, if there is one. */
function banOf(causes: Causes, state: RoomState, target: IdentityId): RoomEvent | null {
	const about = ({ body }: RoomEvent) => 'target' in body && body.target === target;
	const lifting = [...causes.signed(['person.unbanned', 'role.granted'])].filter(about);
	for (const ban of causes.signed(['person.banned'], state.host))
		if (about(ban) && !lifting.some((act) => causes.pastOf(act).has(ban.id))) return ban;
	return null;
}

function withoutSessionsOf(state: RoomState, who: IdentityId): RoomState {
	const people = state.people.map((person) =>
		person.identity === who ? { ...person, sessions: [] } : person
	);
	return { ...state, people };
}

/** Where two texts begin to differ. */
export function difference(a: string, b: string): string {
	let at = 0;
	while (at < a.length && a[at] === b[at]) at++;
	const around = (text: string) => text.slice(Math.max(0, at - 40), at + 60);
	return `${around(a)} ≠ ${around(b)}`;
}
