import { runScenario, type Scenario } from '../sim/audience/scenarios.ts';
import { row, type Row } from './table.ts';

const SEED = 1;
const SIZES: readonly (readonly [size: number, seconds: number])[] = [
	[1000, 180],
	[10_000, 120],
	[100_000, 60]
];
const FAULTS: readonly (readonly [Scenario, string])[] = [
	['forwarder', 'one forwarder next to the root dies'],
	['host', 'the host dies; the deputy plans on after 1 s'],
	['tenth', 'a tenth dies at once'],
	['half', 'half goes at once, with a goodbye'],
	['partition', 'two halves cannot reach each other for 10 s']
];

/** The real planner and the real repair in simulated crowds: churn at three sizes, then each fault at 10,000. */
export function audienceSimulation(): Promise<Row[]> {
	const rows: Row[] = [];
	for (const [size, seconds] of SIZES) {
		const { onTime, depth, longestMs, cost } = runScenario({ scenario: 'churn', size, seconds, seed: SEED });
		const what = `audience ${size.toLocaleString('en-GB')}`;
		const { changes, moves, seats, cpuMs, worstMs } = cost;
		const lost = `frames lost ${((1 - onTime) * 1e6).toFixed(2)} in a million, the longest gap ${longestMs.toFixed(0)} ms`;
		rows.push(
			row(`${what}, on time`, onTime * 100, '%', {
				target: '≥ 99.99',
				note: `${seconds} s, 1 % a minute goes, 35 % feed nobody; ${lost}`
			}),
			row(`${what}, depth`, depth, 'hops', { target: '≤ 8' }),
			row(`${what}, moves`, moves / changes, 'a change', {
				note: `${changes} changes, ${(seats / changes).toFixed(1)} seats told in each`
			}),
			row(`${what}, planner`, cpuMs / changes, 'ms a change', { note: `at most ${worstMs.toFixed(1)} ms` })
		);
	}
	for (const [scenario, words] of FAULTS) {
		const { onTime, wholeMs, depth, longestMs, missedSome } = runScenario({
			scenario,
			size: 10_000,
			seconds: 60,
			seed: SEED
		});
		rows.push(
			row(`audience, ${scenario}`, onTime * 100, '% on time', {
				note: `10,000, 60 s: ${words}; ${missedSome} miss something, ${longestMs.toFixed(0)} ms at most; depth ${depth}`
			}),
			row(`audience, ${scenario}, whole again`, wholeMs / 1000, 's', { note: 'both stripes at everybody' })
		);
	}
	return Promise.resolve(rows);
}
