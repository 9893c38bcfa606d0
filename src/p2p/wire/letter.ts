import type { SessionKey } from '../identity/session-key.ts';
import { isPrintable, parseBody, wireBody } from '../room/bodies.ts';
import { TEXT_LIMITS, type Certificate } from '../room/events.ts';
import { asRecord, decodeCanonical, encodeCanonical, isBytes, type Plain } from './canonical.ts';
import { MAX_LETTER_BYTES } from './limits.ts';
import { NONCE_BYTES, seal, unseal, type Sealed, type SealedWay } from './sealed-box.ts';

/** Length of a letter's own name in bytes. */
export const LETTER_ID_BYTES = 16;
/** What a letter's key is for. */
const DOMAIN = 'hearsay/letter/1';

/** What became of a letter at the other end. */
export const VERDICTS = ['delivered', 'declined'] as const;
/** One of `VERDICTS`. */
export type LetterVerdict = (typeof VERDICTS)[number];

/** What is inside a sealed letter. */
export type LetterContent =
	| { readonly do: 'write'; readonly id: Uint8Array; readonly text: string }
	/** The answer to a letter: it is kept, or this person takes none. */
	| { readonly do: 'answer'; readonly id: Uint8Array; readonly verdict: LetterVerdict };

/** What two sessions send each other to exchange letters. */
export type LetterWord =
	/** Whose session this is; `isQuestion` asks the same of the other. */
	| { readonly kind: 'introduction'; readonly certificate: Certificate; readonly isQuestion: boolean }
	/** Content that only the other session can open. */
	| ({ readonly kind: 'sealed' } & Sealed);

/** The bytes of a word. */
export function encodeLetter(word: LetterWord): Uint8Array {
	if (word.kind === 'sealed') return encodeCanonical({ nonce: word.nonce, box: word.box });
	const { certificate } = wireBody('session.opened', { certificate: word.certificate });
	return encodeCanonical({ certificate: certificate as Plain, asks: word.isQuestion });
}

/** Reads a word strictly; certificates are not checked. Total and bounded: null on anything else. */
export function decodeLetter(bytes: Uint8Array): LetterWord | null {
	const plain = decodeCanonical(bytes, MAX_LETTER_BYTES);
	if (!plain.ok) return null;
	const sealed = asRecord(plain.value, ['nonce', 'box']);
	if (sealed) {
		const { nonce, box } = sealed;
		return isBytes(nonce, NONCE_BYTES) && box instanceof Uint8Array ? { kind: 'sealed', nonce, box } : null;
	}
	const record = asRecord(plain.value, ['certificate', 'asks']);
	const body = record && parseBody('session.opened', { certificate: record.certificate });
	if (!body || typeof record.asks !== 'boolean') return null;
	return { kind: 'introduction', certificate: body.certificate, isQuestion: record.asks };
}

/** Seals a content for one session; null if its key is no key. `nonce` is random and used once. */
export function sealLetter(
	key: SessionKey,
	way: SealedWay,
	{ content, nonce }: { readonly content: LetterContent; readonly nonce: Uint8Array }
): LetterWord | null {
	const sealed = seal(key, way, { domain: DOMAIN, bytes: encodeCanonical(contentToPlain(content)), nonce });
	return sealed && { kind: 'sealed', ...sealed };
}

/** Opens what another session sealed for this one; null if it was not, or holds anything but a content. */
export function openLetter(
	key: SessionKey,
	way: SealedWay,
	word: LetterWord & { readonly kind: 'sealed' }
): LetterContent | null {
	const opened = unseal(key, way, { domain: DOMAIN, sealed: word });
	const plain = opened && decodeCanonical(opened, MAX_LETTER_BYTES);
	return plain?.ok ? contentFromPlain(plain.value) : null;
}

function contentToPlain(content: LetterContent): Plain {
	if (content.do === 'write') return { do: 'write', id: content.id, text: content.text };
	return { do: 'answer', id: content.id, verdict: content.verdict };
}

function contentFromPlain(value: Plain): LetterContent | null {
	const written = asRecord(value, ['do', 'id', 'text']);
	if (written) {
		const { id, text } = written;
		if (written.do !== 'write' || !isBytes(id, LETTER_ID_BYTES)) return null;
		return isPrintable(text, TEXT_LIMITS.letter) && text !== '' ? { do: 'write', id, text } : null;
	}
	const answer = asRecord(value, ['do', 'id', 'verdict']);
	const verdict = VERDICTS.find((known) => known === answer?.verdict);
	if (answer?.do !== 'answer' || !isBytes(answer.id, LETTER_ID_BYTES) || !verdict) return null;
	return { do: 'answer', id: answer.id, verdict };
}
