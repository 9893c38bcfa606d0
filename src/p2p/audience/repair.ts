import type { Random } from '../base/random.ts';
import type { SessionId } from '../base/ids.ts';
import type { PerStripe, Stripe } from '../ports.ts';
import type { Course, Happening, Report } from './course.ts';

export class Repair {
	#parents: [SessionId | null, SessionId | null] = [null, null];
	#old: [SessionId | null, SessionId | null] = [null, null];
	#fed: PerStripe<Set<SessionId>> = [new Set(), new Set()];
	#fallbacks: [readonly SessionId[], readonly SessionId[]] = [[], []];
	#since: [number, number] = [0, 0];
	constructor(_: { readonly me: SessionId; readonly random: Random }) {}
	happened(happening: Happening, nowMs: number): Course {
		const reports: Report[] = [];
		const next = (stripe: Stripe, cause: Report['cause']) => {
			const failed = this.#parents[stripe];
			if (!failed) return;
			const all = this.#fallbacks[stripe];
			const now = all[(all.indexOf(failed) + 1) % Math.max(1, all.length)] ?? null;
			this.#fed[stripe].delete(failed);
			this.#parents[stripe] = now;
			this.#since[stripe] = nowMs;
			reports.push({ stripe, parent: failed, cause, now });
		};
		if (happening.kind === 'seated')
			for (const stripe of [0, 1] as const) {
				const place = happening.seat.stripes[stripe];
				if (place.parent !== this.#parents[stripe]) {
					this.#old[stripe] = this.#parents[stripe];
					this.#parents[stripe] = place.parent;
					this.#since[stripe] = nowMs;
				}
				this.#fallbacks[stripe] = place.fallbacks;
			}
		if (happening.kind === 'fed') {
			this.#fed[happening.stripe].add(happening.parent);
			if (happening.parent === this.#parents[happening.stripe]) this.#old[happening.stripe] = null;
		}
		if ((happening.kind === 'silent' || happening.kind === 'starving') && this.#parents[happening.stripe] === happening.parent)
			next(happening.stripe, happening.kind);
		if (happening.kind === 'forged' || happening.kind === 'linkLost')
			for (const stripe of [0, 1] as const)
				if (this.#parents[stripe] === (happening.kind === 'forged' ? happening.parent : happening.session))
					next(stripe, happening.kind === 'forged' ? 'forged' : 'unreachable');
		if (happening.kind === 'tick')
			for (const stripe of [0, 1] as const) {
				const parent = this.#parents[stripe];
				if (parent && !this.#fed[stripe].has(parent) && nowMs - this.#since[stripe] > 8000) next(stripe, 'unreachable');
			}
		const feed = (stripe: Stripe) => {
			const parent = this.#parents[stripe];
			const asked = [parent, this.#old[stripe]].filter((session) => session !== null);
			return { active: parent && this.#fed[stripe].has(parent) ? parent : this.#old[stripe], asked };
		};
		const feeds: Course['feeds'] = [feed(0), feed(1)];
		return { wanted: new Set(feeds.flatMap(({ asked }) => asked)), feeds, reports, nextMs: nowMs + 500 };
	}
}
