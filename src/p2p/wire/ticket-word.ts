import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesOf, idOf, type IdentityId, type OfferId, type RoomId, type TicketId } from '../base/ids.ts';
import type { SessionKey } from '../identity/session-key.ts';
import { isPrintable, parseBody, wireBody } from '../room/bodies.ts';
import type { Certificate } from '../room/events.ts';
import { PAY_WAYS, type PayWay } from '../room/ticket-terms.ts';
import { asRecord, decodeCanonical, encodeCanonical, isBytes, isCount, type Plain } from './canonical.ts';
import { MAX_TICKET_PROOF, MAX_TICKET_WORD_BYTES } from './limits.ts';
import { NONCE_BYTES, seal, unseal, type SealedWay } from './sealed-box.ts';

/** Length of a wish's own name in bytes. */
export const WISH_BYTES = 16;
/** What the key of a word is for. */
const DOMAIN = 'hearsay/ticket/1';

/** How somebody who wants a ticket says they pay. */
export type WishWay = 'free' | PayWay;
const WAYS: readonly WishWay[] = ['free', ...PAY_WAYS];

/** How the host's page answers a wish. */
export const TICKET_ANSWERS = [
	/** A number is held until `until`: now is the time to pay. */
	'pay',
	/** The host looks whether it came. */
	'checking',
	'issued',
	/** All are sold, or held for somebody who is paying. */
	'sold-out',
	/** As many as one person may have. */
	'too-many',
	'closed',
	/** The host did not get it, in their own words. */
	'refused',
	/** Too many others are waiting. */
	'busy',
	/** What was sent is not what this way of paying takes. */
	'proof-unreadable',
	/** It was worth less than the price. */
	'underpaid',
	/** It was spent before. */
	'spent',
	/** It is locked to nobody, or to somebody else. */
	'not-locked',
	/** It is of another mint. */
	'wrong-mint',
	/** The mint does not answer, or not as a mint does. */
	'mint-unreachable',
	/** The host's wallet does not answer, or not as a wallet does. */
	'wallet-unreachable',
	/** It was not paid in time. */
	'expired'
] as const;
/** One of `TICKET_ANSWERS`. */
export type TicketAnswer = (typeof TICKET_ANSWERS)[number];

/** What is inside a sealed word about a ticket. */
export type TicketWord =
	/** Somebody wants a ticket, and says who they are and, where they have paid, by what it can be seen. */
	| {
			readonly do: 'wish';
			readonly certificate: Certificate;
			readonly offer: OfferId;
			readonly wish: Uint8Array;
			readonly way: WishWay;
			/** Empty before it is paid. */
			readonly proof: string;
	  }
	/** The host's page answers. */
	| {
			readonly do: 'answer';
			readonly wish: Uint8Array;
			readonly answer: TicketAnswer;
			/** What the host says, or what goes back to the buyer; may be empty. */
			readonly words: string;
			/** Until when a number is held, by the host's clock in milliseconds; 0 for every answer but `pay`. */
			readonly until: number;
	  };

/** The id of the ticket that answers a wish: so nobody gets two for one, and a ticket says what it is for. */
export function ticketIdOf(
	room: RoomId,
	{ offer, buyer, wish }: { readonly offer: OfferId; readonly buyer: IdentityId; readonly wish: Uint8Array }
): TicketId {
	const tag = utf8ToBytes(`${DOMAIN}\0`);
	return idOf<TicketId>(sha256(concatBytes(tag, bytesOf(room), bytesOf(offer), bytesOf(buyer), wish)));
}

/** Seals a word for one session; null if its key is no key. `nonce` is random and used once. */
export function sealTicketWord(
	key: SessionKey,
	way: SealedWay,
	{ word, nonce }: { readonly word: TicketWord; readonly nonce: Uint8Array }
): Uint8Array | null {
	const sealed = seal(key, way, { domain: DOMAIN, bytes: encodeCanonical(toPlain(word)), nonce });
	return sealed && encodeCanonical({ nonce: sealed.nonce, box: sealed.box });
}

/** Opens what another session sealed for this one; certificates are not checked. Total and bounded: null on anything else. */
export function openTicketWord(key: SessionKey, way: SealedWay, bytes: Uint8Array): TicketWord | null {
	const outer = decodeCanonical(bytes, MAX_TICKET_WORD_BYTES);
	const record = outer.ok && asRecord(outer.value, ['nonce', 'box']);
	if (!record || !isBytes(record.nonce, NONCE_BYTES) || !(record.box instanceof Uint8Array)) return null;
	const opened = unseal(key, way, { domain: DOMAIN, sealed: { nonce: record.nonce, box: record.box } });
	const plain = opened && decodeCanonical(opened, MAX_TICKET_WORD_BYTES);
	return plain?.ok ? fromPlain(plain.value) : null;
}

function toPlain(word: TicketWord): Plain {
	if (word.do === 'answer')
		return { do: 'answer', wish: word.wish, answer: word.answer, words: word.words, until: word.until };
	const { certificate } = wireBody('session.opened', { certificate: word.certificate });
	return {
		do: 'wish',
		certificate: certificate as Plain,
		offer: bytesOf(word.offer),
		wish: word.wish,
		way: word.way,
		proof: word.proof
	};
}

function fromPlain(value: Plain): TicketWord | null {
	const answered = asRecord(value, ['do', 'wish', 'answer', 'words', 'until']);
	if (answered) {
		const { wish, words, until } = answered;
		const answer = TICKET_ANSWERS.find((known) => known === answered.answer);
		if (answered.do !== 'answer' || !answer || !isBytes(wish, WISH_BYTES)) return null;
		if (!isPrintable(words, MAX_TICKET_PROOF) || !isCount(until, Number.MAX_SAFE_INTEGER)) return null;
		return { do: 'answer', wish, answer, words, until };
	}
	const wished = asRecord(value, ['do', 'certificate', 'offer', 'wish', 'way', 'proof']);
	const body = wished && parseBody('session.opened', { certificate: wished.certificate });
	const way = WAYS.find((known) => known === wished?.way);
	if (!body || wished?.do !== 'wish' || !way) return null;
	const { offer, wish, proof } = wished;
	if (!isBytes(offer, 32) || !isBytes(wish, WISH_BYTES) || !isPrintable(proof, MAX_TICKET_PROOF)) return null;
	return { do: 'wish', certificate: body.certificate, offer: idOf<OfferId>(offer), wish, way, proof };
}
