import { Repair } from '../../../src/p2p/audience/repair.ts';
import type { Seat } from '../../../src/p2p/audience/seat.ts';
import type { SessionId } from '../../../src/p2p/base/ids.ts';
import type { Random } from '../../../src/p2p/base/random.ts';

/** How one stripe stands at one simulated page. */
export interface Flow {
	/** Who hands the stripe to this page now, as far as they have it themselves. */
	readonly feeders: Set<Listener>;
	/** To whom this page hands it. */
	readonly fed: Set<Listener>;
	/** The feeder by which it comes; null while it does not come. Never leads back to this page. */
	from: Listener | null;
	isUp: boolean;
	/** Counts the times it came or went, so that a late look knows whether it is about the same gap. */
	turn: number;
}

/** One simulated page: the real repair, and what it is connected to. */
export class Listener {
	readonly session: SessionId;
	readonly number: number;
	readonly capacity: number;
	readonly repair: Repair;
	isAlive = true;
	seat: Seat | null = null;
	/** The turn of the plan in which `seat` was made: an older one that comes late is not taken. */
	seatTurn = -1;
	readonly links = new Map<Listener, 'opening' | 'open'>();
	/** Those that have a link to this page. */
	readonly linkedBy = new Set<Listener>();
	readonly asked: readonly [Set<Listener>, Set<Listener>] = [new Set(), new Set()];
	readonly flows: readonly [Flow, Flow] = [newFlow(), newFlow()];
	tickAtMs: number | null = null;
	readonly joinedMs: number;
	/** When sound came first: from then on frames are due. */
	firstMs: number | null = null;
	goneMs: number | null = null;
	/** Since when neither stripe comes. */
	deafSinceMs: number | null = null;
	deafMs = 0;
	longestDeafMs = 0;

	constructor(options: {
		readonly number: number;
		readonly capacity: number;
		readonly random: Random;
		readonly nowMs: number;
	}) {
		this.number = options.number;
		this.session = options.number.toString(16).padStart(64, '0') as SessionId;
		this.capacity = options.capacity;
		this.joinedMs = options.nowMs;
		this.repair = new Repair({ random: options.random });
	}

	get hears(): boolean {
		return this.flows[0].isUp || this.flows[1].isUp;
	}
}

function newFlow(): Flow {
	return { feeders: new Set(), fed: new Set(), from: null, isUp: false, turn: 0 };
}
