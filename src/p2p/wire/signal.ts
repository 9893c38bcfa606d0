import { bytesOf, idOf, type RoomId, type SessionId } from '../base/ids.ts';
import { isSignedBy, SIGNATURE_BYTES, type Sign } from '../identity/signature.ts';
import { asRecord, encodeCanonical, isBytes, type Plain } from './canonical.ts';
import { MAX_SIGNAL_BYTES } from './limits.ts';

/** Length of the id of one attempt to connect, in bytes. */
export const ATTEMPT_BYTES = 8;

/** What a signal is about: a connection between the two, a letter from one to the other, the room's last minutes, or a ticket. */
export const PURPOSES = ['link', 'letter', 'catch-up', 'ticket'] as const;
/** One of `PURPOSES`. */
export type Purpose = (typeof PURPOSES)[number];

/** Something from one session to another that others may carry, signed by the sender. */
export interface Signal {
	readonly room: RoomId;
	readonly from: SessionId;
	readonly to: SessionId;
	readonly purpose: Purpose;
	/** Which attempt to connect, or which catching up, this belongs to; of a letter, any bytes. */
	readonly attempt: Uint8Array;
	/** For a link, UTF-8 JSON: an array of what the peer connection made, in order. Else what `wire/letter` or `wire/catch-up` writes. */
	readonly data: Uint8Array;
	readonly signature: Uint8Array;
}

/** Why a signal was not taken, or not carried. */
export type SignalFault =
	/** It is of another room, or for or from somebody else than it should be. */
	'signal-foreign' | 'signal-forged' | 'signal-flood';

type Unsigned = Omit<Signal, 'signature'>;

function signedPart({ room, from, to, purpose, attempt, data }: Unsigned): Uint8Array {
	return encodeCanonical([bytesOf(room), bytesOf(from), bytesOf(to), purpose, attempt, data]);
}

/** Signs a signal with the sending session's key, so that whoever carries it cannot swap fingerprints. */
export async function signSignal(signal: Unsigned, sign: Sign): Promise<Signal> {
	return { ...signal, signature: await sign('hearsay/signal/1', signedPart(signal)) };
}

/** Whether the session named in `from` signed exactly this signal. */
export function isSignalAuthentic(signal: Signal): boolean {
	return isSignedBy(signal.from, 'hearsay/signal/1', signedPart(signal), signal.signature);
}

/** Whether a signal begins an attempt to connect. Total. */
export function isOffer(signal: Pick<Signal, 'purpose' | 'data'>): boolean {
	if (signal.purpose !== 'link') return false;
	try {
		const [first] = JSON.parse(new TextDecoder().decode(signal.data)) as readonly { type?: unknown }[];
		return first?.type === 'offer';
	} catch {
		return false;
	}
}

/** The wire form of a signal. */
export function signalToPlain({ room, from, to, purpose, attempt, data, signature }: Signal): Plain {
	return { room: bytesOf(room), from: bytesOf(from), to: bytesOf(to), purpose, attempt, data, signature };
}

/** Reads a signal strictly; the signature is not checked. Null on anything else. */
export function signalFromPlain(value: Plain | undefined): Signal | null {
	const record = asRecord(value, ['room', 'from', 'to', 'purpose', 'attempt', 'data', 'signature']);
	if (!record) return null;
	const { room, from, to, attempt, data, signature } = record;
	const purpose = PURPOSES.find((known) => known === record.purpose);
	if (!isBytes(room, 32) || !isBytes(from, 32) || !isBytes(to, 32)) return null;
	if (!isBytes(attempt, ATTEMPT_BYTES) || !isBytes(signature, SIGNATURE_BYTES)) return null;
	if (!purpose || !(data instanceof Uint8Array) || data.length > MAX_SIGNAL_BYTES) return null;
	return {
		room: idOf<RoomId>(room),
		from: idOf<SessionId>(from),
		to: idOf<SessionId>(to),
		purpose,
		attempt,
		data,
		signature
	};
}
