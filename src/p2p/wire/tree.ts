import { bytesOf, idOf, type IdentityId, type RoomId, type SessionId } from '../base/ids.ts';
import type { PerStripe, Stripe } from '../ports.ts';
import { parseBody, printable, wireBody } from '../room/bodies.ts';
import { TEXT_LIMITS, type Certificate } from '../room/events.ts';
import { REACTIONS } from '../room/reactions.ts';
import { asRecord, isBytes, isCount, type Plain } from './canonical.ts';
import { grantFromPlain, grantToPlain, type Grant } from './grant.ts';
import {
	MAX_CAPACITY,
	MAX_FALLBACKS,
	MAX_FLOORS,
	MAX_PULSE_PEOPLE,
	MAX_STAGE,
	MAX_TREE_DEPTH
} from './limits.ts';
import type { Signed, WordForm } from './signed-words.ts';

/** Counters and terms stay far under what a number holds exactly. */
const MAX_COUNTER = Number.MAX_SAFE_INTEGER;
/** People that a pulse may count. */
const MAX_LISTENERS = 10_000_000;

/** Who plans the audience tree and which two pages are its roots, in the words of the planner's session. */
export interface MandateFields {
	readonly room: RoomId;
	/** Grows with every mandate; of two that rest on the same authority the higher term holds. */
	readonly term: number;
	/** False: the room is a mesh again. */
	readonly tree: boolean;
	readonly planner: SessionId;
	/** Whose session the planner's is. */
	readonly certificate: Certificate;
	/** Roots of the two stripes. The one that is not the planner is its deputy, who goes on when it is gone. */
	readonly roots: PerStripe<SessionId>;
}
/** A signed mandate. */
export type Mandate = Signed<MandateFields>;

/** Where a listener sits, in the words of the planner's session. */
export interface SeatFields {
	readonly room: RoomId;
	readonly term: number;
	readonly planner: SessionId;
	/** Grows with every seat that the planner gives this session. */
	readonly version: number;
	readonly session: SessionId;
	readonly stripes: PerStripe<StripeSeat>;
	/** The stripe in which this session may be a parent, and of how many. */
	readonly forwards: Stripe | null;
	readonly capacity: number;
	/** Sequence numbers of the speakers below which packets are old. */
	readonly floors: readonly { readonly session: SessionId; readonly floor: number }[];
}
/** One stripe of a seat. */
export interface StripeSeat {
	/** Null for a leaf while nobody has room for it. */
	readonly parent: SessionId | null;
	readonly fallbacks: readonly SessionId[];
	/** Hops from the root. */
	readonly depth: number;
}
/** A signed seat. */
export type SeatWord = Signed<SeatFields>;

/** Why a parent was left. */
export const LOSS_CAUSES = ['silent', 'starving', 'forged', 'unreachable'] as const;
/** Why a parent was left. */
export type LossCause = (typeof LOSS_CAUSES)[number];

/** What a session sends up the tree to the planner. */
export type ErrandBody =
	/** It asks for a seat, or says what changed about its own. */
	| {
			readonly do: 'seat';
			readonly certificate: Certificate;
			readonly grant: Grant | null;
			/** Children it could feed. */
			readonly capacity: number;
			/** It has no way to take sound but in packets. */
			readonly framesOnly: boolean;
	  }
	/** It left a parent, and is fed by another one now, or by none. */
	| {
			readonly do: 'lost';
			readonly stripe: Stripe;
			readonly parent: SessionId;
			readonly cause: LossCause;
			readonly now: SessionId | null;
	  }
	/** A child or a parent of it closed its link. */
	| { readonly do: 'gone'; readonly session: SessionId }
	/** It asks to be let write durably. */
	| { readonly do: 'ask'; readonly certificate: Certificate; readonly grant: Grant | null }
	| { readonly do: 'leave' };

/** Something for the planner, in the words of the session that sends it. */
export interface ErrandFields {
	readonly room: RoomId;
	readonly from: SessionId;
	/** Grows with every errand of the session. */
	readonly counter: number;
	readonly body: ErrandBody;
}
/** A signed errand. */
export type Errand = Signed<ErrandFields>;

