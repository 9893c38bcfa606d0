import { describe, expect, it } from 'vitest';
import { KEPT_SEEDS } from './kept-seeds.ts';
import type { Plant } from './planted/plants.ts';
import type { Job } from './jobs.ts';
import type { Mode, SeedReport } from './run-seed.ts';
import { runSeeds } from './run-seeds.ts';

const THREADS = 2;
const SLICE = 100;

const seeds = (mode: Mode, count: number): Job[] =>
	Array.from({ length: count }, (_, i) => ({ seed: i + 1, mode }));

/** Each failure with what runs it again. */
const failures = (reports: readonly SeedReport[]) =>
	reports.flatMap(({ seed, mode, step, violation }) =>
		violation ? [{ seed, mode, step, ...violation }] : []
	);

describe('rooms on one seed', () => {
	it('hold what they promise while everything fails and hostile people take part', async () => {
		const reports = await runSeeds([...KEPT_SEEDS, ...seeds('safety', SLICE)], { threads: THREADS });
		expect(failures(reports)).toEqual([]);
	}, 120_000);

	it('agree within a minute after the last fault', async () => {
		const reports = await runSeeds(seeds('liveness', SLICE), { threads: THREADS });
		expect(failures(reports)).toEqual([]);
		expect(reports.filter(({ settledMs }) => settledMs === null)).toEqual([]);
	}, 120_000);

	it('go the same way twice, and another way on another seed', async () => {
		const [first, other] = seeds('liveness', 2);
		const [once, again, different] = await runSeeds([first!, first!, other!], { threads: 1 });
		expect(again).toEqual(once);
		expect(different!.traceHash).not.toBe(once!.traceHash);
	}, 60_000);
});

describe('a planted fault', () => {
	/** Seeds until one fails, as a person would look for a fault; then that one again. */
	async function find(plant: Plant, mode: Mode): Promise<SeedReport> {
		const reports = await runSeeds(seeds(mode, 40), {
			threads: THREADS,
			plant,
			onReport: ({ violation }) => violation === null
		});
		const found = reports.find(({ violation }) => violation !== null);
		expect(found, 'no seed found it').toBeDefined();
		const [again] = await runSeeds([found!], { threads: 1, plant });
		expect(again).toEqual(found);
		return found!;
	}

	it('is found in a guard that admits without verifying', async () => {
		const { violation } = await find('trusting-guard', 'safety');
		expect(violation?.property).toBe('only authentic events');
	}, 60_000);

	it('is found in a reducer that ignores bans', async () => {
		const { violation } = await find('ban-blind-reducer', 'safety');
		expect(violation?.property).toBe('incremental equals batch');
	}, 60_000);

	it('is found in a store that loses the last event of a batch', async () => {
		const { violation } = await find('forgetful-store', 'safety');
		expect(violation?.property).toBe('what was kept is there again');
	}, 60_000);

	it('is found in an exchange that never asks', async () => {
		const { violation } = await find('incurious-exchange', 'liveness');
		expect(violation?.property).toBe('healed replicas agree');
	}, 60_000);
});
