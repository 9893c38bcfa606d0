import { describe, expect, it } from 'vitest';
import { runScenario, type Outcome, type Scenario } from './scenarios.ts';

const SEED = 20261122;
/** Share of the frames that have to come in time while people come and go. */
const ON_TIME = 0.9999;

function run(scenario: Scenario, options: Partial<Parameters<typeof runScenario>[0]> = {}): Outcome {
	return runScenario({ scenario, size: 1000, seconds: 40, seed: SEED, ...options });
}

describe(`A crowd of a thousand on the real plan and the real repair, seed ${SEED}`, () => {
	it('hears 99.99 % of all frames in time while one in a hundred goes each minute, and stays shallow', () => {
		const { onTime, depth, cost } = run('churn', { seconds: 180 });
		expect(onTime).toBeGreaterThanOrEqual(ON_TIME);
		expect(depth).toBeLessThanOrEqual(5);
		expect(cost.moves / cost.changes).toBeLessThan(3);
		expect(cost.changes).toBeGreaterThan(30);
		expect(cost.refused).toBe(0);
	});

	it('loses no frame when a forwarder next to the root dies', () => {
		const { missedSome, wholeMs } = run('forwarder');
		expect(missedSome).toBe(0);
		expect(wholeMs).toBeLessThan(8000);
	});

	it('loses no frame when the host dies, and is whole again under the deputy', () => {
		const { missedSome, wholeMs, depth } = run('host');
		expect(missedSome).toBe(0);
		expect(wholeMs).toBeLessThan(10_000);
		expect(depth).toBeLessThanOrEqual(5);
	});

	it('is whole again when a tenth dies at once, or half goes at once', () => {
		for (const scenario of ['tenth', 'half'] as const) {
			const { wholeMs, longestMs } = run(scenario);
			expect(wholeMs).toBeLessThan(20_000);
			expect(longestMs).toBeLessThan(5000);
		}
	});

	it('grows together again after its network fell into two halves', () => {
		expect(run('partition', { seconds: 90 }).wholeMs).toBeLessThan(70_000);
	});

	it('is the same again from the same seed', () => {
		const [first, second] = [run('tenth'), run('tenth')].map(({ cost, ...outcome }) => ({
			...outcome,
			cost: { ...cost, cpuMs: 0, worstMs: 0 }
		}));
		expect(second).toEqual(first);
	});
});

describe('A crowd in which something is broken on purpose', () => {
	it('is deaf for seconds when nobody repairs and all wait for the planner', () => {
		const [sound, broken] = [run('tenth'), run('tenth', { fault: 'no repair' })];
		expect(broken.longestMs).toBeGreaterThan(5000);
		expect(1 - broken.onTime).toBeGreaterThan(4 * (1 - sound.onTime));
	});

	it('misses frames when a forwarder dies and there is one stripe only', () => {
		expect(run('forwarder', { fault: 'one stripe' }).missedSome).toBeGreaterThan(10);
	});

	it('is without a stripe for longer when nobody has a fallback', () => {
		const [sound, broken] = [run('tenth'), run('tenth', { fault: 'no fallbacks' })];
		expect(broken.onTime).toBeLessThan(sound.onTime);
	});
});
