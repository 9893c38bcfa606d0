import type { Course, Happening } from '../../../src/p2p/audience/course.ts';
import { FALLBACKS, type Seat, type SeatChanges } from '../../../src/p2p/audience/seat.ts';
import type { SessionId } from '../../../src/p2p/base/ids.ts';
import type { Stripe } from '../../../src/p2p/ports.ts';
import { Chance } from '../chance.ts';
import { Agenda } from './agenda.ts';
import { Flows } from './flows.ts';
import { Listener } from './listener.ts';
import { PlanningPage } from './planning-page.ts';

/** The world in which the crowd lives, in milliseconds. */
export const WORLD = {
	/** One way between two pages. */
	hopMs: [10, 80],
	/** From wanting a link to an open one. */
	linkMs: [300, 1500],
	/** A parent from whom nothing came for so long is silent. */
	silenceMs: 200,
	/** A link whose other end died is lost. */
	linkLostMs: 6000,
	/** An attempt at a link fails. */
	attemptMs: 8000,
	/** The deputy plans on after the host was silent for so long. */
	takeOverMs: 1000,
	/** A stripe that stays away while its parent says that it is there, and for each hop that it is farther. */
	starvingMs: 4000,
	starvingPerHopMs: 500,
	/** A message by way of the relay, for whoever has no link left to anybody who hears. */
	relayMs: 500,
	/** How often a page tells again what it can feed. */
	capacityMs: 20_000
} as const;

/** What pages can feed: 35 % nobody, 15 % one to three, 50 % four to eight. */
const CAPACITIES: readonly (readonly [weight: number, children: number])[] = [
	[35, 0],
	[5, 1],
	[5, 2],
	[5, 3],
	[15, 4],
	[10, 5],
	[10, 6],
	[15, 8]
];

/** One thing that is broken on purpose, to see that the figures show it. */
export type Fault = 'no repair' | 'one stripe' | 'no fallbacks';

/** A room of simulated pages: real plan and real repairs on a simulated network. */
export class Crowd {
	readonly chance: Chance;
	readonly agenda = new Agenda();
	readonly planning: PlanningPage;
	readonly listeners = new Map<SessionId, Listener>();
	readonly flows: Flows;
	readonly #fault: Fault | null;
	#planner: Listener | null;
	#next = 0;
	#isBuilding = true;
	/** Pages of the two sides do not reach each other. */
	isParted = false;
	/** The most that a page was asked to feed, over what it offered. */
	overload = 0;

	constructor({
		seed,
		size,
		fault = null
	}: {
		readonly seed: number;
		readonly size: number;
		readonly fault?: Fault | null;
	}) {
		this.chance = new Chance(seed);
		this.#fault = fault;
		this.flows = new Flows({
			now: () => this.agenda.nowMs,
			wentDown: (listener, stripe) => this.#watchHunger(listener, stripe)
		});
		const [host, deputy] = [this.#newcomer(16), this.#newcomer(16)];
		this.#planner = host;
		this.planning = new PlanningPage([host.session, deputy.session]);
		for (let i = 0; i < size; i++) {
			const one = this.#newcomer(this.chance.weighed(CAPACITIES));
			this.planning.join(one.session, one.capacity);
			if (!this.planning.plan.has(one.session)) this.listeners.delete(one.session);
		}
		this.flows.crown(host, 0);
		this.flows.crown(deputy, 1);
		for (const listener of this.listeners.values())
			this.#seat(listener, this.planning.plan.seat(listener.session)!, 0);
		this.agenda.runUntil(0);
		this.#isBuilding = false;
		this.#retell();
	}

	get alive(): Listener[] {
		return [...this.listeners.values()].filter(({ isAlive }) => isAlive);
	}

	get roots(): readonly Listener[] {
		return this.planning.plan.head.roots.map((root) => this.listeners.get(root)!);
	}

	/** Somebody comes, by way of a page that passes the request on. */
	join(): Listener {
		const one = this.#newcomer(this.chance.weighed(CAPACITIES));
		this.agenda.after(2 * this.#hop(), () =>
			this.#change(() => this.planning.join(one.session, one.capacity))
		);
		return one;
	}

	/** A page dies: whoever knew it notices by its silence. */
	kill(listener: Listener): void {
		const known = [...listener.linkedBy];
		const fed = ([0, 1] as const).map((stripe) => [...listener.flows[stripe].fed]);
		const parents = listener.seat?.stripes.map(({ parent }) => parent) ?? [];
		this.flows.remove(listener);
		for (const stripe of [0, 1] as const)
			this.agenda.after(WORLD.silenceMs, () => {
				for (const child of fed[stripe]!)
					this.#take(child, { kind: 'silent', stripe, parent: listener.session });
			});
		this.agenda.after(WORLD.linkLostMs, () => {
			for (const other of known) this.#dropLink(other, listener);
			// Either parent tells the planner of the child that it lost.
			if (parents.some((parent) => parent !== null && this.listeners.get(parent)?.isAlive))
				this.#tellPlanner(listener, 1, () => this.planning.leave(listener.session));
		});
		if (listener === this.#planner) this.#succeed(listener);
	}

	/** A page closes, and says so to its neighbours, who pass it on. */
	leave(listener: Listener): void {
		const known = [...listener.linkedBy];
		this.#tellPlanner(listener, this.#depth(listener), () => this.planning.leave(listener.session));
		this.flows.remove(listener);
		this.agenda.after(this.#hop(), () => {
			for (const other of known) this.#dropLink(other, listener);
		});
	}

	/** The network falls into two halves, for so long. */
	part(ms: number): void {
		this.isParted = true;
		for (const parent of this.alive)
			for (const stripe of [0, 1] as const)
				for (const child of [...parent.flows[stripe].fed]) {
					if (this.#mayMeet(child, parent)) continue;
					this.flows.stop(child, stripe, parent);
					this.agenda.after(WORLD.silenceMs, () =>
						this.#take(child, { kind: 'silent', stripe, parent: parent.session })
					);
				}
		this.agenda.after(Math.min(ms, WORLD.linkLostMs), () => {
			for (const listener of this.alive)
				for (const other of [...listener.links.keys()])
					if (!this.#mayMeet(listener, other)) this.#dropLink(listener, other);
		});
		this.agenda.after(ms, () => (this.isParted = false));
	}

	/** Pages tell their capacity now and then; only of those that were retired does it change anything. */
	#retell(): void {
		this.agenda.after(WORLD.capacityMs, () => {
			for (const { session, isRetired } of this.planning.plan.toRows()) {
				const one = this.listeners.get(session)!;
				if (isRetired && one.isAlive)
					this.#tellPlanner(one, this.#depth(one), () => this.planning.setCapacity(session, one.capacity));
			}
			this.#retell();
		});
	}

	#newcomer(capacity: number): Listener {
		const { chance: random } = this;
		const one = new Listener({ number: ++this.#next, capacity, random, nowMs: this.agenda.nowMs });
		this.listeners.set(one.session, one);
		return one;
	}

	#hop(): number {
		return this.#isBuilding ? 0 : this.chance.between(...WORLD.hopMs);
	}

	/** As long as a message takes over so many hops. */
	#way(hops: number): number {
		let ms = 0;
		for (let i = 0; i < Math.max(1, hops); i++) ms += this.#hop();
		return ms;
	}

	#depth({ seat }: Listener): number {
		return seat ? Math.min(seat.stripes[0].depth, seat.stripes[1].depth) : 1;
	}

