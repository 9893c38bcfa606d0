import type { SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { backoffDelayMs, type Backoff } from '../base/retry.ts';
import type { Stripe } from '../ports.ts';
import type { Bars } from './bars.ts';
import type { Feed, Report, ReportCause } from './course.ts';
import type { Place } from './seat.ts';

/** How long somebody to whom a link stands has to begin, ms: some round trips and a busy page. */
const PATIENCE_MS = 1500;

/** How long for whom a link has to be set up first, ms; while somebody else feeds us there is more time. */
const LINK_PATIENCE_MS = 2500;
const CALM_PATIENCE_MS = 6000;

/** Each link that could not be set up in time makes the page wait longer for the next one, this often at most: it may be slow itself. */
const MAX_MISSES = 4;

/**
 * How long an old parent feeds us beside the new one, ms. When a plan turns two around, one of them may be
 * fed by the other through us: whoever let go at once could close a ring that nothing comes into. By then
 * everybody whom the same change moved has a link to its new parent.
 */
const OVERLAP_MS = 3000;

/**
 * How long a silence is borne before anything is done about it, ms, while the other stripe carries all: most parents that
 * fall silent were only busy for a moment, and a link to somebody else would cost them and us more of it.
 */
const DOUBT_MS = 400;

/** How often the planner is told again that nobody feeds us, or somebody other than it planned. */
const LOST: Backoff = { firstMs: 1000, capMs: 8000 };
const ASIDE: Backoff = { firstMs: 2000, capMs: 30_000 };

/** What one stripe's repair needs to know of the rest of the page. */
export interface Surroundings {
	readonly random: Random;
	readonly bars: Bars;
	readonly isLinked: (session: SessionId) => boolean;
	/** Whether the other stripe comes from there, or shall. */
	readonly isOther: (session: SessionId) => boolean;
	/** Whether the other stripe comes without a doubt. */
	readonly isOtherSure: () => boolean;
}

/** From whom one stripe is taken: the planned parent, else a fallback, else whoever the planner finds. */
export class StripeRepair {
	readonly #stripe: Stripe;
	readonly #around: Surroundings;
	#place: Place | null = null;
	#active: SessionId | null = null;
	/** Until when the active parent's silence is borne. */
	#doubtedUntilMs: number | null = null;
	/** Who shall feed us, and by when they should have begun. */
	readonly #asked = new Map<SessionId, number>();
	/** Old parents that still feed us, and until when. All are asked too. */
	readonly #leaving = new Map<SessionId, number>();
	/** Who failed us since the planner last said something, or since everybody was tried. */
	readonly #failed = new Set<SessionId>();
	/** Why the planned parent does not feed us; null while it does, or is expected to. */
	#cause: ReportCause | null = null;
	/** Links that could not be set up in time since somebody fed us. */
	#misses = 0;
	#toldTimes = 0;
	#tellAtMs: number | null = null;
	#reports: Report[] = [];

	constructor(stripe: Stripe, around: Surroundings) {
		this.#stripe = stripe;
		this.#around = around;
	}

	get feed(): Feed {
		return { active: this.#active, asked: [...this.#asked.keys()] };
	}

	/** Links that this stripe uses. One to a fallback is set up when it is needed: the other stripe has all until then. */
	wanted(nowMs: number): SessionId[] {
		const parent = this.#place?.parent ?? null;
		const mayHelp = parent !== null && !this.#around.bars.cause(parent, nowMs);
		return [...this.#asked.keys(), ...(mayHelp ? [parent] : [])];
	}

	/** When a tick is due, ms. */
	get nextMs(): number | null {
		let next = this.#tellAtMs;
		if (this.#doubtedUntilMs !== null) next = Math.min(next ?? Infinity, this.#doubtedUntilMs);
		for (const [session, byMs] of this.#asked)
			if (this.#isPending(session)) next = Math.min(next ?? byMs, byMs);
		for (const untilMs of this.#leaving.values()) next = Math.min(next ?? untilMs, untilMs);
		return next;
	}

	/** Hands out what the planner should be told, once. */
	takeReports(): Report[] {
		const reports = this.#reports;
		this.#reports = [];
		return reports;
	}

	uses(session: SessionId): boolean {
		return this.#asked.has(session);
	}

	/** Whether the stripe comes, and nobody is doubted. */
	get isSure(): boolean {
		return this.#active !== null && this.#doubtedUntilMs === null;
	}

	/** Bears a silence no longer. */
	hurry(nowMs: number): void {
		if (this.#doubtedUntilMs === null || this.#active === null) return;
		this.#fail(this.#active, 'silent', nowMs);
	}

	seated(place: Place, isRoot: boolean, nowMs: number): void {
		this.#place = place;
		this.#failed.clear();
		this.#settle();
		for (const session of [...this.#asked.keys()])
			if (isRoot || (session !== this.#active && session !== place.parent && !this.#leaving.has(session)))
				this.#drop(session);
		if (isRoot) this.#active = this.#doubtedUntilMs = null;
		const { parent } = place;
		if (parent === null || parent === this.#active) return;
		const barred = this.#around.bars.cause(parent, nowMs);
		if (!barred) return this.#ask(parent, nowMs);
		this.#failed.add(parent);
		if (!this.#active) this.#search(nowMs);
		this.#tell(parent, barred, nowMs);
	}

	fed(parent: SessionId, nowMs: number): void {
		if (parent === this.#active) this.#doubtedUntilMs = null;
		if (parent === this.#active || !this.#asked.has(parent)) return;
		const isPlanned = parent === this.#place?.parent;
		if (this.#active && !isPlanned) return;
		// Only a silence can have been a mistake: whoever starved or deceived us speaks in vain.
		if (this.#around.bars.cause(parent, nowMs)) return;
		if (this.#active) this.#leaving.set(this.#active, nowMs + OVERLAP_MS);
		this.#active = parent;
		this.#doubtedUntilMs = null;
		this.#misses = 0;
		this.#leaving.delete(parent);
		this.#failed.delete(parent);
		for (const session of [...this.#asked.keys()]) {
			const isKept = session === parent || this.#leaving.has(session);
			if (!isKept && (isPlanned || !this.#isPlannedPending(session))) this.#drop(session);
		}
		if (isPlanned) this.#settle();
	}

	/** Somebody stopped feeding us, or never will. Nothing happens if nothing was expected of them. */
	failed(parent: SessionId, cause: ReportCause, nowMs: number): void {
		if (!this.#asked.has(parent) || (cause === 'silent' && parent !== this.#active)) return;
		if (cause === 'silent' && this.#around.isOtherSure()) this.#doubtedUntilMs ??= nowMs + DOUBT_MS;
		else this.#fail(parent, cause, nowMs);
	}

	#fail(parent: SessionId, cause: ReportCause, nowMs: number): void {
		const isGone = cause === 'forged' || cause === 'unreachable';
		this.#failed.add(parent);
		this.#leaving.delete(parent);
		if (isGone) this.#drop(parent);
		if (parent === this.#active) {
			this.#active = null;
			this.#doubtedUntilMs = null;
		}
		if (!this.#active && !this.#hasPending()) this.#search(nowMs);
		this.#tell(parent, cause, nowMs);
	}

	/** A link was opened: whoever was asked can begin only now. */
	linked(session: SessionId, nowMs: number): void {
		if (this.#asked.has(session) && this.#isPending(session)) this.#asked.set(session, nowMs + PATIENCE_MS);
	}

	tick(nowMs: number): void {
		if (this.#doubtedUntilMs !== null && this.#doubtedUntilMs <= nowMs) this.hurry(nowMs);
		for (const [session, untilMs] of [...this.#leaving]) if (untilMs <= nowMs) this.#drop(session);
		for (const [session, byMs] of [...this.#asked]) {
			if (!this.#isPending(session) || byMs > nowMs) continue;
			this.#failed.add(session);
			this.#misses = Math.min(MAX_MISSES, this.#misses + 1);
			if (this.#active) this.#drop(session);
			else this.#search(nowMs);
			this.#tell(session, 'unreachable', nowMs);
		}
		if (this.#tellAtMs === null || this.#tellAtMs > nowMs) return;
		const parent = this.#place?.parent;
		if (!parent || !this.#cause) return this.#settle();
		if (!this.#active && !this.#hasPending()) {
			this.#failed.clear();
			this.#asked.clear();
			this.#leaving.clear();
			this.#search(nowMs);
		}
		this.#tell(parent, this.#around.bars.cause(parent, nowMs) ?? this.#cause, nowMs);
	}

	/** Asks the next that may feed us: rather one from whom the other stripe does not come. */
	#search(nowMs: number): void {
		const { bars, isOther } = this.#around;
		const place = this.#place;
		if (!place) return;
		const left = [place.parent, ...place.fallbacks].filter(
			(one) => one !== null && !this.#failed.has(one) && !this.#asked.has(one) && !bars.cause(one, nowMs)
		) as SessionId[];
		const next = left.find((one) => !isOther(one)) ?? left[0];
		if (next !== undefined) return this.#ask(next, nowMs);
		this.#makeDo(nowMs);
	}

	/**
	 * Nobody else is left: who starved us is better than nobody, and may have been blamed for the fault of one
	 * above. Who deceived us is not.
	 */
	#makeDo(nowMs: number): void {
		const { bars, isLinked } = this.#around;
		const parent = this.#place?.parent ?? null;
		if (this.#active || parent === null || bars.cause(parent, nowMs) !== 'starving' || !isLinked(parent))
			return;
		this.#asked.set(parent, nowMs + PATIENCE_MS);
		this.#active = parent;
	}

	#ask(session: SessionId, nowMs: number): void {
		const { isLinked } = this.#around;
		const linkPatienceMs = this.#active ? CALM_PATIENCE_MS : LINK_PATIENCE_MS * (1 + this.#misses / 2);
		this.#asked.set(session, nowMs + (isLinked(session) ? PATIENCE_MS : linkPatienceMs));
	}

	#tell(parent: SessionId, cause: ReportCause, nowMs: number): void {
		const pending = [...this.#asked.keys()].find((session) => this.#isPending(session)) ?? null;
		const now = this.#active ?? pending;
		this.#reports.push({ stripe: this.#stripe, parent, cause, now });
		if (parent === this.#place?.parent) this.#cause = cause;
		this.#cause ??= cause;
		const backoff = now === null ? LOST : ASIDE;
		this.#tellAtMs = nowMs + backoffDelayMs(backoff, this.#toldTimes++, this.#around.random);
	}

	/** All is as planned, or the planner has just spoken: nothing to tell. */
	#settle(): void {
		this.#cause = null;
		this.#toldTimes = 0;
		this.#tellAtMs = null;
	}

	#drop(session: SessionId): void {
		this.#asked.delete(session);
		this.#leaving.delete(session);
	}

	#isPending(session: SessionId): boolean {
		return session !== this.#active && !this.#failed.has(session) && !this.#leaving.has(session);
	}

	#isPlannedPending(session: SessionId): boolean {
		return session === this.#place?.parent && this.#isPending(session);
	}

	#hasPending(): boolean {
		return [...this.#asked.keys()].some((session) => this.#isPending(session));
	}
}
