import type { TreeMoment } from '../../api.ts';
import type { PathReport, Stripe } from '../../ports.ts';

/** Figures are of this much of the past. */
const LATELY_MS = 60_000;
/** Rates are of this much: what a person would call now. */
const NOW_MS = 5_000;
/** Moments of the tree that are kept: ten minutes, one every two seconds. */
const MAX_MOMENTS = 300;

interface Sample {
	readonly atMs: number;
	readonly report: PathReport;
}

/** How the sound did lately at this page, and the whole tree on the page that plans. */
export class Health {
	readonly #now: () => number;
	#samples: Sample[] = [];
	#moments: TreeMoment[] = [];

	constructor(now: () => number) {
		this.#now = now;
	}

	/** Moments of the whole tree, oldest first. */
	get history(): readonly TreeMoment[] {
		return this.#moments;
	}

	/** Notes what the sound path reported; about four times a second. */
	note(report: PathReport): void {
		const atMs = this.#now();
		this.#samples.push({ atMs, report });
		const first = this.#samples.findIndex((sample) => atMs - sample.atMs <= LATELY_MS);
		if (first > 0) this.#samples.splice(0, first);
	}

	/** Notes how the whole tree did. */
	noteTree(moment: Omit<TreeMoment, 'at'>): void {
		this.#moments = [...this.#moments, { ...moment, at: this.#now() }].slice(-MAX_MOMENTS);
	}

	/** Kilobits per second sent and received now, and the share of frames missing over the last minute. */
	get rates(): { readonly upKbps: number; readonly downKbps: number; readonly missing: number } {
		const last = this.#samples.at(-1);
		const recent = this.#samples.find(({ atMs }) => last && last.atMs - atMs <= NOW_MS);
		const first = this.#samples[0];
		if (!last || !recent || !first) return { upKbps: 0, downKbps: 0, missing: 0 };
		// Bits per millisecond are kilobits per second.
		const ms = Math.max(1, last.atMs - recent.atMs);
		const upKbps = ((last.report.sentBytes - recent.report.sentBytes) * 8) / ms;
		const downKbps = ((last.report.receivedBytes - recent.report.receivedBytes) * 8) / ms;
		const due = last.report.frames.due - first.report.frames.due;
		const missing = last.report.frames.missing - first.report.frames.missing;
		return { upKbps, downKbps, missing: due > 0 ? missing / due : 0 };
	}

	/** Share of the packets of a stripe that did not come, by what the other stripe brought over the last minute. */
	lossOf(stripe: Stripe): number {
		const [first, last] = [this.#samples[0], this.#samples.at(-1)];
		if (!first || !last) return 0;
		const of = (which: Stripe) => last.report.stripes[which].packets - first.report.stripes[which].packets;
		const [mine, other] = [of(stripe), of(stripe === 0 ? 1 : 0)];
		return other > mine ? (other - mine) / other : 0;
	}
}
