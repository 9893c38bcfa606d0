import { bytesOf, idOf, type SessionId } from '../base/ids.ts';
import type { Stripe } from '../ports.ts';
import { asRecord, isBytes, isCount, type Plain } from './canonical.ts';
import { MAX_MANDATES, MAX_PICTURE_BYTES, MAX_TREE_DEPTH } from './limits.ts';
import { ledgerFromPlain, ledgerToPlain, type Ledger } from './ledger.ts';
import { signalFromPlain, signalToPlain, type Signal } from './signal.ts';
import { wordFromPlain, wordToPlain } from './signed-words.ts';
import {
	ERRAND,
	MANDATE,
	PULSE,
	readReactionCounts,
	SEAT,
	type Errand,
	type Mandate,
	type Pulse,
	type SeatWord
} from './tree.ts';

/** Frames that one subtree may count between two tallies. */
const MAX_FRAMES = 2 ** 40;

/** What neighbours say to each other about the audience tree, by `kind`. */
export type TreeMessage =
	/** Who plans, and the mandates before that lead there from the room's authority, oldest first. */
	| { readonly kind: 'mandate'; readonly mandates: readonly Mandate[] }
	/** Something on its way up to the planner, and the sessions that passed it on, its sender first. */
	| { readonly kind: 'errand'; readonly errand: Errand; readonly route: readonly SessionId[] }
	/** A seat on its way down to its session, and the sessions that it still has to pass. */
	| { readonly kind: 'seat'; readonly seat: SeatWord; readonly path: readonly SessionId[] }
	/**
	 * A signal on its way over the tree, the sessions that passed it on, its sender first, and those that it still has
	 * to pass: none while it goes up to the planner, who knows them.
	 */
	| {
			readonly kind: 'carried';
			readonly signal: Signal;
			readonly route: readonly SessionId[];
			readonly path: readonly SessionId[];
	  }
	/** The sender wants a stripe from the receiver, by its seat, or wants it no longer. */
	| { readonly kind: 'feed'; readonly stripe: Stripe; readonly seat: SeatWord | null }
	| { readonly kind: 'pulse'; readonly pulse: Pulse }
	/** What a child and all below it counted since its tally before. */
	| {
			readonly kind: 'tally';
			readonly reactions: readonly number[];
			readonly due: number;
			readonly missing: number;
	  }
	/** What the planner's plan holds that is new, for its deputy. */
	| { readonly kind: 'ledger'; readonly ledger: Ledger }
	/** The picture of somebody on the stage, whose hash the pulse tells. */
	| { readonly kind: 'portrait'; readonly session: SessionId; readonly picture: Uint8Array };

/** Kinds of messages about the tree. */
export const TREE_KINDS = [
	'mandate',
	'errand',
	'seat',
	'feed',
	'pulse',
	'tally',
	'ledger',
	'portrait',
	'carried'
] as const;

/** Whether a message is about the tree. */
export function isTreeMessage(message: { readonly kind: string }): message is TreeMessage {
	return (TREE_KINDS as readonly string[]).includes(message.kind);
}

/** The wire form of a message about the tree. */
export function treeMessageToPlain(message: TreeMessage): Plain {
	switch (message.kind) {
		case 'mandate':
			return message.mandates.map((mandate) => wordToPlain(MANDATE, mandate));
		case 'errand':
			return [wordToPlain(ERRAND, message.errand), message.route.map(bytesOf)];
		case 'seat':
			return [wordToPlain(SEAT, message.seat), message.path.map(bytesOf)];
		case 'feed':
			return { stripe: message.stripe, seat: message.seat && wordToPlain(SEAT, message.seat) };
		case 'pulse':
			return wordToPlain(PULSE, message.pulse);
		case 'tally':
			return { reactions: message.reactions, due: message.due, missing: message.missing };
		case 'ledger':
			return ledgerToPlain(message.ledger);
		case 'portrait':
			return [bytesOf(message.session), message.picture];
		case 'carried':
			return [signalToPlain(message.signal), message.route.map(bytesOf), message.path.map(bytesOf)];
	}
}

/** Reads a message about the tree strictly; signatures are not checked. Null on anything else. */
export function treeMessageFromPlain(kind: TreeMessage['kind'], value: Plain): TreeMessage | null {
	switch (kind) {
		case 'mandate': {
			if (!Array.isArray(value) || value.length === 0 || value.length > MAX_MANDATES) return null;
			const mandates = (value as readonly Plain[]).map((item) => wordFromPlain(MANDATE, item));
			return mandates.every((mandate) => mandate !== null) ? { kind, mandates } : null;
		}
		case 'errand': {
			const [word, rest] = pair(value);
			const [errand, route] = [wordFromPlain(ERRAND, word), readRoute(rest)];
			return errand && route ? { kind, errand, route } : null;
		}
		case 'seat': {
			const [word, rest] = pair(value);
			const [seat, path] = [wordFromPlain(SEAT, word), readRoute(rest)];
			return seat && path ? { kind, seat, path } : null;
		}
		case 'feed': {
			const record = asRecord(value, ['stripe', 'seat']);
			if (!record || (record.stripe !== 0 && record.stripe !== 1)) return null;
			const seat = record.seat === null ? null : (wordFromPlain(SEAT, record.seat) ?? undefined);
			return seat === undefined ? null : { kind, stripe: record.stripe, seat };
		}
		case 'pulse': {
			const pulse = wordFromPlain(PULSE, value);
			return pulse && { kind, pulse };
		}
		case 'tally': {
			const record = asRecord(value, ['reactions', 'due', 'missing']);
			const reactions = readReactionCounts(record?.reactions);
			if (!record || !reactions) return null;
			const { due, missing } = record;
			if (!isCount(due, MAX_FRAMES) || !isCount(missing, due)) return null;
			return { kind, reactions, due, missing };
		}
		case 'ledger': {
			const ledger = ledgerFromPlain(value);
			return ledger && { kind, ledger };
		}
		case 'portrait': {
			const [session, picture] = pair(value);
			if (!isBytes(session, 32) || !(picture instanceof Uint8Array) || picture.length > MAX_PICTURE_BYTES)
				return null;
			return { kind, session: idOf<SessionId>(session), picture };
		}
		case 'carried': {
			if (!Array.isArray(value) || value.length !== 3) return null;
			const [plain, passed, ahead] = value as readonly Plain[];
			const [signal, route, path] = [signalFromPlain(plain), readRoute(passed), readRoute(ahead)];
			return signal && route && path ? { kind, signal, route, path } : null;
		}
	}
}

function pair(value: Plain): readonly [Plain | undefined, Plain | undefined] {
	return Array.isArray(value) && value.length === 2
		? [value[0] as Plain, value[1] as Plain]
		: [undefined, undefined];
}

function readRoute(value: Plain | undefined): SessionId[] | null {
	if (!Array.isArray(value) || value.length > MAX_TREE_DEPTH) return null;
	const route = value.map((item: Plain) => (isBytes(item, 32) ? idOf<SessionId>(item) : null));
	return route.every((session) => session !== null) ? route : null;
}
