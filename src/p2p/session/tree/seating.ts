import type { Course, Happening } from '../../audience/course.ts';
import { Repair } from '../../audience/repair.ts';
import type { RoomId, SessionId } from '../../base/ids.ts';
import type { Random } from '../../base/random.ts';
import type { Scope } from '../../base/scope.ts';
import type { PerStripe, Stripe } from '../../ports.ts';
import { isWordAuthentic } from '../../wire/signed-words.ts';
import { SEAT, type ErrandBody, type SeatWord } from '../../wire/tree.ts';
import type { TreeWays } from './tree-ways.ts';

/** A seat that was asked for comes within a round trip to the planner; after this it is asked for again. */
const ASK_AGAIN_MS = 2_000;
/** Whom the room has no place for asks again after this: others come and go, and bring room. */
const ASK_AGAIN_REFUSED_MS = 10_000;
/** A parent that was asked and says nothing is asked again. */
const TELL_AGAIN_MS = 700;
const LOOK_EVERY_MS = 250;

const STRIPES: PerStripe<Stripe> = [0, 1];

/** What seating works with. */
export interface SeatingOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly room: RoomId;
	readonly me: SessionId;
	readonly ways: TreeWays;
	/** Whether this page needs a seat: it listens in a large room. */
	readonly isNeeded: () => boolean;
	/** Whether a session plans by the mandates that hold. */
	readonly isPlanner: (session: SessionId) => boolean;
	/** What this page asks for a seat with. */
	readonly request: () => ErrandBody & { readonly do: 'seat' };
	readonly send: (errand: ErrandBody) => Promise<boolean>;
	/** The seat, the links that it needs, or whom stripes are taken from changed. */
	readonly changed: () => void;
}

/** A listener's own seat: asks for one, follows it, and mends it when a parent fails. */
export class Seating {
	readonly #options: SeatingOptions;
	#repair: Repair;
	#seat: SeatWord | null = null;
	#course: Course | null = null;
	/** To whom it was said that they feed this page, and when. */
	#told: PerStripe<Map<SessionId, number>> = [new Map(), new Map()];
	#askedAtMs: number | null = null;
	#neededSinceMs: number | null = null;
	#isRefused = false;

	constructor(options: SeatingOptions) {
		this.#options = options;
		this.#repair = this.#newRepair();
		options.scope.every(LOOK_EVERY_MS, () => this.look());
	}

	/** The newest seat, or null while there is none. */
	get seat(): SeatWord | null {
		return this.#seat;
	}

	/** Who feeds each stripe now. */
	get active(): PerStripe<SessionId | null> {
		const feeds = this.#course?.feeds;
		return [feeds?.[0].active ?? null, feeds?.[1].active ?? null];
	}

	/** Whom packets of each stripe are taken from. */
	get parents(): PerStripe<readonly SessionId[]> {
		const feeds = this.#course?.feeds;
		return [feeds?.[0].asked ?? [], feeds?.[1].asked ?? []];
	}

	/** Links that this seat needs. */
	get wanted(): ReadonlySet<SessionId> {
		return this.#course?.wanted ?? new Set();
	}

