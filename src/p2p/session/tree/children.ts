import type { SessionId } from '../../base/ids.ts';
import type { PerStripe, Stripe } from '../../ports.ts';
import { isWordAuthentic } from '../../wire/signed-words.ts';
import type { TreeMessage } from '../../wire/tree-messages.ts';
import { SEAT, type SeatWord } from '../../wire/tree.ts';
import type { TreeNeighbour } from './tree-ways.ts';

/** Children in one stripe: a root's sixteen, and as many again whose own parents just died. */
const MAX_CHILDREN = 32;

/** What the children of this page are judged by. */
export interface ChildrenOptions {
	readonly me: SessionId;
	/** Whether a session plans, or planned by a mandate that still holds. */
	readonly isPlanner: (session: SessionId) => boolean;
	readonly isRoot: (stripe: Stripe) => boolean;
	/** The set of children changed. */
	readonly changed: () => void;
}

/** Whom this page hands stripes to: whoever shows a seat on which the planner named this page. */
export class Children {
	readonly #options: ChildrenOptions;
	readonly #fed: PerStripe<Map<SessionId, SeatWord>> = [new Map(), new Map()];

	constructor(options: ChildrenOptions) {
		this.#options = options;
	}

	/** The children of each stripe. */
	get sessions(): PerStripe<readonly SessionId[]> {
		return [[...this.#fed[0].keys()], [...this.#fed[1].keys()]];
	}

	/** Whether a session is fed by this page in either stripe. */
	has(session: SessionId): boolean {
		return this.#fed.some((fed) => fed.has(session));
	}

	/** A neighbour wants a stripe, or wants it no longer. False: its seat does not say so, and it gets nothing. */
	take({ stripe, seat }: TreeMessage & { readonly kind: 'feed' }, from: TreeNeighbour): boolean {
		const fed = this.#fed[stripe];
		if (!seat) {
			if (fed.delete(from.session)) this.#options.changed();
			return true;
		}
		if (!this.#isEntitled(seat, stripe, from.session)) return false;
		if (!fed.has(from.session) && fed.size >= MAX_CHILDREN) return false;
		fed.set(from.session, seat);
		this.#options.changed();
		return true;
	}

	/** A session is gone; whether it was a child. */
	drop(session: SessionId): boolean {
		const dropped = this.#fed.map((fed) => fed.delete(session)).includes(true);
		if (dropped) this.#options.changed();
		return dropped;
	}

	/** Feeds nobody any more. */
	clear(): void {
		for (const fed of this.#fed) fed.clear();
		this.#options.changed();
	}

	#isEntitled(seat: SeatWord, stripe: Stripe, session: SessionId): boolean {
		const { me, isPlanner } = this.#options;
		const { parent, fallbacks } = seat.stripes[stripe];
		const known = this.#fed[stripe].get(session);
		if (seat.session !== session || (parent !== me && !fallbacks.includes(me))) return false;
		if (known && known.term === seat.term && known.version === seat.version) return true;
		return isPlanner(seat.planner) && isWordAuthentic(SEAT, seat);
	}
}
