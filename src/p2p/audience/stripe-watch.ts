import type { SessionId } from '../base/ids.ts';
import { Arrears } from './arrears.ts';

/** A parent that says nothing for so long is dead or gone: four keepalives in a row are not lost by chance. */
export const SILENT_AFTER_MS = 200;
/** A new parent is asked first, perhaps over a link just opened. */
export const FIRST_WORD_MS = 1_500;
/**
 * Next to the fault one waits this long for what is proven to exist: a root that died is replaced before,
 * and until then nobody is to be blamed for having nothing. The other stripe carries everything meanwhile.
 */
const STARVING_AFTER_MS = 4_000;
/** Every hop further down waits a little longer, so that the nearest acts, and those below need not. */
const STARVING_STEP_MS = 500;

interface Parent {
	/** Null before its first word. */
	heardAtMs: number | null;
	/** Since when its silence counts. */
	countsFromMs: number;
	isSilent: boolean;
}

/** What a look at a stripe finds. */
export interface StripeTrouble {
	readonly silent: readonly SessionId[];
	readonly starving: readonly SessionId[];
}

/** How long proven packets may be missing at this many hops from the root before somebody is blamed, milliseconds. */
export function starvingAfterMs(hops: number): number {
	return STARVING_AFTER_MS + STARVING_STEP_MS * (hops - 1);
}

/** Watches over those who feed one stripe. Time comes in from outside, in milliseconds. */
export class StripeWatch {
	readonly #parents = new Map<SessionId, Parent>();
	readonly #arrears = new Arrears();
	#patienceMs = starvingAfterMs(1);
	#isStarving = false;

	/** Who feeds the stripe from now on, this many hops from its root. Who did before keeps its account. */
	setParents(parents: readonly SessionId[], hops: number, nowMs: number): void {
		this.#patienceMs = starvingAfterMs(Math.max(1, hops));
		const isSame =
			parents.length === this.#parents.size && parents.every((parent) => this.#parents.has(parent));
		if (isSame) return;
		for (const parent of [...this.#parents.keys()])
			if (!parents.includes(parent)) this.#parents.delete(parent);
		for (const parent of parents)
			if (!this.#parents.has(parent))
				this.#parents.set(parent, { heardAtMs: null, countsFromMs: nowMs, isSilent: false });
		this.#arrears.restart();
		this.#isStarving = false;
	}

	/** A parent said something. True if it is its first word, or its first since it was silent. */
	hear(session: SessionId, nowMs: number): boolean {
		const parent = this.#parents.get(session);
		if (!parent) return false;
		const isNews = parent.heardAtMs === null || parent.isSilent;
		// What was proven before it fed this page is not its debt.
		if (isNews) {
			this.#arrears.restart();
			this.#isStarving = false;
		}
		Object.assign(parent, { heardAtMs: nowMs, countsFromMs: nowMs, isSilent: false });
		return isNews;
	}

	/** The other stripe proved that this one carries a packet. */
	prove(nowMs: number): void {
		this.#arrears.prove(nowMs);
	}

	/** A packet of this stripe was taken. */
	come(): void {
		this.#arrears.come();
	}

	/** This page itself stood still: nobody is blamed for that time. */
	forgive(nowMs: number): void {
		for (const parent of this.#parents.values()) parent.countsFromMs = nowMs;
		this.#arrears.restart();
	}

	/** Who fell silent, or leaves something out, since the last look. */
	look(nowMs: number): StripeTrouble {
		const silent = [...this.#parents].filter(([, parent]) => fallsSilent(parent, nowMs));
		for (const [, parent] of silent) parent.isSilent = true;
		const state = this.#arrears.judge(nowMs, this.#patienceMs);
		const isNews = state === 'late' && !this.#isStarving;
		if (state !== 'open') this.#isStarving = state === 'late';
		const present = [...this.#parents].filter(
			([, { heardAtMs, isSilent }]) => heardAtMs !== null && !isSilent
		);
		return {
			silent: silent.map(([session]) => session),
			starving: isNews ? present.map(([session]) => session) : []
		};
	}

	/** Milliseconds since any parent said anything; null if none did. */
	silentMs(nowMs: number): number | null {
		const heard = [...this.#parents.values()].flatMap(({ heardAtMs }) => heardAtMs ?? []);
		return heard.length > 0 ? nowMs - Math.max(...heard) : null;
	}
}

function fallsSilent({ isSilent, heardAtMs, countsFromMs }: Parent, nowMs: number): boolean {
	const patienceMs = heardAtMs === null ? FIRST_WORD_MS : SILENT_AFTER_MS;
	return !isSilent && nowMs - countsFromMs >= patienceMs;
}
