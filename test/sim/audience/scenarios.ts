import { Crowd, type Fault } from './crowd.ts';
import type { Listener } from './listener.ts';
import type { Cost } from './planning-page.ts';

/** What can happen to a crowd. */
export type Scenario = 'churn' | 'forwarder' | 'host' | 'tenth' | 'half' | 'partition';

/** What became of it. */
export interface Outcome {
	/** Share of the frames that were due that came in time, 0 to 1. */
	readonly onTime: number;
	/** Pages that live at the end. */
	readonly listeners: number;
	/** The longest that anybody heard nothing, ms. */
	readonly longestMs: number;
	/** Those who missed a frame at all. */
	readonly missedSome: number;
	/** From the fault until both stripes came to everybody again, ms; NaN if that never was. */
	readonly wholeMs: number;
	readonly depth: number;
	readonly overload: number;
	readonly cost: Cost;
}

/** Share of the crowd that goes each minute, half of them without a word; as many come. */
const CHURN = 0.01;

/** When the fault strikes, ms; before it all is calm. */
const FAULT_MS = 1000;

/** Lets a scenario happen to a crowd of `size`, from one seed, for so many simulated seconds. */
export function runScenario(options: {
	readonly scenario: Scenario;
	readonly size: number;
	readonly seconds: number;
	readonly seed: number;
	readonly fault?: Fault;
}): Outcome {
	const crowd = new Crowd(options);
	const { agenda, flows, planning } = crowd;
	planning.startCounting();
	if (options.scenario === 'churn') churn(crowd, options.seconds * 1000);
	else agenda.after(FAULT_MS, () => strike(crowd, options.scenario));
	agenda.runUntil(options.seconds * 1000);
	const all = [...crowd.listeners.values()];
	flows.close(all);
	const heard = all.filter((one): one is Listener & { firstMs: number } => one.firstMs !== null);
	const endMs = agenda.nowMs;
	const dueMs = heard.reduce((sum, one) => sum + (one.goneMs ?? endMs) - one.firstMs, 0);
	const lostMs = heard.reduce((sum, { deafMs }) => sum + deafMs, 0);
	return {
		onTime: 1 - lostMs / dueMs,
		listeners: all.filter(({ isAlive }) => isAlive).length,
		longestMs: heard.reduce((longest, { longestDeafMs }) => Math.max(longest, longestDeafMs), 0),
		missedSome: heard.filter(({ deafMs }) => deafMs > 0).length,
		wholeMs: Math.max(0, flows.wholeSinceMs - FAULT_MS),
		depth: planning.plan.depth,
		overload: crowd.overload,
		cost: planning.cost
	};
}

function churn(crowd: Crowd, untilMs: number): void {
	const { agenda, chance } = crowd;
	const everyMs = 60_000 / (crowd.listeners.size * CHURN);
	const present = crowd.alive;
	const next = () => {
		if (agenda.nowMs >= untilMs) return;
		const at = chance.between(0, present.length - 1);
		const one = present[at]!;
		if (one.isAlive && !crowd.roots.includes(one)) {
			if (chance.happens(0.5)) crowd.kill(one);
			else crowd.leave(one);
			present[at] = crowd.join();
		}
		agenda.after(-Math.log(1 - chance.fraction()) * everyMs, next);
	};
	next();
}

function strike(crowd: Crowd, scenario: Scenario): void {
	const { chance, roots } = crowd;
	const others = crowd.alive.filter((one) => !roots.includes(one));
	switch (scenario) {
		case 'forwarder':
			return crowd.kill(others.find(({ seat }) => seat?.forwards === 0 && seat.stripes[0].depth === 1)!);
		case 'host':
			return crowd.kill(roots[0]!);
		case 'tenth':
			for (const one of chance.shuffled(others).slice(0, others.length / 10)) crowd.kill(one);
			return;
		case 'half':
			for (const one of chance.shuffled(others).slice(0, others.length / 2)) crowd.leave(one);
			return;
		case 'partition':
			return crowd.part(10_000);
		case 'churn':
	}
}
