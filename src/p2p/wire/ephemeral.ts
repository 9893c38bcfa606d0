import { bytesOf, idOf, type RoomId, type SessionId } from '../base/ids.ts';
import { isSignedBy, SIGNATURE_BYTES, type Sign } from '../identity/signature.ts';
import { REACTIONS, type Reaction } from '../room/reactions.ts';
import { asRecord, encodeCanonical, isBytes, isCount, type Plain } from './canonical.ts';
import { MAX_LINKS } from './limits.ts';

/** What a page says about itself every ten seconds and at every change. */
export interface Presence {
	/** It is in the room, not only looking at it. */
	readonly joined: boolean;
	/** The microphone is open. */
	readonly microphone: boolean;
	/** Its line does not carry all that it has to send. */
	readonly strained: boolean;
	/** Sessions in the room to which the sender has a direct link: to them it can carry a signal. */
	readonly links: readonly SessionId[];
}

/** What each kind of ephemeral says. None of it is ever stored. */
export interface EphemeralBodies {
	readonly presence: Presence;
	readonly reaction: Reaction;
}

/** Name of a kind of ephemeral. */
export type EphemeralKind = keyof EphemeralBodies;

/** A signed word of one session about itself that is told and forgotten. */
export type Ephemeral<Kind extends EphemeralKind = EphemeralKind> = {
	[K in Kind]: {
		readonly room: RoomId;
		readonly session: SessionId;
		/** Grows with every ephemeral of the session. */
		readonly counter: number;
		/** When it was signed by the sender's clock, milliseconds since the epoch. */
		readonly at: number;
		readonly kind: K;
		readonly body: EphemeralBodies[K];
		readonly signature: Uint8Array;
	};
}[Kind];

/** An ephemeral that is not signed yet. */
export type EphemeralDraft<Kind extends EphemeralKind> = Omit<Ephemeral<Kind>, 'signature'>;

function unsigned({ room, session, counter, at, kind, body }: EphemeralDraft<EphemeralKind>) {
	return { room: bytesOf(room), session: bytesOf(session), counter, at, kind, body: wireBody(kind, body) };
}

/** Signs an ephemeral with the key of the session that it names. */
export async function signEphemeral<Kind extends EphemeralKind>(
	draft: EphemeralDraft<Kind>,
	sign: Sign
): Promise<Ephemeral> {
	const signature = await sign('hearsay/ephemeral/1', encodeCanonical(unsigned(draft as never)));
	return { ...draft, signature } as unknown as Ephemeral;
}

/** Whether the session that it names signed exactly this. */
export function isEphemeralAuthentic(ephemeral: Ephemeral): boolean {
	const { session, signature } = ephemeral;
	return isSignedBy(session, 'hearsay/ephemeral/1', encodeCanonical(unsigned(ephemeral)), signature);
}

/** The wire form of an ephemeral. */
export function ephemeralToPlain(ephemeral: Ephemeral): Plain {
	return { ...unsigned(ephemeral), signature: ephemeral.signature };
}

/** Reads an ephemeral strictly: exactly its fields, the body of its kind. The signature is not checked. */
export function ephemeralFromPlain(value: Plain): Ephemeral | null {
	const record = asRecord(value, ['room', 'session', 'counter', 'at', 'kind', 'body', 'signature']);
	if (!record) return null;
	const { room, session, counter, at, kind, signature } = record;
	if (!isBytes(room, 32) || !isBytes(session, 32) || !isBytes(signature, SIGNATURE_BYTES)) return null;
	if (!isCount(counter, Number.MAX_SAFE_INTEGER) || !isCount(at, Number.MAX_SAFE_INTEGER)) return null;
	const body = readBody(kind, record.body);
	if (body === null) return null;
	const ids = { room: idOf<RoomId>(room), session: idOf<SessionId>(session) };
	return { ...ids, counter, at, kind, body, signature } as Ephemeral;
}

function wireBody(kind: EphemeralKind, body: EphemeralBodies[EphemeralKind]): Plain {
	if (kind !== 'presence') return body as Reaction;
	const { joined, microphone, strained, links } = body as Presence;
	return { joined, microphone, strained, links: links.map(bytesOf) };
}

function readBody(kind: Plain, body: Plain): EphemeralBodies[EphemeralKind] | null {
	switch (kind) {
		case 'presence':
			return readPresence(body);
		case 'reaction':
			return REACTIONS.find((reaction) => reaction === body) ?? null;
		default:
			return null;
	}
}

function readPresence(value: Plain): Presence | null {
	const record = asRecord(value, ['joined', 'microphone', 'strained', 'links']);
	if (!record) return null;
	const { joined, microphone, strained, links } = record;
	if (typeof joined !== 'boolean' || typeof microphone !== 'boolean') return null;
	if (typeof strained !== 'boolean') return null;
	if (!Array.isArray(links) || links.length > MAX_LINKS) return null;
	if (!links.every((link) => isBytes(link, 32))) return null;
	return { joined, microphone, strained, links: links.map((link) => idOf<SessionId>(link)) };
}
