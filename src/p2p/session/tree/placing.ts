import type { SessionId } from '../../base/ids.ts';
import type { PerStripe, SoundPath, Stripe, TreePlace } from '../../ports.ts';
import type { Children } from './children.ts';
import type { Reign } from './reign.ts';
import type { Seating } from './seating.ts';

/** What a place is made of. */
export interface PlacingOptions {
	readonly me: SessionId;
	readonly path: SoundPath;
	readonly reign: Reign;
	readonly seating: Seating;
	readonly children: Children;
	/** Whether this page hears the stage in packets. */
	readonly isListening: () => boolean;
}

/** Tells the sound path where this page stands in the trees, as often as that changes. */
export class Placing {
	readonly #options: PlacingOptions;
	#told = '';

	constructor(options: PlacingOptions) {
		this.#options = options;
	}

	/** Looks where this page stands now; `copies`: frames of each packet that it makes. */
	look(copies: 2 | 3): void {
		const { path } = this.#options;
		const place = this.#place();
		const told = JSON.stringify([place, copies]);
		if (told === this.#told) return;
		this.#told = told;
		path.setPlace(place);
		path.setCopies(copies);
	}

	#place(): TreePlace {
		const { me, reign, seating, children, isListening } = this.#options;
		const { tree } = reign.mandates;
		const isRoot: PerStripe<boolean> = [reign.isRoot(0), reign.isRoot(1)];
		const other = (stripe: Stripe) => (tree && tree.roots[stripe] !== me ? tree.roots[stripe] : null);
		const isAnyRoot = isRoot[0] || isRoot[1];
		const parentsOf = (stripe: Stripe): readonly SessionId[] => {
			const root = other(stripe);
			return isAnyRoot && root ? [root] : seating.parents[stripe];
		};
		// Each root hears the other one's stripe, and by that whether it lives.
		const childrenOf = (stripe: Stripe): readonly SessionId[] => {
			const root = tree?.roots.find((session) => session !== me);
			const own = children.sessions[stripe];
			return isRoot[stripe] && root ? [...new Set([...own, root])] : own;
		};
		const hopsOf = (stripe: Stripe) => (isRoot[stripe] ? 0 : (seating.seat?.stripes[stripe].depth ?? 1));
		return {
			parents: [parentsOf(0), parentsOf(1)],
			children: [childrenOf(0), childrenOf(1)],
			feeds: isListening() || !tree ? [null, null] : [other(0), other(1)],
			isRoot,
			hops: [hopsOf(0), hopsOf(1)]
		};
	}
}