/** Somebody on the stage, as the planner sees them. */
export interface StageEntry {
	readonly session: SessionId;
	readonly identity: IdentityId;
	readonly microphone: boolean;
	/** SHA-256 of their picture, or null. */
	readonly picture: Uint8Array | null;
}

/** What the planner tells everybody every two seconds. */
export interface PulseFields {
	readonly room: RoomId;
	readonly term: number;
	readonly planner: SessionId;
	/** Grows with every pulse of the term. */
	readonly counter: number;
	/** Listeners who have a seat. */
	readonly listeners: number;
	readonly stage: readonly StageEntry[];
	/** Reactions since the pulse before, in the order of `REACTIONS`. */
	readonly reactions: readonly number[];
	/** Frames a packet carries. */
	readonly copies: 2 | 3;
	/** Some of the listeners, now and then; null in the pulses between. */
	readonly people:
		readonly { readonly session: SessionId; readonly identity: IdentityId; readonly name: string }[] | null;
}
/** A signed pulse. */
export type Pulse = Signed<PulseFields>;

const id = <Id extends SessionId | IdentityId | RoomId>(value: Plain | undefined): Id | null =>
	isBytes(value, 32) ? idOf<Id>(value) : null;
const isStripe = (value: Plain | undefined): value is Stripe => value === 0 || value === 1;
const listOf = <Item>(
	value: Plain | undefined,
	max: number,
	read: (item: Plain) => Item | null
): Item[] | null => {
	if (!Array.isArray(value) || value.length > max) return null;
	const items = value.map(read);
	return items.every((item) => item !== null) ? items : null;
};
const pairOf = <Item>(value: Plain | undefined, read: (item: Plain) => Item | null): [Item, Item] | null => {
	const items = listOf(value, 2, read);
	return items?.length === 2 ? [items[0]!, items[1]!] : null;
};
const certificateToPlain = (certificate: Certificate) =>
	(wireBody('session.opened', { certificate }) as { certificate: Plain }).certificate;
const certificateFrom = (value: Plain | undefined): Certificate | null =>
	value === undefined ? null : (parseBody('session.opened', { certificate: value })?.certificate ?? null);

/** How a mandate is written. */
export const MANDATE: WordForm<MandateFields> = {
	domain: 'hearsay/mandate/1',
	signer: ({ planner }) => planner,
	toPlain: ({ room, term, tree, planner, certificate, roots }) => ({
		room: bytesOf(room),
		term,
		tree,
		planner: bytesOf(planner),
		certificate: certificateToPlain(certificate),
		roots: roots.map(bytesOf)
	}),
	fromPlain(value) {
		const record = asRecord(value, ['room', 'term', 'tree', 'planner', 'certificate', 'roots']);
		if (!record) return null;
		const { term, tree } = record;
		const [room, planner] = [id<RoomId>(record.room), id<SessionId>(record.planner)];
		const certificate = certificateFrom(record.certificate);
		const roots = pairOf(record.roots, (root) => id<SessionId>(root));
		if (!room || !planner || !certificate || !roots || !roots.includes(planner)) return null;
		if (!isCount(term, MAX_COUNTER) || typeof tree !== 'boolean') return null;
		return { room, term, tree, planner, certificate, roots };
	}
};