	#mayMeet(a: Listener, b: Listener): boolean {
		return !this.isParted || a.number % 2 === b.number % 2;
	}

	/** Up the tree, or by way of the relay, to whoever plans, if anybody does when it arrives. */
	#tellPlanner(from: Listener, hops: number, change: () => SeatChanges): void {
		const delayMs = this.#isWithin(from) || !from.isAlive ? this.#way(hops) : WORLD.relayMs;
		this.agenda.after(delayMs, () => {
			if (this.#planner?.isAlive && this.#mayMeet(from, this.#planner)) this.#change(change);
		});
	}

	/** Changes the plan, and sends the seats that changed down the tree. */
	#change(change: () => SeatChanges): void {
		if (!this.#planner?.isAlive) return;
		const changes = change();
		const { turn } = this.planning.plan.head;
		for (const [session, seat] of changes) {
			const listener = this.listeners.get(session);
			const depth = Math.min(seat.stripes[0].depth, seat.stripes[1].depth);
			if (listener?.isAlive)
				this.agenda.after(this.#isWithin(listener) ? this.#way(depth) : WORLD.relayMs, () => {
					const isReached = this.#planner !== null && this.#mayMeet(listener, this.#planner);
					if (isReached) this.#seat(listener, seat, turn);
				});
		}
	}

	/** Whether a message finds a way to this page over links. */
	#isWithin(listener: Listener): boolean {
		if (listener.hears) return true;
		for (const [other, state] of listener.links)
			if (state === 'open' && other.isAlive && other.hears) return true;
		return false;
	}

	#succeed(host: Listener): void {
		const { head } = this.planning.plan;
		const copy = { head, rows: this.planning.plan.toRows() };
		this.#planner = null;
		this.agenda.after(WORLD.takeOverMs, () => {
			const deputy = this.listeners.get(head.roots[1])!;
			if (!deputy.isAlive) return;
			this.#planner = deputy;
			const heir = this.planning.plan.sessions
				.map((session) => this.listeners.get(session)!)
				.find((one) => one.isAlive && one !== deputy && one !== host && one.capacity >= 4)!;
			this.#change(() => this.planning.takeOver(copy, heir.session));
			this.agenda.after(this.#hop(), () => this.flows.crown(heir, 0));
		});
	}

	#seat(listener: Listener, seat: Seat, turn: number): void {
		if (!listener.isAlive || turn < listener.seatTurn) return;
		listener.seatTurn = turn;
		listener.seat =
			this.#fault === 'no fallbacks'
				? {
						...seat,
						stripes: [
							{ ...seat.stripes[0], fallbacks: [] },
							{ ...seat.stripes[1], fallbacks: [] }
						]
					}
				: seat;
		this.#take(listener, { kind: 'seated', seat: listener.seat });
	}

	#take(listener: Listener, happening: Happening): void {
		if (!listener.isAlive) return;
		const isFailure =
			happening.kind === 'silent' || happening.kind === 'starving' || happening.kind === 'linkLost';
		if (this.#fault === 'no repair' && isFailure) return;
		this.#follow(listener, listener.repair.take(happening, this.agenda.nowMs));
	}

	#follow(listener: Listener, { wanted, feeds, reports, nextMs }: Course): void {
		for (const session of wanted) this.#link(listener, this.listeners.get(session));
		// A look at all links costs more than it is worth as long as few can be superfluous.
		if (listener.links.size > 2 * (2 + FALLBACKS))
			for (const [other] of listener.links) if (!wanted.has(other.session)) this.#unlink(listener, other);
		for (const stripe of [0, 1] as const) {
			if (this.#fault === 'one stripe' && stripe === 1) continue;
			const asked = listener.asked[stripe];
			const next = new Set(feeds[stripe].asked.map((session) => this.listeners.get(session)!));
			for (const other of asked) {
				if (next.has(other)) continue;
				asked.delete(other);
				this.flows.stop(listener, stripe, other);
			}
			for (const other of next) {
				if (asked.has(other)) continue;
				asked.add(other);
				if (listener.links.get(other) === 'open') this.#ask(listener, stripe, other);
			}
		}
		for (const report of reports)
			this.#tellPlanner(listener, this.#depth(listener), () => this.planning.take(listener.session, report));
		if (nextMs === null || nextMs === listener.tickAtMs) return;
		listener.tickAtMs = nextMs;
		this.agenda.after(Math.max(0, nextMs - this.agenda.nowMs), () => {
			if (listener.tickAtMs !== nextMs) return;
			listener.tickAtMs = null;
			this.#take(listener, { kind: 'tick' });
		});
	}

	#link(listener: Listener, other: Listener | undefined): void {
		if (!other || other === listener || listener.links.has(other)) return;
		listener.links.set(other, 'opening');
		other.linkedBy.add(listener);
		const isThere = other.links.get(listener) === 'open';
		const delayMs = this.#isBuilding || isThere ? 0 : this.chance.between(...WORLD.linkMs);
		this.agenda.after(delayMs, () => {
			if (!listener.isAlive || listener.links.get(other) !== 'opening') return;
			if (!other.isAlive || !this.#mayMeet(listener, other))
				return this.agenda.after(WORLD.attemptMs - delayMs, () => this.#dropLink(listener, other));
			listener.links.set(other, 'open');
			this.#take(listener, { kind: 'linkOpened', session: other.session });
			for (const stripe of [0, 1] as const)
				if (listener.asked[stripe].has(other)) this.#ask(listener, stripe, other);
		});
	}

	#unlink(listener: Listener, other: Listener): void {
		listener.links.delete(other);
		other.linkedBy.delete(listener);
	}

	#dropLink(listener: Listener, other: Listener): void {
		if (!listener.links.has(other)) return;
		this.#unlink(listener, other);
		this.#take(listener, { kind: 'linkLost', session: other.session });
	}

	/** The child asks over an open link, and the parent begins, with keepalives if it has nothing itself. */
	#ask(child: Listener, stripe: Stripe, parent: Listener): void {
		this.agenda.after(this.#hop() + this.#hop(), () => {
			const isAsked = child.isAlive && child.asked[stripe].has(parent) && child.links.get(parent) === 'open';
			if (!isAsked || !parent.isAlive || !this.#mayMeet(child, parent)) return;
			const { fed } = parent.flows[stripe];
			const offered = parent.seat?.capacity ?? parent.capacity;
			// A page in need feeds up to twice what it offered, for the moment that planning takes.
			if (!fed.has(child) && fed.size >= 2 * offered + 2) return;
			this.flows.feed(child, stripe, parent);
			this.overload = Math.max(this.overload, fed.size - offered);
			if (!child.flows[stripe].isUp) this.#watchHunger(child, stripe);
			this.#take(child, { kind: 'fed', stripe, parent: parent.session });
		});
	}

	/** A parent that keeps alive and brings nothing, while the other stripe proves that there is something. */
	#watchHunger(listener: Listener, stripe: Stripe): void {
		const flow = listener.flows[stripe];
		if (!listener.isAlive || flow.feeders.size === 0) return;
		const { turn } = flow;
		const hops = listener.seat?.stripes[stripe].depth ?? 1;
		this.agenda.after(WORLD.starvingMs + WORLD.starvingPerHopMs * (hops - 1), () => {
			if (flow.isUp || flow.turn !== turn || !listener.flows[1 - stripe]!.isUp) return;
			for (const feeder of [...flow.feeders])
				if (listener.asked[stripe].has(feeder))
					this.#take(listener, { kind: 'starving', stripe, parent: feeder.session });
		});
	}
}
