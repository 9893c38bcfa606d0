/** The fixed set of reactions, in the order of the number keys 1 to 9. Told, never kept: no event has one. */
export const REACTIONS = [
	'clap',
	'heart',
	'laugh',
	'fire',
	'up',
	'party',
	'wow',
	'thanks',
	'hundred'
] as const;
/** One of `REACTIONS`. */
export type Reaction = (typeof REACTIONS)[number];
