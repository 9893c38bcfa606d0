import { concatBytes } from '@noble/hashes/utils.js';
import { bytesOf, idOf, type EventId, type SessionId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { TEXT_LIMITS, type Certificate } from '../room/events.ts';
import { MAX_COVERED, MAX_GENERATION, parseBody, wireBody } from '../room/bodies.ts';
import { asRecord, decodeCanonical, encodeCanonical, isBytes, isCount, type Plain } from './canonical.ts';
import {
	isCommunitySync,
	PROOF_BYTES,
	proofsFromPlain,
	proofsToPlain,
	type CommunityMessage
} from './community-messages.ts';
import { captionFromPlain, captionToPlain, type CaptionMessage } from './caption.ts';
import { ephemeralFromPlain, ephemeralToPlain, type Ephemeral } from './ephemeral.ts';
import { epochFromPlain, epochToPlain, type EpochMessage } from './epoch.ts';
import { grantFromPlain, grantToPlain, type Grant } from './grant.ts';
import {
	MAX_EVENT_BYTES,
	MAX_FEED_EVENTS,
	MAX_FEEDS,
	MAX_MESSAGE_BYTES,
	MAX_PICTURE_BYTES,
	MAX_SIGNAL_BYTES
} from './limits.ts';
import { plansFromPlain, type PlansMessage } from './plans-message.ts';
import { signalFromPlain, signalToPlain, type Signal } from './signal.ts';
import {
	isTreeMessage,
	TREE_KINDS,
	treeMessageFromPlain,
	treeMessageToPlain,
	type TreeMessage
} from './tree-messages.ts';

/** Version of the conversation between peers. A peer with another one is told so and let go. */
export const PROTOCOL_VERSION = 10;

/** Why a peer closes the door, by code. `ended` is reserved: nobody sends it, since events tell that a room ended. */
export const REFUSALS = [
	'version',
	'banned',
	'removed',
	'locked',
	'uninvited',
	'not-following',
	'ticketless',
	'full',
	'ended',
	'misbehaved'
] as const;
/** Why a peer closes the door. */
export type Refusal = (typeof REFUSALS)[number];

/** The messages of one channel, by `kind`. PROTOCOL.md numbers them and says who sends which when. */
export type Message =
	| TreeMessage
	| EpochMessage
	| CaptionMessage
	| CommunityMessage
	| PlansMessage
	/** The first word: proof of the room's secret, and whether the sender is in the room or only looking. */
	| { readonly kind: 'hello'; readonly version: number; readonly proof: Uint8Array; readonly joined: boolean }
	/** Who is speaking here, once both know the secret, and what opens the door to them. */
	| {
			readonly kind: 'introduction';
			readonly certificate: Certificate;
			readonly grant: Grant | null;
			readonly standing: Standing;
	  }
	/** A y-protocols sync message; read by `document/exchange`. */
	| { readonly kind: 'sync'; readonly payload: Uint8Array }
	/** Where every feed and branch that the sender has ends: the end of each answer to a sync question. */
	| { readonly kind: 'heads'; readonly heads: readonly Head[] }
	/** A signed word of a session about itself: the sender's own, or passed on. */
	| { readonly kind: 'ephemeral'; readonly ephemeral: Ephemeral }
	/** A signed signal towards a session, maybe not the receiver. */
	| { readonly kind: 'signal'; readonly signal: Signal }
	| { readonly kind: 'picture'; readonly picture: Uint8Array }
	| { readonly kind: 'refusal'; readonly code: Refusal }
	/** The sender leaves the room of its own will. */
	| { readonly kind: 'farewell' }
	/** The sender asks a moderator's page to let its session write durably. */
	| { readonly kind: 'ask' }
	/** Asks for all that the receiver has of one session: its feed from the beginning, and other branches. */
	| { readonly kind: 'want'; readonly session: SessionId }
	/** Raw events of branches beside a feed, each after its predecessor. */
	| { readonly kind: 'branches'; readonly events: readonly Uint8Array[] }
	/** The sender's room goes on in another document now. */
	| { readonly kind: 'standing'; readonly standing: Standing }
	/** What the sender's document begins with, root first, and the proof that its signer holds the room. */
	| {
			readonly kind: 'continued';
			readonly events: readonly Uint8Array[];
			readonly lineage: readonly Uint8Array[];
	  };

/** Which document of its room a page has. The receiver believes none of it without the document's beginning. */
export interface Standing {
	/** Id of the document's first event. */
	readonly root: EventId;
	/** How many documents of the room came before. */
	readonly generation: number;
	/** How many moderators' events of the document before its record covers. */
	readonly covers: number;
}

/** Where a feed ends. */
export interface Head {
	readonly session: SessionId;
	/** Position of the last event, from 0. */
	readonly seq: number;
	/** Id of the last event. */
	readonly event: EventId;
}

/** Why bytes are not a message. */
export type MessageFault = 'message-malformed';

const KINDS = [
	'hello',
	'introduction',
	'sync',
	'heads',
	'ephemeral',
	'signal',
	'picture',
	'refusal',
	'farewell',
	'ask',
	'want',
	'branches',
	'standing',
	'continued',
	...TREE_KINDS,
	'epoch',
	'caption',
	'communities',
	'community',
	'plans'
] as const;

/** Events that the feeds of all covered moderators hold. */
const MAX_COVERS = TEXT_LIMITS.covered * MAX_COVERED;

/** Maps and keys around the payload of the largest message that is not raw, and the way of a carried signal. */
const OVERHEAD_BYTES = 4 * 1024;

function toPlain(message: Message): Plain {
	if (isTreeMessage(message)) return treeMessageToPlain(message);
	switch (message.kind) {
		case 'hello':
			return { version: message.version, proof: message.proof, joined: message.joined };
		case 'introduction':
			return {
				...(wireBody('session.opened', { certificate: message.certificate }) as { certificate: Plain }),
				grant: grantToPlain(message.grant),
				standing: standingToPlain(message.standing)
			};
		case 'heads':
			return message.heads.map(({ session, seq, event }) => [bytesOf(session), seq, bytesOf(event)]);
		case 'ephemeral':
			return ephemeralToPlain(message.ephemeral);
		case 'signal':
			return signalToPlain(message.signal);
		case 'epoch':
			return epochToPlain(message.epoch);
		case 'caption':
			return captionToPlain(message.caption);
		case 'refusal':
			return message.code;
		case 'farewell':
		case 'ask':
			return null;
		case 'want':
			return bytesOf(message.session);
		case 'branches':
			return message.events;
		case 'standing':
			return standingToPlain(message.standing);
		case 'continued':
			return { events: message.events, lineage: message.lineage };
		case 'communities':
			return proofsToPlain(message.proofs);
		case 'plans':
			return message.plans;
		case 'sync':
		case 'picture':
		case 'community':
			throw new TypeError('raw kinds are not encoded as plain data');
	}
}

/** The bytes of a message: one byte for the kind, then the payload. */
export function encodeMessage(message: Message): Uint8Array {
	const kind = Uint8Array.of(KINDS.indexOf(message.kind));
	if (message.kind === 'sync') return concatBytes(kind, message.payload);
	if (message.kind === 'picture') return concatBytes(kind, message.picture);
	if (message.kind === 'community') return concatBytes(kind, message.proof, encodeMessage(message.message));
	return concatBytes(kind, encodeCanonical(toPlain(message)));
}

/** Reads one message. Total: any bytes give a message or a fault. */
export function decodeMessage(bytes: Uint8Array): Result<Message, MessageFault> {
	const kind = KINDS[bytes[0] ?? -1];
	if (!kind || bytes.length > MAX_MESSAGE_BYTES) return fail('message-malformed');
	const payload = bytes.subarray(1);
	if (kind === 'sync') return ok({ kind, payload });
	if (kind === 'picture')
		return payload.length <= MAX_PICTURE_BYTES ? ok({ kind, picture: payload }) : fail('message-malformed');
	if (kind === 'community') return decodeAboutCommunity(payload);
	const isLong =
		kind === 'heads' ||
		kind === 'branches' ||
		kind === 'continued' ||
		kind === 'ledger' ||
		kind === 'mandate';
	const plain = decodeCanonical(payload, isLong ? MAX_MESSAGE_BYTES : MAX_SIGNAL_BYTES + OVERHEAD_BYTES);
	const message = plain.ok ? fromPlain(kind, plain.value) : null;
	return message ? ok(message) : fail('message-malformed');
}

/** A message within a message: only of the kinds that hold no other. */
function decodeAboutCommunity(payload: Uint8Array): Result<Message, MessageFault> {
	const inner = KINDS[payload[PROOF_BYTES] ?? -1];
	if (inner === 'community') return fail('message-malformed');
	const message = decodeMessage(payload.subarray(PROOF_BYTES));
	if (!message.ok || !isCommunitySync(message.value)) return fail('message-malformed');
	return ok({ kind: 'community', proof: payload.slice(0, PROOF_BYTES), message: message.value });
}

function fromPlain(
	kind: Exclude<Message['kind'], 'sync' | 'picture' | 'community'>,
	value: Plain
): Message | null {
	switch (kind) {
		case 'mandate':
		case 'errand':
		case 'seat':
		case 'feed':
		case 'pulse':
		case 'tally':
		case 'ledger':
		case 'portrait':
		case 'carried':
			return treeMessageFromPlain(kind, value);
		case 'epoch': {
			const epoch = epochFromPlain(value);
			return epoch && { kind, epoch };
		}
		case 'caption': {
			const caption = captionFromPlain(value);
			return caption && { kind, caption };
		}
		case 'communities': {
			const proofs = proofsFromPlain(value);
			return proofs && { kind, proofs };
		}
		case 'plans': {
			const plans = plansFromPlain(value);
			return plans && { kind, plans };
		}
		case 'hello': {
			const record = asRecord(value, ['version', 'proof', 'joined']);
			if (!record || !isCount(record.version, 2 ** 16) || !isBytes(record.proof, 32)) return null;
			if (typeof record.joined !== 'boolean') return null;
			return { kind, version: record.version, proof: record.proof, joined: record.joined };
		}
		case 'introduction': {
			const record = asRecord(value, ['certificate', 'grant', 'standing']);
			const body = record && parseBody('session.opened', { certificate: record.certificate });
			const grant = grantFromPlain(record?.grant);
			const standing = record && toStanding(record.standing);
			if (!body || grant === undefined || !standing) return null;
			return { kind, certificate: body.certificate, grant, standing };
		}
		case 'heads': {
			if (!Array.isArray(value) || value.length > MAX_FEEDS) return null;
			const heads = value.map(toHead);
			return heads.every((head) => head !== null) ? { kind, heads } : null;
		}
		case 'ephemeral': {
			const ephemeral = ephemeralFromPlain(value);
			return ephemeral && { kind, ephemeral };
		}
		case 'signal': {
			const signal = signalFromPlain(value);
			return signal && { kind, signal };
		}
		case 'refusal': {
			const code = REFUSALS.find((known) => known === value);
			return code ? { kind, code } : null;
		}
		case 'farewell':
		case 'ask':
			return value === null ? { kind } : null;
		case 'want':
			return isBytes(value, 32) ? { kind, session: idOf<SessionId>(value) } : null;
		case 'branches':
			return areRawEvents(value) ? { kind, events: value } : null;
		case 'standing': {
			const standing = toStanding(value);
			return standing && { kind, standing };
		}
		case 'continued': {
			const record = asRecord(value, ['events', 'lineage']);
			if (!record || !areRawEvents(record.events) || !areRawEvents(record.lineage)) return null;
			return { kind, events: record.events, lineage: record.lineage };
		}
	}
}

function standingToPlain({ root, generation, covers }: Standing): Plain {
	return [bytesOf(root), generation, covers];
}

function toStanding(value: Plain): Standing | null {
	if (!Array.isArray(value) || value.length !== 3) return null;
	const [root, generation, covers] = value as readonly Plain[];
	if (!isBytes(root, 32) || !isCount(generation, MAX_GENERATION) || !isCount(covers, MAX_COVERS)) return null;
	return { root: idOf<EventId>(root), generation, covers };
}

function areRawEvents(value: Plain): value is readonly Uint8Array[] {
	return Array.isArray(value) && value.every(isRawEvent);
}

function isRawEvent(value: Plain): value is Uint8Array {
	return value instanceof Uint8Array && value.length > 0 && value.length <= MAX_EVENT_BYTES;
}

function toHead(value: Plain): Head | null {
	if (!Array.isArray(value) || value.length !== 3) return null;
	const [session, seq, event] = value as readonly Plain[];
	if (!isBytes(session, 32) || !isCount(seq, MAX_FEED_EVENTS) || !isBytes(event, 32)) return null;
	return { session: idOf<SessionId>(session), seq, event: idOf<EventId>(event) };
}