/** How a seat is written. */
export const SEAT: WordForm<SeatFields> = {
	domain: 'hearsay/seat/1',
	signer: ({ planner }) => planner,
	toPlain: (seat) => ({
		room: bytesOf(seat.room),
		term: seat.term,
		planner: bytesOf(seat.planner),
		version: seat.version,
		session: bytesOf(seat.session),
		stripes: seat.stripes.map(({ parent, fallbacks, depth }) => ({
			parent: parent && bytesOf(parent),
			fallbacks: fallbacks.map(bytesOf),
			depth
		})),
		forwards: seat.forwards,
		capacity: seat.capacity,
		floors: seat.floors.map(({ session, floor }) => [bytesOf(session), floor])
	}),
	fromPlain(value) {
		const record = asRecord(value, [
			'room',
			'term',
			'planner',
			'version',
			'session',
			'stripes',
			'forwards',
			'capacity',
			'floors'
		]);
		if (!record) return null;
		const { term, version, capacity } = record;
		const forwards = record.forwards === null || isStripe(record.forwards) ? record.forwards : undefined;
		const room = id<RoomId>(record.room);
		const [planner, session] = [id<SessionId>(record.planner), id<SessionId>(record.session)];
		const stripes = pairOf(record.stripes, readStripeSeat);
		const floors = listOf(record.floors, MAX_FLOORS, readFloor);
		if (!room || !planner || !session || !stripes || !floors || forwards === undefined) return null;
		if (!isCount(term, MAX_COUNTER) || !isCount(version, MAX_COUNTER) || !isCount(capacity, MAX_CAPACITY))
			return null;
		return { room, term, planner, version, session, stripes, forwards, capacity, floors };
	}
};

function readStripeSeat(value: Plain): StripeSeat | null {
	const record = asRecord(value, ['parent', 'fallbacks', 'depth']);
	const parent = record?.parent === null ? null : (id<SessionId>(record?.parent) ?? undefined);
	const fallbacks = listOf(record?.fallbacks, MAX_FALLBACKS, (item) => id<SessionId>(item));
	if (!record || parent === undefined || !fallbacks || !isCount(record.depth, MAX_TREE_DEPTH)) return null;
	return { parent, fallbacks, depth: record.depth };
}

function readFloor(value: Plain): { session: SessionId; floor: number } | null {
	if (!Array.isArray(value) || value.length !== 2) return null;
	const [session, floor] = [id<SessionId>(value[0]), value[1] as Plain];
	return session && isCount(floor, 2 ** 32 - 1) ? { session, floor } : null;
}

/** How an errand is written. */
export const ERRAND: WordForm<ErrandFields> = {
	domain: 'hearsay/errand/1',
	signer: ({ from }) => from,
	toPlain: ({ room, from, counter, body }) => ({
		room: bytesOf(room),
		from: bytesOf(from),
		counter,
		body: errandBodyToPlain(body)
	}),
	fromPlain(value) {
		const record = asRecord(value, ['room', 'from', 'counter', 'body']);
		if (!record) return null;
		const [room, from] = [id<RoomId>(record.room), id<SessionId>(record.from)];
		const body = readErrandBody(record.body);
		if (!room || !from || !body || !isCount(record.counter, MAX_COUNTER)) return null;
		return { room, from, counter: record.counter, body };
	}
};

function errandBodyToPlain(body: ErrandBody): Plain {
	switch (body.do) {
		case 'seat':
			return {
				do: body.do,
				certificate: certificateToPlain(body.certificate),
				grant: grantToPlain(body.grant),
				capacity: body.capacity,
				framesOnly: body.framesOnly
			};
		case 'lost':
			return {
				do: body.do,
				stripe: body.stripe,
				parent: bytesOf(body.parent),
				cause: body.cause,
				now: body.now && bytesOf(body.now)
			};
		case 'gone':
			return { do: body.do, session: bytesOf(body.session) };
		case 'ask':
			return {
				do: body.do,
				certificate: certificateToPlain(body.certificate),
				grant: grantToPlain(body.grant)
			};
		case 'leave':
			return { do: body.do };
	}
}

