/** One figure of the benchmark. */
export interface Row {
	/** What was measured, in words. */
	readonly what: string;
	readonly figure: number;
	readonly unit: string;
	/** What the project wants it to be, such as `≤ 600`; empty where nothing was set. */
	readonly target: string;
	/** How it was measured, or what stands beside it in the same run. */
	readonly note: string;
}

/** A row from a figure and what is left to say about it. */
export function row(
	what: string,
	figure: number,
	unit: string,
	{ target = '', note = '' }: { target?: string; note?: string } = {}
): Row {
	return { what, figure, unit, target, note };
}

/** The rows as aligned text, one line each, figures to the right. */
export function formatTable(rows: readonly Row[]): string {
	const cells = rows.map(({ what, figure, unit, target, note }) => [
		what,
		formatFigure(figure),
		unit,
		target,
		note
	]);
	const lines = [['what', 'figure', 'unit', 'target', 'note'], ...cells];
	const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]!.length)));
	const format = (line: readonly string[]) =>
		line
			.map((cell, i) => (i === 1 ? cell.padStart(widths[1]!) : cell.padEnd(widths[i] ?? 0)))
			.join('  ')
			.trimEnd();
	const [head, ...body] = lines.map(format);
	return [head!, '-'.repeat(head!.length + 20), ...body].join('\n');
}

/** Three digits that mean something, thousands apart. */
function formatFigure(figure: number): string {
	if (!Number.isFinite(figure)) return '–';
	const digits = Math.abs(figure) >= 100 ? 0 : Math.abs(figure) >= 10 ? 1 : 2;
	return figure.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
