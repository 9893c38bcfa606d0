/** A grid of tiles of one height, and what of it a screen shows; lengths in CSS pixels. */
export interface TileGrid {
	readonly count: number;
	readonly columns: number;
	/** From the top of one row to the top of the next. */
	readonly rowHeight: number;
	/** Top of the grid, measured from the top of the screen: negative once it was scrolled past. */
	readonly top: number;
	readonly screenHeight: number;
	/** Index of the tile that has the focus; null when none of them has it. */
	readonly focused: number | null;
}

/** Rows beyond both edges, so that Tab and a quick swipe find the next ones already there. */
const SPARE_ROWS = 4;

/**
 * The tiles that must be in the document, in order: those on screen, some rows around them, and the row of
 * the focus with its neighbours wherever it was scrolled to, so that a keyboard never loses its place.
 */
export function tilesInSight(grid: TileGrid): number[] {
	const { count, columns, rowHeight, top, screenHeight, focused } = grid;
	if (count === 0 || columns < 1 || !(rowHeight > 0)) return [];
	const lastRow = Math.ceil(count / columns) - 1;
	const row = (at: number) => Math.min(lastRow, Math.max(0, at));
	const rows = new Set<number>();
	const add = (from: number, to: number) => {
		for (let at = row(from); at <= row(to); at++) rows.add(at);
	};
	add(Math.floor(-top / rowHeight) - SPARE_ROWS, Math.floor((screenHeight - top) / rowHeight) + SPARE_ROWS);
	if (focused !== null && focused < count) {
		const at = Math.floor(focused / columns);
		add(at - 1, at + 1);
	}
	return [...rows]
		.sort((a, b) => a - b)
		.flatMap((at) => Array.from({ length: columns }, (_, column) => at * columns + column))
		.filter((index) => index < count);
}