function readErrandBody(value: Plain): ErrandBody | null {
	const seat = asRecord(value, ['do', 'certificate', 'grant', 'capacity', 'framesOnly']);
	if (seat?.do === 'seat') {
		const [certificate, grant] = [certificateFrom(seat.certificate), grantFromPlain(seat.grant)];
		if (!certificate || grant === undefined || !isCount(seat.capacity, MAX_CAPACITY)) return null;
		if (typeof seat.framesOnly !== 'boolean') return null;
		const { capacity, framesOnly } = seat;
		return { do: 'seat', certificate, grant, capacity, framesOnly };
	}
	const lost = asRecord(value, ['do', 'stripe', 'parent', 'cause', 'now']);
	if (lost?.do === 'lost') {
		const parent = id<SessionId>(lost.parent);
		const now = lost.now === null ? null : (id<SessionId>(lost.now) ?? undefined);
		const cause = LOSS_CAUSES.find((known) => known === lost.cause);
		if (!isStripe(lost.stripe) || !parent || !cause || now === undefined) return null;
		return { do: 'lost', stripe: lost.stripe, parent, cause, now };
	}
	const ask = asRecord(value, ['do', 'certificate', 'grant']);
	if (ask?.do === 'ask') {
		const [certificate, grant] = [certificateFrom(ask.certificate), grantFromPlain(ask.grant)];
		return certificate && grant !== undefined ? { do: 'ask', certificate, grant } : null;
	}
	const gone = asRecord(value, ['do', 'session']);
	const session = id<SessionId>(gone?.session);
	if (gone?.do === 'gone' && session) return { do: 'gone', session };
	return asRecord(value, ['do'])?.do === 'leave' ? { do: 'leave' } : null;
}

/** How a pulse is written. */
export const PULSE: WordForm<PulseFields> = {
	domain: 'hearsay/pulse/1',
	signer: ({ planner }) => planner,
	toPlain: (pulse) => ({
		room: bytesOf(pulse.room),
		term: pulse.term,
		planner: bytesOf(pulse.planner),
		counter: pulse.counter,
		listeners: pulse.listeners,
		stage: pulse.stage.map(({ session, identity, microphone, picture }) => [
			bytesOf(session),
			bytesOf(identity),
			microphone,
			picture
		]),
		reactions: pulse.reactions,
		copies: pulse.copies,
		people:
			pulse.people?.map(({ session, identity, name }) => [bytesOf(session), bytesOf(identity), name]) ?? null
	}),
	fromPlain(value) {
		const record = asRecord(value, [
			'room',
			'term',
			'planner',
			'counter',
			'listeners',
			'stage',
			'reactions',
			'copies',
			'people'
		]);
		if (!record) return null;
		const { term, counter, listeners, copies } = record;
		const [room, planner] = [id<RoomId>(record.room), id<SessionId>(record.planner)];
		const stage = listOf(record.stage, MAX_STAGE, readStageEntry);
		const reactions = readReactionCounts(record.reactions);
		const people =
			record.people === null ? null : (listOf(record.people, MAX_PULSE_PEOPLE, readPerson) ?? undefined);
		if (!room || !planner || !stage || !reactions || people === undefined) return null;
		if (!isCount(term, MAX_COUNTER) || !isCount(counter, MAX_COUNTER)) return null;
		if (!isCount(listeners, MAX_LISTENERS) || (copies !== 2 && copies !== 3)) return null;
		return { room, term, planner, counter, listeners, stage, reactions, copies, people };
	}
};

/** Reads counts of reactions, one for each of `REACTIONS`. */
export function readReactionCounts(value: Plain | undefined): number[] | null {
	const counts = listOf(value, REACTIONS.length, (count) => (isCount(count, MAX_LISTENERS) ? count : null));
	return counts?.length === REACTIONS.length ? counts : null;
}

function readStageEntry(value: Plain): StageEntry | null {
	if (!Array.isArray(value) || value.length !== 4) return null;
	const [session, identity] = [id<SessionId>(value[0]), id<IdentityId>(value[1])];
	const [microphone, picture] = [value[2] as Plain, value[3] as Plain];
	if (!session || !identity || typeof microphone !== 'boolean') return null;
	return picture === null || isBytes(picture, 32) ? { session, identity, microphone, picture } : null;
}

function readPerson(value: Plain): { session: SessionId; identity: IdentityId; name: string } | null {
	if (!Array.isArray(value) || value.length !== 3) return null;
	const [session, identity, name] = [id<SessionId>(value[0]), id<IdentityId>(value[1]), value[2] as Plain];
	if (!session || !identity || typeof name !== 'string') return null;
	return printable(name, TEXT_LIMITS.name) === name ? { session, identity, name } : null;
}
