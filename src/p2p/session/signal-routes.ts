import { bytesToHex } from '@noble/hashes/utils.js';
import { sameBytes, type SessionId } from '../base/ids.ts';
import type { Signal } from '../wire/messages.ts';
import { isSignalAuthentic, type SignalFault } from '../wire/signal.ts';
import type { Doorway } from './doorway.ts';
import type { Neighbour } from './neighbour.ts';
import type { Roster } from './roster.ts';

/** Signals waiting for a channel to one session: an offer and its candidates. */
const MAX_WAITING_SIGNALS = 32;
/** Signals carried for one neighbour per second: a newcomer's offers to a full mesh, candidates included. */
const MAX_FORWARDED_PER_SECOND = 150;

/** Attempts whose way back is remembered: those of everybody whom a page may be linked to, twice. */
const MAX_REMEMBERED_WAYS = 128;

/** Options of the signal routes. */
export interface SignalRoutesOptions {
	readonly roster: Roster;
	readonly doorway: Doorway;
	readonly now: () => number;
	/** Whether a relay answers now. */
	readonly isRelayUp: () => boolean;
	/** A session cannot be reached by any way. */
	readonly unreachable: (session: SessionId) => void;
}

/**
 * How a signal gets to its session: over the room's own links through a common neighbour, or through
 * a relay. While the ways stay as they are, an attempt's signals all take one; the next attempt may
 * take another, so that one neighbour that drops signals cannot keep two pages apart.
 */
export class SignalRoutes {
	readonly #options: SignalRoutesOptions;
	readonly #waiting = new Map<SessionId, Signal[]>();
	/** By whom the newest signal of an attempt came: the way back is open. */
	readonly #cameBy = new Map<string, Neighbour>();
	readonly #forwarded = new WeakMap<Neighbour, { second: number; count: number }>();

	constructor(options: SignalRoutesOptions) {
		this.#options = options;
	}

	/** Sends an own signal on its way. */
	carry(signal: Signal): void {
		const { roster, doorway, isRelayUp, unreachable } = this.#options;
		const through = doorway.neighbour(signal.to);
		if (through?.isReady) return through.send({ kind: 'signal', signal });
		// Whoever carried an offer can carry its answer; a newcomer has few other ways yet.
		const back = this.#cameBy.get(bytesToHex(signal.attempt));
		if (back?.isReady) return back.send({ kind: 'signal', signal });
		const carriers: (Neighbour | 'relay')[] = [...roster.neighbours, ...doorway.neighbours].filter(
			(neighbour) => neighbour.isReady && neighbour.presence?.links.includes(signal.to)
		);
		if (isRelayUp()) carriers.push('relay');
		const carrier = carriers[signal.attempt[0]! % carriers.length];
		if (!carrier) unreachable(signal.to);
		else if (carrier === 'relay') this.#carryThroughRelay(signal);
		else carrier.send({ kind: 'signal', signal });
	}

	/** Notes by whom a signal for this page came. */
	came({ attempt }: Signal, by: Neighbour): void {
		const name = bytesToHex(attempt);
		this.#cameBy.delete(name);
		this.#cameBy.set(name, by);
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

	#carryThroughRelay(signal: Signal): void {
		const waiting = this.#waiting.get(signal.to) ?? [];
		// Signals of an attempt that was given up help nobody.
		if (waiting[0] && !sameBytes(waiting[0].attempt, signal.attempt)) waiting.length = 0;
		if (waiting.length >= MAX_WAITING_SIGNALS) return;
		waiting.push(signal);
		this.#waiting.set(signal.to, waiting);
		if (waiting.length > 1) return;
		const { doorway } = this.#options;
		void doorway.reach(signal.to).then(() => this.#await(signal.to, doorway.neighbour(signal.to)));
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
