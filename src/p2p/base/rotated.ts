/** The items from the one at `turn` on, which may be larger than their number, and then those before it. */
export function rotated<Item>(items: readonly Item[], turn: number): Item[] {
	const at = items.length > 0 ? turn % items.length : 0;
	return [...items.slice(at), ...items.slice(0, at)];
}
