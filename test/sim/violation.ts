/** A property that does not hold. */
export interface Violation {
	readonly property: string;
	readonly detail: string;
}

/** Where two texts begin to differ. */
export function difference(a: string, b: string): string {
	let at = 0;
	while (at < a.length && a[at] === b[at]) at++;
	const around = (text: string) => text.slice(Math.max(0, at - 40), at + 60);
	return `${around(a)} ≠ ${around(b)}`;
}
