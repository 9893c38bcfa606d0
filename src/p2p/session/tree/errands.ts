import type { RoomId, SessionId } from '../../base/ids.ts';
import { TokenBucket, type Rate } from '../../base/token-bucket.ts';
import type { SessionKey } from '../../identity/session-key.ts';
import { MAX_TREE_DEPTH } from '../../wire/limits.ts';
import { isWordAuthentic, signWord } from '../../wire/signed-words.ts';
import type { TreeMessage } from '../../wire/tree-messages.ts';
import { ERRAND, type Errand, type ErrandBody } from '../../wire/tree.ts';
import type { TreeNeighbour, TreeWays } from './tree-ways.ts';

/** What one neighbour may send up through this page: a subtree of hundreds that changes seats at once. */
const UPWARD: Rate = { burst: 400, perSecond: 50 };
/** Pages tried when the way up is not known: one honest one among them is enough. */
const TRIED_WAYS = 2;
/** Senders whose counters the planner remembers: every listener of a very large room. */
const MAX_SENDERS = 200_000;

/** What errands travel by. */
export interface ErrandsOptions {
	readonly room: RoomId;
	readonly key: SessionKey;
	readonly now: () => number;
	readonly ways: TreeWays;
	/** The session that plans now; null while nobody does. */
	readonly planner: () => SessionId | null;
	/** Who hands this page its stripes, best first: the way up. */
	readonly parents: () => readonly SessionId[];
	/** Whether a session fell silent: it is no way up. */
	readonly isSilent: (session: SessionId) => boolean;
	/** Whether this page does an errand itself rather than passing it on. */
	readonly isMine: (errand: Errand) => boolean;
	/** Does an errand of this page or of somebody below it; the route leads back, its last session the nearest. */
	readonly arrived: (errand: Errand, route: readonly SessionId[]) => void;
}

/** Carries what sessions ask of the planner up the tree, and its answers down again. */
export class Errands {
	readonly #options: ErrandsOptions;
	readonly #budgets = new WeakMap<object, TokenBucket>();
	/** Newest counter of each sender, on the page where errands end. */
	readonly #done = new Map<SessionId, number>();
	#counter = 0;

	constructor(options: ErrandsOptions) {
		this.#options = options;
	}

	/** Signs an errand and sends it on its way; whether there was one. */
	async send(body: ErrandBody): Promise<boolean> {
		const { room, key, isMine, arrived } = this.#options;
		const errand = await signWord(ERRAND, { room, from: key.id, counter: ++this.#counter, body }, key.sign);
		if (isMine(errand)) {
			arrived(errand, []);
			return true;
		}
		const ways = this.waysUp(null);
		for (const way of ways) way.send({ kind: 'errand', errand, route: [] });
		return ways.length > 0;
	}

	/** Takes an errand from a neighbour: does it here, or passes it on. */
	take({ errand, route }: TreeMessage & { readonly kind: 'errand' }, from: TreeNeighbour): void {
		const { room, key, isMine, arrived, now } = this.#options;
		if (errand.room !== room || errand.from === key.id || route.includes(key.id)) return;
		// The first page on the way knows whose errand it is; those after it believe their neighbour.
		if (route.length === 0 && errand.from !== from.session) return;
		if (route.length + 1 >= MAX_TREE_DEPTH) return;
		const budget = this.#budgets.get(from) ?? new TokenBucket(UPWARD, now);
		this.#budgets.set(from, budget);
		if (!budget.spend()) return;
		const passed = [...route, from.session];
		if (!isMine(errand)) {
			for (const way of this.waysUp(from.session))
				if (!passed.includes(way.session)) way.send({ kind: 'errand', errand, route: passed });
			return;
		}
		// The same errand may come by both stripes: the second is no news.
		if ((this.#done.get(errand.from) ?? 0) >= errand.counter) return;
		if (!isWordAuthentic(ERRAND, errand)) return;
		this.#note(errand);
		arrived(errand, passed);
	}

	/** Sends something down to a session by the pages on the way to it, nearest first; whether the first is linked. */
	sendDown(
		make: (path: readonly SessionId[]) => TreeMessage,
		session: SessionId,
		path: readonly SessionId[]
	): boolean {
		const direct = this.#options.ways.neighbour(session);
		if (direct?.isReady) {
			direct.send(make([]));
			return true;
		}
		const first = path[0] && this.#options.ways.neighbour(path[0]);
		if (!first || !first.isReady) return false;
		first.send(make(path.slice(1)));
		return true;
	}

	/** The pages to hand an errand to: the planner itself, else a parent of each stripe, else anybody of the room. */
	waysUp(except: SessionId | null): TreeNeighbour[] {
		const { ways, planner, parents, isSilent } = this.#options;
		const isWay = (neighbour: TreeNeighbour | null): neighbour is TreeNeighbour =>
			neighbour !== null && neighbour.isReady && neighbour.session !== except && !isSilent(neighbour.session);
		const session = planner();
		const direct = session && ways.neighbour(session);
		if (isWay(direct)) return [direct];
		const up = parents()
			.map((parent) => ways.neighbour(parent))
			.filter(isWay);
		if (up.length > 0) return up.slice(0, TRIED_WAYS);
		return ways.neighbours.filter((neighbour) => isWay(neighbour) && neighbour.isJoined).slice(0, TRIED_WAYS);
	}

	#note({ from, counter }: Errand): void {
		this.#done.delete(from);
		this.#done.set(from, counter);
		if (this.#done.size > MAX_SENDERS) this.#done.delete(this.#done.keys().next().value!);
	}
}
