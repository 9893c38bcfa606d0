import type { Clock } from '../base/clock.ts';

/** What two ends of a direct connection tell each other to connect: the same for every implementation. */
export type LinkSignal =
	| { readonly type: 'offer' | 'answer'; readonly sdp: string }
	| { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit };

/** Candidates taken from the other side: a machine with many interfaces has about 20. */
const MAX_CANDIDATES = 64;

/** Signals in one message: a description and all candidates. */
const MAX_BUNDLED = MAX_CANDIDATES + 1;

/**
 * What is found within this time goes out together, milliseconds: most candidates are found at once, and each
 * message is signed, carried and verified by itself.
 */
const BUNDLE_MS = 15;

/** Lets through what may be told to one connection: one description and a bounded number of candidates, so that nobody makes it renegotiate. */
export class SignalGate {
	#described = false;
	#candidates = 0;

	/** The signals in these bytes that may pass; none of anything else. Total. */
	take(data: Uint8Array): LinkSignal[] {
		return (readSignals(data) ?? []).filter((signal) => {
			if (signal.type === 'candidate') return ++this.#candidates <= MAX_CANDIDATES;
			const isFirst = !this.#described;
			this.#described = true;
			return isFirst;
		});
	}
}

/** Collects what one end of a connection has to tell the other, in order, and sends it a few at a time. */
export class SignalBundle {
	readonly #clock: Clock;
	readonly #send: (data: Uint8Array) => void;
	#waiting: object[] = [];

	constructor(clock: Clock, send: (data: Uint8Array) => void) {
		this.#clock = clock;
		this.#send = send;
	}

	add(signal: object): void {
		this.#waiting.push(signal);
		if (this.#waiting.length === 1) this.#clock.after(BUNDLE_MS, () => this.#flush());
		if (this.#waiting.length === MAX_BUNDLED) this.#flush();
	}

	#flush(): void {
		if (this.#waiting.length === 0) return;
		this.#send(new TextEncoder().encode(JSON.stringify(this.#waiting)));
		this.#waiting = [];
	}
}

/** Reads signals that a connection may be given: offers, answers and candidates, nothing else; null for anything else. Total. */
export function readSignals(data: Uint8Array): LinkSignal[] | null {
	let values: unknown;
	try {
		values = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
	} catch {
		return null;
	}
	if (!Array.isArray(values) || values.length > MAX_BUNDLED) return null;
	const signals = values.map(readSignal);
	return signals.every((signal) => signal !== null) ? signals : null;
}

function readSignal(value: unknown): LinkSignal | null {
	if (typeof value !== 'object' || value === null) return null;
	const { type, sdp, candidate } = value as Record<string, unknown>;
	if ((type === 'offer' || type === 'answer') && typeof sdp === 'string') return { type, sdp };
	if (type !== 'candidate' || typeof candidate !== 'object' || candidate === null) return null;
	const { candidate: line, sdpMLineIndex, sdpMid } = candidate as Record<string, unknown>;
	if (typeof line !== 'string' || !(typeof sdpMid === 'string' || sdpMid === null)) return null;
	if (typeof sdpMLineIndex !== 'number' && sdpMLineIndex !== null) return null;
	return { type, candidate: { candidate: line, sdpMLineIndex, sdpMid } };
}
