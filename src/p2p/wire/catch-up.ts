import type { SessionKey } from '../identity/session-key.ts';
import { asRecord, decodeCanonical, encodeCanonical, isBytes, isCount, type Plain } from './canonical.ts';
import { MAX_CATCH_UP_BYTES, MAX_PIECE_PACKETS } from './limits.ts';
import { MAX_FRAME_BYTES } from './packet-limits.ts';
import { NONCE_BYTES, seal, unseal, type SealedWay } from './sealed-box.ts';

const DOMAIN = 'hearsay/catch-up/1';
/** Ticks of 20 ms in a month: no room lasts longer. */
const MAX_TICK = 2 ** 27;
/** Why nothing is handed out: nothing is kept, or as many as can be are being served. */
const REASONS = ['off', 'busy'] as const;

/** What two pages say to each other about the last minutes of a room. Times are in ticks of 20 ms of what is kept. */
export type CatchUpWord =
	/** Asks for what is kept from a tick on; null: from the oldest on. */
	| { readonly do: 'ask'; readonly from: number | null }
	/** Opus packets of 20 ms each from a tick on, none where there is nothing newer; `edge` is the tick of now. */
	| {
			readonly do: 'piece';
			readonly from: number;
			readonly edge: number;
			readonly packets: readonly Uint8Array[];
	  }
	| { readonly do: 'none'; readonly why: (typeof REASONS)[number] };

/** Seals a word for one session, as the data of a signal; null if its key is no key. `nonce` is random, used once. */
export function sealCatchUp(
	key: SessionKey,
	way: SealedWay,
	{ word, nonce }: { readonly word: CatchUpWord; readonly nonce: Uint8Array }
): Uint8Array | null {
	const sealed = seal(key, way, { domain: DOMAIN, bytes: encodeCanonical(toPlain(word)), nonce });
	return sealed && encodeCanonical({ nonce: sealed.nonce, box: sealed.box });
}

/** Opens and reads a word strictly. Total and bounded: null on anything else. */
export function openCatchUp(key: SessionKey, way: SealedWay, data: Uint8Array): CatchUpWord | null {
	const outer = decodeCanonical(data, MAX_CATCH_UP_BYTES);
	const record = outer.ok ? asRecord(outer.value, ['nonce', 'box']) : null;
	if (!record || !isBytes(record.nonce, NONCE_BYTES) || !(record.box instanceof Uint8Array)) return null;
	const sealed = { nonce: record.nonce, box: record.box };
	const bytes = unseal(key, way, { domain: DOMAIN, sealed });
	const plain = bytes && decodeCanonical(bytes, MAX_CATCH_UP_BYTES);
	return plain?.ok ? fromPlain(plain.value) : null;
}

function toPlain(word: CatchUpWord): Plain {
	switch (word.do) {
		case 'ask':
			return { do: 'ask', from: word.from };
		case 'piece':
			return { do: 'piece', from: word.from, edge: word.edge, packets: word.packets };
		case 'none':
			return { do: 'none', why: word.why };
	}
}

function fromPlain(value: Plain): CatchUpWord | null {
	const ask = asRecord(value, ['do', 'from']);
	if (ask) {
		const { from } = ask;
		return ask.do === 'ask' && (from === null || isCount(from, MAX_TICK)) ? { do: 'ask', from } : null;
	}
	const none = asRecord(value, ['do', 'why']);
	if (none) {
		const why = REASONS.find((known) => known === none.why);
		return none.do === 'none' && why ? { do: 'none', why } : null;
	}
	const piece = asRecord(value, ['do', 'from', 'edge', 'packets']);
	if (piece?.do !== 'piece') return null;
	const { from, edge, packets } = piece;
	if (!isCount(from, MAX_TICK) || !isCount(edge, MAX_TICK) || !arePackets(packets)) return null;
	return from + packets.length <= edge ? { do: 'piece', from, edge, packets } : null;
}

function arePackets(value: Plain | undefined): value is readonly Uint8Array[] {
	if (!Array.isArray(value) || value.length > MAX_PIECE_PACKETS) return false;
	return value.every(
		(packet: Plain) => packet instanceof Uint8Array && packet.length > 0 && packet.length <= MAX_FRAME_BYTES
	);
}
