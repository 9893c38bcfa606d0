/** What two ends of a direct connection tell each other to connect: the same for every implementation. */
export type LinkSignal =
	| { readonly type: 'offer' | 'answer'; readonly sdp: string }
	| { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit };

/** Candidates taken from the other side: a machine with many interfaces has about 20. */
const MAX_CANDIDATES = 64;

/** Lets through what may be told to one connection: one description and a bounded number of candidates, so that nobody makes it renegotiate. */
export class SignalGate {
	#described = false;
	#candidates = 0;

	/** The signal in these bytes if it may pass; null for anything else. Total. */
	take(data: Uint8Array): LinkSignal | null {
		const signal = readSignal(data);
		if (!signal) return null;
		if (signal.type === 'candidate') return ++this.#candidates > MAX_CANDIDATES ? null : signal;
		if (this.#described) return null;
		this.#described = true;
		return signal;
	}
}

/** The bytes of a signal, as the other side's gate takes them. */
export function writeSignal(signal: object): Uint8Array {
	return new TextEncoder().encode(JSON.stringify(signal));
}

/** Reads a signal that a connection may be given: an offer, an answer or a candidate, nothing else. Total. */
export function readSignal(data: Uint8Array): LinkSignal | null {
	let value: unknown;
	try {
		value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
	} catch {
		return null;
	}
	if (typeof value !== 'object' || value === null) return null;
	const { type, sdp, candidate } = value as Record<string, unknown>;
	if ((type === 'offer' || type === 'answer') && typeof sdp === 'string') return { type, sdp };
	if (type !== 'candidate' || typeof candidate !== 'object' || candidate === null) return null;
	const { candidate: line, sdpMLineIndex, sdpMid } = candidate as Record<string, unknown>;
	if (typeof line !== 'string' || !(typeof sdpMid === 'string' || sdpMid === null)) return null;
	if (typeof sdpMLineIndex !== 'number' && sdpMLineIndex !== null) return null;
	return { type, candidate: { candidate: line, sdpMLineIndex, sdpMid } };
}