	/** How long this page has been waiting for sound in milliseconds; null while both stripes come or none is needed. */
	get waitingMs(): number | null {
		if (this.#neededSinceMs === null || this.active.every((parent) => parent !== null)) return null;
		return this.#now - this.#neededSinceMs;
	}

	/** Whether the planner has no place for this page: too few here hand sound on. */
	get isRefused(): boolean {
		return this.#isRefused;
	}

	/** Takes a seat that reached this page. False: it is forged. */
	take(seat: SeatWord): boolean {
		const { room, me, isPlanner } = this.#options;
		if (seat.room !== room || seat.session !== me || !isPlanner(seat.planner)) return true;
		const old = this.#seat;
		if (old && (seat.term < old.term || (seat.term === old.term && seat.version <= old.version))) return true;
		if (!isWordAuthentic(SEAT, seat)) return false;
		this.#isRefused = !old && seat.stripes.every(({ parent, depth }) => parent === null && depth > 0);
		if (this.#isRefused) {
			this.#options.changed();
			return true;
		}
		this.#seat = seat;
		this.#askedAtMs = null;
		this.happened({ kind: 'seated', seat });
		return true;
	}

	/** Something happened to a parent or a link. */
	happened(happening: Happening): void {
		const course = this.#repair.take(happening, this.#now);
		// Without a seat only the links are worth remembering.
		if (this.#seat) this.#follow(course);
	}

	/** A direct link is gone: whoever comes back over it knows nothing of what was said. */
	parted(session: SessionId): void {
		for (const told of this.#told) told.delete(session);
		this.happened({ kind: 'linkLost', session });
	}

	/** Looks whether a seat is needed, and at what is due. */
	look(): void {
		const { isNeeded } = this.#options;
		if (!isNeeded()) return this.#standUp();
		this.#neededSinceMs ??= this.#now;
		if (!this.#seat) {
			const againMs = this.#isRefused ? ASK_AGAIN_REFUSED_MS : ASK_AGAIN_MS;
			const isDue = this.#askedAtMs === null || this.#now - this.#askedAtMs >= againMs;
			return isDue ? this.ask() : undefined;
		}
		const due = this.#course?.nextMs;
		if (due !== null && due !== undefined && due <= this.#now) this.happened({ kind: 'tick' });
		else this.#tell();
	}

	/** Asks the planner for a seat, or tells it what changed about this page. */
	ask(): void {
		this.#askedAtMs = this.#now;
		void this.#options.send(this.#options.request());
	}

	get #now(): number {
		return this.#options.scope.clock.now();
	}

	/** A repair that knows which links are open. */
	#newRepair(): Repair {
		const repair = new Repair(this.#options);
		for (const { via, isReady, session } of this.#options.ways.neighbours)
			if (via === 'direct' && isReady) repair.take({ kind: 'linkOpened', session }, this.#now);
		return repair;
	}

	#standUp(): void {
		this.#neededSinceMs = null;
		this.#askedAtMs = null;
		this.#isRefused = false;
		if (!this.#seat) return;
		for (const stripe of STRIPES)
			for (const parent of this.#told[stripe].keys())
				this.#options.ways.neighbour(parent)?.send({ kind: 'feed', stripe, seat: null });
		this.#told = [new Map(), new Map()];
		this.#seat = null;
		this.#course = null;
		this.#repair = this.#newRepair();
		this.#options.changed();
	}

	#follow(course: Course): void {
		this.#course = course;
		for (const { stripe, parent, cause, now } of course.reports)
			void this.#options.send({ do: 'lost', stripe, parent, cause, now });
		this.#tell();
		this.#options.changed();
	}

	/** Says to parents what they are to hand over, and what no longer. */
	#tell(): void {
		const { ways } = this.#options;
		for (const stripe of STRIPES) {
			const told = this.#told[stripe];
			const asked = this.parents[stripe];
			for (const parent of told.keys()) {
				const neighbour = ways.neighbour(parent);
				if (neighbour?.via !== 'direct') told.delete(parent);
				else if (!asked.includes(parent)) {
					told.delete(parent);
					neighbour.send({ kind: 'feed', stripe, seat: null });
				}
			}
			for (const parent of asked) {
				const neighbour = ways.neighbour(parent);
				if (neighbour?.via !== 'direct' || !neighbour.isReady) continue;
				// Whoever does not know the planner yet does not believe the seat yet: it is shown again.
				const toldAtMs = told.get(parent);
				const isFeeding = this.active[stripe] === parent;
				if (toldAtMs !== undefined && (isFeeding || this.#now - toldAtMs < TELL_AGAIN_MS)) continue;
				told.set(parent, this.#now);
				neighbour.send({ kind: 'feed', stripe, seat: this.#seat });
			}
		}
	}
}
