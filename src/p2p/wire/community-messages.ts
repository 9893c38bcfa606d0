import { concatBytes } from '@noble/hashes/utils.js';
import { isBytes, type Plain } from './canonical.ts';
import type { Message } from './messages.ts';

/** Communities that two pages may find to have in common; a greeting always holds so many proofs. */
export const MAX_COMMON = 16;
/** Length of a proof in bytes. */
export const PROOF_BYTES = 32;

/** What passes between two pages of a room about a community that both are in. */
export type CommunitySync = Extract<Message, { readonly kind: 'sync' | 'heads' | 'want' | 'branches' }>;

/** The messages by which members of the same communities who meet in a room bring those up to date. */
export type CommunityMessage =
	/** `MAX_COMMON` door proofs of the sender's communities, filled up with chance: who knows none of them learns nothing. */
	| { readonly kind: 'communities'; readonly proofs: readonly Uint8Array[] }
	/** A message about the document of the community by whose secret the sender made the proof. */
	| { readonly kind: 'community'; readonly proof: Uint8Array; readonly message: CommunitySync };

const SYNCS: ReadonlySet<Message['kind']> = new Set(['sync', 'heads', 'want', 'branches']);

/** Whether a message is one that brings a document up to date. */
export function isCommunitySync(message: Message): message is CommunitySync {
	return SYNCS.has(message.kind);
}

/** A greeting on the wire: its proofs one after the other. Throws (a bug) on another number of them. */
export function proofsToPlain(proofs: readonly Uint8Array[]): Plain {
	if (proofs.length !== MAX_COMMON) throw new RangeError(`a greeting has ${MAX_COMMON} proofs`);
	return concatBytes(...proofs);
}

/** Reads the proofs of a greeting; null if there are more or fewer. */
export function proofsFromPlain(value: Plain): Uint8Array[] | null {
	if (!isBytes(value, MAX_COMMON * PROOF_BYTES)) return null;
	return Array.from({ length: MAX_COMMON }, (_, i) => value.slice(i * PROOF_BYTES, (i + 1) * PROOF_BYTES));
}
