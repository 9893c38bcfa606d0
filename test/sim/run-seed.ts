import { HAPPENINGS } from './happenings.ts';
import { begin, Broken, Run } from './run.ts';
import { forgetVerdicts } from './seeded-ed25519.ts';
import { calmDown, settled } from './settling.ts';
import type { Violation } from './violation.ts';
import type { SimWorld } from './world.ts';

/** `safety`: faults all the time. `liveness`: faults end, then everybody must agree. */
export type Mode = 'safety' | 'liveness';

/** What came of one seed. */
export interface SeedReport {
	readonly seed: number;
	readonly mode: Mode;
	/** The step at which the violation was found, or the number of steps. */
	readonly step: number;
	readonly violation: Violation | null;
	/** Events in the largest honest document. */
	readonly events: number;
	/** Milliseconds of virtual time until everybody agreed; null in safety mode and on failure. */
	readonly settledMs: number | null;
	/** What was to be seen in its room at some time, in a few words each. */
	readonly sights: readonly string[];
	readonly traceHash: string;
	readonly trace: readonly string[];
}

const LEAST_STEPS = 20;
const MOST_STEPS = 45;

/** Runs one seed in one mode. The same seed gives the same report. */
export async function runSeed(seed: number, mode: Mode): Promise<SeedReport> {
	forgetVerdicts();
	const run = new Run(seed);
	const uncaught = (error: unknown) => void run.errors.push(error);
	process.on('unhandledRejection', uncaught).on('uncaughtException', uncaught);
	const violation = await live(run, mode).catch((error: unknown) =>
		error instanceof Broken ? error.violation : thrown(error)
	);
	process.off('unhandledRejection', uncaught).off('uncaughtException', uncaught);
	const { world, observer, step, settledMs } = run;
	for (const page of world.pages) page.clock.stop();
	const { lines: trace, hash: traceHash } = world.trace;
	const events = Math.max(0, ...world.honestPages.map(({ document }) => document.size));
	return { seed, mode, step, violation, events, settledMs, sights: [...observer.sights], traceHash, trace };
}

/** Lives a run through, to its end or to the first violation. */
async function live(run: Run, mode: Mode): Promise<Violation | null> {
	const { world, observer } = run;
	await begin(run);
	for (const steps = world.chance.between(LEAST_STEPS, MOST_STEPS); run.step < steps; run.step++) {
		const what = await world.chance.weighed(HAPPENINGS)(run);
		if (what) world.trace.say(`${run.step} ${what}`);
		await world.clock.advance(pause(run));
		const violation = look(run);
		if (violation) return violation;
	}
	if (mode === 'liveness') {
		calmDown(world);
		const outcome = await settled(world);
		if (typeof outcome !== 'number') return look(run) ?? outcome;
		run.settledMs = outcome;
	}
	return look(run) ?? observer.lastViolation();
}

/** Looks at everything that was to be seen after a step. */
function look({ world, observer, step, errors }: Run): Violation | null {
	world.trace.say(`${step} ${sizes(world)}`);
	return errors.length > 0 ? thrown(errors[0]) : observer.violation();
}

function thrown(error: unknown): Violation {
	const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return { property: 'the engine never throws', detail: stack.split('\n').slice(0, 3).join(' ') };
}

/** Mostly a moment; sometimes none at all, sometimes long enough for every timeout. */
function pause({ world: { chance } }: Run): number {
	return chance.weighed([
		[3, 0],
		[8, chance.between(1, 300)],
		[8, chance.between(300, 2_500)],
		[2, chance.between(5_000, 20_000)]
	]);
}

function sizes({ pages, clock }: SimWorld): string {
	const each = pages.map(
		({ owner, document, session }) => `${owner.name} ${document.size} ${session.view.phase.name}`
	);
	return `${clock.now() % 1_000_000} ms: ${each.join(', ')}`;
}
