import { bytesOf } from '../base/ids.ts';
import { isSignedBy, type Sign } from '../identity/signature.ts';
import { encodeCanonical } from './canonical.ts';
import type { Signal } from './messages.ts';

/** Why a signal was not taken, or not carried. */
export type SignalFault =
	/** It is of another room, or for or from somebody else than it should be. */
	'signal-foreign' | 'signal-forged' | 'signal-flood';

type Unsigned = Omit<Signal, 'signature'>;

function signedPart({ room, from, to, attempt, data }: Unsigned): Uint8Array {
	return encodeCanonical([bytesOf(room), bytesOf(from), bytesOf(to), attempt, data]);
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
export function isOffer(signal: Pick<Signal, 'data'>): boolean {
	try {
		const value: unknown = JSON.parse(new TextDecoder().decode(signal.data));
		return (value as { type?: unknown } | null)?.type === 'offer';
	} catch {
		return false;
	}
}
