/** `npm run test:sim`: runs seeds, says which, and how to run each that failed again. */
import { parseArgs } from 'node:util';
import { replayCommand, type Job } from './jobs.ts';
import { KEPT_SEEDS } from './kept-seeds.ts';
import { PLANTS, type Plant } from './planted/plants.ts';
import type { Mode, SeedReport } from './run-seed.ts';
import { runSeeds } from './run-seeds.ts';

const MODES: readonly Mode[] = ['safety', 'liveness'];

const { values } = parseArgs({
	options: {
		/** One seed only. */
		seed: { type: 'string' },
		/** Otherwise: how many, from which on. */
		seeds: { type: 'string', default: '1000' },
		from: { type: 'string', default: '1' },
		mode: { type: 'string', default: 'both' },
		threads: { type: 'string', default: '2' },
		plant: { type: 'string' },
		trace: { type: 'boolean', default: false }
	}
});

function jobsOf(): Job[] {
	const modes = MODES.filter((mode) => values.mode === 'both' || values.mode === mode);
	if (values.seed !== undefined) return modes.map((mode) => ({ seed: Number(values.seed), mode }));
	const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => Number(values.from) + i);
	const kept = KEPT_SEEDS.filter(({ mode }) => modes.includes(mode));
	return [...kept, ...modes.flatMap((mode) => seeds.map((seed) => ({ seed, mode })))];
}

function tell(report: SeedReport): boolean {
	if (values.trace) for (const line of [...report.trace, `trace ${report.traceHash}`]) console.log(line);
	if (!report.violation) return true;
	const { property, detail } = report.violation;
	console.log(`✗ ${report.mode}, seed ${report.seed}, step ${report.step}: ${property}\n  ${detail}`);
	console.log(`  ${replayCommand(report)}${values.plant ? ` --plant ${values.plant}` : ''}`);
	return true;
}

/** How long rooms took to agree: the middle one, and the slowest. */
function settling(reports: readonly SeedReport[]): string {
	const times = reports.flatMap(({ settledMs }) => settledMs ?? []).sort((a, b) => a - b);
	if (times.length === 0) return '';
	return `; agreed after ${times[times.length >> 1]! / 1000} s (the slowest: ${times.at(-1)! / 1000} s)`;
}

/** In how many rooms each thing was seen, the rarest last. */
function seen(reports: readonly SeedReport[]): string {
	const counts = new Map<string, number>();
	for (const sight of reports.flatMap(({ sights }) => sights))
		counts.set(sight, (counts.get(sight) ?? 0) + 1);
	return [...counts]
		.sort(([, a], [, b]) => b - a)
		.map(([sight, count]) => `${sight} ${count}`)
		.join(', ');
}

const jobs = jobsOf();
for (const mode of MODES) {
	const seeds = jobs.filter((job) => job.mode === mode).map(({ seed }) => seed);
	if (seeds.length > 0) console.log(`${mode}: ${seeds.length} seeds, ${seeds[0]} to ${seeds.at(-1)}`);
}
const startedAtMs = performance.now();
const reports = await runSeeds(jobs, {
	threads: Number(values.threads),
	...(values.plant && values.plant in PLANTS ? { plant: values.plant as Plant } : {}),
	onReport: tell
});
const failed = reports.filter(({ violation }) => violation).length;
const events = reports.reduce((sum, report) => sum + report.events, 0) / reports.length;
const seconds = (performance.now() - startedAtMs) / 1000;
console.log(
	`${reports.length - failed} passed, ${failed} failed in ${seconds.toFixed(0)} s; ${events.toFixed(0)} events a room${settling(reports)}`
);
console.log(`Rooms with ${seen(reports)}`);
process.exitCode = failed === 0 ? 0 : 1;
