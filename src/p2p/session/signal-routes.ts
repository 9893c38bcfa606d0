import { bytesToHex } from '@noble/hashes/utils.js';
import { sameBytes, type SessionId } from '../base/ids.ts';
import { isSignalAuthentic, type Signal, type SignalFault } from '../wire/signal.ts';
import { rotated } from '../base/rotated.ts';
import type { Doorway } from './doorway.ts';
import type { Neighbour } from './neighbour.ts';
import type { Roster } from './roster.ts';

/** Signals waiting for a channel to one session: an offer and its candidates. */
const MAX_WAITING_SIGNALS = 32;
/** Signals carried for one neighbour per second: a newcomer's offers to a full mesh, candidates included. */
const MAX_FORWARDED_PER_SECOND = 150;

/** Attempts whose way back is remembered: those of everybody whom a page may be linked to, twice. */
const MAX_REMEMBERED_WAYS = 128;

/** Sends a signal by one way; whether anybody took it. */
export type SendSignal = (signal: Signal) => boolean;

/** Options of the signal routes. */
export interface SignalRoutesOptions {
	readonly roster: Roster;
	readonly doorway: Doorway;
	readonly now: () => number;
	/** Sends a signal over the tree of a large room. */
	readonly overTree: SendSignal;
	/** Whether a relay answers now. */
	readonly isRelayUp: () => boolean;
	/** A session cannot be reached by any way. */
	readonly unreachable: (session: SessionId) => void;
}

/**
 * How a signal gets to its session: over the room's own links through a common neighbour or the audience tree, or
 * through a relay. While the ways stay as they are, an attempt's signals all take one; the next attempt takes
 * another, so that one neighbour that drops signals cannot keep two pages apart.
 */
export class SignalRoutes {
	readonly #options: SignalRoutesOptions;
	readonly #waiting = new Map<SessionId, Signal[]>();
	/** How the newest signal of an attempt came: the way back is open. */
	readonly #cameBy = new Map<string, SendSignal>();
	readonly #forwarded = new WeakMap<Neighbour, { second: number; count: number }>();

	constructor(options: SignalRoutesOptions) {
		this.#options = options;
	}

	/** Sends an own signal on its way, after so many attempts that failed. */
	carry(signal: Signal, failures: number): void {
		const { doorway, overTree, isRelayUp, unreachable } = this.#options;
		const reached = doorway.neighbour(signal.to);
		if (reached && through(reached)(signal)) return;
		// Whoever carried an offer can carry its answer; a newcomer has few other ways yet.
		if (this.#cameBy.get(bytesToHex(signal.attempt))?.(signal)) return;
		const ways = [...rotated(this.#common(signal.to), signal.attempt[0]!).map(through), overTree];
		if (isRelayUp()) ways.push((own) => this.#carryThroughRelay(own));
		if (!rotated(ways, failures).some((send) => send(signal))) unreachable(signal.to);
	}

	/** Sends a letter on its way: directly, as it was asked for, or by whoever is linked to both. Whether anybody took it. */
	post(letter: Signal): boolean {
		const { roster, doorway, overTree } = this.#options;
		const direct = roster.neighbour(letter.to) ?? doorway.neighbour(letter.to);
		if (direct && through(direct)(letter)) return true;
		if (this.#cameBy.get(bytesToHex(letter.attempt))?.(letter)) return true;
		const ways = [...this.#common(letter.to).map(through), overTree];
		return rotated(ways, letter.attempt[0]!).some((send) => send(letter));
	}

	/** Sends a word on its way as `post` does, or through a relay if nobody here takes it. */
	bring(word: Signal): void {
		if (!this.post(word) && this.#options.isRelayUp()) this.#carryThroughRelay(word);
	}

	/** Notes how a signal for this page came, and so how an answer gets back. */
	came({ attempt }: Signal, back: SendSignal): void {
		const name = bytesToHex(attempt);
		this.#cameBy.delete(name);
		this.#cameBy.set(name, back);
		if (this.#cameBy.size > MAX_REMEMBERED_WAYS) this.#cameBy.delete(this.#cameBy.keys().next().value!);
	}

	/** A neighbour became ready: what waited for it goes out. */
	flush(neighbour: Neighbour): void {
		const waiting = this.#waiting.get(neighbour.session) ?? [];
		this.#waiting.delete(neighbour.session);
		for (const signal of waiting) neighbour.send({ kind: 'signal', signal });
	}

	/** Passes a neighbour's own signal on to another neighbour, at a limited rate. */
	forward(signal: Signal, from: Neighbour): SignalFault | null {
		if (signal.from !== from.session) return 'signal-foreign';
		if (!this.#mayForward(from)) return 'signal-flood';
		if (!isSignalAuthentic(signal)) return 'signal-forged';
		const { roster, doorway } = this.#options;
		const to = roster.neighbour(signal.to) ?? doorway.neighbour(signal.to);
		if (to?.isReady) to.send({ kind: 'signal', signal });
		return null;
	}

	/** Neighbours that are linked to a session. */
	#common(session: SessionId): Neighbour[] {
		const { roster, doorway } = this.#options;
		return [...roster.neighbours, ...doorway.neighbours].filter(
			(neighbour) => neighbour.isReady && neighbour.presence?.links.includes(session)
		);
	}

	#carryThroughRelay(signal: Signal): boolean {
		const waiting = this.#waiting.get(signal.to) ?? [];
		// Signals of an attempt that was given up help nobody.
		if (waiting[0] && !sameBytes(waiting[0].attempt, signal.attempt)) waiting.length = 0;
		if (waiting.length >= MAX_WAITING_SIGNALS) return true;
		waiting.push(signal);
		this.#waiting.set(signal.to, waiting);
		if (waiting.length > 1) return true;
		const { doorway } = this.#options;
		void doorway.reach(signal.to).then(() => this.#await(signal.to, doorway.neighbour(signal.to)));
		return true;
	}

	/** Sends what waits for a session once its channel is ready, and lets go of it if that never happens. */
	#await(session: SessionId, neighbour: Neighbour | null): void {
		if (!this.#waiting.has(session)) return;
		if (neighbour?.isReady) return this.flush(neighbour);
		if (neighbour)
			neighbour.on('closed', () => this.#await(session, this.#options.doorway.neighbour(session)));
		else {
			this.#waiting.delete(session);
			this.#options.unreachable(session);
		}
	}

	#mayForward(from: Neighbour): boolean {
		const second = Math.floor(this.#options.now() / 1000);
		const entry = this.#forwarded.get(from);
		const count = entry?.second === second ? entry.count + 1 : 1;
		this.#forwarded.set(from, { second, count });
		return count <= MAX_FORWARDED_PER_SECOND;
	}
}

/** The way through a neighbour, while it stands. */
export function through(neighbour: Neighbour): SendSignal {
	return (signal) => {
		if (neighbour.isReady) neighbour.send({ kind: 'signal', signal });
		return neighbour.isReady;
	};
}
