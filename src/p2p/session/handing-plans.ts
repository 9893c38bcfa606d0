import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Scope } from '../base/scope.ts';
import { TokenBucket, type Rate } from '../base/token-bucket.ts';
import { MAX_CARRIED_PLANS, MAX_HANDED_PLANS } from '../wire/directory-limits.ts';
import type { Neighbour } from './neighbour.ts';

/** What this browser carries of planned rooms, as rooms use it. */
export interface CarriedPlans {
	/** What hosts said to everybody, each as it was signed, at most `MAX_CARRIED_PLANS`. */
	readonly all: readonly Uint8Array[];
	/** Keeps what is authentic and new; what is not is as good as not there. */
	take(plans: readonly Uint8Array[]): Promise<void>;
	on(name: 'changed', listener: () => void): () => void;
}

/** What handing on works with. */
export interface HandingPlansOptions {
	readonly scope: Scope;
	readonly carried: CarriedPlans;
	/** Whether this page is in the room, not only looking at it. */
	readonly isInside: () => boolean;
	/** Everybody this page is linked with. */
	readonly neighbours: () => readonly Neighbour[];
	/** Counts something that was refused from a neighbour. */
	readonly refuse: (code: string, from: Neighbour) => void;
}

/** Messages taken of one neighbour: all that it may carry twice over, then one a minute. */
const PACE: Rate = { burst: (2 * MAX_CARRIED_PLANS) / MAX_HANDED_PLANS, perSecond: 1 / 60 };

const markOf = (plan: Uint8Array) => bytesToHex(sha256(plan));

/** What this page has with one neighbour. */
interface Acquaintance {
	readonly pace: TokenBucket;
	/** Hashes of what it was told, or told itself. */
	readonly known: Set<string>;
}

/**
 * Hands what hosts said to everybody about planned rooms on to whoever is linked in a room, whichever room it is: so that followers
 * learn of it from any other page, without a relay. A page hands on what it holds of anybody, not of whom it follows alone.
 */
export class HandingPlans {
	readonly #options: HandingPlansOptions;
	readonly #acquaintances = new WeakMap<Neighbour, Acquaintance>();

	constructor(options: HandingPlansOptions) {
		this.#options = options;
		options.scope.add(options.carried.on('changed', () => this.look()));
	}

	/** Tells whoever is linked what they were not told yet. */
	look(): void {
		const { carried, isInside, neighbours } = this.#options;
		if (!isInside()) return;
		for (const neighbour of neighbours()) {
			if (neighbour.via !== 'direct' || !neighbour.isReady) continue;
			const { known } = this.#meet(neighbour);
			const news = carried.all.filter((plan) => !known.has(markOf(plan)));
			for (const plan of news) known.add(markOf(plan));
			for (let at = 0; at < news.length; at += MAX_HANDED_PLANS)
				neighbour.send({ kind: 'plans', plans: news.slice(at, at + MAX_HANDED_PLANS) });
		}
	}

	/** Takes what a neighbour hands on. */
	take(plans: readonly Uint8Array[], from: Neighbour): void {
		const { carried, isInside, refuse } = this.#options;
		if (!isInside() || from.via !== 'direct') return;
		const { pace, known } = this.#meet(from);
		if (!pace.spend()) return refuse('message-flood', from);
		for (const plan of plans) known.add(markOf(plan));
		void carried.take(plans);
	}

	#meet(neighbour: Neighbour): Acquaintance {
		const met = this.#acquaintances.get(neighbour);
		if (met) return met;
		const pace = new TokenBucket(PACE, () => this.#options.scope.clock.now());
		const made = { pace, known: new Set<string>() };
		this.#acquaintances.set(neighbour, made);
		return made;
	}
}
