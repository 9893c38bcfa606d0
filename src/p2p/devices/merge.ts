/** What is kept or shared, entry by entry, as JSON text. */
export type Entries = ReadonlyMap<string, string>;
/** Entries that change; null: the entry goes. */
export type EntryChanges = ReadonlyMap<string, string | null>;

/** What brings two sides together that changed since they last agreed. */
export interface Merged {
	readonly forShared: EntryChanges;
	readonly forKept: EntryChanges;
	/** What both sides are once the changes are made. */
	readonly agreed: Entries;
}

/**
 * Brings together what this device keeps and what the devices share, by what the two last agreed on. What changed on one
 * side is taken over by the other. What changed on both: what there is stands before what is gone, since nobody is to lose
 * a block or a room by being away; of two wordings the shared one.
 */
export function merge(sides: {
	readonly kept: Entries;
	readonly shared: Entries;
	readonly agreed: Entries;
}): Merged {
	const { kept, shared } = sides;
	const forShared = new Map<string, string | null>();
	const forKept = new Map<string, string | null>();
	const agreed = new Map<string, string>();
	for (const key of new Set([...kept.keys(), ...shared.keys()])) {
		const mine = kept.get(key) ?? null;
		const theirs = shared.get(key) ?? null;
		const before = sides.agreed.get(key) ?? null;
		const stands = standing({ mine, theirs, before });
		if (stands !== theirs) forShared.set(key, stands);
		if (stands !== mine) forKept.set(key, stands);
		if (stands !== null) agreed.set(key, stands);
	}
	return { forShared, forKept, agreed };
}

function standing(entry: {
	readonly mine: string | null;
	readonly theirs: string | null;
	readonly before: string | null;
}): string | null {
	const { mine, theirs, before } = entry;
	if (theirs === before) return mine;
	if (mine === before) return theirs;
	return theirs ?? mine;
}
