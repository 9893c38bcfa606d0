import type { RoomId, SessionId } from '../../base/ids.ts';
import { rotated } from '../../base/rotated.ts';
import { TokenBucket, type Rate } from '../../base/token-bucket.ts';
import { MAX_TREE_DEPTH } from '../../wire/limits.ts';
import type { Signal } from '../../wire/signal.ts';
import type { TreeMessage } from '../../wire/tree-messages.ts';
import type { TreeNeighbour, TreeWays } from './tree-ways.ts';

/** What one neighbour may have carried: fifty newcomers below it at once, each with two links of some twenty signals. */
const OF_NEIGHBOUR: Rate = { burst: 2_000, perSecond: 200 };
/** Signals for this page that are verified, whoever brings them: a full set of links set up anew at once. */
const FOR_ME: Rate = { burst: 600, perSecond: 60 };

/** A signal that came over the tree, and the way it came, nearest page first: the way for its answer. */
export interface Carried {
	readonly signal: Signal;
	readonly back: readonly SessionId[];
}

/** What signals are carried by. */
export interface CarriedSignalsOptions {
	readonly room: RoomId;
	readonly me: SessionId;
	readonly now: () => number;
	readonly ways: TreeWays;
	/** The pages that something on its way to the planner may be handed to, best first. */
	readonly waysUp: (except: SessionId | null) => readonly TreeNeighbour[];
	/** On the page that plans: the pages on the way to a member, nearest first, one way for each stripe that has one. */
	readonly pathsTo: (session: SessionId) => readonly (readonly SessionId[])[];
	readonly arrived: (carried: Carried) => void;
}

/**
 * Brings the signals of two pages that have no neighbour in common from one to the other: up the tree to the
 * planner, and down to whom they are for. So links are set up and mended without a relay.
 */
export class CarriedSignals {
	readonly #options: CarriedSignalsOptions;
	readonly #budgets = new WeakMap<object, TokenBucket>();
	readonly #mine: TokenBucket;

	constructor(options: CarriedSignalsOptions) {
		this.#options = options;
		this.#mine = new TokenBucket(FOR_ME, options.now);
	}

	/** Sends an own signal, by this way if one is known; whether anybody took it. */
	send(signal: Signal, path: readonly SessionId[] = []): boolean {
		return this.#pass(signal, [], path);
	}

	/** Takes a signal from a neighbour: for this page, or to hand on. */
	take({ signal, route, path }: TreeMessage & { readonly kind: 'carried' }, from: TreeNeighbour): void {
		const { room, me, arrived } = this.#options;
		if (signal.room !== room || signal.from === me || route.includes(me)) return;
		// The first page on the way knows whose signal it is; those after it believe their neighbour.
		if (route.length === 0 && signal.from !== from.session) return;
		if (route.length + 1 >= MAX_TREE_DEPTH || !this.#budgetOf(from).spend()) return;
		const passed = [...route, from.session];
		if (signal.to !== me) return void this.#pass(signal, passed, path);
		if (this.#mine.spend()) arrived({ signal, back: passed.toReversed().slice(0, -1) });
	}

	#pass(signal: Signal, passed: readonly SessionId[], path: readonly SessionId[]): boolean {
		const { ways, pathsTo, waysUp } = this.#options;
		const from = passed.at(-1) ?? null;
		const hand = (next: TreeNeighbour | null | undefined, rest: readonly SessionId[]) => {
			if (!next?.isReady || passed.includes(next.session)) return false;
			next.send({ kind: 'carried', signal, route: passed, path: rest });
			return true;
		};
		if (hand(ways.neighbour(signal.to), [])) return true;
		if (path.length > 0) return hand(ways.neighbour(path[0]!), path.slice(1));
		// Attempts take turns, so that no single page on the way can keep two others apart.
		const turn = signal.attempt[0]!;
		for (const [first, ...rest] of rotated(pathsTo(signal.to), turn))
			if (first !== undefined && hand(ways.neighbour(first), rest)) return true;
		return rotated(waysUp(from), turn).some((way) => hand(way, []));
	}

	#budgetOf(neighbour: object): TokenBucket {
		const budget = this.#budgets.get(neighbour) ?? new TokenBucket(OF_NEIGHBOUR, this.#options.now);
		this.#budgets.set(neighbour, budget);
		return budget;
	}
}
