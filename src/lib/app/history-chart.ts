import type { TreeMoment } from '../../p2p/api.ts';

/** What one chart shows of a moment. */
export type Measure = 'listeners' | 'missing' | 'repairs';

/** One chart: a line and the area below it, or bars; `most` is the value at its upper edge. */
export interface Chart {
	readonly line: string;
	readonly area: string;
	readonly most: number;
}

/** How far back the charts reach. */
export const HISTORY_MS = 600_000;

/** The upper edge where all is well, so that noise does not look like a mountain. */
const LEAST_SCALE: Readonly<Record<Measure, number>> = { listeners: 1, missing: 0.01, repairs: 4 };

/**
 * One measure over the last ten minutes up to the newest moment, in a box of CSS pixels. Repairs are events
 * and become bars; the others are states and become a line.
 */
export function drawHistory(
	history: readonly TreeMoment[],
	measure: Measure,
	{ width, height }: { readonly width: number; readonly height: number }
): Chart {
	const newest = history.at(-1);
	if (!newest) return { line: '', area: '', most: LEAST_SCALE[measure] };
	const shown = history.filter(({ at }) => at > newest.at - HISTORY_MS);
	const most = shown.reduce((value, moment) => Math.max(value, moment[measure]), LEAST_SCALE[measure]);
	const x = ({ at }: TreeMoment) => tenth(width * (1 - (newest.at - at) / HISTORY_MS));
	const y = (moment: TreeMoment) => tenth(height * (1 - moment[measure] / most));
	if (measure === 'repairs') {
		const bars = shown.filter((moment) => moment.repairs > 0);
		return { line: bars.map((moment) => `M${x(moment)} ${height}V${y(moment)}`).join(''), area: '', most };
	}
	const points = shown.map((moment) => `${x(moment)} ${y(moment)}`);
	return {
		line: `M${points.join('L')}`,
		area: `M${x(shown[0] as TreeMoment)} ${height}L${points.join('L')}V${height}Z`,
		most
	};
}

/** One minute of the history in figures; `ago` 0 is the newest. */
export interface Minute extends Omit<TreeMoment, 'at'> {
	readonly ago: number;
}

/** The last ten minutes, newest first: listeners at the end of each, mean share missing, repairs in all. */
export function minuteByMinute(history: readonly TreeMoment[]): Minute[] {
	const newest = history.at(-1)?.at ?? 0;
	return Array.from({ length: HISTORY_MS / 60_000 }, (_, ago) => {
		const inIt = history.filter(({ at }) => Math.floor((newest - at) / 60_000) === ago);
		return {
			ago,
			listeners: inIt.at(-1)?.listeners ?? 0,
			missing: inIt.reduce((sum, moment) => sum + moment.missing, 0) / Math.max(1, inIt.length),
			repairs: inIt.reduce((sum, moment) => sum + moment.repairs, 0),
			moments: inIt.length
		};
	})
		.filter(({ moments }) => moments > 0)
		.map(({ ago, listeners, missing, repairs }) => ({ ago, listeners, missing, repairs }));
}

function tenth(value: number): number {
	return Math.round(value * 10) / 10;
}
