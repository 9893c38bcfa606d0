import type { SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import type { PerStripe, Stripe } from '../ports.ts';
import { Bars } from './bars.ts';
import type { Course, Happening, Report } from './course.ts';
import type { Seat } from './seat.ts';
import { StripeRepair, type Surroundings } from './stripe-repair.ts';

/**
 * What one listener does about its two stripes. It reacts before the planner can: a fallback takes over at
 * once, and the planner is told. A new parent has to feed before the old one is let go. It opens nothing
 * and sends nothing; whoever owns it follows the course.
 */
export class Repair {
	readonly #bars = new Bars();
	readonly #links = new Set<SessionId>();
	readonly #stripes: PerStripe<StripeRepair>;

	constructor({ random }: { readonly random: Random }) {
		const around = (other: Stripe): Surroundings => ({
			random,
			bars: this.#bars,
			isLinked: (session) => this.#links.has(session),
			isOther: (session) => this.#stripes[other].uses(session),
			isOtherSure: () => this.#stripes[other].isSure
		});
		this.#stripes = [new StripeRepair(0, around(1)), new StripeRepair(1, around(0))];
	}

	/** Takes what happened at `nowMs`, a time that never goes back, and says what to do from now on. */
	take(happening: Happening, nowMs: number): Course {
		switch (happening.kind) {
			case 'seated':
				this.#seated(happening.seat, nowMs);
				break;
			case 'silent':
				this.#stripes[happening.stripe].failed(happening.parent, 'silent', nowMs);
				break;
			case 'starving':
				this.#bars.add(happening.parent, 'starving', nowMs);
				this.#stripes[happening.stripe].failed(happening.parent, 'starving', nowMs);
				break;
			case 'forged':
				this.#bars.add(happening.parent, 'forged', nowMs);
				for (const stripe of this.#stripes) stripe.failed(happening.parent, 'forged', nowMs);
				break;
			case 'linkOpened':
				this.#links.add(happening.session);
				for (const stripe of this.#stripes) stripe.linked(happening.session, nowMs);
				break;
			case 'linkLost':
				this.#links.delete(happening.session);
				for (const stripe of this.#stripes) stripe.failed(happening.session, 'unreachable', nowMs);
				break;
			case 'fed':
				this.#stripes[happening.stripe].fed(happening.parent, nowMs);
				break;
			case 'tick':
				for (const stripe of this.#stripes) stripe.tick(nowMs);
		}
		if (this.#stripes.every((stripe) => !stripe.isSure))
			for (const stripe of this.#stripes) stripe.hurry(nowMs);
		return this.#course(nowMs);
	}

	#seated({ stripes }: Seat, nowMs: number): void {
		for (const [at, stripe] of this.#stripes.entries()) {
			const place = stripes[at as Stripe];
			stripe.seated(place, place.parent === null && place.depth === 0, nowMs);
		}
	}

	#course(nowMs: number): Course {
		const [first, second] = this.#stripes;
		const reports: Report[] = [...first.takeReports(), ...second.takeReports()];
		const due = [first.nextMs, second.nextMs].filter((at) => at !== null);
		return {
			wanted: new Set([...first.wanted(nowMs), ...second.wanted(nowMs)]),
			feeds: [first.feed, second.feed],
			reports,
			nextMs: due.length > 0 ? Math.min(...due) : null
		};
	}
}
